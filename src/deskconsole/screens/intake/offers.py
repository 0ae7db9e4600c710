"""Open tickets of the person who calls: offered for adding to before a second one is made."""

from collections.abc import Iterable, Sequence

from deskconsole.desk.customers.customers import find_customers
from deskconsole.desk.customers.records import CustomerMatch
from deskconsole.desk.desk import Desk
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.records import TicketView
from deskconsole.domain.tickets.guards import refusal_for

#: More are not offered: the line would not be read any more.
MOST = 3


def open_of(matches: Iterable[CustomerMatch], name: str, contact: str) -> list[str]:
    """The open tickets of those hits that are exactly this name or contact."""
    numbers: list[str] = []
    for match in matches:
        if (name and match.name == name) or (contact and contact in match.contacts):
            numbers += match.open_numbers
    return list(dict.fromkeys(numbers))


def offers(desk: Desk, numbers: Sequence[str], *, exclude: str | None = None) -> list[TicketView]:
    """The tickets among these to which somebody can be added now; ``but``: the ticket of the call itself."""
    results = [views.show(desk, number) for number in numbers[: 2 * MOST] if number != exclude]
    return [
        view for view in results if view.ticket.received and refusal_for(view.ticket, view.clocks, "contacted") is None
    ][:MOST]


def offers_for(desk: Desk, name: str, contact: str, *, exclude: str | None = None) -> list[TicketView]:
    """The same for somebody known by name or contact."""
    matches: list[CustomerMatch] = []
    for typed in (name, contact):
        if typed.strip("- "):
            matches += find_customers(desk, typed, limit=4)
    return offers(desk, open_of(matches, name, contact), exclude=exclude)
