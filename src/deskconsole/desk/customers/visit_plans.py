"""Regular visits to the customers of a tier by their account owner, or by a department (M06).

A pack's ``[[visit_plan]]`` says how often; whoever has such a tier and an account owner gets one ticket, of the kind
that the plan names and owned by the account owner, with the next visit as a planned task: a clock like any other
(R38), on the follow-up board of whose it is. Its result plans the next one. One ticket for all visits, because they
are one care and no inquiry: its timeline is the history of the visits. The desk files it as it opens it, for nothing
is to be answered on it; a filed ticket is open while a task on it runs, and out of the way until the task's day.

Where the plan names a department, the task is the department's, and who has no account owner is visited as well.
Another owner takes the ticket over. With another tier, or without an owner, the ticket is withdrawn by the desk and,
where the new tier has visits, another one begins. A customer who refuses, or who does not wish to be contacted unasked,
has no further ones.
"""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Final

from deskconsole.desk.customers.by_desk import ACCOUNT_OWNER, SOURCE, events_by_desk, form_by_desk
from deskconsole.desk.customers.treatment import is_stopped
from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.customers.customer import VISITS
from deskconsole.domain.rules.customers.visit_plans import VisitPlan
from deskconsole.domain.tickets.event import DEPARTMENT, Event
from deskconsole.domain.tickets.plans import occurrence_after
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, replace
from deskconsole.store import customers
from deskconsole.store.customers import CustomerRecord

#: Why the desk itself withdraws a visit ticket; nobody else can give this reason.
_REARRANGED: Final = "rearranged"


@dataclass(frozen=True, slots=True)
class Arranged:
    """The visits to one customer, as they have just been arranged."""

    customer_id: int
    number: str
    due: datetime


@command(needs="site")
def arrange_visits(work: Work) -> list[Arranged]:
    """Arrange the visits that are missing, after a pack has brought new plans; those that somebody ended stay so."""
    missing = [one for one in customers.customers_of_their_own(work.tx) if one.visit_ticket_id is None]
    results = [arrange(work, customer) for customer in missing]
    return [arranged for arranged in results if arranged is not None]


def arrange(work: Work, customer: CustomerRecord) -> Arranged | None:
    """Bring the visits to a customer into line with tier and account owner; the new ones, if any are new.

    Whoever is kept in another's file has none of their own: the owner of the file visits.
    """
    desk, before = work.desk, customer.visit_ticket_id
    plans = [plan for pack in desk.packs for plan in pack.visit_plans if desk.pack_for(kind=plan.kind) is pack]
    if not plans:
        return None
    members = customers.members_of(work.tx, customer)
    may = not is_stopped(work.tx, members)
    plan = next((plan for plan in plans if may and plan.tier == customer.tier and _is_due(customer, plan)), None)
    current = work.ticket_by_id(before) if before is not None else None
    if current is not None and not current.closed:
        if plan is not None and _fits(current, plan):
            if plan.department is None:
                _hand_to(current, str(customer.owner))
            return None
        _append(current, "withdrawn", {"reason": _REARRANGED})
    if plan is None:
        if before is not None:
            _visit_on(work, customer, None)
        return None
    events = _events(work, customer, plan)
    ticket = work.open_ticket(events, kind=plan.kind, channel=plan.channel, at=work.now, customer_id=customer.id)
    _visit_on(work, customer, ticket)
    due = next(planned.due for planned in ticket.ticket.plans.values())
    return Arranged(customer.id, ticket.number, due)


def _is_due(customer: CustomerRecord, plan: VisitPlan) -> bool:
    """Whether a plan is about this customer: one who is in no other's file, and has an owner where it is theirs."""
    return customer.merged_into is None and (plan.department is not None or customer.owner is not None)


def _visit_on(work: Work, customer: CustomerRecord, ticket: TicketWork | None) -> None:
    """Say on which ticket the visits to a customer are planned now."""
    customers.save_visit_ticket(work.tx, customer.id, ticket.id if ticket is not None else None)
    number = ticket.number if ticket is not None else None
    work.note(VISITS, customers=(customer.id,), customer=customer.uuid, number=number)


def _fits(current: LoadedTicket, plan: VisitPlan) -> bool:
    """Whether the open plan of a visit ticket is the one that the pack now says."""
    ticket = current.ticket
    return ticket.kind == plan.kind and any(
        (planned.recurrence, planned.rest_days or "keep") == (plan.recurrence, plan.rest_days)
        for planned in ticket.plans.values()
        if not planned.done
    )


def _hand_to(current: TicketWork, owner: str) -> None:
    if current.ticket.owner != owner:
        _append(current, "transferred", {"to": owner, "reason": ACCOUNT_OWNER})


def _append(current: TicketWork, kind: str, fields: dict[str, Any]) -> None:
    event = current.draft_event(kind, fields=fields, by_desk=True)
    current.append(replace(event, source=SOURCE))


def _events(work: Work, customer: CustomerRecord, plan: VisitPlan) -> Sequence[Event]:
    """The form as the desk fills it in, whose it is, and the first visit."""
    desk, now = work.desk, work.now
    form = form_by_desk(
        work,
        customer,
        kind=plan.kind,
        channel=plan.channel,
        category=plan.category,
        content=plan.title.zh,
        request=plan.title.zh,
    )
    hour, minute = plan.hour_and_minute
    begun = datetime.combine(now.astimezone(desk.zone).date(), time(hour, minute), desk.zone)
    result = occurrence_after(plan.recurrence, begun, now, now, plan.rest_days, desk.calendar)
    if result is None:
        raise DeskError("visit_plan: '{text}' has no occurrence after today", field="tier", text=plan.recurrence)
    due, occurrence = result
    to = f"{DEPARTMENT}{plan.department}" if plan.department is not None else None
    planned: dict[str, Any] = {
        "due": due.isoformat(),
        "recurrence": plan.recurrence,
        "since": begun.isoformat(),
        **({"rest_days": plan.rest_days} if plan.rest_days != "keep" else {}),
        **({"occurrence": occurrence.isoformat()} if occurrence != due else {}),
        **({"to": to} if to is not None else {}),
    }
    owned = [("transferred", None, {"to": customer.owner, "reason": ACCOUNT_OWNER})] if to is None else []
    return events_by_desk(
        work, [("received", None, form), *owned, ("planned", plan.title.zh, planned), ("filed", None, {})]
    )
