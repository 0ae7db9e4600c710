"""The working calendar: when the desk is open, from zone, weekly hours, country and the site's own dates (T5, T13)."""

import functools
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from deskconsole.domain.calendar.instant import SECOND, from_micros, to_micros
from deskconsole.domain.calendar.opening_hours import (
    WEEKDAYS,
    CalendarError,
    Interval,
    Opening,
    Year,
    read_dates,
    read_hours,
    read_year,
    table_of,
    write_opening,
    write_year,
)
from deskconsole.domain.problems import Place, Problem, shown, unknown_key, unknown_name
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field, replace

KEYS: Final = ("timezone", "country", "holidays", "hours", "dates", "calendars")
#: What one of the further calendars of a site says; the time zone is the site's.
NAMED_KEYS: Final = ("country", "holidays", "hours", "dates")
ONE_DAY: Final = timedelta(days=1)
#: The year's last two months ask for next year's dates, which are published about then.
ASK_FROM_MONTH: Final = 11
#: Names that mean another zone on every machine.
_OF_THE_MACHINE: Final = ("localtime", "posixrules")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
#: Days whose instants are remembered: fifty years, a few megabytes at worst.
_REMEMBERED: Final = 20_000


class Holidays(StrEnum):
    """What the country's holidays and make-up days mean here: closed and open, or nothing (a mall)."""

    OBSERVE = "observe"
    OPEN = "open"


class DayReason(StrEnum):
    """Why a day is open or closed; the last three: why a working day is at one time of it."""

    WEEKDAY = "weekday"
    REST_DAY = "rest_day"
    HOLIDAY = "holiday"
    MAKE_UP = "make_up"
    SITE = "site"
    BEFORE_OPENING = "before_opening"
    BREAK = "break"
    AFTER_CLOSING = "after_closing"


@dataclass(frozen=True)
class Calendar:
    """A time zone, opening hours by weekday, a country's dates and the site's own dates, which win.

    Pure and complete: ``canonical()`` holds everything, the computed years included, so a ticket can be judged
    years later by exactly the text it started under. ``named``: the site's further calendars, by which clocks or
    departments count that are not open when the desk is.
    """

    timezone: str
    hours: Mapping[str, Opening]
    country: str | None = None
    holidays: Holidays = Holidays.OBSERVE
    dates: Mapping[date, Opening] = field(default_factory=dict)
    years: Mapping[int, Year] = field(default_factory=dict)
    named: "Mapping[str, Calendar]" = field(default_factory=dict)

    def __hash__(self) -> int:
        """Equal calendars have equal texts."""
        return hash(self.digest)

    @classmethod
    def from_table(cls, table: object, *, where: str = "calendar", years: Mapping[int, Year] | None = None) -> Self:
        """The calendar that a table of a TOML file, or a JSON object, describes.

        ``years`` are the dates of its country. Raises ``DeskError`` naming ``where`` and the key.
        """
        table = table_of(table, where, "")
        timezone = _timezone(table.get("timezone"), where)
        named = {
            _name(name, where): cls._part(_inherited(part, table, where, name), where, years, timezone, name)
            for name, part in table_of(table.get("calendars", {}), where, "calendars").items()
        }
        return cls._part(table, where, years, timezone).with_named(named)

    @classmethod
    def _part(
        cls, table: Mapping[str, Any], where: str, years: Mapping[int, Year] | None, timezone: str, name: str = ""
    ) -> Self:
        """The calendar of a site, or one of its further ones, called ``name``."""
        above = f"calendars.{name}." if name else ""
        existing = NAMED_KEYS if name else KEYS
        for key in table:
            if key not in existing:
                raise CalendarError(unknown_key(str(key), existing, Place(where), f"{above}{key}"))
        country = table.get("country")
        if country is not None and (not isinstance(country, str) or years is None):
            values = {"value": shown(country)}
            raise CalendarError(
                Problem("the holidays of '{value}' are not known", Place(where), f"{above}country", values)
            )
        holidays = _holidays(table.get("holidays"), where, above)
        observed = country is not None and holidays is Holidays.OBSERVE
        return cls(
            timezone=timezone,
            country=country,
            holidays=holidays,
            hours=read_hours(table.get("hours", {}), where, above),
            dates=read_dates(table.get("dates", {}), where, above),
            # What is ignored does not belong to the text: its digest would change with every published year.
            years=dict(years or {}) if observed else {},
        )

    def with_named(self, named: "Mapping[str, Calendar]") -> Self:
        """The same calendar with these further ones, besides those that it has, which stay as they are."""
        return replace(self, named={**named, **self.named}) if named else self

    def further(self, table: Mapping[str, Any], where: str, years: Mapping[int, Year], name: str) -> "Calendar":
        """A further calendar in the same zone as a table describes it; raises ``DeskError`` as ``from_table``."""
        return self._part(table, where, years, self.timezone, name)

    def by(self, name: str | None) -> "Calendar":
        """One of the further calendars; this one where nobody has said what that one is."""
        return self.named.get(name, self) if name is not None else self

    @classmethod
    def from_canonical(cls, text: str) -> Self:
        """The calendar whose ``canonical()`` is ``text``; raises ``DeskError`` for a damaged one."""
        try:
            table = dict(table_of(json.loads(text), "calendar", ""))
            read = _years(table.pop("years", {}))
            parts = {name: dict(part) for name, part in table.pop("calendars", {}).items()}
            years = {name: _years(part.pop("years", {})) for name, part in parts.items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise DeskError("the stored calendar is damaged: {reason}", reason=str(error)) from error
        calendar = cls.from_table(table, years=read)
        named = {name: calendar.further(part, "calendar", years[name], name) for name, part in parts.items()}
        calendar = calendar.with_named(named)
        calendar.__dict__["_text"] = text  # as its digest in the store says
        return calendar

    def canonical(self) -> str:
        """Everything the calendar says, as one line of JSON, always the same for the same calendar."""
        return self._text

    def _table(self) -> dict[str, Any]:
        return {
            "country": self.country,
            "holidays": self.holidays.value,
            "hours": {name: write_opening(opening) for name, opening in self.hours.items()},
            "dates": {day.isoformat(): write_opening(opening) for day, opening in self.dates.items()},
            "years": {str(number): write_year(year) for number, year in self.years.items()},
        }

    @functools.cached_property
    def _text(self) -> str:
        table = {"timezone": self.timezone, **self._table()}
        if self.named:  # where there are none the text is what it was before there could be any
            table["calendars"] = {name: calendar._table() for name, calendar in self.named.items()}
        return json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @functools.cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal digits: the hash that events and tickets carry."""
        return hashlib.sha256(self._text.encode()).hexdigest()

    @functools.cached_property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def observes(self) -> bool:
        """Whether the holidays and make-up days of a country count."""
        return self.country is not None and self.holidays is Holidays.OBSERVE

    @functools.cached_property
    def day_and_night(self) -> "Calendar":
        """The clock of the day in the same zone: always open, holidays included."""
        hours = dict.fromkeys(WEEKDAYS, (Interval(0, 24 * 60),))
        return Calendar(self.timezone, hours, holidays=Holidays.OPEN)

    def opening(self, day: date) -> Opening:
        """The opening hours of a local date; empty when closed (T5)."""
        own = self.dates.get(day)
        if own is not None:
            return own
        year = self.years.get(day.year)
        if year is not None:
            if day in year.off:
                return ()
            if day in year.work:
                return self.hours["mon"]
        return self.hours[WEEKDAYS[day.weekday()]]

    def is_working_day(self, day: date) -> bool:
        """Whether the local date has opening hours (T13)."""
        return bool(self.opening(day))

    def is_provisional(self, day: date) -> bool:
        """Whether the date rests on a year that is not officially known; the site's own dates never do (T5)."""
        return self.observes and not self.is_official(day.year) and day not in self.dates

    def is_official(self, year: int) -> bool:
        """Whether the country has published that year's dates; true where no country's dates count."""
        if not self.observes:
            return True
        existing = self.years.get(year)
        return existing is not None and existing.official

    def missing_year(self, day: date) -> int | None:
        """Next year, when ``day`` is in November or December and next year's dates are still missing (T5)."""
        following = day.year + 1
        return following if day.month >= ASK_FROM_MONTH and not self.is_official(following) else None

    def name(self, day: date) -> str | None:
        """The name of the country's holiday or make-up day on that date, if its dates count here."""
        year = self.years.get(day.year)
        return None if year is None else year.off.get(day) or year.work.get(day)

    def reason(self, day: date) -> DayReason:
        """Why that date is open or closed: what stood last in T5's order."""
        if day in self.dates:
            return DayReason.SITE
        year = self.years.get(day.year)
        if year is not None and day in year.off:
            return DayReason.HOLIDAY
        if year is not None and day in year.work:
            return DayReason.MAKE_UP
        return DayReason.WEEKDAY if self.is_working_day(day) else DayReason.REST_DAY

    def reason_at(self, at: datetime) -> DayReason:
        """Why the desk is open or closed at an instant: of a working day the time of day, else its day."""
        day, micros = self.day(at), to_micros(at)
        spans = self.spans(day)
        if not spans or any(opens <= micros < closes for opens, closes in spans):
            return self.reason(day)
        if micros < spans[0][0]:
            return DayReason.BEFORE_OPENING
        return DayReason.AFTER_CLOSING if micros >= spans[-1][1] else DayReason.BREAK

    def day(self, at: datetime) -> date:
        """The local date of an instant."""
        return at.astimezone(self.zone).date()

    def spans(self, day: date) -> tuple[tuple[int, int], ...]:
        """The opening of a local date as instants: (opens, closes) in microseconds since 1970, in order."""
        existing = self._spans.get(day)
        if existing is None:
            if len(self._spans) >= _REMEMBERED:
                self._spans.clear()
            bounds = ((self.at(day, part.start), self.at(day, part.end)) for part in self.opening(day))
            # An interval inside a gap of the clock (or a date that a zone left out) has no length.
            existing = self._spans[day] = tuple((opens, closes) for opens, closes in bounds if opens < closes)
        return existing

    @functools.cached_property
    def _spans(self) -> dict[date, tuple[tuple[int, int], ...]]:
        return {}

    def end_of_day(self, day: date) -> int:
        """24:00 of a local date, which is the next local midnight, in microseconds since 1970."""
        return self.at(day, 24 * 60)

    @functools.cached_property
    def last_open(self) -> date | None:
        """The last date with opening hours; ``None`` when the week has some, so that there is no last one."""
        if any(self.hours.values()):
            return None
        return max((day for day, opening in self.dates.items() if opening), default=date.min)

    def at(self, day: date, minute: int) -> int:
        """The first instant at which the local clock shows ``minute`` of ``day`` or more.

        So an hour that occurs twice opens and closes by its first turn, and one that is left out begins and
        ends where the clock jumps; intervals that do not overlap on the clock never overlap as instants.
        """
        wall = datetime.combine(day, time()) + timedelta(minutes=minute)
        first = to_micros(wall.replace(tzinfo=self.zone))
        second = to_micros(wall.replace(tzinfo=self.zone, fold=1))
        return first if first <= second else self._jump(second, first)

    def _jump(self, before: int, after: int) -> int:
        """The instant between the two at which the clock is put forward; it lies on a whole second."""
        low, high = before // SECOND, after // SECOND
        offset = self._offset(low)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._offset(middle) == offset else (low, middle)
        return high * SECOND

    def _offset(self, second: int) -> timedelta | None:
        return from_micros(second * SECOND).astimezone(self.zone).utcoffset()


def _inherited(part: object, table: Mapping[str, Any], where: str, name: str) -> Mapping[str, Any]:
    """One of the further calendars: where it does not name a country, the site's."""
    own = table_of(part, where, f"calendars.{name}")
    return own if "country" in own or "country" not in table else {"country": table["country"], **own}


def _name(name: str, where: str) -> str:
    """What a further calendar is called, as clocks and departments name it."""
    if _NAME.fullmatch(name) is None:
        text = "'{value}' is not a name of small letters, digits, '_' and '-'"
        raise CalendarError(Problem(text, Place(where), f"calendars.{name}", {"value": name}))
    return name


def _years(table: object) -> dict[int, Year]:
    return {
        int(name): read_year(year, "calendar", f"years.{name}")
        for name, year in table_of(table, "calendar", "years").items()
    }


def _holidays(value: object, where: str, above: str = "") -> Holidays:
    if value is None:
        return Holidays.OBSERVE
    if isinstance(value, str) and value in tuple(Holidays):
        return Holidays(value)
    raise CalendarError(unknown_name(value, Holidays, Place(where), f"{above}holidays"))


def _timezone(value: object, where: str) -> str:
    place = Place(where)
    if value is None:
        raise CalendarError(Problem("missing; give a name such as Asia/Shanghai", place, "timezone"))
    try:
        if value in _OF_THE_MACHINE:
            raise ValueError(value)
        return ZoneInfo(str(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        problem = Problem(
            "'{value}' is not a time zone such as Asia/Shanghai", place, "timezone", {"value": shown(value)}
        )
        raise CalendarError(problem) from error
