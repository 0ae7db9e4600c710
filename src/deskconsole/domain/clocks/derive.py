"""From a ticket's events to its clocks: one pure function (`time.md`, Clocks; `rules.md`, clock table)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from deskconsole.domain.clocks.clock import (
    ACTIVE,
    CANCELLED,
    LATE,
    MET,
    PAUSED,
    RUNNING,
    Clock,
    Rules,
    RulesOf,
    next_due,
)
from deskconsole.domain.clocks.replay import ClockReplay
from deskconsole.domain.clocks.running_clock import assignee_of, begin, clock_of, matches_start
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket, effective, fold

__all__ = [
    "ACTIVE",
    "CANCELLED",
    "LATE",
    "MET",
    "PAUSED",
    "RUNNING",
    "Clock",
    "Rules",
    "RulesOf",
    "derive",
    "evaluate",
    "explain_starts",
    "happened_by",
    "next_due",
]


def derive(events: Iterable[Event], rules_of: RulesOf) -> list[Clock]:
    """Every clock of the ticket that ``events`` (in sequence order) make, in order of their start."""
    live = effective(events)
    return _replayed(live, rules_of).clocks() if live else []


def evaluate(events: Sequence[Event], rules_of: RulesOf) -> tuple[Ticket, list[Clock]]:
    """What ``events`` (in sequence order, at least one) amount to: the ticket folded, the clocks derived."""
    last = events[-1]
    live = effective(events)
    if len(live) == len(events) and all((e.pack, e.calendar) == (last.pack, last.calendar) for e in events):
        replay = _replayed(live, rules_of)
        assert replay.ticket is not None
        return replay.ticket, replay.clocks()  # nothing taken back, one text: playing has folded already
    rules = rules_of(last.pack, last.calendar)
    return fold(events, rules.pack.stage_of, rules.stages), _replayed(live, rules_of).clocks() if live else []


def _replayed(live: Iterable[Event], rules_of: RulesOf) -> ClockReplay:
    replay = ClockReplay(rules_of)
    for event in live:
        replay.take(event)
    return replay


def explain_starts(
    rules: Rules, kind: str, at: datetime, attributes: Mapping[str, Any], fields: Mapping[str, Any]
) -> list[tuple[ClockRule, Clock]]:
    """The clocks that one event would start (idle clocks left out); refuses `promised` without a due."""
    event = Event(seq=1, kind=kind, happened_at=at, recorded_at=at, by="", fields=fields)
    runs = [
        begin(spec, event, rules)
        for spec in rules.pack.clocks
        if not spec.idle and matches_start(spec, event, attributes)
    ]
    return [(run.spec, clock_of(run, assignee_of(run, None, None))) for run in runs]


def happened_by(events: Sequence[Event], at: datetime) -> list[Event]:
    """The events that had happened by ``at``; none before the ticket began.

    What a merge retold belongs to this ticket from the merge on, though it happened before, on the other one.
    """
    if not events or events[0].happened_at > at:
        return []
    return [e for e in events if (e.recorded_at if e.fields.get("moved_from") else e.happened_at) <= at]
