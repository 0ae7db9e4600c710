"""Improvements (S02): a proposal is accepted, with whose it is and until when, or refused; done; its effect looked at.

What a training left to one person is a measure of the same kind: done, then looked at once more.
"""

from typing import Final

from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.domain.tickets.state import Ticket
from deskconsole.text.marked import N_

ACCEPTED: Final = "improvement_accepted"
REFUSED: Final = "improvement_refused"
DONE: Final = "improvement_done"
EFFECT: Final = "effect_seen"
#: What the effect was.
EFFECTIVE: Final = "effective"
PARTLY: Final = "partly"
WITHOUT: Final = "no_effect"


def _owned(ticket: Ticket, event: Event) -> dict[str, object]:
    return {"owner": event.to or ticket.owner}


KINDS: Final = (
    EventKind(
        ACCEPTED,
        "accept_improvement",
        N_("Accept the proposal"),
        step=True,
        own_step=True,
        required=("to", "due"),
        optional=("text",),
        titles={"to": N_("Who does it"), "due": N_("Done by")},
        fold=_owned,
        due_ahead=True,
    ),
    EventKind(REFUSED, "refuse_improvement", N_("Refuse the proposal"), step=True, own_step=True, required=("reason",)),
    EventKind(DONE, "carry_out", N_("Carried out"), step=True, own_step=True, required=("text",)),
    EventKind(
        EFFECT,
        "see_effect",
        N_("Look at the effect"),
        step=True,
        own_step=True,
        required=("outcome", "text"),
        values={"outcome": {EFFECTIVE: N_("effective"), PARTLY: N_("partly effective"), WITHOUT: N_("without effect")}},
    ),
)
