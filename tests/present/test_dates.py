from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from deskconsole.errors import DeskError
from deskconsole.present import catalogue
from deskconsole.present.dates import short, short_due, top_line
from deskconsole.text.dates import clock_time, due_day, parse_instant, rfc3339

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 19, 15, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_current", "en")


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "today 15:00"),
        (1, "tomorrow 15:00"),
        (-1, "yesterday 15:00"),
        (2, "Sat 15:00"),
        (6, "Wed 15:00"),
        (7, "11-26 15:00"),
        (-2, "11-17 15:00"),
        (60, "2027-01-18 15:00"),
    ],
)
def test_an_instant_as_people_say_it(days: int, text: str) -> None:
    assert short((NOW + timedelta(days=days)).astimezone(UTC), NOW, ZONE) == text


def test_t04_midnight_is_24_00_of_the_day_that_ends() -> None:
    midnight = datetime(2026, 11, 20, tzinfo=ZONE)
    assert short_due(midnight, NOW, ZONE) == "today 24:00"
    assert short(midnight, NOW, ZONE) == "tomorrow 00:00"
    assert due_day(midnight.astimezone(UTC), ZONE).isoformat() == "2026-11-19"
    assert short_due(midnight - timedelta(hours=1), NOW, ZONE) == "today 23:00"


def test_top_line_and_time_of_day() -> None:
    assert top_line(NOW, ZONE) == "2026-11-19 Thu 15:00"
    assert clock_time(NOW.astimezone(UTC), ZONE) == "15:00"


def test_t11_instants_are_written_with_the_sites_offset() -> None:
    at = datetime(2026, 11, 19, 7, 0, tzinfo=UTC)
    assert rfc3339(at, ZONE) == "2026-11-19T15:00:00+08:00"
    assert rfc3339(at.replace(microsecond=5), ZONE) == "2026-11-19T15:00:00.000005+08:00"


@pytest.mark.parametrize(
    ("text", "micros"),
    [
        ("2026-11-19T15:00:00+08:00", 0),
        ("2026-11-19T07:00:00Z", 0),
        ("2026-11-19t07:00:00z", 0),
        (" 2026-11-19 07:00:00.5Z ", 500_000),
        ("2026-11-19T07:00:00.123456789-00:00", 123_456),
        ("2026-11-19T01:30:00-05:30", 0),
    ],
)
def test_t11_instants_are_read(text: str, micros: int) -> None:
    assert parse_instant(text) == datetime(2026, 11, 19, 7, 0, 0, micros, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-11-19",
        "2026-11-19T15:00:00",
        "2026-11-19T15:00+08:00",
        "20261119T150000Z",
        "2026-W47-4T15:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-19T24:00:00Z",
        "2026-11-19T23:59:60Z",
        "0001-01-01T00:00:00+08:00",
        "２026-11-19T15:00:00Z",
        "2026-11-19T15:00:00+25:00",
    ],
)
def test_t11_anything_else_is_refused(text: str) -> None:
    with pytest.raises(DeskError) as refused:
        parse_instant(text, field="received")
    assert refused.value.field == "received"


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    st.integers(-14 * 60, 14 * 60),
)
def test_t11_what_is_written_is_read_back(at: datetime, offset: int) -> None:
    assert parse_instant(rfc3339(at, timezone(timedelta(minutes=offset)))) == at
