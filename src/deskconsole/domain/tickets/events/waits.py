"""Telling the customer how it goes, and waiting on them: until they are heard of, or it is time to look again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.kind import EventKind, none_open
from deskconsole.domain.tickets.state import Ticket
from deskconsole.errors import DeskError
from deskconsole.text.marked import N_


def waits(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """The wait on the customer, if there is one."""
    return [ticket.waiting] if ticket.waiting is not None else []


def heard(ticket: Ticket, event: Event) -> dict[str, Any]:
    """The customer is heard of or reminded; one before the waiting began does not end it."""
    change = {"heard_at": max(event.happened_at, ticket.heard_at or event.happened_at)}
    if ticket.waiting is None or event.happened_at < ticket.began.get(ticket.waiting, event.happened_at):
        return change
    return {**change, "waiting": None}


def _waiting(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"waiting": event.seq}


def _waits_already(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if ticket.waiting is None:
        return None
    return DeskError("waiting: the ticket waits on the customer already; resume it first")


def _last_heard(ticket: Ticket, event: Event) -> Iterable[datetime | None]:
    return [ticket.heard_at]


KINDS: Final = (
    EventKind(
        "progress_told", "tell_progress", N_("Tell progress"), key="Y", step=True, required=("text",), wording=("text",)
    ),
    # The customer had to ask: told too late, if at all. How often is counted.
    EventKind("progress_asked", "ask_progress", N_("Customer asks how it stands"), fold=heard),
    EventKind(
        "reminded", "remind", N_("Remind"), key="B", step=True, required=("text",), wording=("text",), fold=heard
    ),
    EventKind(
        "waiting",
        "wait",
        N_("Wait for customer"),
        key="w",
        step=True,
        opens=True,
        required=("due",),
        titles={"due": N_("Look again")},
        fold=_waiting,
        guard=_waits_already,
        after=_last_heard,
        due_ahead=True,
    ),
    EventKind(
        "resumed",
        "resume",
        N_("Resume"),
        key="W",
        step=True,
        continues=("waiting",),
        threads=waits,
        fold=heard,
        guard=none_open(waits, "resumed: the ticket does not wait on the customer"),
    ),
)
