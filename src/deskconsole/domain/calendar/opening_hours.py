"""Opening hours and a country's dates: what a calendar is made of, read from plain tables (T5, T13)."""

import itertools
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from deskconsole.domain.problems import Place, Problem, shown
from deskconsole.errors import DeskError
from deskconsole.record import dataclass

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_INTERVAL: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Interval:
    """From ``start`` up to, not including, ``end``: minutes of the local clock after midnight, 1440 = 24:00."""

    start: int
    end: int

    def __str__(self) -> str:
        """As a calendar file writes it: ``09:00-18:00``."""
        return f"{_clock(self.start)}-{_clock(self.end)}"


#: One day's opening: intervals in order, none overlapping; empty = closed.
Opening = tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A country's dates of one year, each with its name (T5).

    ``off`` are public holidays, week-ends among them included; ``work`` are make-up working days. ``official``
    is false for a year that is only computed.
    """

    official: bool
    off: Mapping[date, str]
    work: Mapping[date, str]


class CalendarError(DeskError):
    """A calendar or a year's dates that cannot be used; ``field`` is the key to blame, the message names both."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        values = {"where": problem.where, **problem.values}
        super().__init__("{where}: " + problem.template, field=problem.key or None, **values)


def table_of(value: object, where: str, key: str) -> Mapping[str, Any]:
    """``value`` as a table; refused when it is anything else."""
    if not isinstance(value, Mapping):
        raise CalendarError(Problem("'{value}' is not a table", Place(where), key, {"value": shown(value)}))
    return value


def read_hours(value: object, where: str, above: str = "") -> dict[str, Opening]:
    """The ``[hours]`` table: each of the seven weekdays, one left out being closed; ``above`` goes before its key."""
    table = table_of(value, where, f"{above}hours")
    for name in table:
        if name not in WEEKDAYS:
            existing = {"known": ", ".join(WEEKDAYS)}
            raise CalendarError(
                Problem("unknown weekday; the weekdays are: {known}", Place(where), f"{above}hours.{name}", existing)
            )
    return {name: read_opening(table.get(name, []), where, f"{above}hours.{name}") for name in WEEKDAYS}


def read_dates(value: object, where: str, above: str = "") -> dict[date, Opening]:
    """The ``[dates]`` table: the site's own opening of single dates, which wins over weekday and country."""
    table = table_of(value, where, f"{above}dates")
    return {
        read_date(name, where, f"{above}dates.{name}"): read_opening(opening, where, f"{above}dates.{name}")
        for name, opening in table.items()
    }


def read_opening(value: object, where: str, key: str) -> Opening:
    """A day's intervals from a list such as ``["09:00-12:00", "13:30-18:00"]``, in order; none may overlap."""
    place = Place(where)
    if not isinstance(value, list | tuple):
        raise CalendarError(
            Problem("'{value}' is not a list of intervals such as 09:00-18:00", place, key, {"value": shown(value)})
        )
    results = sorted((_interval(item, where, key) for item in value), key=lambda each: (each.start, each.end))
    for earlier, later in itertools.pairwise(results):
        if later.start < earlier.end:
            values = {"one": str(earlier), "other": str(later)}
            raise CalendarError(Problem("{one} and {other} overlap", place, key, values))
    return tuple(results)


def read_date(value: object, where: str, key: str) -> date:
    """A date written ``2026-02-14``."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # such as 2026-02-30: refused below like any other text
    raise CalendarError(
        Problem("'{value}' is not a date such as 2026-02-14", Place(where), key, {"value": shown(value)})
    )


def write_opening(opening: Iterable[Interval]) -> list[str]:
    """The list of texts that ``read_opening`` reads."""
    return [str(interval) for interval in opening]


def read_year(value: object, where: str, key: str) -> Year:
    """A year as ``write_year`` wrote it."""
    table = table_of(value, where, key)
    if table.keys() != {"official", "off", "work"} or not isinstance(table["official"], bool):
        existing = {"known": "official, off, work"}
        raise CalendarError(Problem("not a year of a country: {known} must be there", Place(where), key, existing))
    return Year(table["official"], _named(table["off"], where, key), _named(table["work"], where, key))


def write_year(year: Year) -> dict[str, Any]:
    """A year as a plain table."""
    return {
        "official": year.official,
        "off": {day.isoformat(): name for day, name in year.off.items()},
        "work": {day.isoformat(): name for day, name in year.work.items()},
    }


def _named(value: object, where: str, key: str) -> dict[date, str]:
    return {read_date(name, where, key): str(title) for name, title in table_of(value, where, key).items()}


def _interval(value: object, where: str, key: str) -> Interval:
    parts = _INTERVAL.fullmatch(value) if isinstance(value, str) else None
    place, values = Place(where), {"value": shown(value)}
    if parts is None:
        raise CalendarError(
            Problem("'{value}' is not an interval such as 09:00-18:00 or 18:00-24:00", place, key, values)
        )
    start = int(parts[1]) * 60 + int(parts[2])
    end = 24 * 60 if parts[3] is None else int(parts[3]) * 60 + int(parts[4])
    if end <= start:
        raise CalendarError(Problem("'{value}' does not end after it begins", place, key, values))
    return Interval(start, end)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
