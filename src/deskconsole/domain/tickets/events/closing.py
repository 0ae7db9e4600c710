"""The end of a ticket, and what follows it: rating, follow-ups, planned tasks, filing."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event, instant_of
from deskconsole.domain.tickets.events.calls import REACHED
from deskconsole.domain.tickets.events.kind import EventKind, with_thread_changed
from deskconsole.domain.tickets.events.papers import documents_owed
from deskconsole.domain.tickets.events.reviews import review_owed
from deskconsole.domain.tickets.state import Plan, Ticket
from deskconsole.errors import DeskError
from deskconsole.text.marked import N_


def _scored(ticket: Ticket, event: Event) -> dict[str, Any]:
    score = event.fields.get("score")
    return {"score": score} if score is not None else {}


def _check_rating(event: Event) -> None:
    if event.fields.get("score") is None and event.outcome not in ("not_asked", "refused"):
        raise DeskError("rated: score is missing; give 1 to 5, or the outcome not_asked or refused", field="score")
    if event.outcome == "not_asked" and not (event.text or event.fields.get("remark")):
        raise DeskError("rated: the remark is missing: why was the customer not asked?", field="remark")


def _finished(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"finished": event.seq}


def _not_to_be_finished(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if ticket.finished is not None:
        return DeskError("finished: it is finished already; reopen it first")
    if not ticket.received:
        return DeskError("finished: the form is not complete; receive the inquiry first")
    if open_promises := ticket.open_promises():
        return DeskError("finished: a promised reply is still open: {open}", open=", ".join(map(str, open_promises)))
    if open_hand_offs := ticket.open_hand_offs():
        return DeskError("finished: a hand-off is still open: {open}", open=", ".join(map(str, open_hand_offs)))
    if ticket.waiting is not None:
        return DeskError("finished: the ticket waits on the customer; resume or remind first")
    if ticket.reply_unconfirmed:
        return DeskError("finished: the reply is neither confirmed nor marked as without reaction; confirm it first")
    return review_owed(ticket) or documents_owed(ticket)


def _followed_up(ticket: Ticket, event: Event) -> dict[str, Any]:
    change = _scored(ticket, event)
    # Nobody answered and a next time is named: its plan takes the place of this one.
    if event.outcome in ("reached", "refused") or event.due is not None:
        change["plans"] = with_thread_changed(ticket.plans, event.of, done=True)
    return change


def _follow_ups(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    return [clock.of for clock in clocks if clock.active and clock.do == "follow_up"]


def _no_follow_up(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    return None if _follow_ups(ticket, clocks) else DeskError("followed_up: no follow-up is due on this ticket")


def _plans(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    return ticket.open_plans()


def _planned(ticket: Ticket, event: Event) -> dict[str, Any]:
    fields = event.fields
    plan = Plan(
        due=event.due or event.happened_at,
        what=event.text or "",
        assignee=event.to,
        recurrence=fields.get("recurrence"),
        since=instant_of(fields.get("since")),
        rest_days=fields.get("rest_days"),
        occurrence=instant_of(fields.get("occurrence")),
    )
    return {"plans": {**ticket.plans, event.seq: plan}}


def _filed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"filed_at": event.happened_at}


def ends(ticket: Ticket, event: Event) -> Iterable[datetime | None]:
    """When the ticket came to its end, in one way or another."""
    return ticket.began.get(ticket.finished or 0), ticket.filed_at, ticket.withdrawn_at


KINDS: Final = (
    EventKind(
        "rated",
        "rate",
        N_("Rating"),
        key="R",
        optional=("score", "remark"),
        values={"outcome": {"rated": N_("rated"), "not_asked": N_("not asked"), "refused": N_("refused")}},
        fold=_scored,
        content=_check_rating,
        after_filed=True,
    ),
    EventKind(
        "finished",
        "finish",
        N_("Finish"),
        key="e",
        place=8,
        step=True,
        opens=True,
        required=("outcome",),
        values={"outcome": {"received": N_("received"), "not_received": N_("not received")}},
        any_outcome=True,
        fold=_finished,
        guard=_not_to_be_finished,
    ),
    EventKind(
        "followed_up",
        "follow_up",
        N_("Follow up"),
        key="f",
        continues=("planned", "finished", "solved"),
        threads=_plans,
        nameable=_follow_ups,
        thread_needed=False,
        optional=("score", "remark", "due", "recurrence"),
        values={"outcome": REACHED},
        default_outcome=True,
        titles={"due": N_("Next time")},
        fold=_followed_up,
        guard=_no_follow_up,
        due_ahead=True,
        after_filed=True,
    ),
    EventKind(
        "decided",
        "decide",
        N_("Won or lost"),
        required=("outcome", "text"),
        values={"outcome": {"won": N_("won"), "lost": N_("lost")}},
        titles={"text": N_("Why")},
        after_filed=True,
    ),
    EventKind("acknowledged", "acknowledge", N_("Read it"), own_step=True, after_filed=True, takes=False),
    EventKind(
        "planned",
        "plan",
        N_("Plan a task"),
        key="P",
        opens=True,
        moves=True,
        required=("due", "text"),
        optional=("to", "recurrence"),
        fold=_planned,
        due_ahead=True,
        after_filed=True,
        last_words=False,
    ),
    # What still stands in its way is asked of all families together: `filing.py`.
    EventKind(
        "filed",
        "file",
        N_("File"),
        key="g",
        place=9,
        optional=("with_papers",),
        fold=_filed,
        after=ends,
        final=True,
    ),
)
