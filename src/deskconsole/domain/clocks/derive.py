"""From a ticket's events to its clocks: one pure function (`time.md`, Clocks; `packs.md`, `[[clock]]`)."""

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
from deskconsole.domain.clocks.counted import basis_of, rules_for
from deskconsole.domain.clocks.replay import ClockReplay
from deskconsole.domain.clocks.running_clock import (
    RunningClock,
    assignee_of,
    begin,
    clock_of,
    matches_start,
    whole_of,
)
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket, apply, effective, fold
from deskconsole.record import dataclass, replace

__all__ = [
    "ACTIVE",
    "CANCELLED",
    "LATE",
    "MET",
    "PAUSED",
    "RUNNING",
    "Clock",
    "Evaluation",
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


class Evaluation(tuple[Ticket, list[Clock]]):
    """What the events of a ticket amount to: the ticket and its clocks, and the state to go on from (``before``)."""

    state: "_State"

    @classmethod
    def of(cls, state: "_State") -> "Evaluation":
        """The ticket and the clocks that a state has come to."""
        clocks = state.replay.clocks() if state.replay.ticket is not None else []
        ticket = replace(state.ticket, void=state.replay.void) if state.replay.void else state.ticket
        evaluation = cls((ticket, clocks))
        evaluation.state = state
        state.replay.rules_of = _at_rest  # the look-up of one transaction does not outlive it
        return evaluation

    @property
    def ticket(self) -> Ticket:
        """The ticket folded, with the escalations that count no more."""
        return self[0]

    @property
    def clocks(self) -> list[Clock]:
        """The clocks derived, in order of their start."""
        return self[1]


@dataclass(frozen=True, slots=True)
class _State:
    """A replay after the event ``last``, and the ticket folded by that event's pack over all events.

    ``one``: nothing was taken back and one text judged it all, so that the replay's own ticket is the same.
    """

    last: Event
    ticket: Ticket
    replay: ClockReplay
    one: bool


def _at_rest(pack: str, calendar: str) -> Rules:
    raise AssertionError("a replay is resumed with a look-up of its own")


def evaluate(events: Sequence[Event], rules_of: RulesOf, before: Evaluation | None = None) -> Evaluation:
    """What ``events`` (in sequence order, at least one) amount to: the ticket folded, the clocks derived.

    ``before``: what the first of them amounted to; then only the further ones are played, unless one of them changes
    what went before (it takes something back, erases, or brings another text). The result is the same either way.
    """
    state = _gone_on(before.state, events, rules_of) if before is not None else None
    return Evaluation.of(state or _from_the_start(events, rules_of))


def _from_the_start(events: Sequence[Event], rules_of: RulesOf) -> _State:
    last, live = events[-1], effective(events)
    replay = _replayed(live, rules_of)
    one = len(live) == len(events) and all((e.pack, e.calendar) == (last.pack, last.calendar) for e in events)
    if one and replay.ticket is not None:
        return _State(last, replay.ticket, replay, one)
    rules = rules_of(last.pack, last.calendar)
    return _State(last, fold(events, rules.pack.stage_of, rules.stages), replay, one)


def _gone_on(state: _State, events: Sequence[Event], rules_of: RulesOf) -> _State | None:
    """The state after all ``events``; ``None`` where they are not those that it rests on and more, played in order."""
    last, ticket = state.last, state.ticket
    if len(events) < last.seq or events[last.seq - 1] != last:
        return None
    rules = rules_of(last.pack, last.calendar)
    replay = state.replay.resumed(rules_of)
    for event in events[last.seq :]:
        if (event.pack, event.calendar) != (last.pack, last.calendar) or _takes_back(event, ticket):
            return None
        replay.take(event)
        ticket = apply(ticket, event, rules.pack.stage_of, rules.stages) if not state.one else replay.ticket or ticket
    return _State(events[-1], ticket, replay, state.one)


def _takes_back(event: Event, ticket: Ticket) -> bool:
    """Whether what an event means for the clocks lies before it: see `effective`."""
    call = ticket.calls.get(event.of or 0)
    return event.kind in ("undone", "erased") or (
        event.kind == "picked_up" and call is not None and call.state in ("missed", "hung_up")
    )


def _replayed(live: Iterable[Event], rules_of: RulesOf) -> ClockReplay:
    replay = ClockReplay(rules_of)
    for event in live:
        replay.take(event)
    return replay


def explain_starts(
    rules: Rules, kind: str, at: datetime, attributes: Mapping[str, Any], fields: Mapping[str, Any]
) -> list[tuple[ClockRule, Clock]]:
    """The clocks that one event would start (idle clocks left out, and shares of clocks that another event starts);
    refuses `promised` without a due."""
    return [
        (run.spec, clock_of(run, assignee_of(run, None, None)))
        for run in runs_started(rules, kind, at, attributes, fields)
    ]


def runs_started(
    rules: Rules, kind: str, at: datetime, attributes: Mapping[str, Any], fields: Mapping[str, Any]
) -> list[RunningClock]:
    """The same while they are counted."""
    event = Event(seq=1, kind=kind, happened_at=at, recorded_at=at, by="", fields=fields)
    runs: dict[ClockRule, RunningClock] = {}
    for spec in sorted(rules.pack.clocks, key=lambda spec: spec.share):
        if spec.idle or not matches_start(spec, event, attributes):
            continue
        whole = whole_of(spec, event, runs.values()) if spec.share else None
        if spec.share and whole is None:
            continue
        own = rules_for(spec, event, attributes, rules)
        runs[spec] = begin(spec, event, own, basis=basis_of(spec, event, attributes), whole=whole)
    return [runs[spec] for spec in rules.pack.clocks if spec in runs]


def happened_by(events: Sequence[Event], at: datetime) -> list[Event]:
    """The events that had happened by ``at``; none before the ticket began.

    What a merge retold belongs to this ticket from the merge on, though it happened before, on the other one.
    """
    if not events or events[0].happened_at > at:
        return []
    return [e for e in events if (e.recorded_at if e.retold else e.happened_at) <= at]
