from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, strategies as st

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.present import catalogue
from deskconsole.present.countdown import Countdown, State, countdown, next_change, warn_instant

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar.from_table(
    {"timezone": "Asia/Shanghai", "hours": {key: ["09:00-18:00"] for key in ("mon", "tue", "wed", "thu", "fri")}}
)
#: a Thursday
NOW = datetime(2026, 11, 19, 15, 0, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_current", "en")


def left(**parts: float) -> Countdown:
    return countdown(NOW + timedelta(**parts), NOW, ZONE)


@pytest.mark.parametrize(
    ("parts", "text", "state"),
    [
        ({"seconds": 5}, "00:05", State.RUNNING),
        ({"seconds": 5.9}, "00:05", State.RUNNING),
        ({"minutes": 59, "seconds": 59}, "59:59", State.RUNNING),
        ({"hours": 1}, "1:00", State.RUNNING),
        ({"hours": 1, "seconds": 59}, "1:00", State.RUNNING),
        ({"hours": 23, "minutes": 59, "seconds": 59}, "23:59", State.RUNNING),
        ({"hours": 24}, "1 day 11-20", State.RUNNING),
        ({"days": 3}, "3 days 11-22", State.RUNNING),
        ({"days": 60}, "60 days 2027-01-18", State.RUNNING),
        ({"seconds": 0}, "00:00", State.RUNNING),
        ({"microseconds": -1}, "-00:00", State.OVERDUE),
        ({"minutes": -3, "seconds": -7}, "-03:07", State.OVERDUE),
        ({"hours": -5, "minutes": -10}, "-5:10", State.OVERDUE),
        ({"days": -2}, "-2 days 11-17", State.OVERDUE),
    ],
)
def test_t06_forms_of_the_countdown(parts: dict[str, float], text: str, state: State) -> None:
    assert left(**parts) == Countdown(text, state)


def test_working_days_are_counted_by_the_calendar() -> None:
    monday = datetime(2026, 11, 23, 18, 0, tzinfo=ZONE)
    assert countdown(monday, NOW, ZONE, calendar=CALENDAR).text == "2 workdays 11-23"
    assert countdown(monday, NOW, ZONE).text == "4 days 11-23"
    assert countdown(monday, NOW, ZONE, calendar=CALENDAR, dated=False).text == "4d 11-23"
    friday = NOW + timedelta(days=1)
    sunday = datetime(2026, 11, 22, 20, 0, tzinfo=ZONE)
    assert countdown(sunday, friday + timedelta(days=1), ZONE, calendar=CALENDAR).text == "1 day 11-22"
    assert countdown(friday, NOW, ZONE, calendar=CALENDAR).text == "1 workday 11-20"


def test_t04_a_deadline_at_24_00_belongs_to_the_day_it_ends() -> None:
    due = datetime(2026, 11, 24, 0, 0, tzinfo=ZONE)
    assert countdown(due, NOW, ZONE).text == "4 days 11-23"


def test_sign_and_state_say_the_same() -> None:
    due = NOW + timedelta(minutes=10)
    warn = warn_instant(NOW, due)
    assert warn == NOW + timedelta(minutes=8)
    shown = [
        countdown(due, NOW + timedelta(minutes=m), ZONE, warn_from=warn, paused_since=pause).marked
        for m, pause in ((7, None), (8, None), (10, None), (11, None), (30, NOW + timedelta(minutes=4)))
    ]
    assert shown == [" 03:00", "!02:00", "!00:00", "‼-01:00", "=06:00"]


def test_a_calm_countdown_shows_minutes_above_ten() -> None:
    assert countdown(NOW + timedelta(minutes=45, seconds=30), NOW, ZONE, calm=True).text == "45 min"
    assert countdown(NOW + timedelta(minutes=10), NOW, ZONE, calm=True).text == "10 min"
    assert countdown(NOW + timedelta(minutes=9, seconds=59), NOW, ZONE, calm=True).text == "09:59"
    assert countdown(NOW - timedelta(minutes=12), NOW, ZONE, calm=True).text == "-12 min"


def test_in_a_list_minutes_and_hours_never_look_alike() -> None:
    texts = {m: countdown(NOW - timedelta(minutes=m, seconds=1), NOW, ZONE, calm=True).text for m in (9, 41, 553)}
    assert texts == {9: "-09:01", 41: "-41 min", 553: "-9:13"}


def test_a_paused_countdown_never_changes() -> None:
    assert next_change(NOW, NOW, ZONE, paused_since=NOW) is None


@given(
    st.integers(-3 * 86400 * 10**6, 3 * 86400 * 10**6)
    | st.sampled_from([0, 1, -1, 3600 * 10**6, -3600 * 10**6, 86400 * 10**6, -86400 * 10**6, 600 * 10**6]),
    st.booleans(),
    st.none() | st.integers(-10 * 10**6, 86400 * 10**6),
    st.integers(0, 86400 - 1),
)
@example(-1, False, -2, 0)  # a warning that would come after the due
def test_nothing_changes_before_the_next_change(away: int, calm: bool, warn: int | None, second: int) -> None:
    now = (datetime(2026, 11, 19, tzinfo=ZONE) + timedelta(seconds=second)).astimezone(UTC)
    due = now + timedelta(microseconds=away)
    warn_from = None if warn is None else due - timedelta(microseconds=warn)

    def at(moment: datetime) -> Countdown:
        return countdown(due, moment, ZONE, calendar=CALENDAR, warn_from=warn_from, calm=calm)

    wait = next_change(due, now, ZONE, warn_from=warn_from, calm=calm)
    assert wait is not None
    assert 0 < wait <= 86400
    step = timedelta(microseconds=round(wait * 10**6))
    assert at(now + step - timedelta(microseconds=1)) == at(now)
    assert at(now + step / 2) == at(now)
    if abs(due - now) < timedelta(days=1):
        assert at(now + step) != at(now)
