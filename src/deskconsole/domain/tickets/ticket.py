"""What is true of a ticket now: a pure fold over its events, by sequence (`model.md`)."""

from collections.abc import Callable, Iterable
from typing import Any

from deskconsole.domain.tickets.event import TOLD_BY_TIME, Event
from deskconsole.domain.tickets.state import Call, HandOff, Plan, Promise, Ticket, Visit
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.record import dataclass, replace

#: Which stage an event kind leads to; a pack brings it, and the stages in order.
StageOf = Callable[[str], str | None]

__all__ = [
    "Call",
    "HandOff",
    "History",
    "Plan",
    "Promise",
    "StageOf",
    "Ticket",
    "Visit",
    "apply",
    "effective",
    "fold",
    "kinds_of",
    "start",
]


def apply(ticket: Ticket, event: Event, stage_of: StageOf, stages: tuple[str, ...]) -> Ticket:
    """The ticket after ``event`` (not `undone`, which needs the history)."""
    kind = EVENTS[event.kind]
    change: dict[str, Any] = {"seq": event.seq}
    if kind.fold is not None:
        change |= kind.fold(ticket, event)
    if event.human and kind.touches:
        change["updated_at"] = max(event.happened_at, ticket.updated_at or event.happened_at)
    kept_from = change.get("kept_from", ticket.kept_from)
    if event.human and kind.takes and ticket.first_receiver is None and event.by not in kept_from:
        change["first_receiver"] = event.by
        change.setdefault("owner", ticket.owner or event.by)
    if event.human and kind.first_response and ticket.first_response_at is None and not event.retold:
        change["first_response_at"] = event.happened_at
    if event.text and kind.last_words:
        change["last_words"] = event.text
    if kind.opens:
        change["began"] = {**ticket.began, event.seq: event.happened_at}
    change["stage"] = _stage(ticket, event, stage_of, stages)
    return replace(ticket, **change)


def kinds_of(event: Event) -> tuple[str, ...]:
    """The kinds that an event counts as: its own, and what it implies where it belongs to no thread."""
    implied = EVENTS[event.kind].implies
    return (event.kind, implied) if implied is not None and event.of is None else (event.kind,)


def _stage(ticket: Ticket, event: Event, stage_of: StageOf, stages: tuple[str, ...]) -> str | None:
    """The furthest stage reached; `reopened` goes back to where an answer is given."""
    if event.kind == "reopened":
        answer = stage_of("answered")
        existing = ticket.stage in stages and answer in stages
        return answer if existing and stages.index(str(answer)) < stages.index(str(ticket.stage)) else ticket.stage
    reached = next((stage for stage in map(stage_of, kinds_of(event)) if stage is not None), None)
    if ticket.stage is None:
        return reached or (stages[0] if stages else None)
    if reached is None or (
        ticket.stage in stages and reached in stages and stages.index(reached) < stages.index(ticket.stage)
    ):
        return ticket.stage
    return reached


@dataclass(frozen=True, slots=True)
class History:
    """A ticket and the state before its last event, so that `undone` can go back; a linked stack."""

    ticket: Ticket
    before: "History | None" = None

    def then(self, event: Event, stage_of: StageOf, stages: tuple[str, ...]) -> "History":
        """The history after one more event."""
        if event.kind != "undone":
            return History(apply(self.ticket, event, stage_of, stages), self)
        state: History = self
        while state.before is not None and event.of is not None and state.ticket.seq >= event.of:
            state = state.before
        return History(replace(state.ticket, seq=event.seq), state.before)


def start(event: Event) -> Ticket:
    """An empty ticket opened by its first event."""
    return Ticket(opened_at=event.happened_at)


def fold(events: Iterable[Event], stage_of: StageOf, stages: tuple[str, ...]) -> Ticket:
    """The ticket that ``events`` (in sequence order, at least one) make."""
    history: History | None = None
    for event in events:
        history = (history or History(start(event))).then(event, stage_of, stages)
    if history is None:
        raise ValueError("a ticket has at least one event")
    return history.ticket


def effective(events: Iterable[Event]) -> list[Event]:
    """The events that count for clocks: without undone ones, and without a `missed` that was none.

    A `picked_up` that happened no later than a `missed` of the same call but was recorded after it voids it, and
    with it the `hung_up` that made the call a missed one.
    """
    stored: list[Event] = []
    for event in events:
        if event.kind == "undone":
            stored = [e for e in stored if e.seq < (event.of or 0) or e.kind in TOLD_BY_TIME]
        else:
            stored.append(event)
    picked_up = [(e.of, e.seq, e.happened_at) for e in stored if e.kind == "picked_up"]
    return [
        e
        for e in stored
        if e.kind not in ("missed", "hung_up")
        or not any(of == e.of and seq > e.seq and at <= e.happened_at for of, seq, at in picked_up)
    ]
