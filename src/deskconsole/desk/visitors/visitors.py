"""The visitors of a day: who is expected, waits, is inside, has left. Nothing here writes."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.privacy import hidden_ticket
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.visitors.expecting import expected_on, visitor_kinds
from deskconsole.desk.visitors.records import LEFT, WAITING, WITH_HOST, VisitorLine, VisitorsDay, text_of
from deskconsole.desk.visitors.watching import Watch
from deskconsole.desk.work import Work
from deskconsole.domain.clocks.clock import RUNNING, next_due
from deskconsole.domain.clocks.derive import happened_by
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import effective
from deskconsole.record import replace
from deskconsole.store import customers, tickets, visitors as rows
from deskconsole.store.mapping import digits, is_phone
from deskconsole.text.private import revealed

#: What the host is asked to do while a visitor waits for an answer.
HOST_ANSWER: Final = "host_answer"

#: What was read before: a ticket's key → its version and its line (``None``: nobody came).
Known = dict[int, tuple[int, VisitorLine | None]]


@query(needs="inside")
def visitors_of_day(
    look: Look, at: datetime | None = None, *, existing: Known | None = None, reveal: bool = False
) -> VisitorsDay:
    """Who is expected today, waits, is inside and has left, as it is now or was ``at`` an instant.

    ``existing`` is kept between calls by who asks often: tickets that have not changed are not read again.
    ``reveal``: with what is private standing open, which only a use case that has it put on record says.
    """
    day = (at or look.now).astimezone(look.desk.zone).date()
    lines = _lines(look, day, at, existing if existing is not None and at is None else {}, reveal)
    expected = expected_on(look, day)
    return VisitorsDay(
        expected=expected,
        waiting=_at_place(lines, WAITING, lambda line: line.arrived_at),
        with_host=_at_place(lines, WITH_HOST, lambda line: line.seen_at or line.arrived_at),
        left=_at_place(lines, LEFT, lambda line: line.left_at or line.arrived_at, newest_first=True),
    )


def inside(desk: Desk | Look, at: datetime | None = None) -> tuple[VisitorLine, ...]:
    """Everybody who is in the house (F09): the evacuation list, and at closing who was not signed out."""
    return visitors_of_day(desk, at).inside


@query(needs="visitors")
def returning(look: Look, phone: str) -> VisitorLine | None:
    """The last visit of whoever has this telephone number; ``None`` for somebody new."""
    if not is_phone(phone):
        return None
    kinds = {kind.name for kind in visitor_kinds(look.desk)}
    for customer in customers.customers_by_digits(look.tx, digits(phone) or ""):
        for record in tickets.tickets_of_customer(look.tx, customer.id):
            if record.kind in kinds:
                return line_of_visit(look.load(record), look.now)
    return None


@command(needs="reveal")
def reveal_visitor(work: Work, number: str, why: str | None = None) -> VisitorLine | None:
    """A visitor with what is private of them open; who asked, whose and why is on record as ``unmasked``."""
    visit = work.ticket(number)
    facts = {"number": visit.number, "parts": sorted(visit.private_parts)}
    work.note("unmasked", {**facts, **({"reason": why} if why else {})})
    line = line_of_visit(visit, work.now, reveal=True)
    return _beside(work, line, visit) if line is not None else None


def _lines(look: Look, day: date, at: datetime | None, existing: Known, reveal: bool) -> list[VisitorLine]:
    kinds = tuple(kind.name for kind in visitor_kinds(look.desk))
    low, high = (tickets.number_of(look.tx.site_code, day, running) for running in (0, 9999))
    results: list[VisitorLine] = []
    watch = Watch(look.tx)
    for ticket_id, version in rows.visits(look.tx, kinds, low, high + "~"):
        if ticket_id not in existing or existing[ticket_id][0] != version:
            existing[ticket_id] = (version, _read(look, ticket_id, at, reveal))
        line = existing[ticket_id][1]
        if line is not None and (line.inside or _day(look.desk, line.left_at) == day):
            results.append(_with_beside(look, line, ticket_id, watch))
    return results


def _beside(look: Look, line: VisitorLine, visit: LoadedTicket) -> VisitorLine:
    return _with_beside(look, line, visit.row.id, Watch(look.tx))


def _with_beside(look: Look, line: VisitorLine, ticket_id: int, watch: Watch) -> VisitorLine:
    """The line with what stands beside the ticket: the watch list's notices, and the passes that are out."""
    name, phone = revealed(line.name), revealed(line.phone)
    notices = watch.notices(name, phone, line.own("organisation"))
    passes = tuple(p.number for p in rows.passes_of(look.tx, ticket_id) if p.back_at is None)
    return replace(line, notices=notices, passes=passes) if notices or passes else line


def _read(look: Look, ticket_id: int, at: datetime | None, reveal: bool) -> VisitorLine | None:
    record = tickets.find_ticket_by_id(look.tx, ticket_id)
    events = tickets.ticket_events(look.tx, ticket_id)
    if at is not None:
        events = happened_by(events, at)
    if record is None or not events:
        return None
    return line_of_visit(look.load(record, events), at or look.now, reveal=reveal)


def _day(desk: Desk, at: datetime | None) -> date | None:
    return at.astimezone(desk.zone).date() if at is not None else None


def _at_place(
    lines: Iterable[VisitorLine], place: str, when: Callable[[VisitorLine], datetime], *, newest_first: bool = False
) -> tuple[VisitorLine, ...]:
    results = [line for line in lines if line.place == place]
    return tuple(sorted(results, key=lambda line: (when(line), line.number), reverse=newest_first))


def line_of_visit(loaded: LoadedTicket, at: datetime, *, reveal: bool = False) -> VisitorLine | None:
    """A visitor's ticket as a line; ``None`` where nobody has come, or by mistake. What is private stays so unless
    ``reveal``."""
    whole, _pending = loaded.settled(at)
    if not whole.ticket.visits or whole.ticket.withdrawn_at is not None or whole.ticket.merged_into is not None:
        return None
    ticket = whole.ticket if reveal else hidden_ticket(whole.ticket, whole.private_parts)
    seen = whole
    of, visit = list(ticket.visits.items())[-1]
    events = [event for event in effective(seen.events) if event.seq >= of]
    telling, answered, waits = _last(events, "host_told"), _last(events, "host_answered"), _last_estimate(events)
    left, met = _last(events, "left"), _last(events, "seen")
    clock = next_due(seen.clocks)
    dues = [c.due for c in seen.clocks if c.state == RUNNING and c.do == HOST_ANSWER]
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
        title=seen.title(clock) if clock is not None else None,
        rule=clock.rule if clock is not None else None,
        due=clock.due if clock is not None else None,
        warn_at=clock.warn_at if clock is not None else None,
        asks_host=min(dues, default=None),
        pack=seen.pack,
    )


def _last(events: Iterable[Event], kind: str) -> Event | None:
    return next((event for event in reversed(list(events)) if event.kind == kind), None)


def _last_estimate(events: Iterable[Event]) -> Event | None:
    """What those who wait were told last: the reason, and until when."""
    estimates = [event for event in events if event.kind in ("host_answered", "looked_after")]
    return next((event for event in reversed(estimates) if event.due is not None or event.fields.get("reason")), None)
