"""What is true of a ticket now: a pure fold over its events, by sequence (`model.md`)."""

from collections.abc import Iterable

from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.fold import StageOf, apply
from deskconsole.domain.tickets.state import Call, HandOff, Plan, Promise, Ticket, Visit
from deskconsole.record import dataclass, replace

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
    "start",
]


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
            stored = [e for e in stored if e.seq < (event.of or 0) or e.kind == "escalated"]
        else:
            stored.append(event)
    picked_up = [(e.of, e.seq, e.happened_at) for e in stored if e.kind == "picked_up"]
    return [
        e
        for e in stored
        if e.kind not in ("missed", "hung_up")
        or not any(of == e.of and seq > e.seq and at <= e.happened_at for of, seq, at in picked_up)
    ]
