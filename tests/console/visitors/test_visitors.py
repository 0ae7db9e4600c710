"""The visitors' screen: expected, signed in by three keys, waiting, received, signed out; each kind to its filing."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.visitors import checking_in, checking_out, expecting, passes, rooms, visitors, watching
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.present.catalogue import language, use
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.screens.visitors.evacuation import EvacuationList
from deskconsole.screens.visitors.form import VisitorForm
from deskconsole.screens.visitors.list_form import ListForm
from deskconsole.screens.visitors.message import MessageForm, PassForm
from deskconsole.screens.visitors.room_form import RoomForm
from deskconsole.screens.visitors.rooms import RoomsScreen
from deskconsole.screens.visitors.visitors import VisitorsScreen
from deskconsole.store import tickets
from deskconsole.text.private import revealed
from tests.console.driver import Seat, console
from tests.desk.support import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A front desk, Monday 2026-09-14 09:00; its store must verify at the end."""
    before = language()
    made = Bench(tmp_path, packs=("front-desk",), counter=False)
    yield made
    use(before)
    assert made.verified() == []
    made.desk.store.close()


def expect(bench: Bench, name: str = "Chen Li", **more: Any) -> str:
    data = {"name": name, "phone": "13800001111", "host": "Wang", "at": bench.now + timedelta(minutes=30), **more}
    return expecting.expect(bench.desk, expecting.read_expected(bench.desk, data, now=bench.now)).id


def walk_in(bench: Bench, name: str = "Ma Teng", kind: str = "visit", **fields: Any) -> str:
    form = CheckIn(kind, name, "13900003333", "talks", "talks", {"host": "Wang", **fields})
    if kind == "business":
        form = CheckIn(kind, name, "13900003333", "talks", "talks", fields)
    return checking_in.check_in(bench.desk, form).number


async def board(c: Seat, lines: int | None = None) -> VisitorsScreen:
    await c.press("f5")
    screen = await c.on(VisitorsScreen)
    if lines is not None:
        await c.until(lambda: len([line for line in screen.list.lines if line.key]) == lines, "the board")
    await c.pilot.pause()
    return screen


def sections(screen: VisitorsScreen) -> list[str]:
    return [line.texts["section"] for line in screen.list.lines if not line.key]


def unmasked(bench: Bench) -> int:
    with bench.desk.store.reading() as tx:
        return sum(event.kind == "unmasked" for _seq, event in tickets.site_events(tx))


async def test_f03_an_expected_visitor_is_signed_in_by_three_keys(bench: Bench) -> None:
    expect(bench)
    async with console(bench.desk) as c:
        screen = await board(c, 1)
        await c.press("enter")
        await c.on(VisitorForm)
        await c.press("ctrl+s")
        await c.until(lambda: screen.board.day.waiting, "the visitor waits")
        await c.sees("Signed in as 0001", "Waiting (1)")
    assert bench.kinds("0001") == ["arrived", "greeted", "received", "responded"]


async def test_f03_with_a_pass_and_one_key_without_the_form(bench: Bench) -> None:
    expect(bench)
    expect(bench, "Liu Min", phone="13611112222")
    async with console(bench.desk) as c:
        screen = await board(c, 2)
        await c.press("enter")
        await c.on(VisitorForm)
        await c.typing("a7")
        await c.press("enter")
        await c.until(lambda: screen.board.day.waiting, "the first waits")
        await c.until(lambda: screen.board.visitor is not None, "the selection goes along")
        await c.press("down", "1")
        await c.until(lambda: len(screen.board.day.waiting) == 2, "the second waits")
    assert [out.number for out in passes.passes_out(bench.desk)] == ["A7"]


def handed_back(bench: Bench, *numbers: str) -> None:
    """Passes that were out once and lie at the desk now."""
    gone = walk_in(bench, "Zhao", "business")
    for number in numbers:
        passes.give_pass(bench.desk, gone, number)
    checking_out.sign_out(bench.desk, gone)


async def test_the_pass_that_stands_in_the_form_is_given_and_another_is_typed_over_it(bench: Bench) -> None:
    handed_back(bench, "A01", "A02")
    expect(bench)
    expect(bench, "Liu Min", phone="13611112222", at=bench.now + timedelta(minutes=40))
    async with console(bench.desk) as c:
        screen = await board(c, 3)
        await c.press("enter")
        await c.on(VisitorForm)
        await c.until(lambda: c.value("pass") == "A01", "the pass on top")
        await c.press("ctrl+s")
        await c.until(lambda: screen.board.day.waiting, "the first waits")
        assert [out.number for out in passes.passes_out(bench.desk)] == ["A01"]
        await c.press("v")
        await c.on(EvacuationList)
        await c.sees("A01")
        await c.press("escape", "down", "enter")
        await c.on(VisitorForm)
        await c.until(lambda: c.value("pass") == "A02", "the next one")
        await c.typing("b7")
        assert c.value("pass") == "b7"
        await c.press("enter")
        await c.until(lambda: len(screen.board.day.waiting) == 2, "the second waits")
    assert [out.number for out in passes.passes_out(bench.desk)] == ["A01", "B7"]


async def test_a_pass_that_is_taken_out_of_the_form_is_not_given(bench: Bench) -> None:
    handed_back(bench, "A01")
    expect(bench)
    async with console(bench.desk) as c:
        screen = await board(c, 2)
        await c.press("enter")
        await c.on(VisitorForm)
        await c.until(lambda: c.value("pass") == "A01", "the pass on top")
        await c.press("backspace", "ctrl+s")
        await c.until(lambda: screen.board.day.waiting, "the visitor waits")
    assert passes.passes_out(bench.desk) == []


async def test_one_key_gives_a_pass_to_a_visitor_who_is_in_and_has_none(bench: Bench) -> None:
    handed_back(bench, "A01")
    walk_in(bench)
    walk_in(bench, "Liu Min", **{"pass": "A2"})
    async with console(bench.desk) as c:
        screen = await board(c, 3)
        await c.press("7")
        await c.on(PassForm)
        await c.until(lambda: c.value("pass") == "A01", "the pass on top")
        await c.typing("a2")
        await c.press("enter")
        await c.until(lambda: "Liu Min" in c.note("pass"), "that one is out")
        await c.filling(**{"pass": ""})
        await c.press("ctrl+s")
        await c.until(lambda: "please fill in" in c.note("pass"), "none is no pass")
        await c.filling(**{"pass": "A01"})
        await c.press("ctrl+s")
        await c.sees("Pass A01 given to Ma Teng")
        await c.until(lambda: screen.board.day.waiting[0].passes == ("A01",), "the pass")
        await c.press("7")
        await c.sees("Ma Teng has pass A01 already")
        await c.press("v")
        await c.on(EvacuationList)
        await c.sees("A01")
        await c.press("escape", "end", "7")
        await c.sees("Select a visitor who is inside")
    assert sorted(out.number for out in passes.passes_out(bench.desk)) == ["A01", "A2"]


async def test_f02_to_f09_a_visit_by_one_key_each_from_arrival_to_filing(bench: Bench) -> None:
    number = walk_in(bench, **{"pass": "A7"})
    async with console(bench.desk) as c:
        screen = await board(c, 1)
        await c.press("3")
        await c.until(lambda: screen.board.day.waiting[0].host_told == "Wang", "told")
        await c.press("4")
        await c.until(lambda: screen.board.day.waiting[0].answer == "coming", "the answer")
        await c.press("5")
        await c.until(lambda: screen.board.day.with_host, "with the host")
        assert sections(screen) == ["Inside (1)"]
        await c.press("6")
        await c.until(lambda: screen.board.day.left, "gone")
        await c.sees("signed out", "pass A7 back")
        await c.press("1")
        await c.until(lambda: screen.board.day.with_host, "back again")
        await c.press("X")
        await c.until(lambda: screen.board.day.left, "gone for good")
    kinds = ["host_told", "host_answered", "seen", "left", "finished", "filed"]
    assert [kind for kind in bench.kinds(number) if kind in kinds] == [*kinds, "seen", "left", "finished", "filed"]
    assert bench.show(number).closed


async def test_f07_later_with_reason_and_time_and_looking_after(bench: Bench) -> None:
    number = walk_in(bench)
    bench.act(number, "host_told", to="Wang")
    async with console(bench.desk) as c:
        screen = await board(c, 1)
        await c.press("E")
        await c.form()
        assert c.value("outcome") == "later"
        await c.filling(due="+20m", reason="in a meeting")
        await c.press("ctrl+s")
        await c.until(
            lambda: screen.board.day.waiting and screen.board.day.waiting[0].estimate is not None, "the estimate"
        )
        await c.sees("comes later", "about 09:20", "in a meeting")
        bench.later(minutes=10)
        await c.press("Y")
        await c.form()
        assert c.value("reason") == "in a meeting"
        await c.press("ctrl+s")
        await c.until(lambda: "looked_after" in bench.kinds(number), "looked after")
    assert bench.clock(number, "F07").due == bench.now + timedelta(minutes=10)


async def test_f04_a_host_who_does_not_answer_another_contact_or_a_message(bench: Bench) -> None:
    number = walk_in(bench)
    bench.act(number, "host_told", to="Wang")
    async with console(bench.desk) as c:
        screen = await board(c, 1)
        await c.misses("host missing")
        bench.later(minutes=5, seconds=1)
        await c.tick()
        await c.sees("host missing: 8 message, h other")
        await c.press("h")
        await c.form()
        await c.filling(to="Li Na")
        await c.press("ctrl+s")
        await c.until(
            lambda: screen.board.day.waiting and screen.board.day.waiting[0].host_told == "Li Na", "another contact"
        )
        await c.press("8")
        await c.on(MessageForm)
        await c.press("ctrl+s")
        await c.sees("Message*")
        await c.typing("Please call me")
        await c.press("ctrl+s")
        await c.sees("Message 0002 is to be delivered")
    assert bench.rules("0002") == ["F12"]


async def test_f04_a_walk_in_known_by_phone_is_filled_in(bench: Bench) -> None:
    walk_in(bench, organisation="Fine Moulds", plate="B12345")
    async with console(bench.desk) as c:
        await board(c, 1)
        await c.press("2")
        await c.on(VisitorForm)
        await c.press("enter")
        await c.typing("139 0000 3333")
        await c.until(lambda: c.value("name") == "Ma Teng", "the name")
        assert (c.value("host"), c.value("organisation"), c.value("plate")) == ("Wang", "Fine Moulds", "B12345")
        assert "was here" in c.note("phone")
        assert c.value("identity") == ""


async def test_the_name_stands_first_and_name_and_number_in_each_others_row_are_told_there(bench: Bench) -> None:
    async with console(bench.desk) as c:
        screen = await board(c)
        await c.press("2")
        await c.on(VisitorForm)
        await c.typing("13800002222")
        assert c.value("name") == "13800002222"
        assert "'13800002222' is a telephone number, not a name" in c.note("name")
        await c.press("enter")
        await c.filling(phone="张伟")
        assert "'张伟' is not a telephone number" in c.note("phone")
        await c.filling(host="Li Na")
        await c.press("ctrl+s")
        await c.sees("Needs another look: Visitor, Telephone")
        assert c.note("name")
        assert c.note("phone")
        assert not screen.board.day.inside
        await c.filling(name="张伟", phone="1380000")
        assert (c.note("name"), c.note("phone")) == ("", "")
        await c.filling(phone="13800002222")
        await c.press("ctrl+s")
        await c.until(lambda: screen.board.day.waiting, "the visitor waits")
    visitor = bench.show("0001").ticket
    assert (str(visitor.customer), revealed(visitor.contact)) == ("张伟", "13800002222")


async def test_f08_what_is_wrong_is_named_at_its_field_and_nothing_typed_is_lost(bench: Bench) -> None:
    walk_in(bench, **{"pass": "A7"})
    async with console(bench.desk) as c:
        screen = await board(c, 1)
        await c.press("2")
        await c.on(VisitorForm)
        await c.filling(**{"name": "Zhao", "pass": "A7"})
        await c.press("ctrl+s")
        await c.until(lambda: c.note("host"), "the host is missing")
        await c.filling(host="Li Na")
        await c.press("ctrl+s")
        await c.until(lambda: "Ma Teng" in c.note("pass"), "the pass is out")
        await c.press("escape")
        await c.on(VisitorsScreen)
        await c.press("2")
        await c.on(VisitorForm)
        await c.until(lambda: c.value("name") == "Zhao", "taken up")
        await c.filling(**{"pass": "A8"})
        await c.press("ctrl+s")
        await c.until(lambda: len(screen.board.day.waiting) == 2, "signed in")


@pytest.mark.parametrize(("digit", "kind"), [("1", "visit"), ("2", "meeting"), ("3", "appointment"), ("4", "business")])
async def test_f02_every_kind_walks_in_and_goes(bench: Bench, digit: str, kind: str) -> None:
    async with console(bench.desk) as c:
        screen = await board(c)
        await c.press("2")
        await c.on(VisitorForm)
        await c.press("shift+tab", digit)
        rows = {"visit": {"host": "Wang"}, "meeting": {"room": "301"}, "appointment": {}, "business": {}}[kind]
        more = {"category": "finance"} if kind == "business" else {}
        await c.until(lambda: all(name in c.app.screen.rows.own.rows for name in rows), "the kind's rows")  # type: ignore[attr-defined]
        await c.pilot.pause()
        await c.filling(name="Zhao", **rows, **more)
        await c.press("ctrl+s")
        await c.until(lambda: screen.board.day.inside, "inside")
        assert screen.board.day.inside[0].kind == kind
        await c.until(lambda: screen.board.visitor is not None, "the selection")
        await c.press("6")
        await c.until(lambda: screen.board.day.left, "gone")
    assert bench.show("0001").closed


async def test_f02_who_walks_in_to_ask_is_taken_by_the_same_form(bench: Bench) -> None:
    async with console(bench.desk) as c:
        screen = await board(c)
        await c.press("2")
        await c.on(VisitorForm)
        await c.press("shift+tab", "5")
        await c.filling(category="access")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("purpose"), "what do they ask")
        await c.filling(purpose="Where is the exit?")
        await c.press("ctrl+s")
        await c.sees("Taken as 0001")
        assert not screen.board.day.inside
    assert bench.show("0001").ticket.kind == "inquiry"
    assert bench.rules("0001") == ["F11"]


async def test_f03_expecting_somebody_and_cancelling(bench: Bench) -> None:
    async with console(bench.desk) as c:
        screen = await board(c)
        await c.press("+")
        await c.on(VisitorForm)
        await c.filling(name="Chen Li", at="+2h", host="Wang")
        assert "11:00" in c.note("at")
        await c.press("ctrl+s")
        await c.until(lambda: screen.board.day.expected, "expected")
        await c.press("x")
        await c.on(PickOne)
        await c.press("1")
        await c.until(lambda: not screen.board.day.expected, "cancelled")


async def test_f03_a_list_is_read_from_a_file_or_its_mistakes_are_named_by_line(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "name,date,time,host\nChen,2026-09-14,10:00,Wang\nLiu,2026-09-14,25:00,Wang\nChen,2026-09-14,10:00,Wang\n"
    )
    async with console(bench.desk) as c:
        screen = await board(c)
        await c.press("F")
        await c.on(ListForm)
        await c.filling(file=str(tmp_path / "none.csv"))
        await c.press("enter")
        await c.until(lambda: "cannot be read" in c.note("file"), "no file")
        await c.filling(file=str(file))
        await c.press("ctrl+s")
        await c.sees("line 3: at: '2026-09-14 25:00'", "line 4: name: Chen is expected at that time already")
        assert screen.board.day.expected == ()
        file.write_text("name,date,time,host\nChen,2026-09-14,10:00,Wang\nLiu,2026-09-14,11:00,Wang\n")
        await c.press("ctrl+s")
        await c.sees("2 appointments taken over", "Expected today (2)")


async def test_signed_in_by_mistake_and_a_step_taken_back(bench: Bench) -> None:
    expect(bench)
    async with console(bench.desk) as c:
        screen = await board(c, 1)
        await c.press("1")
        await c.until(lambda: screen.board.day.waiting and screen.board.visitor, "signed in")
        await c.press("3")
        await c.until(lambda: screen.board.day.waiting[0].host_told, "told")
        await c.press("z")
        await c.until(lambda: not screen.board.day.waiting[0].host_told, "not told")
        await c.press("x")
        await c.on(PickOne)
        await c.press("1")
        await c.until(lambda: screen.board.day.expected and not screen.board.day.waiting, "expected again")


async def test_f08_numbers_are_hidden_until_somebody_asks_for_one_visitor(bench: Bench) -> None:
    (bench.folder / "site.toml").unlink()  # visitors see the screen, as the pack has it
    bench.desk._settings = None
    walk_in(bench, identity="440301199001011234")
    expect(bench)
    async with console(bench.desk, size=(100, 30)) as c:
        await board(c, 2)
        await c.sees("139****3333", "440301********1234")
        await c.press("0")
        await c.sees("13900003333", "440301199001011234", "it is on record")
        assert unmasked(bench) == 1
        await c.press("down")
        await c.sees("138****1111")
        await c.press("up")
        await c.sees("139****3333")
        await c.press("enter")
        await c.on(TicketScreen)
        await c.sees("139****3333", "440301********1234")
        await c.press("0")
        await c.sees("13900003333", "440301199001011234")
    assert unmasked(bench) == 2


async def test_f08_a_quiet_warning_says_whom_to_call_and_not_why(bench: Bench) -> None:
    watching.watch_for(bench.by("he"), name="Chen Li", reason="made a scene", tell="security 110")
    expect(bench)
    async with console(bench.desk, size=(100, 30)) as c:
        await board(c, 1)
        await c.sees("(1) Chen Li", "(1) please call security 110")
        await c.press("enter")
        await c.on(VisitorForm)
        await c.sees("(1) security 110")
        assert "scene" not in c.text()


async def test_f09_who_is_inside_is_one_key_away_and_a_file_another(bench: Bench) -> None:
    walk_in(bench, people=3)
    walk_in(bench, "Zhao", "business")
    async with console(bench.desk) as c:
        await board(c, 2)
        await c.press("v")
        await c.on(EvacuationList)
        await c.sees("In the house: 4 persons", "Ma Teng +2", "Zhao")
        await c.press("J")
        await c.sees("Written: ")
        await c.press("escape")
        await c.on(VisitorsScreen)
    assert len(list((bench.folder / "papers").glob("evacuation-*.pdf"))) == 1


async def test_f06_rooms_are_planned_and_their_preparation_ticked_off(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await board(c)
        await c.press("#")
        screen = await c.on(RoomsScreen)
        await c.press("+")
        await c.on(RoomForm)
        await c.filling(room="301", starts="10:00", title="Review", people="x")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("people"), "not a number")
        await c.filling(people="8")
        await c.press("ctrl+s")
        await c.until(lambda: screen.uses, "the meeting")
        await c.press("3", "enter")
        await c.until(lambda: set(screen.uses[0].prepared) == {"tea", "room"}, "ticked")
        await c.press("3")
        await c.until(lambda: set(screen.uses[0].prepared) == {"room"}, "the tick is gone")
        await c.press("x")
        await c.on(PickOne)
        await c.press("1")
        await c.until(lambda: not screen.uses, "cancelled")
    assert rooms.rooms_of_day(bench.desk) == []


async def test_a_typed_filter_finds_by_host_and_plate(bench: Bench) -> None:
    walk_in(bench, plate="B12345")
    expect(bench, host="Li Na")
    async with console(bench.desk) as c:
        screen = await board(c, 2)
        await c.press("9")
        await c.typing("b123")
        await c.until(lambda: sections(screen) == ["Waiting (1)"], "the filter")
        await c.press("escape")
        await c.until(lambda: len(sections(screen)) == 2, "all again")


async def test_f06_a_room_is_checked_against_the_plan_of_the_day(bench: Bench) -> None:
    starts = bench.now + timedelta(minutes=30)
    rooms.plan_room(bench.desk, room="301", starts=starts, ends=starts + timedelta(hours=1), title="Review")
    async with console(bench.desk) as c:
        await board(c)
        await c.press("2")
        await c.on(VisitorForm)
        await c.press("shift+tab", "2")
        await c.until(lambda: "room" in c.app.screen.rows.own.rows, "the room")  # type: ignore[attr-defined]
        await c.pilot.pause()
        await c.filling(room="302")
        await c.until(lambda: "no meeting" in c.note("room"), "an empty room")
        await c.filling(room="301")
        await c.until(lambda: "09:30–10:30 Review" in c.note("room"), "the meeting")


async def test_who_is_expected_on_another_day(bench: Bench) -> None:
    expect(bench)
    expect(bench, "Liu Min", at=bench.now + timedelta(days=1))
    async with console(bench.desk) as c:
        screen = await board(c, 1)
        await c.press(">")
        await c.until(lambda: sections(screen) == ["Expected Tue 09-15 (1)"], "tomorrow")
        await c.sees("Liu Min")
        await c.misses("Chen Li")
        await c.press("less_than_sign", "<")
        await c.until(lambda: sections(screen) == ["Expected today (1)"], "today")
        await c.press(">", ">")
        await c.sees("Nobody is expected Wed 09-16 · + expects somebody · Esc is back today")
        await c.press("escape")
        await c.until(lambda: sections(screen) == ["Expected today (1)"], "today again")


async def test_who_is_late_is_said_and_a_colleague_is_asked_by_name(bench: Bench) -> None:
    expect(bench, host="lin")
    async with console(bench.desk) as c:
        screen = await board(c, 1)
        bench.later(minutes=45)
        await c.tick()
        await c.misses("is late")
        bench.later(seconds=1)
        await c.tick()
        await c.sees("is late")
        await c.press("1")
        await c.until(lambda: screen.board.visitor is not None, "signed in")
        await c.press("3")
        await c.until(lambda: screen.board.day.waiting[0].host_told == "lin", "told")
    assert bench.clock("0001", "F13", of=bench.seq("0001", "host_told")).assignee == "lin"


async def test_hostile_names_are_shown_and_do_nothing(bench: Bench) -> None:
    name = "[/red]\u202eEvil\x1b[31m [b]x"
    expect(bench, name, host="[/]")
    number = walk_in(bench, name, organisation="[link=x]")
    rooms.plan_room(bench.desk, room="[/]", starts=bench.now, ends=bench.now + timedelta(hours=1), title="[bold]\u202e")
    async with console(bench.desk, size=(100, 30)) as c:
        await board(c, 2)
        await c.sees("[/red]Evil", "[link=x]")
        await c.press("v")
        await c.on(EvacuationList)
        await c.sees("[/red]Evil")
        await c.press("escape", "8")
        await c.on(MessageForm)
        await c.press("escape", "x")
        await c.on(PickOne)
        await c.press("escape", "down", "enter")
        await c.on(VisitorForm)
        await c.press("escape", "#")
        await c.on(RoomsScreen)
        await c.sees("[bold]")
        assert "\u202e" not in c.text()
    assert bench.show(number).ticket.customer is not None


async def test_the_longest_waiting_stands_first(bench: Bench) -> None:
    first = walk_in(bench)
    bench.later(minutes=3)
    second = walk_in(bench, "Zhao")
    async with console(bench.desk, size=(48, 20)) as c:
        screen = await board(c, 2)
        assert [line.key for line in screen.list.lines if line.key] == [first, second]
        await c.sees("Waiting (2)", "Tell host")
    assert [line.number for line in visitors.inside(bench.desk)] == [first, second]


@pytest.mark.parametrize("size", [(64, 20), (80, 24), (120, 40)])
@pytest.mark.parametrize(("lang", "titles"), [("zh", "现状 证号"), ("en", "Now Pass #")])
async def test_no_title_of_the_board_is_cut(bench: Bench, size: tuple[int, int], lang: str, titles: str) -> None:
    for n in range(40):  # so many that a bar stands at the end of the lines
        walk_in(bench, f"欧阳震华建筑 {n}", host="生产技术部王强", organisation="华南精密", **{"pass": f"A{n:07}"})
    async with console(bench.desk, size=size, lang=lang) as c:
        screen = await board(c, 40)
        assert screen.list.show_vertical_scrollbar
        await c.sees("A0000000")
        heading = next(line for line in c.lines() if titles.split()[0] in line)
        assert " ".join(heading.split()).removesuffix(" 单位").removesuffix(" Organisation").endswith(titles)


async def test_a_desk_without_visitors_says_so_and_stays_where_one_is(tmp_path: Path) -> None:
    made = Bench(tmp_path)
    number = made.take()
    async with console(made.desk) as c:
        for key in ("f5", "{"):
            await c.press(key)
            await c.sees("The rules of this site know no visitors")
            assert isinstance(c.app.screen, QueueScreen)
        await c.opens(number)
        await c.press("n")
        form = await c.form()
        await c.press("f5")
        await c.sees("The rules of this site know no visitors")
        assert c.app.screen is form
    made.desk.store.close()


async def test_who_waits_is_not_signed_in_a_second_time_without_a_word(bench: Bench) -> None:
    first = walk_in(bench, "马腾")
    async with console(bench.desk) as c:
        screen = await board(c, 1)
        await c.press("2")
        await c.on(VisitorForm)
        await c.filling(name="马 腾", host="Wang")
        await c.until(lambda: f"waits since 09:00 ({first[-4:]})" in c.note("name"), "told while it is typed")
        await c.press("ctrl+s")
        await c.until(lambda: "save again to sign them in once more" in c.note("name"), "the first save says it")
        await c.press("ctrl+s")
        await c.on(VisitorsScreen)
        await c.until(lambda: len(screen.board.day.waiting) == 2, "the second save does it")


async def test_who_waits_and_is_expected_is_asked_about(bench: Bench) -> None:
    first = walk_in(bench, "Chen Li")
    expect(bench, phone=None)
    async with console(bench.desk) as c:
        screen = await board(c, 2)
        await c.press("end", "1")
        await c.on(PickOne)
        await c.sees(f"Chen Li waits since 09:00 ({first[-4:]})", f"Open {first[-4:]}", "Sign in once more")
        await c.press("2")
        await c.until(lambda: len(screen.board.day.waiting) == 2, "signed in all the same")


async def test_what_a_message_and_a_visit_say_is_called_by_its_own_name(bench: Bench) -> None:
    visit = walk_in(bench)
    silent = checking_in.check_in(
        bench.desk, CheckIn("visit", "Sun Li", "13900004444", None, None, {"host": "Zhao"})
    ).number
    message = checking_out.leave_message(bench.desk, visit, "请回电话", host="Wang").number
    business = walk_in(bench, "Li Na", "business")
    async with console(bench.desk, lang="zh", size=(80, 24)) as c:
        for number, here, gone in (
            (visit, ("来意    talks", "被访人  Wang"), ("咨询内容", "核心诉求", "找谁")),
            (silent, ("被访人  Zhao",), ("咨询内容", "核心诉求", "找谁", "来意", "visit")),
            (message, ("留言内容", "请回电话"), ("咨询内容", "核心诉求")),
            (business, ("来意  talks",), ("咨询内容", "核心诉求", "找谁")),
        ):
            await c.opens(number)
            await c.sees(*here)
            assert not [word for word in gone if any(word in line for line in c.lines())]
            await c.press("escape")


async def test_the_row_of_the_form_is_called_as_its_kind_calls_it(bench: Bench) -> None:
    async with console(bench.desk, lang="zh", size=(80, 24)) as c:
        await c.press("f2")
        form = await c.intake()
        await c.sees("来意*")
        await c.press("tab", "tab", "6")
        await c.sees("留言内容*")
        await c.misses("来意")
        form.rows["kind"].focus_entry()
        await c.press("5")
        await c.sees("咨询内容*")
        assert form.rows.kind == "inquiry"
