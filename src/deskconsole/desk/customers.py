"""Known customers while somebody types: by digits, name or organisation."""

from deskconsole.desk.opening import Desk
from deskconsole.domain.readings import pattern
from deskconsole.domain.record import dataclass
from deskconsole.store import people, tickets


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """A customer that fits what is typed, with what the desk knows of them."""

    name: str | None
    tier: str | None
    contacts: tuple[str, ...]
    open_numbers: tuple[str, ...]
    last_words: str | None


def find_customers(desk: Desk, typed: str, *, limit: int = 8) -> list[CustomerHit]:
    """The customers whose number contains the digits of ``typed``, whose name contains it or is said like it (initials,
    syllables, characters), the newest first."""
    typed = typed.strip()
    if not typed:
        return []
    hits: list[CustomerHit] = []
    with desk.store.reading() as tx:
        for found in people.search_customers(tx, typed, limit, pattern(typed)):
            open_tickets = [ticket for ticket in tickets.tickets_of_customer(tx, found.id) if ticket.open]
            hits.append(
                CustomerHit(
                    name=found.name,
                    tier=found.tier,
                    contacts=tuple(value for _kind, value in people.contacts_of(tx, found.id)),
                    open_numbers=tuple(ticket.number for ticket in open_tickets),
                    last_words=open_tickets[0].last_words if open_tickets else None,
                )
            )
    return hits
