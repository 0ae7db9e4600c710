"""A time before the one that was told: exact, never before its start, refused in any other form."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from deskconsole.desk.policy.calendars import default_calendar
from deskconsole.domain.calendar.counting import due, resume_due
from deskconsole.domain.calendar.duration import Unit, parse_duration
from deskconsole.errors import DeskError

_INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))


_CALENDAR = default_calendar()


@given(_INSTANTS, st.integers(0, 100_000), st.integers(1, 5_000))
def test_so_long_before_but_not_before_the_start(start: datetime, ahead: int, before: int) -> None:
    promised = start + timedelta(minutes=ahead)
    found = due(start, parse_duration(f"{before} minutes before promised"), _CALENDAR, promised=promised)
    assert found.at == max(start, promised - timedelta(minutes=before))
    assert not found.provisional


@given(_INSTANTS, st.integers(1, 10_000))
def test_waiting_moves_it_no_more_than_the_promise_itself(start: datetime, minutes: int) -> None:
    duration = parse_duration("1 hour before promised")
    first = due(start, duration, _CALENDAR, promised=start + timedelta(minutes=minutes)).at
    assert resume_due(first, duration, _CALENDAR, start, start + timedelta(minutes=5)).at == first


@pytest.mark.parametrize("text", ["1 hour before promised", "90 minutes before promised", "30 seconds before promised"])
def test_its_forms(text: str) -> None:
    assert parse_duration(text).unit is Unit.PROMISED


@pytest.mark.parametrize(
    "text",
    [
        *("before promised", "1 working hour before promised", "1 day before promised", "3 rings before promised"),
        *("promised before promised", "1 working hour before", "1 hour before promised before promised"),
    ],
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(DeskError):
        parse_duration(text)
