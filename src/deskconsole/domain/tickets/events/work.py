"""Steps of other kinds of work, as a pack's forms say: complaints, orders, deliveries, repairs."""

from typing import Any, Final

from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.answers import answer_added
from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.domain.tickets.state import Ticket
from deskconsole.text.marked import N_


def cause_found(ticket: Ticket, event: Event) -> dict[str, Any]:
    """What an event changes by whose form somebody says why it came about."""
    cause = event.fields.get("cause")
    return {"cause": cause} if isinstance(cause, str) else {}


def _solved(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"solved": event.seq} | answer_added(ticket, event) | cause_found(ticket, event)


KINDS: Final = (
    EventKind("verified", "verify", N_("Verify"), key="V", step=True, fold=cause_found),
    EventKind("questions_asked", "ask_questions", N_("Ask the questions"), step=True, own_step=True),
    EventKind("group_formed", "form_group", N_("Form a group"), step=True, own_step=True),
    EventKind(
        "alternative_told",
        "tell_alternative",
        N_("Tell alternative"),
        step=True,
        own_step=True,
        continues=("cannot_fulfil",),
        wording=("text",),
    ),
    EventKind("started", "start", N_("Start"), step=True, own_step=True, opens=True, optional=("to",)),
    EventKind("shipped", "ship", N_("Ship"), step=True, own_step=True, opens=True),
    EventKind("delivered", "deliver", N_("Deliver"), step=True, own_step=True),
    EventKind("collected", "collect", N_("Collected"), step=True, own_step=True),
    EventKind(
        "solved",
        "solve",
        N_("Solve"),
        key="K",
        step=True,
        opens=True,
        required=("text",),
        optional=("evidence",),
        wording=("text",),
        fold=_solved,
    ),
)
