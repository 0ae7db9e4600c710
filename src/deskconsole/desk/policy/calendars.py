"""Calendars from files: the default, the site's own, and a country's published or computed dates (T5, T13)."""

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from deskconsole.data_files import data_folder, files_in
from deskconsole.desk.policy.prepared import prepared
from deskconsole.domain.calendar.calendar import Calendar, Holidays
from deskconsole.domain.calendar.opening_hours import CalendarError, Year, read_date, table_of
from deskconsole.domain.file_text import decode, line_in_json, read_json, read_toml
from deskconsole.domain.problems import Place, Problem, guess, line_of, shown, unknown_key, unknown_name
from deskconsole.domain.rules.departments.named_calendars import completed
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import DeskError
from deskconsole.given_files import read_text_of_site
from deskconsole.record import dataclass, replace

#: The site's own calendar, and the folder of year files, in the site's folder.
SITE_CALENDAR: Final = "calendar.toml"
YEAR_FILES: Final = "calendars"
COUNTRIES: Final = ("cn",)
#: How the file of one year is called: 2027.json, cn-2027.json.
_YEAR_IN_NAME: Final = re.compile(r"(?:[a-z]+-)?(\d{4})", re.ASCII)
#: Stands between the names of festivals that fall on one day.
AND: Final = " / "


@dataclass(frozen=True, slots=True)
class YearFile:
    """One year's published dates; the days about New Year may lie in the year before or after."""

    year: int
    off: Mapping[date, str]
    work: Mapping[date, str]


@functools.cache
def default_calendar() -> Calendar:
    """The calendar of a site that has none of its own: Asia/Shanghai, Monday to Friday 09:00–18:00 (T13)."""
    return _prepared(data_folder(), [], lambda: load_calendar(_default_file()))


def site_calendar(folder: Path, year_files: Iterable[YearFile] = ()) -> Calendar:
    """The site's ``calendar.toml``, else the default, with the year files of its folder and those given."""
    own, added = folder / SITE_CALENDAR, files_in(folder / YEAR_FILES, ".json")
    given = list(year_files)
    if not (own.is_file() or added or given):
        return default_calendar()

    def read() -> Calendar:
        files = [*map(read_year_file, added), *given]
        return load_calendar(own if own.is_file() else _default_file(), files)

    return read() if given else _prepared(folder, [own, *added], read)


def calendar_for(folder: Path, packs: Iterable[Pack], year_files: Iterable[YearFile] = ()) -> Calendar:
    """The site's calendar with the further ones that its packs count by; what its own file says of them wins."""
    return with_calendars(site_calendar(folder, year_files), packs, folder)


def with_calendars(calendar: Calendar, packs: Iterable[Pack], folder: Path | None) -> Calendar:
    """A calendar with the further ones of these packs that it does not have; the first pack's of one name."""
    named = {each.name: each for pack in reversed(list(packs)) for each in pack.calendars}
    if not named.keys() - calendar.named.keys():
        return calendar

    def complete() -> str:
        countries = [each for each in COUNTRIES if each in {calendar.country, *(c.country for c in named.values())}]
        years = {country: _years_at(folder, country) for country in countries}
        return completed(calendar, named, years).canonical()

    sources = [calendar.digest, *(f"{name} {each.table(None)}" for name, each in sorted(named.items()))]
    if folder is not None:
        sources += [read_text_of_site(file).decode("latin-1") for file in files_in(folder / YEAR_FILES, ".json")]
    return Calendar.from_canonical(prepared(folder, "calendar", sources, complete))


def _years_at(folder: Path | None, country: str) -> Mapping[int, Year]:
    """The years of a country with the files that a site has added; slips in these are told with its calendar."""
    with suppress(OSError, DeskError):
        added = files_in(folder / YEAR_FILES, ".json") if folder is not None else []
        return with_year_files(country_years(country), map(read_year_file, added))
    return country_years(country)


def further_names(folder: Path | None) -> tuple[str, ...]:
    """The further calendars that a site's own file describes; none where it cannot be read, which is told elsewhere."""
    own = folder / SITE_CALENDAR if folder is not None else None
    try:
        text = read_text_of_site(own).decode("utf-8-sig") if own is not None and own.is_file() else ""
    except (OSError, ValueError, DeskError):
        return ()
    table = read_toml(text, SITE_CALENDAR) if "calendars" in text else {}
    named = {} if isinstance(table, Problem) else table.get("calendars")
    return tuple(sorted(named)) if isinstance(named, Mapping) else ()


def _default_file() -> Path:
    return data_folder() / "calendars" / "cn.toml"


def _prepared(folder: Path, own: Sequence[Path], read: Callable[[], Calendar]) -> Calendar:
    """A calendar made of the site's ``own`` files and of all that comes with the program."""
    files = [*own, *sorted((data_folder() / "calendars").iterdir())]
    sources = [f"{path.name}\n{read_text_of_site(path).decode('latin-1')}" for path in files if path.is_file()]
    library = find_spec("chinese_calendar")
    if library is not None and library.origin is not None:
        sources += [f"{file} {file.stat().st_mtime_ns}" for file in sorted(Path(library.origin).parent.glob("*.py"))]
    return Calendar.from_canonical(prepared(folder, "calendar", sources, lambda: read().canonical()))


def load_calendar(path: Path, year_files: Iterable[YearFile] = ()) -> Calendar:
    """The calendar that a TOML file (or one of JSON with the same keys) describes.

    Raises ``DeskError`` naming file, line and key.
    """
    with _lines_of(path):
        return calendar_from_table(_read(path), path.name, year_files)


def calendar_from_table(table: object, where: str = "calendar", year_files: Iterable[YearFile] = ()) -> Calendar:
    """The calendar that a table describes, with the dates of its country; errors name ``where`` and the key."""
    years: Mapping[int, Year] | None = None
    if isinstance(table, Mapping) and isinstance(country := table.get("country"), str):
        if country not in COUNTRIES:
            raise CalendarError(unknown_name(country, COUNTRIES, Place(where), "country"))
        further = table.get("calendars")
        parts = [table, *(further.values() if isinstance(further, Mapping) else ())]
        ignored = all(isinstance(part, Mapping) and part.get("holidays") == Holidays.OPEN for part in parts)
        years = {} if ignored else with_year_files(country_years(country), year_files)
    return Calendar.from_table(table, where=where, years=years)


@functools.cache
def country_years(country: str) -> Mapping[int, Year]:
    """Every year of a country: as published where it is, else only the statutory days that can be computed (T5)."""
    years = {int(year): _computed(country, int(year)) for year in _statutory(country)["festivals"]}
    years.update(_published())
    files = sorted((data_folder() / "calendars").glob(f"{country}-*.json"))
    return with_year_files(years, [read_year_file(path) for path in files])


def with_year_files(years: Mapping[int, Year], files: Iterable[YearFile]) -> dict[int, Year]:
    """The years with each file's year put in place; its days in a neighbouring year are added to that one."""
    results = dict(years)
    ordered = sorted(files, key=lambda file: file.year)
    for file in ordered:
        own = [{day: name for day, name in days.items() if day.year == file.year} for days in (file.off, file.work)]
        results[file.year] = Year(True, *own)
    for file in ordered:
        for days, is_off in ((file.off, True), (file.work, False)):
            for day, name in days.items():
                if day.year != file.year:
                    results[day.year] = _with_day(results.get(day.year), day, name, is_off)
    return results


def read_year_file(path: Path) -> YearFile:
    """A file ``{year, days: [{name, date, isOffDay}]}``; other keys are left alone. Raises ``DeskError`` naming file,
    line and key."""
    with _lines_of(path):
        file = year_file_from_table(_read(path), path.name)
        named = _YEAR_IN_NAME.fullmatch(path.stem)
        if named is not None and int(named[1]) != file.year:
            values = {"value": file.year, "named": named[1]}
            problem = Problem("the year is {value}, but the file is that of {named}", Place(path.name), "year", values)
            raise CalendarError(problem)
        return file


def year_file_from_table(table: object, where: str) -> YearFile:
    """The year that such a table tells of; raises ``DeskError`` naming ``where`` and the key."""
    table = table_of(table, where, "")
    year, days = table.get("year"), table.get("days")
    if not isinstance(year, int) or isinstance(year, bool) or not 1900 <= year <= 9000:
        raise CalendarError(Problem("'{value}' is not a year", Place(where), "year", {"value": shown(year)}))
    if not isinstance(days, list) or not days:
        existing = {"known": "[{name, date, isOffDay}]"}
        raise CalendarError(
            Problem("missing; it must be a list: {known}", Place(where), "days", existing)
            if days is None
            else Problem("no day stands in it; it must be a list: {known}", Place(where), "days", existing)
        )
    results: dict[bool, dict[date, str]] = {True: {}, False: {}}
    for number, entry in enumerate(days, start=1):
        key = f"days[{number}]"
        entry = table_of(entry, where, key)
        day, is_off = read_date(entry.get("date"), where, f"{key}.date"), entry.get("isOffDay")
        values = {"value": shown(is_off), "day": day.isoformat()}
        if not isinstance(is_off, bool):
            raise CalendarError(_no_off_day(entry, where, key))
        if not date(year - 1, 12, 1) <= day <= date(year + 1, 1, 31):
            raise CalendarError(Problem("{day} lies in another year", Place(where), f"{key}.date", values))
        if day in results[True] or day in results[False]:
            raise CalendarError(Problem("{day} stands there twice", Place(where), f"{key}.date", values))
        results[is_off][day] = str(entry.get("name", ""))
    if not any(day.year == year for day in (*results[True], *results[False])):
        raise CalendarError(Problem("no day of it lies in {value}", Place(where), "year", {"value": year}))
    return YearFile(year, results[True], results[False])


def _no_off_day(entry: Mapping[str, Any], where: str, key: str) -> Problem:
    """What is wrong where nothing says whether a day is off: another spelling of the key, or no such value."""
    value = entry.get("isOffDay")
    like = None if "isOffDay" in entry else next((name for name in entry if guess(str(name), ["isOffDay"])), None)
    if like is not None:
        return unknown_key(str(like), ["isOffDay"], Place(where), f"{key}.{like}")
    return Problem("'{value}' is not true or false", Place(where), f"{key}.isOffDay", {"value": shown(value)})


def is_year_file(path: Path) -> bool:
    """Whether a file adds a country's year rather than being a calendar."""
    return path.suffix == ".json" and isinstance(table := _read(path), Mapping) and "days" in table


def _published() -> dict[int, Year]:
    # Only the dates are taken from the library: its own counting of working days differs from T3.
    import chinese_calendar

    years: dict[int, Year] = {}
    for year in {day.year for day in chinese_calendar.holidays}:
        # A lone day about New Year, from the notice of the year beside it, does not make a year known.
        if date(year, 10, 1) in chinese_calendar.holidays:
            off, work = (
                {day: str(name) for day, name in days.items() if day.year == year}
                for days in (chinese_calendar.holidays, chinese_calendar.workdays)
            )
            years[year] = Year(True, off, work)
    return years


@functools.cache
def _statutory(country: str) -> Mapping[str, Any]:
    return table_of(_read(data_folder() / "calendars" / f"{country}-statutory.toml"), country, "")


def _computed(country: str, year: int) -> Year:
    off: dict[date, str] = {}
    statutory = _statutory(country)
    for holiday in statutory["holiday"]:
        for day in _statutory_days(year, holiday, statutory["festivals"][str(year)]):
            off[day] = f"{off[day]}{AND}{holiday['name']}" if day in off else holiday["name"]
    return Year(False, off, {})


def _statutory_days(year: int, holiday: Mapping[str, Any], festivals: Mapping[str, str]) -> list[date]:
    if "dates" in holiday:
        return [date.fromisoformat(f"{year}-{day}") for day in holiday["dates"]]
    festival = date.fromisoformat(f"{year}-{festivals[holiday['festival']]}")
    return [festival + timedelta(days=offset) for offset in holiday["days"]]


def _with_day(year: Year | None, day: date, name: str, is_off: bool) -> Year:
    off, work = ({}, {}) if year is None else (dict(year.off), dict(year.work))
    (work if is_off else off).pop(day, None)
    (off if is_off else work)[day] = name
    return Year(year is not None and year.official, off, work)


@contextmanager
def _lines_of(path: Path) -> Iterator[None]:
    """A mistake told with its line in the file."""
    try:
        yield
    except CalendarError as error:
        problem = error.problem
        if problem.line is not None:
            raise
        text = read_text_of_site(path).decode("utf-8-sig")
        line = line_in_json(text, problem.key) if path.suffix == ".json" else line_of(text, "", 0, problem.key)
        raise CalendarError(replace(problem, place=Place(path.name, line=line))) from error


def _read(path: Path) -> object:
    try:
        raw = read_text_of_site(path)
    except OSError as error:
        raise DeskError(
            "{path} cannot be read: {reason}", path=str(path), reason=error.strerror or str(error)
        ) from error
    text = decode(raw, path.name)
    read = read_json if path.suffix == ".json" else read_toml
    value = read(text, path.name) if isinstance(text, str) else text
    if isinstance(value, Problem):
        raise CalendarError(value)
    return value
