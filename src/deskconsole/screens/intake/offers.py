"""Open tickets of the person who calls: offered for adding to before a second one is made."""

from collections.abc import Iterable, Sequence

from deskconsole.desk.customers.customers import find_customers
from deskconsole.desk.customers.records import CustomerHit
from deskconsole.desk.desk import Desk
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.records import TicketView
from deskconsole.domain.tickets.guards import why_not

#: More are not offered: the line would not be read any more.
MOST = 3


def open_of(hits: Iterable[CustomerHit], name: str, contact: str) -> list[str]:
    """The open tickets of those hits that are exactly this name or contact."""
    numbers: list[str] = []
    for hit in hits:
        if (name and hit.name == name) or (contact and contact in hit.contacts):
            numbers += hit.open_numbers
    return list(dict.fromkeys(numbers))


def offers(desk: Desk, numbers: Sequence[str], *, but: str | None = None) -> list[TicketView]:
    """The tickets among these to which somebody can be added now; ``but``: the ticket of the call itself."""
    found = [views.show(desk, number) for number in numbers[: 2 * MOST] if number != but]
    return [view for view in found if view.ticket.received and why_not(view.ticket, view.clocks, "contacted") is None][
        :MOST
    ]


def offers_for(desk: Desk, name: str, contact: str, *, but: str | None = None) -> list[TicketView]:
    """The same for somebody known by name or contact."""
    hits: list[CustomerHit] = []
    for typed in (name, contact):
        if typed.strip("- "):
            hits += find_customers(desk, typed, limit=4)
    return offers(desk, open_of(hits, name, contact), but=but)
