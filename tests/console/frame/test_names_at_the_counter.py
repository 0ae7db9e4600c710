"""F08, F09: where visitors see the screen, no list, pane, title or message of any screen shows whose it is."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from deskconsole.desk.customers.changes import add_customer, change_customer, merge_customers
from deskconsole.desk.customers.customers import file_of_ticket
from deskconsole.desk.shifts import shifts
from deskconsole.desk.tickets import drafts
from deskconsole.desk.tickets.views import queue
from deskconsole.desk.visitors import checking_out, expecting, rooms
from deskconsole.desk.visitors.checking_in import check_in
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.customers.pick import CustomerPick
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.parked_forms import ParkedMenu
from deskconsole.screens.search.find import Find
from deskconsole.screens.shifts.shift import ShiftScreen
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.screens.visitors.evacuation import EvacuationList
from deskconsole.screens.visitors.rooms import RoomsScreen
from deskconsole.screens.visitors.visitors import VisitorsScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench

#: Nothing else in the store is written with it.
MARK: Final = "龘靐"
MASKED: Final = "龘*"
CALLER: Final = "13812345678"
SIZES: Final = [(120, 36), (80, 24), (48, 20)]


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Bench]:
    """A front desk, where everybody whom it knows has the same name."""
    bench = Bench(tmp_path, packs=("robot-integrator", "front-desk", "mall-desk"))
    desk = bench.desk
    number = bench.take("online", "core", customer=MARK, contact=CALLER)
    bench.act(number, "promised", text="回电", due=(bench.now + timedelta(hours=4)).isoformat())
    done = bench.take("online", "core", customer=MARK, contact="13912345678")
    bench.act(done, "answered")
    bench.act(done, "finished", outcome="solved")
    given = {"name": "某人", "organisation": None}
    other = add_customer(desk, given, [("phone", "13612345678")])
    change_customer(desk, other.id, {"name": MARK})
    merge_customers(bench.by("he"), other.id, file_of_ticket(desk, number).id)
    add_customer(desk, {"name": MARK}, [("phone", "13512345678")])
    _visitors(bench)
    drafts.save_draft(desk, "d-1", "intake", {"customer": MARK})
    drafts.save_draft(bench.by("lin"), "d-2", "intake", {"customer": MARK})
    shifts.open_shift(desk)
    shifts.hand_over(desk, "钥匙在抽屉里")
    yield bench
    desk.store.close()


def _visitors(bench: Bench) -> None:
    desk = bench.desk
    for phone, hours in (("13712345678", 1), ("13712345679", 2)):
        data = {"name": MARK, "phone": phone, "at": bench.now + timedelta(hours=hours), "host": "王强"}
        expecting.expect(desk, expecting.read_expected(desk, data, now=bench.now))
    check_in(desk, CheckIn("visit", MARK, "13712345670", purpose="会议", fields={"host": "王强", "pass": "A1"}))
    gone = check_in(desk, CheckIn("visit", MARK, "13712345671", purpose="会议", fields={"host": "王强"}))
    checking_out.sign_out(desk, gone.number)
    starts = bench.now + timedelta(hours=1)
    rooms.plan_room(desk, room="A", starts=starts, ends=starts + timedelta(hours=1), title="年会", organiser=MARK)


async def hidden(c: Seat, *, anybody: bool = True) -> None:
    """Nobody is named on the screen; somebody is there all the same."""
    await c.pilot.pause()
    if anybody:
        await c.until(lambda: MASKED in c.text(), "somebody, masked")
    assert MARK not in c.text(), c.text()


async def shown_by_key(c: Seat) -> None:
    """One key shows it."""
    await c.press("0")
    await c.sees(MARK, "30 seconds")


@pytest.mark.parametrize("size", SIZES)
async def test_the_lists_and_what_is_open_name_nobody(counter: Bench, size: tuple[int, int]) -> None:
    async with console(counter.desk, size=size) as c:
        await hidden(c)
        await c.press("enter")
        await c.on(TicketScreen)
        await hidden(c)
        await c.press("n")
        await c.until(lambda: isinstance(c.app.screen, Form))
        await hidden(c)
        await c.press("escape", "escape")
        await c.on(QueueScreen)
        await c.press("f4")
        await c.on(FollowUpScreen)
        await hidden(c)
        await c.press("f5")
        await c.on(VisitorsScreen)
        await hidden(c)
        await c.press("v")
        await c.on(EvacuationList)
        await hidden(c)
        await c.press("escape", "#")
        await c.on(RoomsScreen)
        await hidden(c, anybody=size[0] >= 64)
        await c.press("f7")
        await c.on(ShiftScreen)
        await hidden(c)


@pytest.mark.parametrize("typed", [MARK, "13812345678", "huidian"])
async def test_what_is_found_names_nobody(counter: Bench, typed: str) -> None:
    async with console(counter.desk) as c:
        await c.press("/")
        find = await c.on(Find)
        await c.typing(typed)
        await c.until(lambda: find.answered == typed)
        lines = "\n".join(line for line in c.lines() if typed not in line)
        assert MARK not in lines
        assert typed == "huidian" or MASKED in lines


async def test_a_customers_file_names_nobody_until_it_is_asked_for(counter: Bench) -> None:
    async with console(counter.desk, size=(120, 36)) as c:
        await c.press("q")
        screen = await c.on(CustomerScreen)
        await c.until(lambda: screen.file is not None and screen.list.lines)
        await hidden(c)
        await c.press("M")
        await c.on(CustomerPick)
        await hidden(c)
        await c.press("escape", "z")
        await c.on(CustomerScreen)
        await hidden(c)
        await c.press("l")
        await c.until(lambda: isinstance(c.app.screen, Form))
        assert MARK not in c.lines()[2]
        await c.press("escape")
        await c.on(CustomerScreen)
        await shown_by_key(c)


@pytest.mark.parametrize(
    ("keys", "kind"), [("enter", TicketScreen), ("f4", FollowUpScreen), ("f5", VisitorsScreen), ("q", CustomerScreen)]
)
async def test_one_key_shows_a_name_for_half_a_minute_on_record(
    counter: Bench, keys: str, kind: type[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    module = __import__(kind.__module__, fromlist=["SHOWN_FOR"])
    monkeypatch.setattr(module, "SHOWN_FOR", timedelta(milliseconds=300))
    async with console(counter.desk, size=(120, 36)) as c:
        await c.press(keys)
        await c.on(kind)
        await hidden(c)
        await c.press("0")
        await c.sees(MARK)
        await c.until(lambda: MARK not in c.text(), "hidden again")
        await hidden(c)


async def test_a_banner_menus_and_parked_forms_name_nobody(counter: Bench) -> None:
    async with console(counter.desk, size=(120, 36)) as c:
        counter.ring(CALLER)
        await c.until(lambda: c.app.session.calls)
        await c.tick()
        await hidden(c)
        await c.press("ctrl+d")
        await c.on(ParkedMenu)
        await hidden(c)
        await c.press("escape", "f5")
        screen = await c.on(VisitorsScreen)
        await c.until(lambda: screen.board.day.expected)
        for key in [line.key for line in screen.list.lines if line.key]:
            screen.list.select(key)
            await hidden(c)
            await c.press("x")
            await c.pilot.pause()
            if isinstance(c.app.screen, PickOne):
                await hidden(c)
                await c.press("escape")
                await c.on(VisitorsScreen)
        for step in ("6", "1"):
            screen.list.select(screen.board.day.with_host[0].number if screen.board.day.with_host else "")
            await c.press(step)
            await hidden(c)
        await c.press("f2")
        await c.intake()
        assert MARK not in c.text()


async def test_at_a_desk_that_nobody_looks_over_names_stand_whole(counter: Bench) -> None:
    (counter.folder / "site.toml").write_text("[console]\ncounter = false\n", "utf-8")
    counter.desk._settings = None
    async with console(counter.desk) as c:
        await c.sees(MARK)
        await c.press("f5")
        await c.on(VisitorsScreen)
        await c.sees(MARK)


async def test_what_is_recorded_from_such_a_screen_stays_whole(counter: Bench) -> None:
    (number,) = [line.number for line in queue(counter.desk) if line.customer == MARK and not line.ended][:1]
    async with console(counter.desk) as c:
        await c.opens(number)
        await c.press("n")
        await c.form()
        await c.filling(text="记下了")
        await c.press("ctrl+s")
        await c.until(lambda: "noted" in counter.kinds(number))
    assert counter.show(number).ticket.customer == MARK
    assert counter.verified() == []
