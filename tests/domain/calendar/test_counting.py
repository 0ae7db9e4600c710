from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from deskconsole.desk.policy.calendars import calendar_from_table, default_calendar
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.counting import Due, between, due, resume_due
from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.errors import DeskError
from tests.domain.vectors import OTHERS, OURS, cases, instant, pauses

WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
LUNCH = Calendar.from_table(
    {"timezone": "Asia/Shanghai", "hours": {day: ["09:00-12:00", "13:30-18:00"] for day in WORKDAYS}}
)


def at(text: str) -> datetime:
    """A time in Shanghai."""
    return instant(f"{text}+08:00")


def count(start: str, within: str, calendar: Calendar | None = None) -> datetime:
    return due(at(start), parse_duration(within), calendar or default_calendar()).at


def case_id(case: Mapping[str, Any]) -> str:
    return str(case["id"])


def ours(rule: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [case for case in cases(OURS) if case["rule"] == rule], ids=case_id)


def check(case: Mapping[str, Any]) -> None:
    found = due(
        instant(case["start"]),
        parse_duration(case["within"]),
        calendar_from_table(case["calendar"]),
        pauses=pauses(case),
    )
    assert found == Due(instant(case["expect"]), case["provisional"]), case["note"]


def test_t01_elapsed_time_starts_at_once_day_and_night() -> None:
    assert count("2026-09-30T17:59:00", "24 hours") == at("2026-10-01T17:59:00")
    assert count("2026-10-03T03:00:00.000001", "45 seconds") == at("2026-10-03T03:00:45.000001")
    assert count("2026-10-03T03:00:00", "5 minutes") == at("2026-10-03T03:05:00")


def test_t01_24_hours_are_24_elapsed_hours_across_a_change_of_clocks() -> None:
    berlin = Calendar.from_table({"timezone": "Europe/Berlin", "hours": {}})
    found = due(instant("2026-10-24T12:00:00+02:00"), parse_duration("24 hours"), berlin)
    assert found.at == instant("2026-10-25T11:00:00+01:00")


def test_t01_instants_of_one_zone_are_compared_as_instants_not_by_the_clock_on_the_wall() -> None:
    berlin = Calendar.from_table({"timezone": "Europe/Berlin", "hours": {"sun": ["00:00-24:00"]}})
    first = datetime(2026, 10, 25, 2, 45, tzinfo=berlin.zone)
    second = datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=berlin.zone)  # half an hour later, though it shows less
    assert between(first, second, berlin) == 1800
    assert due(first, parse_duration("30 working minutes"), berlin).at == second.astimezone(UTC)
    moved = due(first, parse_duration("1 hour"), berlin, pauses=[(first, second)])
    assert moved.at == second.astimezone(UTC) + timedelta(hours=1)


def test_rings_count_the_packs_seconds() -> None:
    start = at("2026-10-03T03:00:00")
    assert due(start, parse_duration("3 rings"), default_calendar()).at == start + timedelta(seconds=15)
    assert due(start, parse_duration("6 rings"), default_calendar(), ring_seconds=4).at == start + timedelta(seconds=24)


def test_promised_is_the_time_that_the_event_carries() -> None:
    start, told = at("2026-09-07T10:00:00"), at("2026-09-08T11:30:00.5")
    found = due(start, parse_duration("promised"), default_calendar(), promised=told)
    assert found == Due(told, False)
    assert found.at.tzinfo is UTC
    with pytest.raises(DeskError, match="promised time") as refused:
        due(start, parse_duration("promised"), default_calendar())
    assert refused.value.field == "due"


@pytest.mark.parametrize(
    ("start", "within", "expect"),
    [
        # a worked case of the specification: make-up Saturday 14 February until closing, then 24 February
        ("2026-02-14T17:00:00", "2 working hours", "2026-02-24T10:00:00"),
        ("2026-09-07T08:00:00", "30 working minutes", "2026-09-07T09:30:00"),
        ("2026-09-07T09:00:00", "9 working hours", "2026-09-07T18:00:00"),
        ("2026-09-07T18:00:00", "1 working second", "2026-09-08T09:00:01"),
        ("2026-09-07T17:59:59.999999", "1 working second", "2026-09-08T09:00:00.999999"),
        ("2026-09-12T12:00:00", "90 working minutes", "2026-09-14T10:30:00"),
    ],
)
def test_t02_only_opening_time_counts(start: str, within: str, expect: str) -> None:
    assert count(start, within) == at(expect)


def test_t02_used_up_exactly_at_a_closing_is_due_at_that_closing() -> None:
    assert count("2026-09-07T11:00:00", "1 working hour", LUNCH) == at("2026-09-07T12:00:00")
    assert count("2026-09-07T11:00:00", "3601 working seconds", LUNCH) == at("2026-09-07T13:30:01")
    assert count("2026-09-07T12:00:00", "1 working second", LUNCH) == at("2026-09-07T13:30:01")


def test_t02_working_time_is_elapsed_time_inside_the_opening() -> None:
    night = Calendar.from_table({"timezone": "Europe/Berlin", "hours": {"sun": ["01:00-05:00"]}})
    four = parse_duration("4 working hours")
    spring, autumn = instant("2026-03-29T00:00:00+01:00"), instant("2026-10-25T00:00:00+02:00")
    assert due(spring, four, night).at == instant("2026-04-05T02:00:00+02:00")  # that night has three hours
    assert due(autumn, four, night).at == instant("2026-10-25T04:00:00+01:00")  # this one has five


@pytest.mark.parametrize(
    ("start", "within", "expect"),
    [
        ("2026-09-18T16:00:00", "1 working day", "2026-09-20T18:00:00"),
        ("2026-09-30T10:00:00", "1 working day", "2026-10-08T18:00:00"),
        ("2026-09-30T10:00:00", "3 working days", "2026-10-10T18:00:00"),
        ("2026-10-03T10:00:00", "1 working day", "2026-10-08T18:00:00"),
        ("2026-02-13T10:00:00", "2 working days", "2026-02-24T18:00:00"),
        ("2026-09-11T09:00:00", "1 working day", "2026-09-14T18:00:00"),
        ("2026-09-12T09:00:00", "1 working day", "2026-09-14T18:00:00"),
        ("2026-09-11T00:00:00", "1 working day", "2026-09-14T18:00:00"),
        ("2026-09-11T23:59:59.999999", "1 working day", "2026-09-14T18:00:00"),
    ],
)
def test_t03_worked_cases_of_working_days(start: str, within: str, expect: str) -> None:
    assert count(start, within) == at(expect)


def test_t03_due_at_the_last_closing_of_the_last_day() -> None:
    late = Calendar.from_table({"timezone": "Asia/Shanghai", "hours": {"tue": ["09:00-12:00", "20:00-24:00"]}})
    assert count("2026-09-07T10:00:00", "1 working day", LUNCH) == at("2026-09-08T18:00:00")
    assert count("2026-09-07T10:00:00", "1 working day", late) == at("2026-09-09T00:00:00")


def test_t03_a_date_that_a_zone_left_out_is_no_working_day() -> None:
    # Samoa went from Thursday 29 to Saturday 31 December 2011.
    week = {day: ["09:00-17:00"] for day in (*WORKDAYS, "sat", "sun")}
    samoa = Calendar.from_table({"timezone": "Pacific/Apia", "hours": week})
    found = due(instant("2011-12-29T10:00:00-10:00"), parse_duration("1 working day"), samoa)
    assert found.at == instant("2011-12-31T17:00:00+14:00")


@ours("T3")
def test_t03_with_chinas_dates(case: Mapping[str, Any]) -> None:
    check(case)


def test_t04_worked_case_of_days() -> None:
    assert count("2026-09-24T00:00:00", "7 days") == at("2026-10-09T00:00:00")
    assert count("2026-09-24T23:00:00", "7 days") == at("2026-10-09T00:00:00")


@ours("T4")
def test_t04_with_chinas_dates(case: Mapping[str, Any]) -> None:
    check(case)


@ours("T5")
def test_t05_years_not_officially_known_and_own_dates(case: Mapping[str, Any]) -> None:
    check(case)


@ours("T9")
def test_t09_with_chinas_dates(case: Mapping[str, Any]) -> None:
    check(case)


@ours("T13")
def test_t13_a_mall_with_chinas_dates(case: Mapping[str, Any]) -> None:
    check(case)


@pytest.mark.parametrize("case", list(cases(OTHERS)), ids=case_id)
def test_worked_cases_of_other_systems(case: Mapping[str, Any]) -> None:
    calendar, start = calendar_from_table(case["calendar"]), instant(case["start"])
    if case["op"] == "between":
        assert between(start, instant(case["end"]), calendar, pauses(case)) == case["expect"]
    else:
        found = due(start, parse_duration(case["within"]), calendar, pauses=pauses(case))
        assert found == Due(instant(case["expect"]), False)


@pytest.mark.parametrize("within", ["1 working day", "7 days", "24 hours", "8 working hours", "5 rings"])
def test_t09_a_clock_already_late_keeps_its_due(within: str) -> None:
    duration, calendar = parse_duration(within), default_calendar()
    found = due(at("2026-09-07T10:00:00"), duration, calendar).at
    tick = timedelta(microseconds=1)
    assert resume_due(found, duration, calendar, found + tick, found + timedelta(days=3)).at == found
    assert resume_due(found, duration, calendar, found, found + timedelta(days=3)).at > found


def test_t09_a_promise_does_not_pause() -> None:
    told, calendar = at("2026-09-08T11:30:00"), default_calendar()
    paused = (at("2026-09-07T10:00:00"), at("2026-09-08T10:00:00"))
    assert resume_due(told, parse_duration("promised"), calendar, *paused).at == told
    assert due(paused[0], parse_duration("promised"), calendar, promised=told, pauses=[paused]).at == told


def test_t09_a_due_at_2400_belongs_to_the_day_that_it_ends() -> None:
    calendar, day = default_calendar(), parse_duration("1 day")
    found = due(at("2026-09-07T10:00:00"), day, calendar).at
    assert found == at("2026-09-09T00:00:00")
    # Paused on the 8th, its last day: none left, so the day of resuming, until 24:00.
    assert resume_due(found, day, calendar, at("2026-09-08T10:00:00"), at("2026-09-10T10:00:00")).at == at(
        "2026-09-11T00:00:00"
    )


def test_t09_the_time_not_used_is_kept_to_the_microsecond() -> None:
    calendar, hour = default_calendar(), parse_duration("1 working hour")
    found = due(at("2026-09-07T09:00:00"), hour, calendar).at
    paused, resumed = at("2026-09-07T09:59:59.999999"), at("2026-09-07T20:00:00")
    assert resume_due(found, hour, calendar, paused, resumed).at == at("2026-09-08T09:00:00.000001")


def test_t09_none_left_and_resumed_exactly_at_a_closing() -> None:
    calendar, start, closing = default_calendar(), at("2026-09-07T10:00:00"), at("2026-09-09T18:00:00")
    # A closing still to come, or just reached, serves: done at the due is on time (T6).
    pause = (at("2026-09-08T10:00:00"), closing)
    assert due(start, parse_duration("1 working day"), calendar, pauses=[pause]).at == closing
    # Working time counts from the next opening when the desk is closed, and at a closing it is.
    pause = (at("2026-09-07T18:00:00"), closing)
    assert due(start, parse_duration("8 working hours"), calendar, pauses=[pause]).at == at("2026-09-10T09:00:00")


def test_t09_pauses_are_taken_in_order_and_overlapping_ones_once() -> None:
    calendar, start, hour = default_calendar(), at("2026-09-07T09:00:00"), parse_duration("1 working hour")
    jumbled = [
        (at("2026-09-07T09:40:00"), at("2026-09-07T09:50:00")),
        (at("2026-09-07T09:05:00"), at("2026-09-07T09:25:00")),
        (at("2026-09-07T09:15:00"), at("2026-09-07T09:35:00")),
        (at("2026-09-07T09:41:00"), at("2026-09-07T09:42:00")),
        (at("2026-09-07T08:00:00"), at("2026-09-07T09:00:00")),
    ]
    assert due(start, hour, calendar, pauses=jumbled).at == at("2026-09-07T10:40:00")
    assert between(start, at("2026-09-07T10:40:00"), calendar, jumbled) == 3600


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    calendar, start, hour = default_calendar(), at("2026-09-07T09:00:00"), parse_duration("1 hour")
    backwards = (at("2026-09-07T09:40:00"), at("2026-09-07T09:30:00"))
    for call in (
        lambda: due(start, hour, calendar, pauses=[backwards]),
        lambda: between(start, start, calendar, [backwards]),
        lambda: resume_due(start, hour, calendar, *backwards),
    ):
        with pytest.raises(DeskError, match="ends before it begins"):
            call()


def test_between_is_zero_when_the_end_is_before_the_start_and_cuts_off_parts_of_seconds() -> None:
    calendar = default_calendar()
    start = at("2026-09-07T10:00:00")
    assert between(start, at("2026-09-07T09:30:00"), calendar) == 0
    assert between(start, at("2026-09-07T10:00:01.999999"), calendar) == 1
    assert between(at("2026-10-01T00:00:00"), at("2026-10-08T09:00:00"), calendar) == 0
    assert between(at("2026-09-18T17:00:00"), at("2026-09-20T10:00:00"), calendar) == 7200


def test_working_time_where_the_clock_is_put_back_over_midnight() -> None:
    # In St. John's the clock went from Sunday 2010-11-07 00:01 (02:31 UTC) back to Saturday 23:01.
    sunday = Calendar.from_table({"timezone": "America/St_Johns", "hours": {"sun": ["00:00-24:00"]}})
    start = instant("2010-11-07T02:00:00+00:00")
    assert between(start, start + timedelta(hours=1), sunday) == 1800
    assert due(start, parse_duration("30 working minutes"), sunday).at == start + timedelta(hours=1)


@pytest.mark.parametrize("within", ["1 working hour", "1 working day", "1 day"])
def test_a_calendar_that_does_not_open_is_refused_not_searched_for_ever(within: str) -> None:
    closed = Calendar.from_table({"timezone": "UTC", "hours": {}})
    once = Calendar.from_table({"timezone": "UTC", "dates": {"2026-09-07": ["09:00-09:30"]}})
    for calendar in (closed, once):
        with pytest.raises(DeskError, match="does not open often enough"):
            due(at("2026-09-07T10:00:00"), parse_duration(within), calendar, pauses=[])
    assert due(at("2026-09-06T10:00:00"), parse_duration("1 working day"), once).at == instant(
        "2026-09-07T09:30:00+00:00"
    )


def test_what_lies_beyond_the_calendar_of_python_is_refused() -> None:
    for within in ("999999999 hours", "999999999 days", "999999999 working days"):
        with pytest.raises(DeskError):
            count("2026-09-07T10:00:00", within)
    with pytest.raises(DeskError, match="century"):
        between(instant("0001-01-01T00:00:00+00:00"), instant("9999-12-31T23:59:59+00:00"), default_calendar())
    last = instant("9999-12-30T10:00:00+00:00")
    assert due(last, parse_duration("1 hour"), default_calendar()).at == last + timedelta(hours=1)


def test_a_time_without_offset_is_no_instant() -> None:
    with pytest.raises(ValueError, match="offset"):
        due(datetime(2026, 9, 7, 10), parse_duration("1 hour"), default_calendar())


def test_the_working_days_of_two_years_follow_each_other() -> None:
    days = [at("2025-01-01T12:00:00") + timedelta(days=number) for number in range(730)]
    found = [due(day, parse_duration("1 working day"), default_calendar()).at for day in days]
    assert all(earlier <= later for earlier, later in pairwise(found))
    assert len(set(found)) == 248 + 248 + 1  # every working day of both years, and the first of 2027
