"""Calendars that a pack's clocks or departments count by beside the site's own: offices with hours of theirs, legal
working days at a desk that is open on holidays."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Literal

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.opening_hours import CalendarError, Year
from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.rules.kinds import Department
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCalendar:
    """A calendar as the regulation has it; ``[calendars.NAME]`` of the site's ``calendar.toml`` takes its place.

    ``country`` is the site's where it is left out; ``holidays = "open"``: these and make-up days count for nothing.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    hours: Mapping[str, tuple[str, ...]]
    holidays: Literal["observe", "open"] = "observe"
    country: str | None = None

    def table(self, country: str | None) -> Mapping[str, Any]:
        """It as a calendar file says it; ``country`` is that of the site."""
        own = self.country or country
        hours = {day: list(opening) for day, opening in self.hours.items()}
        return {"hours": hours, "holidays": self.holidays, **({"country": own} if own else {})}


def calendar_problems(calendar: PackCalendar, place: Place) -> list[Problem]:
    """What is wrong with the hours of a pack's calendar."""
    try:
        made = Calendar("UTC", {}).further(calendar.table(None), "calendar", {}, calendar.name)
    except CalendarError as error:
        key = error.problem.key.removeprefix(f"calendars.{calendar.name}.")
        return [replace(error.problem, place=place, key=key)]
    if made.last_open is not None:
        return [Problem("the calendar never opens, so that nothing could be counted by it", place, "hours")]
    return []


def completed(
    calendar: Calendar, named: Mapping[str, PackCalendar], years: Mapping[str, Mapping[int, Year]]
) -> Calendar:
    """The site's calendar with those of its packs that its own file does not describe; ``years`` by country."""
    missing = {name: each for name, each in named.items() if name not in calendar.named}
    tables = {name: each.table(calendar.country) for name, each in missing.items()}
    further = {
        name: calendar.further(table, "calendar", years.get(table.get("country", ""), {}), name)
        for name, table in tables.items()
    }
    return calendar.with_named(further)


def calendar_names(clocks: Iterable[ClockRule], departments: Iterable[Department]) -> frozenset[str]:
    """The calendars, beside the site's own, by which the clocks and departments of a pack count."""
    named = [*(clock.calendar for clock in clocks), *(each.calendar for each in departments)]
    return frozenset(name for name in named if name is not None)
