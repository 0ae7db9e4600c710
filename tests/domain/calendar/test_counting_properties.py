import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings, strategies as st

from deskconsole.desk.policy.calendars import calendar_from_table, default_calendar
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.counting import Pause, between, due, resume_due
from deskconsole.domain.calendar.duration import Duration, parse_duration
from deskconsole.domain.calendar.opening_hours import WEEKDAYS

ALL_DAY = {day: ["00:00-24:00"] for day in WEEKDAYS}
NIGHT = {day: ["00:00-02:30", "02:30-06:00", "22:00-24:00"] for day in WEEKDAYS}
LUNCH = {day: ["08:00-12:00", "13:30-18:00"] for day in WEEKDAYS[:5]}
CALENDARS = {
    "default": default_calendar(),
    "mall": calendar_from_table({"timezone": "Asia/Shanghai", "country": "cn", "holidays": "open", "hours": ALL_DAY}),
    "berlin night": Calendar.from_table({"timezone": "Europe/Berlin", "hours": NIGHT}),
    "tehran": Calendar.from_table({"timezone": "Asia/Tehran", "hours": ALL_DAY}),
    "sao paulo": Calendar.from_table({"timezone": "America/Sao_Paulo", "hours": NIGHT}),
    "sydney": Calendar.from_table({"timezone": "Australia/Sydney", "hours": LUNCH}),
    "once a week": Calendar.from_table({"timezone": "America/New_York", "hours": {"wed": ["10:15-10:45"]}}),
}
calendars = st.sampled_from(sorted(CALENDARS)).map(CALENDARS.__getitem__)
instants = st.datetimes(datetime(2004, 1, 2), datetime(2035, 1, 1), timezones=st.just(UTC))
working = st.integers(1, 400_000).map(lambda seconds: parse_duration(f"{seconds} working seconds"))
UNITS = ("seconds", "minutes", "hours", "working minutes", "working days", "days", "rings")
durations = st.builds(
    lambda amount, unit: parse_duration(f"{amount} {unit}"), st.integers(1, 60), st.sampled_from(UNITS)
)
lengths_of_time = st.timedeltas(timedelta(0), timedelta(days=9))
waits = st.lists(st.tuples(lengths_of_time, lengths_of_time), max_size=4)
months = st.timedeltas(timedelta(0), timedelta(days=30))


def pauses_after(start: datetime, lengths: list[tuple[timedelta, timedelta]]) -> list[Pause]:
    """Pauses one after another: after so long for so long."""
    found: list[Pause] = []
    begin = start
    for gap, length in lengths:
        found.append((begin + gap, begin + gap + length))
        begin = found[-1][1] + timedelta(microseconds=1)
    return found


@given(calendars, instants, working)
def test_t02_between_start_and_due_lies_exactly_the_duration(calendar: Calendar, start: datetime, d: Duration) -> None:
    found = due(start, d, calendar).at
    assert between(start, found, calendar) == d.amount
    assert between(start, found - timedelta(microseconds=1), calendar) == d.amount - 1


@given(calendars, instants, working, waits)
def test_t09_between_start_and_due_lies_the_duration_outside_the_pauses(
    calendar: Calendar, start: datetime, d: Duration, lengths: list[tuple[timedelta, timedelta]]
) -> None:
    pauses = pauses_after(start, lengths)
    assert between(start, due(start, d, calendar, pauses=pauses).at, calendar, pauses) == d.amount


@given(calendars, instants, durations, waits)
def test_t09_due_with_pauses_is_resume_due_after_each_pause(
    calendar: Calendar, start: datetime, d: Duration, lengths: list[tuple[timedelta, timedelta]]
) -> None:
    pauses = pauses_after(start, lengths)
    expected = due(start, d, calendar).at
    for paused, resumed in pauses:
        moved = resume_due(expected, d, calendar, paused, resumed).at
        assert moved >= expected
        if paused <= expected and resumed > paused:
            assert moved >= resumed
        expected = moved
    assert due(start, d, calendar, pauses=pauses).at == expected


@given(calendars, instants, durations)
def test_due_is_never_before_the_start(calendar: Calendar, start: datetime, d: Duration) -> None:
    assert due(start, d, calendar).at >= start


@given(calendars, instants, st.timedeltas(timedelta(0), timedelta(days=12)), durations)
def test_a_later_start_is_never_due_earlier(calendar: Calendar, start: datetime, later: timedelta, d: Duration) -> None:
    assert due(start, d, calendar).at <= due(start + later, d, calendar).at


@given(calendars, instants, st.integers(1, 90), st.integers(0, 30), st.sampled_from(UNITS))
def test_more_is_never_due_earlier(calendar: Calendar, start: datetime, amount: int, more: int, unit: str) -> None:
    shorter, longer = parse_duration(f"{amount} {unit}"), parse_duration(f"{amount + more} {unit}")
    assert due(start, shorter, calendar).at <= due(start, longer, calendar).at


@given(calendars, instants, months, months)
def test_working_time_adds_up(calendar: Calendar, start: datetime, one: timedelta, other: timedelta) -> None:
    second = timedelta(seconds=1)
    start = start.replace(microsecond=0)
    middle = start + one // second * second
    end = middle + other // second * second
    assert between(start, middle, calendar) + between(middle, end, calendar) == between(start, end, calendar)


@settings(max_examples=30)
@given(st.sampled_from(["default", "tehran", "sydney", "once a week"]), instants, st.integers(1, 300))
def test_t02_as_somebody_would_who_looks_at_the_clock_every_minute(name: str, start: datetime, minutes: int) -> None:
    calendar, start = CALENDARS[name], start.replace(second=0, microsecond=0)
    assume(name != "once a week" or minutes <= 60)
    at, left = start, minutes
    while left:
        local = at.astimezone(calendar.zone)
        minute = local.hour * 60 + local.minute
        left -= any(part.start <= minute < part.end for part in calendar.opening(local.date()))
        at += timedelta(minutes=1)
    assert due(start, parse_duration(f"{minutes} working minutes"), calendar).at == at


@given(calendars, instants, st.integers(1, 40))
def test_t03_as_somebody_would_who_counts_on_a_wall_calendar(calendar: Calendar, start: datetime, amount: int) -> None:
    day = start.astimezone(calendar.zone).date()
    ahead = (date.fromordinal(day.toordinal() + number) for number in range(1, 500))
    open_days = [later for later in ahead if calendar.opening(later)]
    found = due(start, parse_duration(f"{amount} working days"), calendar)
    last = open_days[amount - 1]
    assert found.at == datetime.fromtimestamp(calendar.spans(last)[-1][1] / 1_000_000, UTC)
    assert found.provisional == any(
        calendar.is_provisional(date.fromordinal(number)) for number in range(day.toordinal() + 1, last.toordinal() + 1)
    )


@pytest.fixture
def _machine_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_machine_zone")
def test_the_time_zone_of_the_machine_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    starts = [datetime(2026, 3, 28, 12, 30, tzinfo=UTC) + timedelta(hours=17 * number) for number in range(60)]
    texts = [f"3 {unit}" for unit in UNITS]
    told = []
    for zone in ("UTC", "America/New_York", "Asia/Shanghai", "Pacific/Apia", "Europe/Berlin"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        fresh = [Calendar.from_canonical(calendar.canonical()) for calendar in CALENDARS.values()]
        told.append([due(start, parse_duration(text), one).at for start in starts for text in texts for one in fresh])
        assert all(found.tzinfo is UTC for found in told[-1])
    assert all(other == told[0] for other in told)
