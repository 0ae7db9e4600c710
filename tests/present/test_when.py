from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.errors import DeskError
from deskconsole.present.when import parse_when

ZONE = ZoneInfo("Asia/Shanghai")
HOURS = {day: ["09:00-12:00", "13:30-17:30"] for day in ("mon", "tue", "wed", "thu", "fri")}
CALENDAR = Calendar.from_table({"timezone": "Asia/Shanghai", "hours": {**HOURS, "sat": ["10:00-16:00"]}})
#: a Wednesday
NOW = datetime(2026, 11, 18, 15, 0, 30, tzinfo=ZONE)


def local(text: str, calendar: Calendar | None = CALENDAR, now: datetime = NOW) -> str:
    return f"{parse_when(text, now, ZONE, calendar).astimezone(ZONE):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("+2h", "11-18 17:00"),
        ("+30m", "11-18 15:30"),
        ("＋３０ｍ", "11-18 15:30"),
        ("+ 1h 30m", "11-18 16:30"),
        ("+1h30m", "11-18 16:30"),
        ("+1.5h", "11-18 16:30"),
        ("+3d", "11-21 15:00"),
        ("+2周", "12-02 15:00"),
        ("in 2 hours", "11-18 17:00"),
        ("in 10 minutes", "11-18 15:10"),
        ("半小时后", "11-18 15:30"),
        ("一个半小时后", "11-18 16:30"),
        ("两小时后", "11-18 17:00"),
        ("30分钟后", "11-18 15:30"),
        ("三天后", "11-21 15:00"),
        ("17:30", "11-18 17:30"),
        ("１７：３０", "11-18 17:30"),
        ("9:00", "11-19 09:00"),
        ("今天17:30", "11-18 17:30"),
        ("今天 9:00", "11-18 09:00"),
        ("明天10点", "11-19 10:00"),
        ("明天十点半", "11-19 10:30"),
        ("明天 10:00", "11-19 10:00"),
        ("明早9点", "11-19 09:00"),
        ("今晚8点", "11-18 20:00"),
        ("今晚", "11-18 20:00"),
        ("tonight", "11-18 20:00"),
        ("后天", "11-20 17:30"),
        ("大后天上午", "11-21 12:00"),
        ("下午", "11-18 17:30"),
        ("下午4点", "11-18 16:00"),
        ("下午4点20分", "11-18 16:20"),
        ("下午四点二十", "11-18 16:20"),
        ("下午两点一刻", "11-19 14:15"),
        ("下午15:30", "11-18 15:30"),
        ("明天中午", "11-19 12:00"),
        ("明天中午1点", "11-19 13:00"),
        ("明天晚上12点", "11-20 00:00"),
        ("凌晨3点", "11-19 03:00"),
        ("3点", "11-19 15:00"),
        ("明天3点", "11-19 15:00"),
        ("5点半", "11-18 17:30"),
        ("半小时", "11-18 15:30"),
        ("30分钟", "11-18 15:30"),
        ("一个半小时", "11-18 16:30"),
        ("1630", "11-18 16:30"),
        ("１６３０", "11-18 16:30"),
        ("明天0930", "11-19 09:30"),
        ("3:00", "11-19 03:00"),
        ("下班前", "11-18 17:30"),
        ("周五下午", "11-20 17:30"),
        ("周五上午", "11-20 12:00"),
        ("周五", "11-20 17:30"),
        ("周六", "11-21 16:00"),
        ("周日", "11-22 18:00"),
        ("星期天 10:00", "11-22 10:00"),
        ("周三", "11-18 17:30"),
        ("周三 9:00", "11-25 09:00"),
        ("周二十点", "11-24 10:00"),
        ("本周五", "11-20 17:30"),
        ("下周一 9:00", "11-23 09:00"),
        ("下周三上午10点", "11-25 10:00"),
        ("下个星期五下午3点", "11-27 15:00"),
        ("下下周一 9:00", "11-30 09:00"),
        ("10-08 18:00", "10-08 18:00"),
        ("11-18", "11-18 17:30"),
        ("12月1日上午10点", "12-01 10:00"),
        ("十二月一号下午两点", "12-01 14:00"),
        ("20号", "11-20 17:30"),
        ("5号", "12-05 16:00"),
        ("2027-01-04 10:00", "01-04 10:00"),
        ("2027年1月4日", "01-04 17:30"),
        ("tomorrow 10:00", "11-19 10:00"),
        ("Tomorrow at 10:00", "11-19 10:00"),
        ("day after tomorrow", "11-20 17:30"),
        ("fri 15:00", "11-20 15:00"),
        ("Friday 3pm", "11-20 15:00"),
        ("fri afternoon", "11-20 17:30"),
        ("next mon 9:00", "11-23 09:00"),
        ("thursday 12am", "11-19 00:00"),
        ("2026-10-08T18:00:00+08:00", "10-08 18:00"),
        ("2026-10-08 10:00:00Z", "10-08 18:00"),
    ],
)
def test_a_typed_time_means_what_a_receptionist_means(text: str, meant: str) -> None:
    assert local(text) == meant


def test_a_bare_date_that_has_passed_is_next_years() -> None:
    assert parse_when("10-08 18:00", NOW, ZONE).year == 2027
    assert parse_when("11-18 18:00", NOW, ZONE).year == 2026


def test_without_a_calendar_a_day_closes_at_18() -> None:
    assert local("后天", None) == "11-20 18:00"


def test_the_answer_is_utc_and_relative_times_keep_the_seconds() -> None:
    assert parse_when("+2h", NOW, ZONE) == datetime(2026, 11, 18, 9, 0, 30, tzinfo=UTC)


def test_days_keep_the_time_of_day_across_a_change_of_the_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 10, 24, 12, 0, tzinfo=berlin)
    assert parse_when("+1d", now, berlin) == datetime(2026, 10, 25, 12, 0, tzinfo=berlin).astimezone(UTC)
    assert (parse_when("+24h", now, berlin).astimezone(UTC) - now.astimezone(UTC)).total_seconds() == 86400


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "25:00",
        "10:75",
        "+",
        "+2",
        "3",
        "3天",
        "2460",
        "13pm",
        "上午15点",
        "02-30",
        "32号",
        "周八",
        "2026-10-08T18:00:00",
        "2026-10-08T18:00",
        "明天 10:00 or so",
        "+9999999999d",
        "99999-01-01",
        "10/08",
        "\x1b[2J",
    ],
)
def test_what_is_unclear_is_refused_and_names_the_forms(text: str) -> None:
    with pytest.raises(DeskError) as refused:
        parse_when(text, NOW, ZONE, CALENDAR, field="due")
    assert refused.value.field == "due"
    assert "+08:00" in str(refused.value)
    assert str(refused.value).isprintable()


@given(
    st.text(max_size=30)
    | st.from_regex(r"[明后今]?天?(下?周[一二三五日])?[上下]?午?\s?\d{0,2}[:点]?\d{0,2}", fullmatch=True)
)
def test_any_text_is_understood_or_refused(text: str) -> None:
    outcome: Any
    try:
        outcome = parse_when(text, NOW, ZONE, CALENDAR)
    except DeskError as refused:
        outcome = refused
    assert isinstance(outcome, DeskError) or outcome.utcoffset() is not None
