import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from deskconsole.data_files import data_folder
from deskconsole.desk.policy import calendars
from deskconsole.desk.policy.calendars import (
    calendar_from_table,
    country_years,
    default_calendar,
    load_calendar,
    read_year_file,
    site_calendar,
    with_year_files,
    year_file_from_table,
)
from deskconsole.domain.calendar.calendar import DayReason
from deskconsole.errors import DeskError

FACTS = Path(__file__).parents[2] / "data" / "calendar_cn_2025_2026.json"
SITE = 'timezone = "Asia/Shanghai"\ncountry = "cn"\n[hours]\nmon = ["10:00-16:00"]\n'


def days(year: int) -> list[date]:
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return [date(year, 1, 1) + timedelta(days=number) for number in range(length)]


def year_file(folder: Path, year: int, *entries: tuple[str, str, bool], name: str = "") -> Path:
    table = {
        "$schema": "an address",
        "papers": [],
        "year": year,
        "days": [{"name": title, "date": day, "isOffDay": off} for title, day, off in entries],
    }
    file = folder / (name or f"{year}.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
    return file


def test_t13_the_default_calendar() -> None:
    calendar = default_calendar()
    assert (calendar.timezone, calendar.country, calendar.observes) == ("Asia/Shanghai", "cn", True)
    hours = {name: [str(part) for part in opening] for name, opening in calendar.hours.items()}
    open_days = ("mon", "tue", "wed", "thu", "fri")
    assert hours == {day: ["09:00-18:00"] for day in open_days} | {"sat": [], "sun": []}
    assert calendar.dates == {}


@pytest.mark.parametrize("year", [2025, 2026])
def test_t05_the_librarys_dates_are_the_published_ones_day_by_day(year: int) -> None:
    facts = {entry["date"]: entry["kind"] for entry in json.loads(FACTS.read_text(encoding="utf-8"))}
    calendar = default_calendar()
    kinds = {DayReason.HOLIDAY: "holiday", DayReason.MAKE_UP: "makeup_workday"}
    for day in days(year):
        assert kinds.get(calendar.reason(day)) == facts.get(day.isoformat()), day
        expected = facts.get(day.isoformat(), "holiday" if day.weekday() >= 5 else "workday")
        assert calendar.is_working_day(day) == (expected != "holiday"), day


@pytest.mark.parametrize("year", [2025, 2026])
def test_t05_the_computed_days_are_the_statutory_ones_of_the_published_years(
    year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    statutory = {entry["date"] for entry in facts if entry["statutory"] and entry["date"].startswith(str(year))}
    monkeypatch.setattr(calendars, "_published", dict)
    computed = country_years.__wrapped__("cn")[year]
    assert {day.isoformat() for day in computed.off} == statutory
    assert not computed.official
    assert not computed.work


def test_t05_years_are_published_until_2026_and_computed_until_2060() -> None:
    years = country_years("cn")
    assert {year for year in years if years[year].official} == set(range(2004, 2027))
    assert {year for year in years if not years[year].official} == set(range(2027, 2061))
    # 13 statutory days a year, one less where two festivals meet.
    met = {year for year in range(2027, 2061) if len(years[year].off) == 12}
    assert met == {2028, 2031, 2039, 2058}
    assert all(len(years[year].off) == 13 for year in range(2027, 2061) if year not in met)
    assert years[2031].off[date(2031, 10, 1)] == "Mid-autumn Festival / National Day"
    assert {day.isoformat()[5:] for day in years[2027].off} == {
        *("01-01", "02-05", "02-06", "02-07", "02-08", "04-05", "05-01", "05-02"),
        *("06-09", "09-15", "10-01", "10-02", "10-03"),
    }


def test_t05_a_lone_day_of_the_next_year_does_not_make_it_known(monkeypatch: pytest.MonkeyPatch) -> None:
    import chinese_calendar

    monkeypatch.setitem(chinese_calendar.holidays, date(2027, 1, 1), "New Year's Day")
    assert not country_years.__wrapped__("cn")[2027].official


def test_t05_a_file_adds_an_official_year(tmp_path: Path) -> None:
    year_file(
        tmp_path / "calendars",
        2027,
        ("元旦", "2026-12-31", True),
        ("元旦", "2027-01-01", True),
        ("元旦", "2027-01-03", False),
        ("国庆节", "2027-10-01", True),
    )
    calendar = site_calendar(tmp_path)
    assert calendar.is_official(2027)
    assert not calendar.is_official(2028)
    assert calendar.reason(date(2026, 12, 31)) is DayReason.HOLIDAY
    assert calendar.is_working_day(date(2027, 1, 3))
    assert calendar.name(date(2027, 1, 3)) == "元旦"
    assert calendar.is_working_day(date(2027, 2, 5))  # the computed days of that year no longer count
    assert calendar.is_working_day(date(2026, 12, 30))
    assert calendar.missing_year(date(2026, 12, 1)) is None
    assert calendar.digest != default_calendar().digest
    assert default_calendar().is_working_day(date(2026, 12, 31))


def test_t05_files_of_neighbouring_years_in_any_order(tmp_path: Path) -> None:
    later = read_year_file(year_file(tmp_path, 2028, ("a", "2027-12-31", True), ("a", "2028-01-01", True)))
    earlier = read_year_file(year_file(tmp_path, 2027, ("b", "2027-12-31", False), ("b", "2027-10-01", True)))
    for files in ([later, earlier], [earlier, later]):
        years = with_year_files({}, files)
        assert years[2027].off == {date(2027, 10, 1): "b", date(2027, 12, 31): "a"}
        assert years[2027].work == {}
        assert years[2027].official
        assert years[2028].official


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ([], "y.json: '[]' is not a table"),
        ({"days": []}, "y.json: year: 'None' is not a year"),
        ({"year": True, "days": []}, "y.json: year: 'true' is not a year"),
        ({"year": 2027}, "y.json: days: missing"),
        ({"year": 2027, "days": ["2027-01-01"]}, "y.json: days[1]: '2027-01-01' is not a table"),
        ({"year": 2027, "days": [{"date": "1.1.2027", "isOffDay": True}]}, "days[1].date: '1.1.2027' is not a date"),
        ({"year": 2027, "days": [{"date": "2027-01-01"}]}, "y.json: days[1].isOffDay: 'None' is not true or false"),
        (
            {"year": 2027, "days": [{"date": "2025-01-01", "isOffDay": True}]},
            "days[1].date: 2025-01-01 lies in another",
        ),
        (
            {"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": True}] * 2},
            "days[2].date: 2027-01-01 stands there",
        ),
    ],
)
def test_a_mistake_in_a_year_file_names_the_key(table: Any, message: str) -> None:
    with pytest.raises(DeskError) as refused:
        year_file_from_table(table, "y.json")
    assert message in str(refused.value)


def _days(*more: str) -> str:
    days = ['{"name": "元旦", "date": "2027-01-01", "isOffDay": true}', *more]
    return '{"year": 2027, "days": [\n' + ",\n".join(days) + "\n]}"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("2027.json", '{"year": 2027, "days": []}', "2027.json:1: days: no day stands in it"),
        ("2027.json", _days().replace("2027", "2028"), "2027.json:1: year: the year is 2028, but the file is that"),
        ("cn-2026.json", _days(), "cn-2026.json:1: year: the year is 2027, but the file is that of 2026"),
        ("new.json", _days().replace("2027,", "2026,"), "new.json:1: year: no day of it lies in 2026"),
        (
            "new.json",
            _days('{"date": "2026-10-01", "isOffDay": true}'),
            "new.json:3: days[2].date: 2026-10-01 lies in another year",
        ),
        (
            "new.json",
            _days('{"date": "2027-01-02", "isOffday": true}'),
            "new.json:3: days[2].isOffday: unknown key; did you mean 'isOffDay'?",
        ),
        (
            "new.json",
            _days('{"date": "2027-02-30", "isOffDay": true}'),
            "new.json:3: days[2].date: '2027-02-30' is not",
        ),
        ("new.json", _days()[:-2], "new.json:2: not JSON: column 1: a comma is missing"),
        ("new.json", _days().encode("gbk"), "new.json:2: not UTF-8 (byte 37) but, as it seems, GBK"),
    ],
)
def test_a_mistake_in_a_file_of_holidays_is_named_with_its_line(
    tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(DeskError) as refused:
        read_year_file(file)
    assert str(refused.value).startswith(message)


def test_t05_the_sites_own_calendar_takes_the_place_of_the_default(tmp_path: Path) -> None:
    assert site_calendar(tmp_path / "not made yet") == default_calendar()
    (tmp_path / "calendar.toml").write_text(SITE, encoding="utf-8")
    calendar = site_calendar(tmp_path)
    assert [str(part) for part in calendar.opening(date(2026, 9, 14))] == ["10:00-16:00"]
    assert not calendar.is_working_day(date(2026, 9, 15))


def test_a_calendar_may_be_json_too(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"timezone": "UTC", "hours": {"mon": ["09:00-10:00"]}}', encoding="utf-8")
    assert load_calendar(tmp_path / "a.json").is_working_day(date(2026, 9, 14))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'timezone = "UTC', "a.toml:1: "),
        (b"timezone = \xff", "a.toml:1: "),
        (b'timezone = "UTC"\n[hours]\nmon = ["x"]', "a.toml:3: hours.mon: 'x' is not an interval"),
        (None, "a.toml cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / "a.toml").write_bytes(content)
    with pytest.raises(DeskError) as refused:
        load_calendar(tmp_path / "a.toml")
    assert message in str(refused.value)


def test_a_bom_before_a_calendar_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf" + SITE.encode())
    assert load_calendar(tmp_path / "a.toml").country == "cn"


def test_t13_a_mall_does_not_even_ask_for_the_countrys_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendars, "country_years", None)
    assert not calendar_from_table({"timezone": "UTC", "country": "cn", "holidays": "open"}).observes


def test_the_committed_table_of_festivals_stays_within_its_seasons() -> None:
    years = country_years("cn")
    seasons = {
        "Spring Festival": ("01-20", "02-23"),
        "Tomb-sweeping Day": ("04-04", "04-06"),
        "Dragon Boat Festival": ("05-26", "06-26"),
        "Mid-autumn Festival": ("09-06", "10-06"),
    }
    for number in range(2027, 2061):
        for day, title in years[number].off.items():
            for name in title.split(calendars.AND):
                first, last = seasons.get(name, ("01-01", "12-31"))
                assert first <= day.isoformat()[5:] <= last, (day, name)
    assert (data_folder() / "calendars" / "cn-statutory.toml").is_file()
