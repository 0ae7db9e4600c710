"""T14 and T15: times of later days, months, days that rest days do not move, and dues that a date says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from deskconsole.desk.policy.calendars import default_calendar
from deskconsole.domain.calendar.counting import due, last_day, months_after, resume_due
from deskconsole.domain.calendar.duration import Duration, Unit, parse_duration
from deskconsole.domain.calendar.explanation import explain_due
from deskconsole.domain.calendar.from_dates import AT_ONCE, counted_from, date_of, due_from
from deskconsole.errors import DeskError
from tests.domain.calendar.test_counting_properties import CALENDARS, calendars, instants
from tests.domain.vectors import instant


def at(text: str) -> datetime:
    return instant(f"{text}:00+08:00")


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("today before closing", Duration(Unit.CLOSING, 0, "today before closing")),
        ("10:00 tomorrow", Duration(Unit.DAY, 1, "10:00 tomorrow", minute=600, fixed=True)),
        ("08:30 in 3 days", Duration(Unit.DAY, 3, "08:30 in 3 days", minute=510, fixed=True)),
        ("10:00 next working day", Duration(Unit.WORKING_DAY, 1, "10:00 next working day", minute=600)),
        ("17:30 in 2 working days", Duration(Unit.WORKING_DAY, 2, "17:30 in 2 working days", minute=1050)),
        ("1 month", Duration(Unit.MONTH, 1, "1 month")),
        ("2 years", Duration(Unit.MONTH, 24, "2 years")),
        ("1 calendar month", Duration(Unit.MONTH, 1, "1 calendar month", fixed=True)),
        ("7 calendar days", Duration(Unit.DAY, 7, "7 calendar days", fixed=True)),
        ("7 days before", Duration(Unit.DAY, 7, "7 days before", before=True)),
        ("2 hours before", Duration(Unit.ELAPSED, 7200, "2 hours before", before=True)),
        ("until then", Duration(Unit.UNTIL, 0, "until then")),
    ],
)
def test_t14_each_form_is_read(text: str, duration: Duration) -> None:
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text",
    [
        "today",
        "24:00 tomorrow",
        "9:00 tomorrow",
        "10:00 in 0 days",
        "10:00 next day",
        "1 working month",
        "7 calendar hours",
        "3 rings before",
        "2 working hours before",
        "promised before",
        "101 % of C01",
        "0/3 of C01",
        "half of C01",
    ],
)
def test_t14_anything_else_is_refused(text: str) -> None:
    with pytest.raises(DeskError, match=r"accepted are: .* 10:00 tomorrow"):
        parse_duration(text)


@pytest.mark.parametrize(
    ("start", "within", "expected"),
    [
        # closing of today, else of the next working day: over National Day and the make-up days beside it
        ("2026-09-30T10:00", "today before closing", "2026-09-30T18:00"),
        ("2026-09-30T18:00", "today before closing", "2026-09-30T18:00"),
        ("2026-09-30T18:01", "today before closing", "2026-10-08T18:00"),
        ("2026-10-03T10:00", "today before closing", "2026-10-08T18:00"),
        ("2026-09-19T10:00", "today before closing", "2026-09-20T18:00"),
        ("2026-10-09T19:00", "today before closing", "2026-10-10T18:00"),
        # a time of a later day
        ("2026-09-30T10:00", "10:00 tomorrow", "2026-10-01T10:00"),
        ("2026-09-30T10:00", "10:00 next working day", "2026-10-08T10:00"),
        ("2026-09-19T10:00", "10:00 next working day", "2026-09-20T10:00"),
        ("2026-09-30T10:00", "10:00 in 3 working days", "2026-10-10T10:00"),
        ("2026-09-30T23:59", "08:30 in 3 days", "2026-10-03T08:30"),
        # months, and their ends
        ("2026-01-31T09:00", "1 month", "2026-03-01T00:00"),
        ("2026-01-31T09:00", "1 calendar month", "2026-03-01T00:00"),
        ("2026-09-03T09:00", "1 month", "2026-10-09T00:00"),
        ("2026-09-03T09:00", "1 calendar month", "2026-10-04T00:00"),
        ("2024-02-29T09:00", "1 year", "2025-03-01T00:00"),
        ("2026-08-20T09:00", "1 month", "2026-09-21T00:00"),
        # days that rest days do not move
        ("2026-09-24T09:00", "7 days", "2026-10-09T00:00"),
        ("2026-09-24T09:00", "7 calendar days", "2026-10-02T00:00"),
    ],
)
def test_t14_over_national_day_and_make_up_days(start: str, within: str, expected: str) -> None:
    calendar = default_calendar()
    found = due(at(start), parse_duration(within), calendar)
    assert found.at == at(expected)
    assert explain_due(at(start), parse_duration(within), calendar).due == found.at


def test_t14_the_last_days_of_months() -> None:
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert months_after(date(2026, 12, 15), 1) == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("basis", "within", "expected"),
    [
        # back from a date: a rest day gives way to the working day before it
        ("2026-10-09", "7 days before", "2026-10-01T00:00"),
        ("2026-10-09", "7 calendar days before", "2026-10-03T00:00"),
        ("2026-10-09", "3 working days before", "2026-09-29T18:00"),
        ("2026-09-21", "1 working day before", "2026-09-20T18:00"),
        ("2026-11-01", "1 month before", "2026-10-01T00:00"),
        ("2026-12-31", "1 month before", "2026-12-01T00:00"),
        ("2026-10-04", "until then", "2026-10-05T00:00"),
        ("2026-10-04T15:00:00+08:00", "until then", "2026-10-04T15:00"),
        ("2026-10-04T15:00:00+08:00", "2 hours before", "2026-10-04T13:00"),
        # on from it
        ("2026-09-24", "7 days", "2026-10-09T00:00"),
        ("2026-09-30", "1 working day", "2026-10-08T18:00"),
        ("2026-09-30", "10:00 next working day", "2026-10-08T10:00"),
        ("2026-10-04T15:00:00+08:00", "24 hours", "2026-10-05T15:00"),
    ],
)
def test_t15_from_a_date_over_national_day(basis: str, within: str, expected: str) -> None:
    known, duration, started = date_of(basis), parse_duration(within), at("2026-08-03T09:00")
    assert known is not None
    found = due_from(known, duration, default_calendar(), started)
    assert found.at == at(expected)
    way = explain_due(started, duration, default_calendar(), basis=known)
    assert way.due == found.at


def test_t15_a_date_that_lies_too_near_is_due_by_closing() -> None:
    basis, calendar = date(2026, 10, 9), default_calendar()
    before = parse_duration("7 days before")
    assert due_from(basis, before, calendar, at("2026-10-02T09:00")).at == at("2026-10-08T18:00")
    assert due_from(basis, before, calendar, at("2026-09-30T20:00")).at == at("2026-10-01T00:00")
    assert explain_due(at("2026-10-02T09:00"), before, calendar, basis=basis).text == AT_ONCE.text


def test_t15_what_is_no_date_says_nothing() -> None:
    assert [date_of(each) for each in (None, "", "soon", 7, "2026-13-40")] == [None] * 5


def test_t15_the_way_back_names_the_rest_days() -> None:
    way = explain_due(
        at("2026-09-01T09:00"), parse_duration("7 days before"), default_calendar(), basis=date(2026, 10, 9)
    )
    assert [(day.day.day, day.counted) for day in way.days] == [(30, True), (1, False), (2, False)]
    way = explain_due(
        at("2026-09-01T09:00"), parse_duration("2 working days before"), default_calendar(), basis=date(2026, 10, 9)
    )
    assert [day.day.isoformat() for day in way.counted] == ["2026-09-30", "2026-10-08"]
    assert {day.name for day in way.skipped} == {"National Day"}


LATER = ("today before closing", "10:00 tomorrow", "10:00 next working day", "17:30 in 4 working days")
LATER_DAYS = (*LATER, "08:00 in 9 days", "1 month", "2 calendar months", "1 year", "9 calendar days")
later = st.sampled_from(LATER_DAYS).map(parse_duration)


@given(calendars, instants, later)
def test_t14_what_is_due_is_never_before_its_start(calendar, start, duration) -> None:  # type: ignore[no-untyped-def]
    found = due(start, duration, calendar).at
    assert found >= start
    assert explain_due(start, duration, calendar).due == found
    if duration.unit is Unit.MONTH:
        first = months_after(calendar.day(start), duration.amount)
        last = last_day(found, calendar)
        assert last == first if duration.fixed else last >= first
    if duration.minute is not None and calendar.timezone == "Asia/Shanghai":
        local = found.astimezone(calendar.zone)
        assert local.hour * 60 + local.minute == duration.minute


@given(calendars, instants, later, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_t14_a_later_start_is_never_due_earlier(calendar, start, duration, later_by) -> None:  # type: ignore[no-untyped-def]
    assert due(start, duration, calendar).at <= due(start + later_by, duration, calendar).at


@given(calendars, instants, later, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_t09_waiting_never_makes_it_due_before_the_waiting_ends(calendar, start, duration, wait) -> None:  # type: ignore[no-untyped-def]
    before = due(start, duration, calendar).at
    paused = start + (before - start) / 2
    moved = resume_due(before, duration, calendar, paused, paused + wait).at
    assert moved >= min(before, paused + wait)
    assert moved >= before or wait == timedelta(0)
    assert resume_due(before, duration, calendar, paused, paused).at == before


BACK = ("7 days before", "9 calendar days before", "1 month before", "3 working days before", "until then")
basis_dates = st.dates(date(2005, 1, 1), date(2034, 1, 1))


@given(st.sampled_from(["default", "mall", "sydney"]), basis_dates, st.sampled_from(BACK).map(parse_duration))
def test_t15_back_from_a_date_lies_before_it(name, basis, duration) -> None:  # type: ignore[no-untyped-def]
    calendar = CALENDARS[name]
    found = counted_from(basis, duration, calendar).at
    last = last_day(found, calendar)
    if duration.unit is Unit.UNTIL:
        assert last == basis
        return
    assert last < basis
    assert duration.fixed or calendar.is_working_day(last)
    if duration.unit is Unit.WORKING_DAY:
        between = [last + timedelta(days=n) for n in range((basis - last).days)]
        assert sum(calendar.is_working_day(day) for day in between) == duration.amount


@given(basis_dates, st.sampled_from(BACK).map(parse_duration), instants)
def test_t15_a_clock_is_never_due_before_it_starts(basis, duration, start) -> None:  # type: ignore[no-untyped-def]
    assert due_from(basis, duration, default_calendar(), start).at >= start
    assert start.tzinfo is UTC
