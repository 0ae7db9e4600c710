import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, strategies as st

from deskconsole.present import catalogue
from deskconsole.present.countdown import (
    CELLS,
    Countdown,
    State,
    countdown,
    lasting,
    next_change,
    used_cell,
    warn_instant,
)
from deskconsole.text.cells import width

ZONE = ZoneInfo("Asia/Shanghai")
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
        ({"seconds": 5}, "0m05", State.RUNNING),
        ({"seconds": 5.9}, "0m05", State.RUNNING),
        ({"minutes": 4, "seconds": 55}, "4m55", State.RUNNING),
        ({"minutes": 59, "seconds": 59}, "59m59", State.RUNNING),
        ({"hours": 1}, "1h00", State.RUNNING),
        ({"hours": 1, "minutes": 30, "seconds": 59}, "1h30", State.RUNNING),
        ({"hours": 23, "minutes": 59, "seconds": 59}, "23h59", State.RUNNING),
        ({"hours": 24}, "1d 11-20", State.RUNNING),
        ({"days": 3}, "3d 11-22", State.RUNNING),
        ({"days": 3, "hours": 23}, "3d 11-23", State.RUNNING),
        ({"days": 60}, "60d 2027-01-18", State.RUNNING),
        ({"seconds": 0}, "0m00", State.RUNNING),
        ({"microseconds": -1}, "-0m00", State.OVERDUE),
        ({"minutes": -7, "seconds": -2}, "-7m02", State.OVERDUE),
        ({"hours": -5, "minutes": -10}, "-5h10", State.OVERDUE),
        ({"days": -2}, "-2d 11-17", State.OVERDUE),
    ],
)
def test_t06_forms_of_the_countdown(parts: dict[str, float], text: str, state: State) -> None:
    assert left(**parts) == Countdown(text, state)


def test_in_chinese_the_units_are_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_current", "zh")
    texts = [left(**p).text for p in ({"seconds": 42}, {"seconds": 295}, {"minutes": 90}, {"days": 2}, {"minutes": -7})]
    assert texts == ["0分42", "4分55", "1时30", "2天 11-21", "-7分00"]


def test_in_a_list_the_date_stands_where_it_fits() -> None:
    texts = [countdown(NOW + timedelta(days=n), NOW, ZONE, calm=True).text for n in (2, 60, 120, -2, -40)]
    assert texts == ["2d 11-21", "60d 01-18", "120d", "-2d 11-17", "-40d"]


def test_t04_a_deadline_at_24_00_belongs_to_the_day_it_ends() -> None:
    due = datetime(2026, 11, 24, 0, 0, tzinfo=ZONE)
    assert countdown(due, NOW, ZONE).text == "4d 11-23"


def test_sign_and_state_say_the_same() -> None:
    due = NOW + timedelta(minutes=10)
    warn = warn_instant(NOW, due)
    assert warn == NOW + timedelta(minutes=8)
    shown = [
        countdown(due, NOW + timedelta(minutes=m), ZONE, warn_from=warn, paused_since=pause).marked
        for m, pause in ((7, None), (8, None), (10, None), (11, None), (30, NOW + timedelta(minutes=4)))
    ]
    assert shown == [" 3m00", "!2m00", "!0m00", "‼-1m00", "=6m00"]


def test_a_calm_countdown_shows_minutes_above_ten() -> None:
    assert countdown(NOW + timedelta(minutes=45, seconds=30), NOW, ZONE, calm=True).text == "45m"
    assert countdown(NOW + timedelta(minutes=10), NOW, ZONE, calm=True).text == "10m"
    assert countdown(NOW + timedelta(minutes=9, seconds=59), NOW, ZONE, calm=True).text == "9m59"
    assert countdown(NOW - timedelta(minutes=12), NOW, ZONE, calm=True).text == "-12m"


def test_in_a_list_minutes_and_hours_never_look_alike() -> None:
    texts = {m: countdown(NOW - timedelta(minutes=m, seconds=1), NOW, ZONE, calm=True).text for m in (9, 41, 553)}
    assert texts == {9: "-9m01", 41: "-41m", 553: "-9h13"}


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
        return countdown(due, moment, ZONE, warn_from=warn_from, calm=calm)

    wait = next_change(due, now, ZONE, warn_from=warn_from, calm=calm)
    assert wait is not None
    assert 0 < wait <= 86400
    step = timedelta(microseconds=round(wait * 10**6))
    assert at(now + step - timedelta(microseconds=1)) == at(now)
    assert at(now + step / 2) == at(now)
    if abs(due - now) < timedelta(days=1):
        assert at(now + step) != at(now)


@given(st.integers(-(400 * 86400), 400 * 86400), st.integers(0, 86400 - 1), st.sampled_from(["en", "zh"]))
@example(-99 * 86400, 0, "zh")
def test_in_a_list_no_countdown_is_wider_than_its_column(away: int, second: int, lang: str) -> None:
    now = datetime(2026, 11, 19, tzinfo=ZONE) + timedelta(seconds=second)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue, "_current", lang)
        text = countdown(now + timedelta(seconds=away), now, ZONE, calm=True).text
    assert width(text) <= CELLS
    assert ":" not in text, "a length of time never looks like a time of day"


@given(st.integers(0, 400 * 86400 * 10**6), st.booleans())
@example(3600 * 10**6 - 1, False)
@example(86400 * 10**6 - 1, True)
def test_no_more_time_is_shown_than_there_is(micros: int, calm: bool) -> None:
    length = timedelta(microseconds=micros)
    text = lasting(length, calm=calm)
    shown = told(text)
    assert shown <= length < shown + unit_of(text), text


def told(text: str) -> timedelta:
    """The length of time that an English text names."""
    found = re.fullmatch(r"(?:(?P<d>\d+)d|(?P<h>\d+)h(?P<hm>\d\d)|(?P<m>\d+)m(?P<s>\d\d)?)", text)
    assert found is not None, text
    parts = {name: int(value) for name, value in found.groupdict("0").items()}
    return timedelta(days=parts["d"], hours=parts["h"], minutes=parts["hm"] + parts["m"], seconds=parts["s"])


def unit_of(text: str) -> timedelta:
    """The smallest unit that a text names."""
    if text.endswith("d"):
        return timedelta(days=1)
    return timedelta(minutes=1) if "h" in text or text.endswith("m") else timedelta(seconds=1)


@pytest.mark.parametrize(
    ("share", "cell"), [(0, "▏"), (0.1, "▏"), (0.125, "▎"), (0.5, "▋"), (0.99, "█"), (1, "█"), (3, "█"), (-1, "▏")]
)
def test_the_time_used_in_eighths(share: float, cell: str) -> None:
    due = NOW + timedelta(minutes=80)
    assert used_cell(NOW, due, NOW + (due - NOW) * share) == cell


def test_a_clock_without_length_has_no_time_left() -> None:
    assert used_cell(NOW, NOW, NOW) == "█"
