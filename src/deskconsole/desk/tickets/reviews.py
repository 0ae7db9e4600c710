"""Asking those who review an order: the desk does so itself, when one is taken or changed, and the last one last."""

from collections.abc import Iterator
from datetime import datetime

from deskconsole.desk.ticket_work import TicketWork
from deskconsole.domain.calendar.counting import due as count_due
from deskconsole.domain.rules.clock_rules import holds
from deskconsole.domain.rules.reviewing.reviews import ReviewPlan
from deskconsole.domain.tickets.event import DEPARTMENT
from deskconsole.domain.tickets.events.reviews import open_in
from deskconsole.domain.tickets.ticket import Ticket, effective
from deskconsole.text.dates import rfc3339

#: What an order is new by, or new again.
_BEGINS: frozenset[str] = frozenset({"received", "order_changed"})


def ask_reviews(ticket: TicketWork) -> None:
    """Ask whoever the pack says must review the ticket now and has not been asked."""
    state = ticket.ticket
    if not state.received or state.ended or state.unfulfillable or state.finished is not None:
        return
    plan = plan_of(ticket)
    if plan is None:
        return
    at = ticket.events[-1].happened_at
    for to, last in list(_unasked(plan, state)):
        fields = {"to": to, "due": rfc3339(_due(ticket, plan), ticket.desk.zone), **({"last": True} if last else {})}
        ticket.append(ticket.draft_event("review_asked", at=at, fields=fields, by_desk=True))


def plan_of(ticket: TicketWork) -> ReviewPlan | None:
    """Who reviews it, as its kind says."""
    kind, state = ticket.kind, ticket.ticket
    facts = {**state.fields, **state.attributes()}
    return next((plan for plan in kind.review if holds(plan.when, facts)), None) if kind is not None else None


def _unasked(plan: ReviewPlan, state: Ticket) -> Iterator[tuple[str, bool]]:
    busy = {review.to for review in state.current_reviews().values()}
    missing = [to for to in (f"{DEPARTMENT}{name}" for name in plan.departments) if to not in busy]
    yield from ((to, False) for to in missing)
    if not missing and plan.last is not None and plan.last not in busy and not open_in(state):
        yield plan.last, True


def _due(ticket: TicketWork, plan: ReviewPlan) -> datetime:
    begun = [event.happened_at for event in effective(ticket.events) if event.kind in _BEGINS][-1]
    rules, duration = ticket.rules.on(ticket.ticket.channel), plan.time
    return count_due(begun, duration, rules.calendar_for(duration), ring_seconds=rules.pack.ring_seconds).at
