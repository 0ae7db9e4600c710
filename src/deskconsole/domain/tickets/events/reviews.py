"""The review of an order: who is asked for one, what each of them says, and what becomes of the order.

Who reviews which order says a pack (`rules/reviews.py`); the desk itself asks them. Whoever is asked answers by
themselves: yes, no, or on condition. A change of the order begins the round anew. The order is reviewed once nobody
has said no and everybody has said something, and until then its work cannot end.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import DEPARTMENT, Event
from deskconsole.domain.tickets.events.kind import EventKind, none_open, with_thread_changed
from deskconsole.domain.tickets.fields import ANYWHERE
from deskconsole.domain.tickets.state import Review, Ticket
from deskconsole.errors import DeskError
from deskconsole.record import replace
from deskconsole.text.marked import N_

YES: Final = "yes"
NO: Final = "no"
ON_CONDITION: Final = "on_condition"


def open_reviews(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """The reviews that are still to be made."""
    return [of for of, review in ticket.reviews.items() if review.open]


def is_theirs(review: Review, event: Event) -> bool:
    """Whether a review is asked of whoever records an event: of their department, or of their role."""
    if review.to.startswith(DEPARTMENT):
        return event.by_department == review.to.removeprefix(DEPARTMENT)
    return event.by_role == review.to


def own_review(ticket: Ticket, event: Event) -> int | None:
    """The one open review that is asked of whoever records an event."""
    own = [of for of, review in ticket.reviews.items() if review.open and is_theirs(review, event)]
    return own[0] if len(own) == 1 else None


def open_in(ticket: Ticket) -> str:
    """Who has not said anything yet, or has said no, for messages; empty where the review stands in nobody's way."""
    current = ticket.current_reviews().values()
    return ", ".join(review.to for review in current if review.outcome in (None, NO))


def over(ticket: Ticket) -> Mapping[int, Review]:
    """The reviews so far, which count no more."""
    return {of: replace(review, over=True) for of, review in ticket.reviews.items()}


def _review_asked(ticket: Ticket, event: Event) -> dict[str, Any]:
    review = Review(to=str(event.to or ""), last=bool(event.fields.get("last")))
    return {"reviews": {**ticket.reviews, event.seq: review}}


def _reviewed(ticket: Ticket, event: Event) -> dict[str, Any]:
    message = {"outcome": event.outcome, "by": event.by, "at": event.happened_at, "text": event.text}
    return {"reviews": with_thread_changed(ticket.reviews, event.of, **message)}


def _check_reviewed(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    review = ticket.reviews.get(event.of or 0)
    if review is not None and not is_theirs(review, event):
        raise DeskError("review_given: this is asked of {reviewers}; they say it themselves", reviewers=review.to)


def _check_said(event: Event) -> None:
    if event.outcome is None:
        raise DeskError("{event}: {name} is missing", field="outcome", event=event.kind, name="outcome")
    if event.outcome != YES and not event.text:
        raise DeskError("review_given: say why not, or on which condition", field="text")


def _changed(ticket: Ticket, event: Event) -> dict[str, Any]:
    given = {name: value for name, value in event.fields.items() if name not in ANYWHERE}
    changed = {"fields": {**ticket.fields, **given}, "reviews": over(ticket)}
    return changed | {"order_reviewed": False, "unfulfillable": False}


def _order_reviewed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"order_reviewed": True}


def _not_reviewed(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    who = open_in(ticket)
    return DeskError("order_reviewed: not yet said yes to by: {reviewers}", reviewers=who) if who else None


def _cannot_fulfil(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"unfulfillable": True, "reviews": over(ticket)}


def review_owed(ticket: Ticket) -> DeskError | None:
    """Why the work on an order cannot end: it is reviewed by several, and that has not come to its end."""
    if not ticket.current_reviews() or ticket.unfulfillable or (ticket.order_reviewed and not open_in(ticket)):
        return None
    if who := open_in(ticket):
        return DeskError("finished: the review of the order is not complete: {reviewers}", reviewers=who)
    return DeskError("finished: the order is reviewed, but the customer was not told yet; record order_reviewed")


KINDS: Final = (
    EventKind(
        "order_reviewed",
        "review_order",
        N_("Review order"),
        step=True,
        own_step=True,
        wording=("text",),
        fold=_order_reviewed,
        guard=_not_reviewed,
    ),
    EventKind(
        "review_asked",
        "ask_review",
        N_("Review asked"),
        opens=True,
        required=("to", "due"),
        optional=("last",),
        fold=_review_asked,
        by_desk=True,
        along=True,
    ),
    EventKind(
        "review_given",
        "give_review",
        N_("Give review"),
        step=True,
        own_step=True,
        continues=("review_asked",),
        threads=open_reviews,
        own=own_review,
        values={"outcome": {YES: N_("agreed"), NO: N_("not agreed"), ON_CONDITION: N_("agreed on condition")}},
        titles={"text": N_("Opinion")},
        fold=_reviewed,
        guard=none_open(open_reviews, "review_given: no review is asked for"),
        check=_check_reviewed,
        content=_check_said,
        takes=False,
    ),
    EventKind(
        "order_changed",
        "change_order",
        N_("Order changed"),
        step=True,
        own_step=True,
        opens=True,
        required=("text",),
        titles={"text": N_("What changed")},
        fold=_changed,
    ),
    EventKind(
        "cannot_fulfil",
        "report_unfulfillable",
        N_("Cannot fulfil"),
        step=True,
        own_step=True,
        opens=True,
        wording=("text",),
        fold=_cannot_fulfil,
    ),
)
