"""When whom nobody reached is called again."""

from datetime import UTC, datetime

import pytest

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.tickets.plans import next_try

_OFFICE = Calendar.from_table(
    {
        "timezone": "Asia/Shanghai",
        "hours": {day: ["09:00-12:00", "13:30-18:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
        "dates": {"2026-09-22": []},
    }
)


def _at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}:00+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "again"),
    [
        ("09-14T09:00", "09-14T11:00"),
        ("09-14T10:30", "09-14T13:30"),  # the desk is closed over noon
        ("09-14T15:59", "09-14T17:59"),
        ("09-14T16:00", "09-15T09:00"),  # exactly at closing nobody calls any more
        ("09-14T06:00", "09-14T09:00"),
        ("09-18T17:00", "09-21T09:00"),  # Friday evening: Monday
        ("09-21T17:00", "09-23T09:00"),  # closed by the site on the 22nd
    ],
)
def test_two_hours_later_or_the_next_opening(now: str, again: str) -> None:
    assert next_try(_at(now), _OFFICE) == _at(again)


def test_to_the_full_minute() -> None:
    assert next_try(_at("09-14T09:00").replace(second=1), _OFFICE) == _at("09-14T11:01")


def test_round_the_clock_it_is_two_hours() -> None:
    always = Calendar.from_table(
        {
            "timezone": "Asia/Shanghai",
            "hours": {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")},
        }
    )
    assert next_try(_at("09-14T23:10"), always) == _at("09-15T01:10")


def test_a_desk_that_never_opens_tries_tomorrow() -> None:
    closed = Calendar.from_table({"timezone": "Asia/Shanghai", "hours": {}})
    assert next_try(_at("09-14T09:00"), closed) == _at("09-15T09:00")
