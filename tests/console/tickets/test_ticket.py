"""A ticket: its actions as small forms, refusals with their reason, undo."""

import pytest

from deskconsole.actions import NUMBERED, event_action
from deskconsole.desk.tickets import act, views
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.present.titles import Titles
from deskconsole.screens.forms.event_fields import fields_of
from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.tickets.filing_form import FilingForm
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.screens.tickets.why import WhyDeadline
from tests.console.driver import Seat, console
from tests.desk.support import Bench, t


async def test_shows_stages_clocks_words_and_events(bench: Bench) -> None:
    number = bench.take(content="视觉定位偏差0.3mm", request="请工程师远程排查")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.sees("[受理]", "5分00", "视觉定位偏差0.3mm", "请工程师远程排查", number)


async def test_a_promise_is_typed_as_people_say_it(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("p")
        await c.form()
        await c.typing("明天10点")
        await c.sees("= 09-15 Tue 10:00")
        await c.press("enter")
        await c.typing("尽快核实")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees("Promise a time recorded for 0001")
    promise = views.show(bench.desk, number).ticket.promises
    assert [(p.due, p.text) for p in promise.values()] == [(t("09-15 10:00"), "尽快核实")]


async def test_a_refused_save_says_why_and_keeps_the_form(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("4")
        await c.form()
        await c.filling(due="yesterday-ish", text="尽快核实")
        await c.press("ctrl+s")
        await c.until(lambda: "not clear" in c.note("due"))
        assert c.value("text") == "尽快核实"
    assert views.show(bench.desk, number).events[-1].kind == "received"


async def test_what_is_missing_is_named_at_its_field(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.press("ctrl+s")
        await c.until(lambda: c.note("text"))
        assert c.note("text") == "✗ please fill in"


async def test_a_disabled_action_keeps_its_place_and_says_why(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        screen = await c.opens(number)
        lines = {line.event: line for line in screen.action_list.lines}
        assert [line.event for line in screen.action_list.lines][: len(NUMBERED)] == list(NUMBERED)
        assert not lines["replied"].allowed
        assert lines["answered"].allowed
        await c.press("6")
        await c.until(lambda: "no promised reply is open" in c.said)
        assert isinstance(c.app.screen, TicketScreen)


async def test_what_was_typed_and_left_comes_back(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.typing("质保两年")
        await c.press("escape")
        await c.on(TicketScreen)
        await c.press("a")
        await c.form()
        await c.until(lambda: c.value("text") == "质保两年")


async def test_undo_by_its_key_within_a_minute(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        await c.form()
        await c.typing("记一笔")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees("takes it back")
        await c.press("z")
        await c.sees("taken back")
        assert views.show(bench.desk, number).events[-1].kind == "undone"
        await c.press("ctrl+z")
        await c.until(lambda: "Nothing to take back" in c.said)


async def test_an_event_that_was_taken_back_says_so_in_words_and_is_struck_through(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "noted", text="stays")
    bench.act(number, "noted", text="goes")
    bench.act(number, "undone")
    async with console(bench.desk, size=(80, 40)) as c:
        screen = await c.opens(number)
        await c.sees("Note (taken back)", "stays", "goes")
        assert c.text().count("(taken back)") == 1
        below = c.lines()[next(n for n, line in enumerate(c.lines()) if "(taken back)" in line) + 1]
        assert "goes" in below
        struck = [text for text, style in screen.timeline._pieces if "strike" in style]
        assert [text.strip() for text in struck] == ["Note", "goes"]


async def test_what_was_said_goes_when_it_is_no_longer_true_or_another_screen_opens(bench: Bench) -> None:
    number = bench.take()

    async def noted(c: Seat) -> None:
        await c.press("n")
        await c.form()
        await c.typing("x")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.until(lambda: "takes it back" in c.said, "what was done")
        await c.pilot.pause()

    async with console(bench.desk) as c:
        await c.opens(number)
        await noted(c)
        await c.press("f4")
        await c.on(FollowUpScreen)
        await c.press("escape")
        await c.on(TicketScreen)
        assert c.said == ""
        await noted(c)
        bench.later(seconds=59)
        await c.tick()
        assert "takes it back" in c.said
        bench.later(seconds=2)
        await c.tick()
        assert c.said == ""
        await noted(c)
        act.act(bench.by("lin"), number, "noted", text="by somebody else")
        await c.until(lambda: c.said == "", "the message is gone")


async def test_a_save_on_an_outdated_view_says_what_changed_and_saves_when_asked_again(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.typing("质保两年")
        bench.act(number, "noted", "lin", text="客户又来电")
        await c.press("ctrl+s")
        await c.sees("Meanwhile", "Lin", "客户又来电")
        assert c.value("text") == "质保两年"
        assert "answered" not in bench.kinds(number)
        await c.press("ctrl+s")
        await c.until(lambda: bench.kinds(number)[-2:] == ["noted", "answered"], "both")


async def test_full_width_letters_and_digits_act(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("ａ")
        assert (await c.form()).event == "answered"
        await c.press("escape", "３")
        assert (await c.form()).event == "answered"


async def test_letters_act_in_the_queue_too(bench: Bench) -> None:
    bench.take()
    async with console(bench.desk) as c:
        await c.press("n")
        assert (await c.form()).event == "noted"
        await c.typing("在队列里")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        await c.sees("Note recorded for 0001")


async def test_all_actions_with_the_reason_of_those_disabled(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("m")
        menu = await c.on(Menu)
        await c.typing("reply as")
        await c.sees("no promised reply is open")
        await c.press("enter")
        assert c.app.screen is menu
        await c.press(*["backspace"] * 8)
        await c.typing("备注")
        await c.press("enter")
        assert (await c.form()).event == "noted", "found in the other language too"


async def test_why_this_deadline(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("v")
        await c.on(WhyDeadline)
        await c.sees("R05", "running")
        await c.press("escape")
        await c.on(TicketScreen)


async def test_hand_over_answered_and_told(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        steps: tuple[tuple[str, dict[str, str]], ...] = (
            ("h", {"to": "Technical support", "text": "请判断"}),
            ("H", {}),
            ("A", {"due": "+2h"}),
            ("p", {"due": "+3h", "text": "三小时内答复"}),
            ("S", {"text": "更换减速机"}),
            ("y", {"text": "请更换减速机"}),
            ("c", {}),
            ("e", {"outcome": "解决"}),
        )
        for key, values in steps:
            await c.press(key)
            await c.form()
            await c.filling(**values)
            await c.press("ctrl+s")
            await c.until(lambda: isinstance(c.app.screen, TicketScreen), f"{key} saved")
            await c.pilot.pause()
        await c.press("9")
        await c.on(FilingForm)
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    view = views.show(bench.desk, number)
    assert view.ticket.filed_at is not None
    assert next(iter(view.ticket.hand_offs.values())).to == "dept:technical"


@pytest.mark.parametrize("kind", sorted(kind.name for kind in EVENTS.values() if not kind.by_desk))
def test_every_event_that_people_record_has_a_form(bench: Bench, kind: str) -> None:
    view = bench.show(bench.take())
    names = {field.name for field in fields_of(kind, view, Titles(bench.desk.packs), bench.desk.zone)}
    needed = set(EVENTS[kind].required)
    if EVENTS[kind].outcomes:
        needed.add("outcome")
    assert needed <= names
    assert event_action(kind) is not None


async def test_on_a_phone_the_words_take_the_whole_width(bench: Bench) -> None:
    number = bench.take(content="焊接工位换型频繁，每班三次，每次四十分钟")
    async with console(bench.desk, size=(48, 20)) as c:
        await c.opens(number)
        await c.sees("焊接工位换型频繁，每班三次")


async def test_what_was_entered_later_stands_where_it_happened(bench: Bench) -> None:
    number = bench.take()
    bench.later(minutes=30)
    bench.act(number, "noted", text="half past nine")
    act.act(bench.desk, number, "noted", text="ten past nine", at=t("09-14 09:10"))
    async with console(bench.desk, size=(120, 40)) as c:
        screen = await c.opens(number)
        shown = screen.timeline.plain
        assert shown.index("half past nine") < shown.index("ten past nine") < shown.index("Intake")
        assert "entered later" in shown
