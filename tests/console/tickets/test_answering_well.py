"""Needs, proposals, objections and appointments as small forms (R19–R24)."""

from datetime import timedelta

from deskconsole.desk.tickets import views
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.widgets.forms.form_row import FormRow
from tests.console.driver import Seat, console
from tests.desk.support import Bench


def shown(c: Seat, *names: str) -> list[str]:
    rows = {row.field: row for row in c.app.screen.query("FormRow")}  # type: ignore[attr-defined]
    return [name for name in names if rows[name].display]


async def test_r19_r22_an_intention_to_buy_asks_for_who_follows_up_and_brings_sales_in(bench: Bench) -> None:
    number = bench.take(category="product")
    async with console(bench.desk, size=(80, 30)) as c:
        await c.opens(number)
        await c.press("d")
        await c.form()
        assert shown(c, "to", "due", "plan", "told") == []
        await c.filling(scenario="点焊工位", intent="")
        await c.press("1")
        await c.until(lambda: shown(c, "to", "due", "plan", "told") == ["to", "due", "plan", "told"])
        await c.filling(to="qian", due="明天10点", plan="上门讲方案", told="钱慧明天10点与您联系")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees("intention to buy?: yes", "上门讲方案")
        assert [event.kind for event in views.show(bench.desk, number).events][-4:] == [
            *("need_recorded", "specialist_needed", "planned", "progress_told")
        ]
        await c.press("z")
        await c.sees("taken back")
    assert views.show(bench.desk, number).ticket.hand_offs == {}, "one key takes back what one form recorded"


async def test_r20_a_second_proposal_is_asked_after_the_first_and_what_is_missing_is_named(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("s")
        await c.form()
        assert shown(c, "solution", "solution_2") == ["solution"]
        await c.typing("单台机器人")
        await c.until(lambda: shown(c, "solution", "solution_2") == ["solution", "solution_2"])
        await c.press("ctrl+s")
        await c.until(lambda: c.note("advantages"))
        await c.filling(advantages="占地小", fits="现有工位", cost="见报价单")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees("Solution: 单台机器人")
    assert views.show(bench.desk, number).events[-1].text == "单台机器人"


async def test_r21_an_objection_that_stays_open_in_one_form(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("o")
        await c.form()
        await c.typing("节拍不够")
        await c.filling(material="同类案例", to="技术部")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("due"))
        await c.filling(due="+4h")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert [event.kind for event in views.show(bench.desk, number).events][-3:] == [
        *("objected", "specialist_needed", "promised")
    ]


async def test_r24_an_appointment_asks_for_its_fee(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("P")
        await c.form()
        await c.filling(due="明天14点", to="luo", text="更换减速机")
        assert shown(c, "fee") == []
        await c.filling(task="")
        await c.press("3")
        await c.until(lambda: shown(c, "fee") == ["fee"])
        await c.press("ctrl+s")
        await c.until(lambda: c.note("fee"))
        await c.filling(fee="3万元")
        await c.until(lambda: "3万元" in c.note("fee"))
        await c.filling(fee="质保期内免费")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees("Fee: 质保期", "更换减速机")


async def test_r24_the_phrase_tells_who_will_answer_their_contact_and_when(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "specialist_needed", to="dept:technical")
    bench.act(number, "accepted", "luo", due="2026-09-14T12:00:00+08:00", contact="分机8021")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("p")
        await c.form()
        await c.filling(due="13:00")
        await c.press("ctrl+t", "ctrl+t")
        await c.until(lambda: "分机8021" in c.value("text"))
        assert (
            c.value("text")
            == "Luo will take care of your question (contact: 分机8021) and you will have an answer by today 13:00."
        )


async def test_r13_several_specialists_in_one_form_with_how_they_keep_agreed_times(bench: Bench) -> None:
    for minutes in (30, 90):
        number = bench.take(contact=f"wx:{minutes}")
        bench.act(number, "specialist_needed", to="luo")
        bench.act(number, "accepted", "luo", due=bench.now + timedelta(hours=1))
        bench.later(minutes=minutes)
        bench.act(number, "specialist_answered", "luo")
    number = bench.take(contact="wx:new")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("h")
        await c.form()
        await c.typing("luo")
        await c.until(lambda: "kept 1 of 2 agreed times (50%)" in c.note("to"))
        await c.filling(to="luo、legal", text="能否降速使用")
        await c.until(lambda: c.note("to") == "= Luo + Legal")
        await c.press("ctrl+t")
        await c.until(lambda: "bringing them in now" in c.value("told"))
        assert c.value("text") == "能否降速使用", "the customer is told, the specialist is asked"
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert [h.to for h in views.show(bench.desk, number).ticket.hand_offs.values()] == ["luo", "dept:legal"]


async def test_r23_r26_a_question_of_payment_brings_sales_and_legal_in(bench: Bench) -> None:
    number = bench.take(category="cooperation")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("d")
        await c.form()
        await c.filling(contract="想分期付款")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees("to Sales", "to Legal")


async def test_r23_a_figure_outside_the_price_policy_is_named_on_the_form(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.typing("3万元")
        await c.until(lambda: "3万元" in c.note("text"))


async def test_r19_the_question_that_is_answered_first_is_in_view(bench: Bench) -> None:
    number = bench.take("online", "core", category="technical")
    async with console(bench.desk, lang="zh", size=(80, 24)) as c:
        await c.opens(number)
        await c.press("d")
        form = await c.form()
        first = next(iter(form.query(FormRow)))
        await c.sees(first.label)
