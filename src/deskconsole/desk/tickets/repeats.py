"""Whether a ticket is one of several alike: one customer with the same matter, one cause whoever brought it, or linked
with those of others."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.records import LinkedTicket, Repeated, TicketView
from deskconsole.desk.viewing import view_at
from deskconsole.domain.rules.causes import CAUSE
from deskconsole.domain.rules.forms import Repeat
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.record import replace
from deskconsole.store import customers, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.record import alike
from deskconsole.store.tickets import TicketRecord

#: More linked tickets are not looked through: a matter of so many has a page of its own somewhere.
MOST: Final = 100


def repeats_of(tx: ReadTransaction, loaded: LoadedTicket, event: Event | None = None) -> tuple[Repeated, ...]:
    """What is repeated by this ticket, as its pack says; ``event``: what is about to be recorded, which may say why."""
    kind = loaded.kind
    record = tickets.find_ticket_by_id(tx, loaded.row.id) if kind is not None and kind.repeat else None
    if kind is None or record is None:
        return ()
    ticket = loaded.ticket
    if event is not None and isinstance(cause := event.fields.get(CAUSE), str):
        ticket = replace(ticket, cause=cause)
    results = (_repeated(tx, repeat, ticket, record) for repeat in kind.repeat)
    return tuple(each for each in results if each is not None and each.times >= each.repeat.count)


def _repeated(tx: ReadTransaction, repeat: Repeat, ticket: Ticket, record: TicketRecord) -> Repeated | None:
    if CAUSE in repeat.same and ticket.cause is None:
        return None  # not found yet
    if repeat.of == "everybody":
        return _of_everybody(tx, repeat, ticket, record)
    return _of_customer(tx, repeat, ticket, record) if record.customer_id is not None else None


def _of_customer(tx: ReadTransaction, repeat: Repeat, ticket: Ticket, record: TicketRecord) -> Repeated:
    """Counted are the tickets that began before it or with it: what comes later makes the later one a repetition."""
    first = ticket.opened_at - repeat.span
    brought = [
        other
        for one in _members(tx, record.customer_id or 0)
        for other in tickets.tickets_brought(tx, one, first, ticket.opened_at)
        if (other.opened_at, other.id) < (ticket.opened_at, record.id) and other.kind == ticket.kind
    ]
    others = list(_alike(repeat, ticket, brought))
    return Repeated(repeat, len(others) + 1, tuple(other.number for other in others))


def _of_everybody(tx: ReadTransaction, repeat: Repeat, ticket: Ticket, record: TicketRecord) -> Repeated:
    """As many as began within one stretch of that time, this one among them."""
    first, last = ticket.opened_at - repeat.span, ticket.opened_at + repeat.span
    kind = ticket.kind or ""
    if CAUSE in repeat.same:
        rows = alike.tickets_of_cause(tx, kind, ticket.cause or "", first, last)
    else:
        rows = alike.tickets_of_kind(tx, kind, first, last)
    others = [(other.opened_at, other.number) for other in _alike(repeat, ticket, rows) if other.id != record.id]
    most: list[str] = []
    for begin, _number in [*others, (ticket.opened_at, "")]:
        within = [number for at, number in others if begin <= at <= begin + repeat.span]
        if begin <= ticket.opened_at <= begin + repeat.span and len(within) > len(most):
            most = within
    return Repeated(repeat, len(most) + 1, tuple(most))


def _alike(repeat: Repeat, ticket: Ticket, rows: Sequence[Any]) -> Iterator[Any]:
    return (row for row in rows if all(getattr(row, name) == getattr(ticket, name) for name in repeat.same))


def _members(tx: ReadTransaction, customer_id: int) -> list[int]:
    """The row keys of everybody in whose one file this customer is kept."""
    customer = customers.find_customer(tx, customer_id)
    if customer is None:
        return [customer_id]
    return [member.id for member in customers.members_of(tx, customers.file_of(tx, customer))]


def linked_with(look: Look, number: str, ticket: Ticket) -> tuple[LinkedTicket, ...]:
    """The other tickets of the matter, by number; none of what was withdrawn or merged."""
    others: dict[str, LinkedTicket] = {}
    ahead = list(ticket.linked)
    while ahead and len(others) < MOST:
        other = ahead.pop(0)
        record = tickets.find_ticket(look.tx, other) if other not in others and other != number else None
        if record is None:
            continue
        loaded = look.load(record)
        gone = loaded.ticket.withdrawn_at is not None or loaded.ticket.merged_into is not None
        if not gone:
            others[other] = LinkedTicket(other, not loaded.closed, other in ticket.linked)
        ahead += loaded.ticket.linked
    return tuple(others[name] for name in sorted(others))


def view_with_repeats(
    look: Look,
    loaded: LoadedTicket,
    at: datetime | None = None,
    *,
    reveal: bool = False,
    whole: Sequence[Event] | None = None,
) -> TicketView:
    """A ticket as people see it now or ``at`` an instant, with what is repeated by it; ``whole``: all of its events."""
    linked = linked_with(look, loaded.number, loaded.ticket) if loaded.ticket.linked else ()
    repeats = repeats_of(look.tx, loaded)
    return view_at(loaded, at or look.now, reveal=reveal, whole=whole, repeats=repeats, linked=linked)
