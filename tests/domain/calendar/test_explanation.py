from datetime import UTC, date, datetime

import pytest

from deskconsole.desk.policy.calendars import calendar_from_table, default_calendar
from deskconsole.domain.calendar.calendar import DayReason
from deskconsole.domain.calendar.counting import due
from deskconsole.domain.calendar.duration import Unit, parse_duration
from deskconsole.domain.calendar.explanation import TOLD, Explanation, explain_due
from tests.domain.vectors import OURS, cases, instant, pauses


def at(text: str) -> datetime:
    return instant(f"{text}+08:00")


def explained(start: str, within: str) -> Explanation:
    return explain_due(at(start), parse_duration(within), default_calendar())


def days(found: Explanation, *, counted: bool) -> list[tuple[str, DayReason, str | None]]:
    chosen = found.counted if counted else found.skipped
    return [(day.day.isoformat(), day.reason, day.name) for day in chosen]


def test_t03_names_rest_days_and_make_up_days_on_the_way() -> None:
    found = explained("2026-09-18T16:00:00", "1 working day")
    assert found.due == at("2026-09-20T18:00:00")
    assert (found.unit, found.text, found.provisional) == (Unit.WORKING_DAY, "1 working day", False)
    assert days(found, counted=False) == [("2026-09-19", DayReason.REST_DAY, None)]
    assert days(found, counted=True) == [("2026-09-20", DayReason.MAKE_UP, "National Day")]
    assert found.intervals == ()


def test_t02_tells_the_intervals_that_counted() -> None:
    found = explained("2026-09-30T17:00:00", "2 working hours")
    assert found.intervals == (
        (at("2026-09-30T17:00:00"), at("2026-09-30T18:00:00")),
        (at("2026-10-08T09:00:00"), at("2026-10-08T10:00:00")),
    )
    assert [day.day.day for day in found.counted] == [30, 8]
    assert {day.name for day in found.skipped} == {"National Day"}
    assert all(span.tzinfo is UTC for interval in found.intervals for span in interval)


def test_t04_tells_why_the_last_day_moved() -> None:
    found = explained("2026-06-12T10:00:00", "7 days")
    assert [day.day for day in found.days] == [date(2026, 6, number) for number in range(13, 23)]
    moved = [(day.day.day, day.reason) for day in found.days if day.counted and day.day.day >= 19]
    assert moved == [(22, DayReason.WEEKDAY)]
    assert days(found, counted=False) == [
        ("2026-06-19", DayReason.HOLIDAY, "Dragon Boat Festival"),
        ("2026-06-20", DayReason.HOLIDAY, "Dragon Boat Festival"),
        ("2026-06-21", DayReason.HOLIDAY, "Dragon Boat Festival"),
    ]


def test_t09_tells_the_days_of_waiting() -> None:
    waited = [(at("2026-09-08T10:00:00"), at("2026-09-10T10:00:00"))]
    found = explain_due(at("2026-09-07T10:00:00"), parse_duration("2 working days"), default_calendar(), pauses=waited)
    assert found.due == at("2026-09-11T18:00:00")
    assert [(day.day.day, day.counted, day.paused) for day in found.days] == [
        (8, True, False),
        (9, False, True),
        (10, False, True),
        (11, True, False),
    ]
    hours = explain_due(at("2026-09-07T17:00:00"), parse_duration("2 working hours"), default_calendar(), pauses=waited)
    assert hours.intervals[-1] == (at("2026-09-08T09:00:00"), at("2026-09-08T10:00:00"))


@pytest.mark.parametrize(
    ("start", "skipped", "closed"),
    [
        ("2026-09-17T22:30:00", [("2026-09-17", DayReason.AFTER_CLOSING, None)], None),
        ("2026-09-17T18:00:00", [("2026-09-17", DayReason.AFTER_CLOSING, None)], None),
        ("2026-09-17T07:00:00", [], DayReason.BEFORE_OPENING),
        ("2026-09-17T12:15:00", [], DayReason.BREAK),
        ("2026-09-17T12:00:00", [], DayReason.BREAK),
        ("2026-09-17T13:30:00", [], None),
        ("2026-09-20T10:00:00", [("2026-09-20", DayReason.REST_DAY, None)], None),
    ],
)
def test_t02_tells_why_the_desk_was_closed_at_the_time_of_day(
    start: str, skipped: list[tuple[str, DayReason, str | None]], closed: DayReason | None
) -> None:
    weekly = {day: ["09:00-12:00", "13:30-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    calendar = calendar_from_table({"timezone": "Asia/Shanghai", "hours": weekly})
    found = explain_due(at(start), parse_duration("1 working hour"), calendar)
    assert (days(found, counted=False), found.closed) == (skipped, closed)


def test_t09_a_working_day_of_which_all_was_waited_stood_still() -> None:
    waited = [(at("2026-09-07T16:00:00"), at("2026-09-08T10:00:00"))]
    found = explain_due(at("2026-09-07T16:00:00"), parse_duration("1 working hour"), default_calendar(), pauses=waited)
    assert [(day.day.day, day.counted, day.paused) for day in found.days] == [(7, False, True), (8, True, False)]


def test_elapsed_time_does_not_look_at_the_calendar() -> None:
    found = explained("2026-12-31T17:00:00", "24 hours")
    assert found.days == ()
    assert found.intervals == ((at("2026-12-31T17:00:00"), at("2027-01-01T17:00:00")),)
    assert not found.provisional


def test_t05_tells_the_provisional_days() -> None:
    found = explained("2026-12-30T10:00:00", "2 working days")
    assert found.provisional
    assert [(day.day.isoformat(), day.provisional) for day in found.days][:2] == [
        ("2026-12-31", False),
        ("2027-01-01", True),
    ]


def test_a_long_way_is_told_in_part() -> None:
    found = explained("2026-01-05T10:00:00", "900 working hours")
    assert len(found.intervals) == len(found.days) == TOLD
    assert found.left_out > 50


def test_the_explanation_is_of_the_due_itself() -> None:
    for case in cases(OURS):
        calendar, duration = calendar_from_table(case["calendar"]), parse_duration(case["within"])
        start, waited = instant(case["start"]), pauses(case)
        found = explain_due(start, duration, calendar, pauses=waited)
        told = due(start, duration, calendar, pauses=waited)
        assert (found.due, found.provisional) == (told.at, told.provisional)
        if duration.unit is Unit.WORKING:
            counted = sum((closes - opens).total_seconds() for opens, closes in found.intervals)
            assert counted == duration.amount, case["id"]
        elif duration.unit is Unit.WORKING_DAY and not waited:
            assert len(found.counted) == duration.amount, case["id"]
