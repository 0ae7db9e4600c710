"""What made the deadline of one clock: the rule, what was counted, where it stood still, what moved it (T1–T10)."""

import itertools
from collections.abc import Iterator, Sequence
from datetime import datetime

from deskconsole.domain.calendar.counting import Pause
from deskconsole.domain.calendar.duration import Unit
from deskconsole.domain.calendar.explanation import Explanation, explain_due
from deskconsole.domain.clocks.clock import PAUSED, Clock, Rules, RulesOf
from deskconsole.domain.clocks.running_clock import RESUMING, thread_of
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import effective
from deskconsole.errors import DeskError
from deskconsole.record import dataclass


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why ``clock`` is due when it is.

    ``way`` is the way to the due; where the due was moved by an extension or a new rule, the way to the first one
    (``moved``). ``None``: no text of the ticket counts so; nothing is guessed then. ``pauses`` have an end, but
    for one that still lasts. ``extended`` and ``recounted`` are the events that moved it, ``classified`` the
    last one by which the clock began to apply later than its start.
    """

    clock: Clock
    rule: ClockRule | None
    way: Explanation | None
    moved: bool
    pauses: tuple[tuple[datetime, datetime | None], ...]
    extended: tuple[Event, ...]
    recounted: tuple[Event, ...]
    classified: Event | None


def reasons(clock: Clock, events: Sequence[Event], rules_of: RulesOf) -> Reasons:
    """The reasons of one clock of the ticket that ``events`` (in sequence order) make."""
    live = effective(events)
    rule, way, moved = None, None, False
    own: tuple[tuple[datetime, datetime | None], ...] = ()
    for rules in _rules(live, rules_of):
        for spec in rules.pack.clocks_of(clock.rule):
            if spec.do != clock.do or (clock.name and spec.name != clock.name):
                continue
            waits = tuple(_waits(clock, live)) if _stands_still(spec) else ()
            closed = [(begun, ended) for begun, ended in waits if ended is not None]
            result, was_moved = _way(clock, spec, rules, closed)
            if rule is None or (way is None and result is not None) or (moved and result is not None and not was_moved):
                rule, way, moved, own = spec, result, was_moved, waits
    thread = next((thread_of(event) for event in live if event.seq == clock.of), clock.of)
    return Reasons(
        clock,
        rule,
        way,
        moved,
        own,
        tuple(e for e in live if e.kind == "extended" and e.of == thread) if clock.extendable else (),
        tuple(e for e in live if e.kind == "recounted" and e.of == clock.of and e.fields.get("rule") == clock.rule),
        _classified(clock, live),
    )


def _rules(live: Sequence[Event], rules_of: RulesOf) -> Iterator[Rules]:
    """The texts that the ticket has known, the newest first."""
    for pack, calendar in dict.fromkeys((event.pack, event.calendar) for event in reversed(live)):
        yield rules_of(pack, calendar)


def _stands_still(spec: ClockRule) -> bool:
    return spec.pauses_while is not None and spec.counted_from is None and spec.duration.unit is not Unit.PROMISED


def _way(clock: Clock, spec: ClockRule, rules: Rules, pauses: Sequence[Pause]) -> tuple[Explanation | None, bool]:
    """The way that ends at the clock's due, else the one that ends at its first due."""
    ends = ((pauses, clock.due), ((), clock.due), ((), clock.first_due))
    calendars = [rules.calendar.by(clock.calendar)]
    duration = spec.duration if clock.duration is None else clock.duration
    if duration.unit is Unit.WORKING and clock.calendar is None:
        calendars.append(rules.calendar.day_and_night)
    for calendar, (waited, end) in itertools.product(calendars, ends):
        try:
            result = explain_due(
                clock.started,
                duration,
                calendar,
                ring_seconds=rules.pack.ring_seconds,
                promised=clock.first_due,
                pauses=waited,
                basis=clock.basis,
            )
        except DeskError:
            return None, False
        if result.due == end:
            return result, end != clock.due
    return None, False


def _waits(clock: Clock, live: Sequence[Event]) -> Iterator[tuple[datetime, datetime | None]]:
    """The times that the clock stood still; it went on when it ended (T9)."""
    begun: datetime | None = None
    for event in sorted(live, key=lambda event: (event.happened_at, event.seq)):
        at = event.happened_at
        if event.kind == "waiting" and begun is None:
            begun = at
        elif event.kind in RESUMING and begun is not None:
            if at > clock.started and (clock.ended is None or begun < clock.ended):
                yield max(begun, clock.started), at if clock.ended is None else min(at, clock.ended)
            begun = None
    if begun is not None and clock.state == PAUSED:
        yield clock.paused_at or max(begun, clock.started), None
    elif begun is not None and clock.ended is not None and begun < clock.ended:
        yield max(begun, clock.started), clock.ended


def _classified(clock: Clock, live: Sequence[Event]) -> Event | None:
    """What made a clock apply that did not at its start: the last change of class after it."""
    later = [event for event in live if event.kind == "classified" and event.happened_at > clock.started]
    if not later or not (clock.reclassified or clock.state == "cancelled"):
        return None
    return later[-1]
