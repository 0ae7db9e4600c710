"""The tickets of one matter: those linked with a ticket, and those linked with these."""

from deskconsole.desk.look import Look
from deskconsole.desk.records import LinkedTicket
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.store import tickets

#: More are not looked through: a matter of so many has a page of its own somewhere.
MOST = 100


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
