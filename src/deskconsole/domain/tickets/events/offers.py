"""Solutions offered one after the other: each is accepted or refused; what is refused for good is in dispute."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.kind import EventKind, none_open, with_thread_changed
from deskconsole.domain.tickets.state import Dispute, Offer, Ticket
from deskconsole.record import replace
from deskconsole.text.marked import N_


def offered(ticket: Ticket, event: Event) -> dict[str, Any]:
    """What a proposal changes: it takes the place of one that nobody has answered."""
    before = {of: replace(o, state="replaced") if o.state == "open" else o for of, o in ticket.offers.items()}
    return {"offers": {**before, event.seq: Offer(event.text or "")}}


def open_offers(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Offers that the customer has neither accepted nor refused."""
    return ticket.open_offers()


def open_disputes(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Disputes that are not settled."""
    return ticket.open_disputes()


def _accepted(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"offers": with_thread_changed(ticket.offers, event.of, state="accepted")}


def _refused(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"offers": with_thread_changed(ticket.offers, event.of, state="refused")}


def _disputed(ticket: Ticket, event: Event) -> dict[str, Any]:
    before = {of: replace(d, state="raised") if d.state == "open" else d for of, d in ticket.disputes.items()}
    return {"disputes": {**before, event.seq: Dispute(event.text or "")}}


def _settled(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"disputes": with_thread_changed(ticket.disputes, event.of, state="settled")}


#: What opens something that may stand in the way of another event, and how what is open of it is found.
STANDING: Final[Mapping[str, Any]] = {
    "proposed": open_offers,
    "disputed": open_disputes,
}

KINDS: Final = (
    EventKind(
        "offer_accepted",
        "accept_offer",
        N_("Offer accepted"),
        step=True,
        own_step=True,
        continues=("proposed",),
        threads=open_offers,
        titles={"text": N_("What was agreed")},
        fold=_accepted,
        guard=none_open(open_offers, "offer_accepted: nothing is offered"),
    ),
    EventKind(
        "offer_refused",
        "refuse_offer",
        N_("Offer refused"),
        step=True,
        own_step=True,
        continues=("proposed",),
        threads=open_offers,
        required=("reason",),
        fold=_refused,
        guard=none_open(open_offers, "offer_refused: nothing is offered"),
    ),
    EventKind(
        "disputed",
        "dispute",
        N_("In dispute"),
        step=True,
        own_step=True,
        opens=True,
        required=("text",),
        titles={"text": N_("Point at issue")},
        fold=_disputed,
    ),
    EventKind(
        "dispute_settled",
        "settle_dispute",
        N_("Dispute closed"),
        step=True,
        own_step=True,
        continues=("disputed",),
        threads=open_disputes,
        required=("text",),
        titles={"text": N_("What came of it")},
        fold=_settled,
        guard=none_open(open_disputes, "dispute_settled: nothing is in dispute"),
    ),
)
