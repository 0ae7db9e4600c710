"""Completing and filing a ticket on one screen (R16), and what a filed one still allows."""

from datetime import timedelta

from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.filing_form import FilingForm
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.widgets.forms.form_row import FormRow
from tests.console.driver import console
from tests.desk.support import Bench


async def test_r16_what_the_form_lacks_is_filled_on_one_screen_and_filed(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.act(number, "promised", due=bench.now + timedelta(hours=4), text="书面答复")
    async with console(bench.desk, size=(100, 40)) as c:
        await c.opens(number)
        await c.press("g")
        form = await c.on(FilingForm)
        assert [row.field for row in form.query(FormRow) if row.display] == [
            "promise 2",
            "confirmation",
            "outcome",
            "summary",
        ]
        await c.sees("Reply promised until", "书面答复")
        await c.press("ctrl+s")
        await c.until(lambda: "please fill in" in c.note("promise 2"), "the refusal at its row")
        await c.filling(**{"promise 2": "已书面答复", "confirmation": "understood", "outcome": "成交意向"})
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees(f"{number[-4:]} is filed")
    assert bench.kinds(number)[-4:] == ["replied", "confirmed", "finished", "filed"]


async def test_what_was_typed_survives_leaving(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("9")
        await c.on(FilingForm)
        await c.filling(outcome="成交")
        await c.press("escape")
        await c.on(TicketScreen)
        await c.press("9")
        await c.on(FilingForm)
        await c.until(lambda: c.value("outcome") == "成交", "the draft")
    assert bench.show(number).ticket.filed_at is None


async def test_r17_of_a_call_without_a_form_the_form_itself_is_asked(bench: Bench) -> None:
    _call, number = bench.ring()
    bench.act(number, "picked_up")
    async with console(bench.desk, size=(100, 40)) as c:
        await c.opens(number)
        await c.press("g")
        form = await c.intake()
        await c.until(
            lambda: form.inquiry.link is not None and form.inquiry.link.number == number, "the form of the call"
        )


async def test_a_complete_form_is_filed_by_one_key(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="done")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("g")
        await c.on(FilingForm)
        await c.sees("The form is complete; saving files it")
        await c.press("ctrl+s")
        await c.sees("is filed")
    assert bench.show(number).ticket.filed_at is not None


async def test_r28_a_filed_ticket_is_reopened_only_with_a_reason(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="done")
    bench.act(number, "filed")
    async with console(bench.desk) as c:
        c.app.session.navigation.open_ticket(number)
        screen = await c.on(TicketScreen)
        await c.until(lambda: screen.view is not None, "the ticket")
        await c.press("a")
        await c.sees("the ticket is filed; reopen it first")
        await c.press("O")
        await c.on(ActionForm)
        await c.press("ctrl+s")
        await c.until(lambda: c.note("reason"), "the refusal at its row")
        await c.filling(reason="客户补充了要求")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.kinds(number)[-1] == "reopened"


async def test_r27_what_filing_tells_the_customer_is_checked_while_typed_and_taken_by_one_key(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("g")
        await c.on(FilingForm)
        await c.filling(answer="不、知、道")
        await c.until(lambda: "不、知、道" in c.note("answer") and "核实" in c.note("answer"))
        await c.filling(outcome="完成")
        await c.press("ctrl+s")
        await c.until(lambda: "^E" in c.note("answer wording_reason"), "what to do stands where it is done")
        await c.press("ctrl+e")
        await c.until(lambda: c.value("answer") == "这个问题我需要核实一下，我会在＿＿前给您准确答复。")
        await c.until(lambda: c.note("answer wording_reason") == "", "that was about other words")
        await c.press("delete", "delete")
        await c.typing("17:30")
        await c.until(lambda: c.note("answer") == "")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.kinds(number)[-3:] == ["answered", "finished", "filed"]


async def test_r27_filing_says_it_anyway_with_a_reason(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("g")
        await c.on(FilingForm)
        await c.filling(answer="不知道", outcome="完成")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("answer wording_reason") != "")
        await c.typing("引用客户原话")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    answered = next(event for event in bench.show(number).events if event.kind == "answered")
    assert (answered.text, answered.fields["wording_reason"]) == ("不知道", "引用客户原话")


async def test_r16_what_nobody_takes_is_withdrawn_from_on_the_way_to_filing(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.act(number, "specialist_needed", to="dept:technical", text="负载够吗")
    bench.act(number, "declined", "luo", reason="不懂")
    async with console(bench.desk, size=(100, 40)) as c:
        await c.opens(number)
        await c.press("g")
        await c.on(FilingForm)
        await c.sees("Why nobody takes it", "负载够吗")
        await c.filling(**{"hand-off 2": "公司无人懂", "outcome": "无法解答"})
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees(f"{number[-4:]} is filed")
    assert bench.kinds(number)[-3:] == ["withdrawn_from", "finished", "filed"]
    assert bench.show(number).events[-3].fields["reason"] == "公司无人懂"
