"""The hours of the day in one line: marks where clocks fall due, shade where nobody is there."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from deskconsole.desk.duty import Duty
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.duty import Part
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.queue_parts.ribbon import Hours, hours_of, ribbon_pieces
from deskconsole.text.cells import width
from tests.console.driver import console
from tests.desk.support import Bench

ZONE = ZoneInfo("Asia/Shanghai")
#: closed from twelve to one
CALENDAR = Calendar.from_table({"timezone": "Asia/Shanghai", "hours": {"wed": ["09:00-12:00", "13:00-17:30"]}})
WEDNESDAY = datetime(2026, 12, 2, 9, 41, tzinfo=ZONE)


def drawn(hours: Hours, *dues: datetime, now: datetime = WEDNESDAY, cells: int = 108) -> str:
    return "".join(text for text, _style in ribbon_pieces(hours, dues, now, ZONE, cells))


def at(hour: int, minute: int = 0) -> datetime:
    return WEDNESDAY.replace(hour=hour, minute=minute)


def test_the_hours_are_those_of_the_opening_and_the_pause_is_shaded() -> None:
    hours = hours_of(CALENDAR, [], WEDNESDAY)
    assert drawn(hours).split() == ["09", "10", "11", "12", "░░░░░░░░", "13", "14", "15", "16", "17"]


def test_a_mark_stands_where_a_clock_falls_due_and_another_one_for_several() -> None:
    hours = hours_of(CALENDAR, [], WEDNESDAY)
    text = drawn(hours, at(10), at(10, 1), at(10, 59), at(10, 59), at(12, 10))
    assert text[text.index("09") : text.index("11")] == "09        ╷ 10 ╷      ┃ "
    assert text[text.index("12") : text.index("13")] == "12 ░╷░░░░░░ "


def test_before_the_opening_and_after_the_closing_the_hour_that_it_is_belongs_to_it() -> None:
    early, late = WEDNESDAY.replace(hour=7), WEDNESDAY.replace(hour=20)
    assert drawn(hours_of(CALENDAR, [], early), now=early).split()[0] == "07"
    night = drawn(hours_of(CALENDAR, [], late), now=late).split()
    assert (night[0], night[-1]) == ("20", "07")


@pytest.mark.parametrize(("days", "shaded"), [((), False), ((2,), False), ((1, 3), True)])
def test_a_day_that_the_roster_gives_to_nobody_is_shaded(days: tuple[int, ...], shaded: bool) -> None:
    duties = [Duty(date(2026, 12, day), Part.DAY, "lin") for day in days]
    text = drawn(hours_of(CALENDAR, duties, WEDNESDAY))
    assert ("░" in text[: text.index("12")]) is shaded


@given(
    st.integers(0, 24 * 60 - 1),
    st.lists(st.integers(0, 3 * 24 * 60), max_size=30),
    st.integers(100, 220),
)
def test_it_is_never_wider_than_the_screen_and_marks_nothing_outside_its_hours(
    minute: int, dues: list[int], cells: int
) -> None:
    now = datetime(2026, 12, 2, tzinfo=ZONE) + timedelta(minutes=minute)
    hours = hours_of(CALENDAR, [], now)
    instants = [now + timedelta(minutes=due) for due in dues]
    text = drawn(hours, *instants, now=now, cells=cells)
    inside = [due for due in instants if hours.begins < due <= hours.begins + timedelta(hours=hours.count)]
    assert width(text) <= cells
    assert (text.count("╷") + text.count("┃") > 0) is bool(inside)


@pytest.mark.parametrize(
    ("size", "shown"), [((120, 40), True), ((100, 30), True), ((80, 24), False), ((120, 24), False)]
)
async def test_it_stands_where_there_is_room(bench: Bench, size: tuple[int, int], shown: bool) -> None:
    bench.take("online", "core")
    async with console(bench.desk, size=size) as c:
        assert ("╷" in c.lines()[2]) is shown
        if shown:
            assert c.lines()[2].startswith(" 09 ╷")
            await c.pilot.resize_terminal(80, 24)
            await c.until(lambda: "╷" not in c.text())
            await c.pilot.resize_terminal(*size)
            await c.until(lambda: c.lines()[2].startswith(" 09 ╷"))


async def test_it_costs_nothing_while_it_looks_the_same(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.take("email")
    async with console(bench.desk, size=(120, 40)) as c:
        home = c.app.screen
        assert isinstance(home, QueueScreen)
        painted: list[object] = []
        for line in (home.ribbon.line, home.title_bar.line):
            monkeypatch.setattr(line, "refresh", lambda *regions, **_more: painted.append(regions))
        for _ in range(50):
            bench.later(minutes=1)
            await c.tick()
        assert painted == []
        bench.later(minutes=10)  # another hour
        await c.tick()
        assert len(painted) == 1
