import json
from datetime import UTC, date, datetime

import pytest

from deskconsole.desk.policy.calendars import calendar_from_table, default_calendar
from deskconsole.domain.calendar.calendar import Calendar, DayReason
from deskconsole.domain.calendar.instant import from_micros
from deskconsole.domain.calendar.opening_hours import Interval
from deskconsole.errors import DeskError

WEEK = {"mon": ["09:00-12:00", "13:30-18:00"], "sat": ["18:00-24:00"]}


def spans(calendar: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    return [(from_micros(opens), from_micros(closes)) for opens, closes in calendar.spans(day)]


def test_t05_hours_by_weekday_and_one_left_out_is_closed() -> None:
    calendar = Calendar.from_table({"timezone": "Asia/Shanghai", "hours": WEEK})
    assert calendar.opening(date(2026, 9, 14)) == (Interval(540, 720), Interval(810, 1080))
    assert calendar.opening(date(2026, 9, 15)) == ()
    assert [str(part) for part in calendar.opening(date(2026, 9, 19))] == ["18:00-24:00"]


def test_t05_an_interval_until_2400_ends_at_the_next_local_midnight() -> None:
    calendar = Calendar.from_table({"timezone": "Asia/Shanghai", "hours": WEEK})
    [(opens, closes)] = spans(calendar, date(2026, 9, 19))
    assert (opens, closes) == (datetime(2026, 9, 19, 10, tzinfo=UTC), datetime(2026, 9, 19, 16, tzinfo=UTC))


def test_intervals_are_put_in_order() -> None:
    calendar = Calendar.from_table({"timezone": "UTC", "hours": {"mon": ["13:00-18:00", "09:00-12:00", "12:00-13:00"]}})
    assert [str(part) for part in calendar.hours["mon"]] == ["09:00-12:00", "12:00-13:00", "13:00-18:00"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"hours": {}}, "site.toml: timezone: missing"),
        ({"timezone": "Mars/Base"}, "site.toml: timezone: 'Mars/Base' is not a time zone such as Asia/Shanghai"),
        ({"timezone": "../../etc/passwd"}, "site.toml: timezone: "),
        ({"timezone": "localtime"}, "site.toml: timezone: "),
        ({"timezone": 8}, "site.toml: timezone: '8' is not a time zone"),
        ({"timezone": ["UTC"]}, "site.toml: timezone: "),
        ({"timezone": "UTC", "hour": {}}, "site.toml: hour: unknown key; did you mean 'hours'?"),
        (
            {"timezone": "UTC", "zzz": {}},
            "site.toml: zzz: unknown key; the keys are: calendars, country, dates, holidays, hours, tim",
        ),
        ({"timezone": "UTC", "holidays": "closed"}, "site.toml: holidays: 'closed' is not "),
        ({"timezone": "UTC", "holidays": ["open"]}, "site.toml: holidays: "),
        ({"timezone": "UTC", "country": "xx"}, "site.toml: country: 'xx' is not one of: cn"),
        ({"timezone": "UTC", "country": 86}, "site.toml: country: "),
        ({"timezone": "UTC", "hours": []}, "site.toml: hours: '[]' is not a table"),
        (
            {"timezone": "UTC", "hours": {"monday": []}},
            "site.toml: hours.monday: unknown weekday; the weekdays are: mon, tue",
        ),
        (
            {"timezone": "UTC", "hours": {"mon": "09:00-18:00"}},
            "site.toml: hours.mon: '09:00-18:00' is not a list of int",
        ),
        (
            {"timezone": "UTC", "hours": {"mon": ["9-18"]}},
            "site.toml: hours.mon: '9-18' is not an interval such as 09:00",
        ),
        ({"timezone": "UTC", "hours": {"mon": [9]}}, "site.toml: hours.mon: '9' is not an interval"),
        (
            {"timezone": "UTC", "hours": {"mon": ["09:00-24:30"]}},
            "site.toml: hours.mon: '09:00-24:30' is not an interval",
        ),
        (
            {"timezone": "UTC", "hours": {"mon": ["24:00-24:00"]}},
            "site.toml: hours.mon: '24:00-24:00' is not an interval",
        ),
        (
            {"timezone": "UTC", "hours": {"mon": ["18:00-09:00"]}},
            "hours.mon: '18:00-09:00' does not end after it begins",
        ),
        (
            {"timezone": "UTC", "hours": {"mon": ["09:00-09:00"]}},
            "hours.mon: '09:00-09:00' does not end after it begins",
        ),
        (
            {"timezone": "UTC", "hours": {"fri": ["13:00-18:00", "09:00-13:30"]}},
            "site.toml: hours.fri: 09:00-13:30 and 13:00-18:00 overlap",
        ),
        (
            {"timezone": "UTC", "dates": {"2026-02-30": []}},
            "dates.2026-02-30: '2026-02-30' is not a date such as 2026-02-14",
        ),
        ({"timezone": "UTC", "dates": {"20260214": []}}, "dates.20260214: '20260214' is not a date such as 2026-02-14"),
        ({"timezone": "UTC", "dates": {"2026-02-14": ["x"]}}, "site.toml: dates.2026-02-14: 'x' is not an interval"),
        ({"timezone": "UTC", "dates": {"2026-02-14": None}}, "site.toml: dates.2026-02-14: 'None' is not a list"),
        ("UTC", "site.toml: 'UTC' is not a table"),
    ],
)
def test_a_mistake_names_file_table_and_key(table: object, message: str) -> None:
    with pytest.raises(DeskError) as refused:
        calendar_from_table(table, "site.toml")
    assert message in str(refused.value)


def test_t05_dates_win_over_country_and_country_over_weekday() -> None:
    table = {
        "timezone": "Asia/Shanghai",
        "country": "cn",
        "hours": {"mon": ["08:00-17:00"], "thu": ["09:00-18:00"], "sat": ["10:00-12:00"]},
        "dates": {"2026-10-01": ["09:00-12:00"], "2026-09-03": [], "2026-02-28": ["13:00-15:00"]},
    }
    calendar = calendar_from_table(table)

    def told(month: int, day: int) -> tuple[list[str], DayReason, str | None]:
        at = date(2026, month, day)
        return [str(part) for part in calendar.opening(at)], calendar.reason(at), calendar.name(at)

    assert told(10, 1) == (["09:00-12:00"], DayReason.SITE, "National Day")
    assert told(9, 3) == ([], DayReason.SITE, None)
    assert told(9, 10) == (["09:00-18:00"], DayReason.WEEKDAY, None)
    assert told(9, 11) == ([], DayReason.REST_DAY, None)
    assert told(6, 19) == ([], DayReason.HOLIDAY, "Dragon Boat Festival")
    # A make-up day takes Monday's hours, not those of its own weekday, unless the file gives its own.
    assert told(5, 9) == (["08:00-17:00"], DayReason.MAKE_UP, "Labour Day")
    assert told(2, 28) == (["13:00-15:00"], DayReason.SITE, "Spring Festival")


def test_t13_a_mall_ignores_holidays_and_make_up_days() -> None:
    week = {day: ["10:00-22:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    calendar = calendar_from_table({"timezone": "UTC", "country": "cn", "holidays": "open", "hours": week})
    assert calendar.is_working_day(date(2026, 10, 1))
    assert not calendar.is_working_day(date(2026, 10, 10))
    assert calendar.name(date(2026, 10, 1)) is None
    assert not calendar.is_provisional(date(2030, 1, 1))
    assert calendar.missing_year(date(2026, 12, 1)) is None
    assert '"years":{}' in calendar.canonical()


def test_t05_only_a_country_makes_dates_provisional_and_the_sites_own_dates_never_are() -> None:
    table = {"timezone": "Asia/Shanghai", "hours": WEEK, "dates": {"2027-01-04": []}}
    assert not Calendar.from_table(table).is_provisional(date(2027, 1, 5))
    calendar = calendar_from_table(table | {"country": "cn"})
    assert calendar.is_provisional(date(2027, 1, 5))
    assert not calendar.is_provisional(date(2027, 1, 4))
    assert not calendar.is_provisional(date(2026, 12, 31))
    assert calendar.is_provisional(date(2003, 12, 31))
    assert calendar.is_provisional(date(2061, 1, 3))


def test_t05_next_years_dates_are_asked_for_from_november_on() -> None:
    calendar = default_calendar()
    assert calendar.missing_year(date(2026, 10, 31)) is None
    assert calendar.missing_year(date(2026, 11, 1)) == 2027
    assert calendar.missing_year(date(2026, 12, 31)) == 2027
    assert calendar.missing_year(date(2025, 12, 31)) is None


def test_the_canonical_text_says_everything_and_is_read_back() -> None:
    table = {
        "timezone": "Europe/Berlin",
        "country": "cn",
        "hours": WEEK,
        "dates": {"2026-12-31": [], "2026-02-14": ["09:00-18:00"]},
    }
    calendar = calendar_from_table(table)
    text = calendar.canonical()
    again = Calendar.from_canonical(text)
    assert again == calendar
    assert again.canonical() == text
    assert (again.digest, hash(again)) == (calendar.digest, hash(calendar))
    assert len(calendar.digest) == 64
    years = json.loads(text)["years"]
    assert years["2026"]["off"]["2026-10-01"] == "National Day"
    assert years["2027"]["official"] is False
    assert "\n" not in text


def test_the_digest_depends_on_what_is_said_not_on_the_order_of_keys() -> None:
    one = Calendar.from_table({"timezone": "UTC", "hours": {"mon": ["09:00-12:00"], "tue": []}})
    other = Calendar.from_table({"hours": {"mon": ["09:00-12:00"]}, "timezone": "UTC", "dates": {}})
    changed = Calendar.from_table({"timezone": "UTC", "hours": {"mon": ["09:00-12:01"]}})
    assert one.digest == other.digest
    assert one.digest != changed.digest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"timezone":"UTC","years":{"x":{}}}',
        '{"timezone":"UTC","years":{"2026":{"official":1}}}',
        '{"a":1}',
    ],
)
def test_a_damaged_canonical_text_is_refused(text: str) -> None:
    with pytest.raises(DeskError):
        Calendar.from_canonical(text)


def test_a_day_whose_clock_is_put_forward_is_an_hour_shorter() -> None:
    calendar = Calendar.from_table({"timezone": "Europe/Berlin", "hours": {"sun": ["00:00-24:00"]}})
    [(opens, closes)] = spans(calendar, date(2026, 3, 29))
    assert (closes - opens).total_seconds() == 23 * 3600
    [(opens, closes)] = spans(calendar, date(2026, 10, 25))
    assert (closes - opens).total_seconds() == 25 * 3600


def test_an_opening_in_the_hour_left_out_begins_where_the_clock_jumps() -> None:
    hours = {"sun": ["00:00-02:15", "02:30-02:45", "02:50-04:00"]}
    calendar = Calendar.from_table({"timezone": "Europe/Berlin", "hours": hours})
    jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert spans(calendar, date(2026, 3, 29)) == [
        (datetime(2026, 3, 28, 23, tzinfo=UTC), jump),
        (jump, datetime(2026, 3, 29, 2, tzinfo=UTC)),
    ]


def test_an_hour_that_occurs_twice_opens_and_closes_by_its_first_turn() -> None:
    calendar = Calendar.from_table({"timezone": "Europe/Berlin", "hours": {"sun": ["02:00-02:30", "02:30-04:00"]}})
    assert spans(calendar, date(2026, 10, 25)) == [
        (datetime(2026, 10, 25, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 3, tzinfo=UTC)),
    ]


def test_a_midnight_that_does_not_exist_is_where_the_clock_jumps() -> None:
    # In São Paulo Sunday 2018-11-04 began at 01:00.
    week = {"sat": ["20:00-24:00"], "sun": ["00:00-02:00"]}
    calendar = Calendar.from_table({"timezone": "America/Sao_Paulo", "hours": week})
    midnight = datetime(2018, 11, 4, 3, tzinfo=UTC)
    assert spans(calendar, date(2018, 11, 3)) == [(datetime(2018, 11, 3, 23, tzinfo=UTC), midnight)]
    assert spans(calendar, date(2018, 11, 4)) == [(midnight, datetime(2018, 11, 4, 4, tzinfo=UTC))]
    assert from_micros(calendar.end_of_day(date(2018, 11, 3))) == midnight
