import pytest

from deskconsole.desk.policy.calendars import country_years, default_calendar
from deskconsole.domain.calendar.calendar import DayReason
from deskconsole.present import catalogue, holidays
from deskconsole.present.holidays import dates_missing, day_reason, holiday_name


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_current", "en")


def test_every_name_of_a_country_has_a_translation() -> None:
    names = {name for year in country_years("cn").values() for days in (year.off, year.work) for name in days.values()}
    parts = {part for name in names for part in name.split(" / ")}
    assert parts == holidays._NAMES


def test_a_name_of_a_sites_own_file_is_shown_as_it_stands_made_safe() -> None:
    assert holiday_name("元旦") == "元旦"
    assert "\x1b" not in (holiday_name("a\x1b[2Jb") or "")
    assert holiday_name("Mid-autumn Festival / National Day") == "Mid-autumn Festival / National Day"
    assert holiday_name(None) is None


def test_why_a_day_is_open_or_closed() -> None:
    assert day_reason(DayReason.HOLIDAY, "National Day") == "holiday: National Day"
    assert day_reason(DayReason.MAKE_UP, "National Day") == "make-up working day: National Day"
    assert day_reason(DayReason.SITE, "National Day") == "the site's own date"
    assert day_reason(DayReason.AFTER_CLOSING, "National Day") == "after closing"
    for reason in DayReason:
        assert day_reason(reason, None)


def test_t05_the_top_line_names_the_missing_year() -> None:
    assert "2027" in dates_missing(default_calendar(), 2027)
