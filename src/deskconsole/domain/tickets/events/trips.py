"""Somebody of the house goes to the customer: announced beforehand by name and telephone, arrived there."""

from collections.abc import Sequence
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.kind import EventKind, none_open, with_thread_changed
from deskconsole.domain.tickets.state import Ticket
from deskconsole.text.marked import N_


def appointments(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Planned tasks that are not done."""
    return ticket.open_plans()


def _there(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"plans": with_thread_changed(ticket.plans, event.of, done=True)}


KINDS: Final = (
    EventKind(
        "engineer_announced",
        "announce_engineer",
        N_("Announce engineer"),
        step=True,
        own_step=True,
        continues=("planned",),
        threads=appointments,
        moves=True,
        required=("engineer", "contact"),
        titles={"text": N_("Told the customer"), "contact": N_("Engineer's phone")},
        wording=("text",),
        guard=none_open(appointments, "engineer_announced: no appointment is planned"),
    ),
    EventKind(
        "engineer_arrived",
        "arrive_there",
        N_("Engineer there"),
        step=True,
        own_step=True,
        continues=("planned",),
        threads=appointments,
        moves=True,
        fold=_there,
        guard=none_open(appointments, "engineer_arrived: no appointment is planned"),
    ),
)
