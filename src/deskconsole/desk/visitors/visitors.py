"""The visitors of a day: who is expected, waits, is inside, has left. Nothing here writes."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.staff.staff import require
from deskconsole.desk.tickets.records import TicketView
from deskconsole.desk.visitors.expecting import expected_on, visitor_kinds
from deskconsole.desk.visitors.records import LEFT, WAITING, WITH_HOST, VisitorLine, VisitorsDay, text_of
from deskconsole.desk.visitors.watching import Watch
from deskconsole.desk.work import evaluate, view as view_of
from deskconsole.domain.clocks.derive import RUNNING, happened_by
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import effective
from deskconsole.record import replace
from deskconsole.store import customers, tickets, visitors as rows
from deskconsole.store.api import ReadTransaction
from deskconsole.store.mapping import digits, is_phone

#: What the host is asked to do while a visitor waits for an answer.
HOST_ANSWER: Final = "host_answer"

#: What was read before: a ticket's key → its version and its line (``None``: nobody came).
Known = dict[int, tuple[int, VisitorLine | None]]


def visitors_of_day(desk: Desk, at: datetime | None = None, *, existing: Known | None = None) -> VisitorsDay:
    """Who is expected today, waits, is inside and has left, as it is now or was ``at`` an instant.

    ``existing`` is kept between calls by who asks often: tickets that have not changed are not read again.
    """
    require(desk.actor, "show")
    now = at or desk.now()
    day = now.astimezone(desk.zone).date()
    with desk.store.reading() as tx:
        lines = _lines(desk, tx, day, at, existing if existing is not None and at is None else {})
        expected = expected_on(desk, tx, day)
    return VisitorsDay(
        expected=expected,
        waiting=_at_place(lines, WAITING, lambda line: line.arrived_at),
        with_host=_at_place(lines, WITH_HOST, lambda line: line.seen_at or line.arrived_at),
        left=_at_place(lines, LEFT, lambda line: line.left_at or line.arrived_at, newest_first=True),
    )


def inside(desk: Desk, at: datetime | None = None) -> tuple[VisitorLine, ...]:
    """Everybody who is in the house (F09): the evacuation list, and at closing who was not signed out."""
    return visitors_of_day(desk, at).inside


def returning(desk: Desk, phone: str) -> VisitorLine | None:
    """The last visit of whoever has this telephone number; ``None`` for somebody new."""
    require(desk.actor, "show")
    if not is_phone(phone):
        return None
    kinds = {kind.name for kind in visitor_kinds(desk)}
    with desk.store.reading() as tx:
        for customer in customers.customers_by_digits(tx, digits(phone) or ""):
            for record in tickets.tickets_of_customer(tx, customer.id):
                if record.kind in kinds:
                    seen = view_of(desk, evaluate(desk, tx, record, tickets.ticket_events(tx, record.id)), desk.now())
                    return line_of_visit(seen)
    return None


def _lines(desk: Desk, tx: ReadTransaction, day: date, at: datetime | None, existing: Known) -> list[VisitorLine]:
    kinds = tuple(kind.name for kind in visitor_kinds(desk))
    low, high = (tickets.number_of(tx.site_code, day, running) for running in (0, 9999))
    watch = Watch(tx)
    results: list[VisitorLine] = []
    for ticket_id, version in rows.visits(tx, kinds, low, high + "~"):
        if ticket_id not in existing or existing[ticket_id][0] != version:
            existing[ticket_id] = (version, _read(desk, tx, ticket_id, at))
        line = existing[ticket_id][1]
        if line is not None and (line.inside or _day(desk, line.left_at) == day):
            notices = watch.notices(line.name, line.phone, line.own("organisation"))
            passes = tuple(p.number for p in rows.passes_of(tx, ticket_id) if p.back_at is None)
            results.append(replace(line, notices=notices, passes=passes) if notices or passes else line)
    return results


def _read(desk: Desk, tx: ReadTransaction, ticket_id: int, at: datetime | None) -> VisitorLine | None:
    record = tickets.find_ticket_by_id(tx, ticket_id)
    events = tickets.ticket_events(tx, ticket_id)
    if at is not None:
        events = happened_by(events, at)
    if record is None or not events:
        return None
    return line_of_visit(view_of(desk, evaluate(desk, tx, record, events), at or desk.now()))


def _day(desk: Desk, at: datetime | None) -> date | None:
    return at.astimezone(desk.zone).date() if at is not None else None


def _at_place(
    lines: Iterable[VisitorLine], place: str, when: Callable[[VisitorLine], datetime], *, newest_first: bool = False
) -> tuple[VisitorLine, ...]:
    results = [line for line in lines if line.place == place]
    return tuple(sorted(results, key=lambda line: (when(line), line.number), reverse=newest_first))


def line_of_visit(seen: TicketView) -> VisitorLine | None:
    """A visitor's ticket as a line; ``None`` where nobody has come, or by mistake."""
    ticket = seen.ticket
    if not ticket.visits or ticket.withdrawn_at is not None or ticket.merged_into is not None:
        return None
    of, visit = list(ticket.visits.items())[-1]
    events = [event for event in effective(seen.events) if event.seq >= of]
    telling, answered, waits = _last(events, "host_told"), _last(events, "host_answered"), _last_estimate(events)
    left, met = _last(events, "left"), _last(events, "seen")
    clock = seen.next_clock
    dues = [c.due for c in seen.clocks if c.state == RUNNING and c.do == HOST_ANSWER]
    kinds = {kind.name: kind for kind in seen.pack.kinds}
    return VisitorLine(
        number=seen.number,
        place=LEFT if visit.left else WITH_HOST if visit.seen else WAITING,
        kind=ticket.kind or "",
        name=ticket.customer,
        phone=ticket.contact,
        tier=ticket.tier,
        fields=ticket.fields,
        purpose=ticket.content,
        arrived_at=events[0].happened_at,
        seen_at=met.happened_at if met is not None else None,
        left_at=left.happened_at if left is not None else None,
        host_told_at=telling.happened_at if telling is not None else None,
        host_told=text_of(telling.fields.get("to")) if telling is not None else None,
        answer=answered.outcome if answered is not None and (telling is None or answered.seq > telling.seq) else None,
        reason=text_of(waits.fields.get("reason")) if waits is not None else None,
        estimate=waits.due if waits is not None else None,
        do=clock.do if clock is not None else None,
        title=seen.title(clock.rule, clock.do) if clock is not None else None,
        rule=clock.rule if clock is not None else None,
        due=clock.due if clock is not None else None,
        warn_at=clock.warn_at if clock is not None else None,
        asks_host=min(dues, default=None),
        private=kinds[ticket.kind].private if ticket.kind in kinds else (),
        pack=seen.pack,
    )


def _last(events: Iterable[Event], kind: str) -> Event | None:
    return next((event for event in reversed(list(events)) if event.kind == kind), None)


def _last_estimate(events: Iterable[Event]) -> Event | None:
    """What those who wait were told last: the reason, and until when."""
    estimates = [event for event in events if event.kind in ("host_answered", "looked_after")]
    return next((event for event in reversed(estimates) if event.due is not None or event.fields.get("reason")), None)
