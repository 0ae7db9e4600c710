"""Meeting rooms as a grid of half hours: what is free is seen, and planned where it is free by keys alone."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from deskconsole.desk.visitors import rooms
from deskconsole.screens.visitors.room_form import RoomForm
from deskconsole.screens.visitors.room_plan import room_grid
from deskconsole.screens.visitors.rooms import RoomsScreen
from deskconsole.widgets.time_grid import TimeGrid
from tests.console.driver import Seat, console
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A front desk with three rooms and two meetings of the day."""
    made = Bench(tmp_path, packs=("front-desk",))
    (made.folder / "site.toml").write_text('[console]\ncounter = false\n[visitors]\nrooms = ["301", "302", "Aula"]\n')
    for room, begin, end, title in (("301", "10:00", "11:30", "Review"), ("302", "09:15", "10:00", "Call")):
        rooms.plan_room(made.desk, room=room, starts=t(f"09-14 {begin}"), ends=t(f"09-14 {end}"), title=title)
    yield made
    assert made.verified() == []
    made.desk.store.close()


async def _open(c: Seat) -> RoomsScreen:
    await c.press("f5", "#")
    screen = await c.on(RoomsScreen)
    await c.until(lambda: screen.uses, "the meetings")
    return screen


async def test_the_grid_shows_what_is_free_and_enter_plans_there(bench: Bench) -> None:
    async with console(bench.desk) as c:
        screen = await _open(c)
        await c.sees("08", "17", "301", "302", "Aula", "Review")
        grid = c.app.screen.query_one(TimeGrid)
        assert grid.has_focus, "the arrows move in it at once"
        assert all(len(line.rstrip()) <= 80 for line in c.lines())
        await c.press("end", "home", *["right"] * 3)
        await c.sees("301: free 09:30–10:00 · Enter plans a meeting")
        await c.press("down", "down", "right")
        await c.sees("Aula: free 10:00–11:00")
        await c.press("enter")
        await c.on(RoomForm)
        assert (c.value("room"), c.value("starts"), c.value("ends")) == ("Aula", "2026-09-14 10:00", "2026-09-14 11:00")
        await c.typing("Choir")
        await c.press("ctrl+s")
        await c.until(lambda: len(screen.uses) == 3, "planned")
        await c.sees("Choir")
    assert ("Aula", t("09-14 10:00")) in [(use.room, use.starts) for use in rooms.rooms_of_day(bench.desk)]


async def test_a_taken_cell_leads_to_its_meeting_and_other_days_are_looked_at(bench: Bench) -> None:
    async with console(bench.desk) as c:
        screen = await _open(c)
        await c.press("home", *["right"] * 5, "enter")
        assert screen.list.has_focus
        assert screen.use is not None
        assert screen.use.title == "Review"
        await c.press(">")
        await c.sees("Tue 09-15: no meeting · + plans one", "Aula")
        await c.press("<")
        await c.sees("Review")


async def test_on_a_phone_there_is_the_list_alone(bench: Bench) -> None:
    async with console(bench.desk, size=(48, 20)) as c:
        screen = await _open(c)
        await c.sees("10:00 301", "Review")
        assert not screen.grid.display
        assert screen.list.has_focus


def test_a_meeting_takes_every_half_hour_that_it_touches_and_widens_the_day(bench: Bench) -> None:
    desk, day, now = bench.desk, date(2026, 9, 14), t("09-14 07:40")
    rooms.plan_room(desk, room="301", starts=t("09-14 06:50"), ends=t("09-14 07:10"), title="Early")
    uses = rooms.rooms_of_day(desk)
    grid = room_grid(["301", "302"], uses, day, now, desk.zone)
    assert grid.labels[:3] == ("06", "", "07")
    assert [(span.text, span.first, span.last) for span in grid.rows[0].spans] == [("Early", 1, 3), ("Review", 8, 11)]
    assert [(span.text, span.first, span.last) for span in grid.rows[1].spans] == [("Call", 6, 8)]
    assert grid.past == 3, "the half hour that runs can still be had"
    assert grid.free_until(grid.rows[0], 7) - grid.time_of(7) == timedelta(minutes=30), "until the next meeting"
    late = room_grid(["301"], uses, day, t("09-14 16:10"), desk.zone)
    assert (late.labels[0], late.rows[0].spans) == ("12", ()), "what is long over needs no columns"
    assert rooms.rooms_of_site(desk) == ["301", "302", "Aula"]
