"""One question over tickets, customers and articles: what holds everything that was typed, the newest first."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.staff.staff import demand
from deskconsole.domain.search.snippets import snippet
from deskconsole.domain.search.words import Term, spans, terms
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import customers, search_results
from deskconsole.store.mapping import instant
from deskconsole.store.search import ARTICLES, CUSTOMERS, texts_of_hit
from deskconsole.store.search_building import rebuild
from deskconsole.store.search_records import CustomerTicket, EventHit, TextHit
from deskconsole.store.sqlite.connection import Reading
from deskconsole.text.masking import masked
from deskconsole.text.pronunciations import pattern

TICKET: Final = "ticket"
CUSTOMER: Final = "customer"
ARTICLE: Final = "article"
#: Of so many customers whose name is said like what was typed the tickets are looked at.
_SAID: Final = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found.

    ``number``: that of a ticket or article, ``None`` for a customer; ``id``: a ticket's identity, the key of a
    customer or an article. ``at``: when it was written, that is a ticket's newest event that says it.
    """

    kind: str
    number: str | None
    id: str | int
    title: str
    snippet: str
    at: datetime
    open: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of each kind, the newest first, and the parts of the question, for marking them."""

    wanted: tuple[Term, ...] = ()
    tickets: tuple[Hit, ...] = ()
    customers: tuple[Hit, ...] = ()
    articles: tuple[Hit, ...] = ()

    def newest(self, limit: int) -> list[Hit]:
        """All kinds together."""
        return sorted((*self.tickets, *self.customers, *self.articles), key=lambda hit: hit.at, reverse=True)[:limit]


def search(desk: Desk, typed: str, *, limit: int = 20) -> Found:
    """What holds every part of ``typed`` (parts are separated by spaces; nothing in it is an operator), at most
    ``limit`` of each kind. Names are also found by how they are said: initials, syllables, characters.

    Raises :class:`DeskError` for a limit below 1.
    """
    demand(desk.actor, "show")
    if limit < 1:
        raise DeskError("limit: must be 1 or more", field="limit")
    wanted, said = terms(typed), pattern(typed)
    if not wanted:
        return Found()
    with desk.store.reading() as tx:
        named = search_results.find_said(tx, CUSTOMER, typed, said, _SAID)
        written = search_results.find_texts(tx, CUSTOMER, wanted, typed, None, limit)
        known = sorted({hit.id: hit for hit in (*written, *named[:limit])}.values(), key=lambda hit: -hit.id)
        articles = search_results.find_texts(tx, ARTICLE, wanted, typed, said, limit)
        return Found(
            wanted,
            _tickets(desk, tx, wanted, [hit.id - CUSTOMERS for hit in named], limit),
            _customers(tx, known[:limit], wanted),
            tuple(_article(hit, wanted) for hit in articles),
        )


def rebuild_search(desk: Desk) -> int:
    """Make the index of the search anew where `verify` named differences; how many entries it has. An administrator's.

    Nobody else writes meanwhile: half a minute for a hundred thousand tickets.
    """
    demand(desk.actor, "rebuild_search")
    with desk.store.writing() as tx:
        return rebuild(tx)


def _tickets(desk: Desk, tx: Reading, wanted: Sequence[Term], owners: Sequence[int], limit: int) -> tuple[Hit, ...]:
    """Those that say what is wanted, and those of customers whose name is said like it."""
    private = {kind.name: kind.private for pack in desk.packs for kind in pack.kinds}
    hits = {}
    for event in search_results.find_tickets(tx, wanted, limit):
        hits[event.number] = _event(event, wanted, private.get(event.ticket_kind or "", ()))
    if owners:
        for ticket in search_results.tickets_of_customers(tx, owners, limit):
            hits.setdefault(ticket.number, _of_customer(ticket, wanted, private.get(ticket.ticket_kind or "", ())))
    return tuple(sorted(hits.values(), key=lambda hit: hit.at, reverse=True)[:limit])


def _event(hit: EventHit, wanted: Sequence[Term], private: Collection[str]) -> Hit:
    # Name and number stand beside it; where only those were found the core of the matter says more.
    beside = (hit.customer, hit.contact, hit.number)
    said = [text for text in texts_of_hit(hit, without=private) if text not in beside]
    texts = [text for text in (*said, hit.request, hit.content) if text]
    title, contact = hit.customer or _contact(hit, private) or hit.number, _contact(hit, private)
    if contact and not any(spans(text, wanted) for text in (title, *texts)):
        texts.insert(0, contact)
    at = instant(hit.recorded_at)
    return Hit(TICKET, hit.number, hit.uuid, title, snippet(texts, wanted), at, hit.closed_at is None)


def _of_customer(ticket: CustomerTicket, wanted: Sequence[Term], private: Collection[str]) -> Hit:
    title = ticket.customer or _contact(ticket, private) or ticket.number
    said = snippet(filter(None, (ticket.content, ticket.request)), wanted)
    at = instant(ticket.recorded_at)
    return Hit(TICKET, ticket.number, ticket.uuid, title, said, at, ticket.closed_at is None)


def _contact(ticket: EventHit | CustomerTicket, private: Collection[str]) -> str | None:
    """As much of the contact as the counter shows before somebody asks."""
    return masked(ticket.contact) if ticket.contact and "contact" in private else ticket.contact


def _customers(tx: Reading, found: Iterable[TextHit], wanted: Sequence[Term]) -> tuple[Hit, ...]:
    """Each in the file that it is kept in since customers were merged."""
    hits: dict[int, Hit] = {}
    for hit in found:
        customer = customers.find_customer(tx, hit.id - CUSTOMERS)
        if customer is not None:
            kept = customers.file_of(tx, customer)
            said = snippet([line for line in hit.body.splitlines() if line], wanted)
            title = hit.title or (said if kept.id == customer.id else kept.name or "")
            hits.setdefault(kept.id, Hit(CUSTOMER, None, kept.id, title, said, instant(hit.written_at)))
    return tuple(hits.values())


def _article(hit: TextHit, wanted: Sequence[Term]) -> Hit:
    said = snippet([line for line in hit.body.splitlines() if line.strip()], wanted)
    return Hit(ARTICLE, hit.ref, hit.id - ARTICLES, hit.title, said, instant(hit.written_at))
