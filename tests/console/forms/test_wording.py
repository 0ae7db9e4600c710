"""The language check of a form as somebody types (R27, E18, R23)."""

from deskconsole.desk.tickets import views
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_r27_named_while_typing_and_taken_by_one_key(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.filling(text="您好，不 知 道")
        await c.until(lambda: "不 知 道" in c.note("text") and "核实" in c.note("text"))
        await c.press("ctrl+e")
        await c.until(lambda: "核实" in c.value("text"))
        assert c.value("text") == "您好，这个问题我需要核实一下，我会在＿＿前给您准确答复。"
        await c.until(lambda: c.note("text").startswith("✗ “我会在＿＿前给您准”"))
        await c.typing("17:30")
        await c.until(lambda: c.note("text") == "")
        assert c.value("text") == "您好，这个问题我需要核实一下，我会在17:30前给您准确答复。", "the gap was selected"
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert "wording_reason" not in views.show(bench.desk, number).events[-1].fields


async def test_r27_sent_anyway_only_with_a_reason(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        screen = await c.opens(number)
        await c.press("a")
        form = await c.form()
        await c.typing("没办法")
        await c.press("ctrl+s")
        await c.until(lambda: "say here why" in c.note("wording_reason"))
        assert form.focused is not None
        await c.typing("引用客户原话")
        await c.press("enter")
        await c.on(TicketScreen)
        await c.until(lambda: screen.view is not None and screen.view.events[-1].kind == "answered")
        await c.sees("Wording: 没办法", "Why so: 引用")
    assert views.show(bench.desk, number).events[-1].fields["wording"] == ["没办法"]


async def test_r27_the_customers_words_are_not_checked(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        await c.form()
        await c.typing("客户说不知道")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert views.show(bench.desk, number).events[-1].text == "客户说不知道"


async def test_e18_a_time_on_the_form_is_a_time(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.typing("我们会尽快回复您")
        await c.until(lambda: "尽快" in c.note("text"))
        await c.press("escape", "p")
        await c.form()
        await c.filling(due="17:30", text="我们会尽快回复您")
        await c.until(lambda: c.note("due") != "")
        await c.press("ctrl+s")
        await c.on(TicketScreen)


async def test_a_blank_of_a_phrase_is_not_sent(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("h")
        await c.form()
        await c.filling(to="技术部")
        await c.press("ctrl+t")
        await c.press("escape", "a")
        form = await c.form()
        await c.filling(text="请＿＿确认")
        await c.until(lambda: c.note("text") == "✗ “请＿＿确认” 还没填")
        await c.press("ctrl+s")
        await c.until(lambda: not form.content.saving)
        assert (c.value("text"), c.note("text")) == ("请＿＿确认", "✗ “请＿＿确认” 还没填")
        await c.typing("17:30前")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.show(number).events[-1].text == "请17:30前确认"


async def test_no_reason_is_one_for_a_gap(bench: Bench) -> None:
    number = bench.take()
    message = bench.refused(number, "answered", text="我会在＿＿前给您答复", wording_reason="客户要求这样写")
    assert "我会在＿＿前给您" in message
    assert "gap" in bench.refused(number, "specialist_needed", to="dept:technical", text="请＿＿回复")
    bench.act(number, "noted", text="客户的表格里写着＿＿")


async def test_the_cursor_stands_in_the_first_gap_of_a_phrase(bench: Bench) -> None:
    number = bench.take(channel="email")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.typing("您好！")
        await c.press("ctrl+t")
        await c.until(lambda: "＿＿" in c.value("text"))
        before = c.value("text")
        await c.typing("负载")
        assert c.value("text") == before.replace("＿＿", "负载", 1)


async def test_e23_an_e_mail_is_offered_with_subject_order_and_the_desks_hours(bench: Bench) -> None:
    (bench.folder / "site.toml").write_text('[site]\ncompany = "华智机器人"\nhours = "每天 8:00-20:00"\n', "utf-8")
    number = bench.take(channel="email")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.press("ctrl+t")
        await c.until(lambda: c.value("text").startswith("主题："))
        lines = c.value("text").splitlines()
        assert f"（编号{number}）" in lines[0]
        assert lines[2] == "尊敬的华南精密 陈立："
        assert lines[-2:] == ["华智机器人 Zhou", "接待时间：每天 8:00-20:00"]
        await c.until(lambda: "＿＿" in c.note("text"))


async def test_e23_the_template_of_an_e_mail_is_no_phrase_of_a_call(bench: Bench) -> None:
    number = bench.take(channel="phone")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.press("ctrl+t")
        await c.until(lambda: c.value("text") != "")
        assert "主题" not in c.value("text")


async def test_r21_a_phrase_goes_into_what_the_customer_is_told(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("o")
        await c.form()
        await c.typing("节拍不够")
        await c.press("ctrl+t")
        await c.until(lambda: "案例" in c.value("told"))
        assert c.value("text") == "节拍不够"


async def test_r27_a_long_text_is_looked_at_aside(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.filling(text="质保两年，详见附件。" * 200 + "不知道")
        await c.until(lambda: "不知道" in c.note("text"))
