"""Whether a ticket is one of several alike: the same customer with the same matter within some time."""

from datetime import datetime

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.matters.linked import linked_with
from deskconsole.desk.records import TicketView
from deskconsole.desk.viewing import view_at
from deskconsole.domain.rules.forms import Repeat
from deskconsole.store import customers, tickets
from deskconsole.store.api import ReadTransaction


def repeats_of(tx: ReadTransaction, loaded: LoadedTicket) -> tuple[tuple[Repeat, int], ...]:
    """What is repeated by this ticket, as its pack says, and the how manyth it is.

    Counted are the tickets that began before it or with it: what comes later makes the later one a repetition.
    """
    ticket = loaded.ticket
    kind = loaded.kind
    record = tickets.find_ticket_by_id(tx, loaded.row.id)
    if kind is None or not kind.repeat or record is None or record.customer_id is None:
        return ()
    members = _members(tx, record.customer_id)
    results: list[tuple[Repeat, int]] = []
    for repeat in kind.repeat:
        first = ticket.opened_at - repeat.span
        brought = [other for one in members for other in tickets.tickets_brought(tx, one, first, ticket.opened_at)]
        count = sum(
            (other.opened_at, other.id) < (ticket.opened_at, record.id)
            and other.kind == ticket.kind
            and all(getattr(other, name) == getattr(ticket, name) for name in repeat.same)
            for other in brought
        )
        if count + 1 >= repeat.count:
            results.append((repeat, count + 1))
    return tuple(results)


def _members(tx: ReadTransaction, customer_id: int) -> list[int]:
    """The row keys of everybody in whose one file this customer is kept."""
    customer = customers.find_customer(tx, customer_id)
    if customer is None:
        return [customer_id]
    return [member.id for member in customers.members_of(tx, customers.file_of(tx, customer))]


def view_with_repeats(
    look: Look, loaded: LoadedTicket, at: datetime | None = None, *, reveal: bool = False
) -> TicketView:
    """A ticket as people see it now or ``at`` an instant, with what is repeated by it."""
    linked = linked_with(look, loaded.number, loaded.ticket) if loaded.ticket.linked else ()
    return view_at(loaded, at or look.now, reveal=reveal, repeats=repeats_of(look.tx, loaded), linked=linked)
