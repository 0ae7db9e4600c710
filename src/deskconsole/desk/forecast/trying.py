"""What a period would have been under other rules (R35): its tickets' events played once more, nothing written.

What people did stays as it was, and so do the dates that a ticket was counted by; only the rules are others. A ticket
at a time is in memory, so that a store of any size can be gone through.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path
from statistics import median
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.forecast.usual_times import usual_times
from deskconsole.desk.look import Look
from deskconsole.desk.policy.calendars import with_calendars
from deskconsole.desk.policy.packs import load_pack
from deskconsole.desk.use_cases import looking, require
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.clocks.clock import CANCELLED, Clock, Rules
from deskconsole.domain.clocks.derive import derive
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.forecast.crew import Span, crew
from deskconsole.domain.forecast.fitting import Usual
from deskconsole.domain.rules.departments.named_calendars import calendar_names
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple, replace
from deskconsole.store import tickets
from deskconsole.store.figures import forecast as store
from deskconsole.store.figures.forecast import TicketOfPeriod

#: Who leads the desk.
NEEDS: Final = "roster"
_US: Final = timedelta(microseconds=1)


class Tried(NamedTuple):
    """A clock that would have been late and was not, or the other way round; a due of ``None``: there is none."""

    number: str
    rule: str
    of: int
    due: datetime | None
    was_due: datetime | None
    late: bool
    was_late: bool


class Summary(NamedTuple):
    """What it comes to: tickets, clocks under the rules that are tried, how many of them are late, how many were; of
    how many ``more`` and ``fewer``; tickets that the rules cannot judge; the people that the busiest day needs, and
    needed, for what begins and is due on one day."""

    tickets: int
    clocks: int
    late: int
    was_late: int
    more: int
    fewer: int
    unjudged: int
    people: int
    was_people: int
    usual_people: float
    was_usual_people: float


def try_policy(
    desk: Desk, path: str | Path, period: Period, *, instead_of: str | None = None
) -> Iterator[Tried | Summary]:
    """The clocks of a period's tickets whose lateness other rules change, as they are found, then what it comes to.

    ``instead_of``: of which pack the tickets are (default: the one of the same name). Raises everything that is wrong
    with the pack, and :class:`DeskError` for one that no ticket of the site goes by.
    """
    require(desk, NEEDS)
    pack = load_pack(path, desk.folder)
    name = instead_of or pack.name
    existing = [each.name for each in desk.packs]
    if name not in existing:
        raise DeskError(
            "instead-of: no ticket goes by '{value}'; the packs of this site: {known}",
            field="instead-of",
            value=name,
            known=", ".join(existing),
        )
    with looking(desk, needs=NEEDS) as look:
        yield from _Trial(look, pack, name).run(period)


class _Trial:
    """One run over the tickets of a period."""

    def __init__(self, look: Look, pack: Pack, name: str) -> None:
        self._look = look
        self._pack, self._name = pack, name
        self._usual: Usual = usual_times(look)
        self._work, self._was_work = _Work(look.desk.zone), _Work(look.desk.zone)
        self._counts = dict.fromkeys(("tickets", "clocks", "late", "was_late", "more", "fewer", "unjudged"), 0)
        self._calendar = cache(self._calendar_of)
        self._rules = cache(self._rules_of)

    def run(self, period: Period) -> Iterator[Tried | Summary]:
        """Each change, then the summary."""
        counts = self._counts
        since, until = period.instants(self._look.desk.zone)
        for row in store.tickets_between(self._look.tx, since, until):
            if row.pack != self._name:
                continue
            counts["tickets"] += 1
            events = tickets.ticket_events(self._look.tx, row.id)
            try:
                anew = derive(self._retold(events), self._rules)
            except DeskError:
                counts["unjudged"] += 1
                continue
            yield from self._compared(row, derive(events, self._look.rules_of), anew)
        people, was_people = self._work.people(), self._was_work.people()
        yield Summary(
            **counts,
            people=max(people, default=0),
            was_people=max(was_people, default=0),
            usual_people=float(median(people)) if people else 0.0,
            was_usual_people=float(median(was_people)) if was_people else 0.0,
        )

    def _compared(self, row: TicketOfPeriod, was: Sequence[Clock], anew: Sequence[Clock]) -> Iterator[Tried]:
        counts, now = self._counts, self._look.now
        self._work.add(anew, row.kind, self._usual)
        self._was_work.add(was, row.kind, self._usual)
        before, after = ({(each.rule, each.of, each.name): each for each in clocks} for clocks in (was, anew))
        counts["clocks"] += len(after)
        for key in dict.fromkeys((*before, *after)):
            old, new = before.get(key), after.get(key)
            late, was_late = (each is not None and each.was_late(now) for each in (new, old))
            counts["late"] += late
            counts["was_late"] += was_late
            if late != was_late:
                counts["more" if late else "fewer"] += 1
                dues = (new.due if new is not None else None, old.due if old is not None else None)
                yield Tried(row.number, key[0], key[1], *dues, late, was_late)

    # --- the rules that are tried ----------------------------------------------------------------------------

    def _retold(self, events: Iterable[Event]) -> list[Event]:
        """The events as if they had happened under these rules; those of another pack keep theirs."""
        digest, rules_of = self._pack.digest, self._look.rules_of
        return [
            replace(event, pack=digest) if rules_of(event.pack, event.calendar).pack.name == self._name else event
            for event in events
            if event.kind != "recounted"
        ]

    def _rules_of(self, pack: str, calendar: str) -> Rules:
        if pack != self._pack.digest:
            rules: Rules = self._look.rules_of(pack, calendar)
            return rules
        return Rules(self._pack, self._calendar(calendar))

    def _calendar_of(self, digest: str) -> Calendar:
        """What a ticket is counted by; where these rules count by calendars that it has not, the site's of today."""
        desk = self._look.desk
        calendar: Calendar = self._look.rules_of(desk.packs[0].digest, digest).calendar
        if calendar_names(self._pack.clocks, self._pack.departments) <= calendar.named.keys():
            return calendar
        return with_calendars(desk.calendar, (self._pack,), desk.folder)


class _Work:
    """What there was to do on each day: numbers alone, so that a year of it is little."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._days: dict[date, list[Span]] = {}

    def add(self, clocks: Iterable[Clock], kind: str | None, usual: Usual) -> None:
        """The steps of a ticket that began and were due on one day; what one deed does, once."""
        first: dict[tuple[str, int], Clock] = {}
        for clock in clocks:
            if clock.state != CANCELLED and not clock.idle:
                before = first.get((clock.do, clock.of))
                if before is None or clock.due < before.due:
                    first[clock.do, clock.of] = clock
        for clock in first.values():
            day = clock.started.astimezone(self._zone).date()
            if clock.due.astimezone(self._zone).date() == day:
                span = (_micros(clock.started), _micros(clock.due), usual.of(kind, clock.do) // _US)
                self._days.setdefault(day, []).append(span)

    def people(self) -> list[int]:
        """How many people each day needs."""
        return [crew(spans) for spans in self._days.values()]


def _micros(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)
