"""One question over tickets, customers and articles: what holds everything that was typed, the newest first."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Final

from deskconsole.desk.look import Look
from deskconsole.desk.permissions import OWN, concerns
from deskconsole.desk.privacy import ALWAYS, hidden_from, may_be_hidden
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.viewing import blind_threads
from deskconsole.desk.work import Work
from deskconsole.domain.search.snippets import snippet
from deskconsole.domain.search.words import Term, spans, terms
from deskconsole.domain.tickets.events.checks import FOLLOWS
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import customers, search_results
from deskconsole.store.api import ReadTransaction
from deskconsole.store.mapping import instant
from deskconsole.store.search import ARTICLES, CUSTOMERS, EventMatch, TextMatch, texts_of_match
from deskconsole.store.search_checking import rebuild
from deskconsole.store.search_results import CustomerTicket
from deskconsole.text.masking import masked
from deskconsole.text.pronunciations import pattern

TICKET: Final = "ticket"
CUSTOMER: Final = "customer"
ARTICLE: Final = "article"
#: Events that carry the form, so that what they say stands in the ticket's row as well.
_FORMS: Final = ("rang", "received", "classified", "missed", "merged")
#: Of so many customers whose name is said like what was typed the tickets are looked at.
_SOUND_ALIKE: Final = 100


@dataclass(frozen=True, slots=True)
class SearchResult:
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
class SearchResults:
    """What was found of each kind, the newest first, and the parts of the question, for marking them."""

    wanted: tuple[Term, ...] = ()
    tickets: tuple[SearchResult, ...] = ()
    customers: tuple[SearchResult, ...] = ()
    articles: tuple[SearchResult, ...] = ()

    def newest(self, limit: int) -> list[SearchResult]:
        """All kinds together."""
        return sorted((*self.tickets, *self.customers, *self.articles), key=lambda match: match.at, reverse=True)[
            :limit
        ]


@query(needs="see")
def search(look: Look, typed: str, *, limit: int = 20) -> SearchResults:
    """What holds every part of ``typed`` (parts are separated by spaces; nothing in it is an operator), at most
    ``limit`` of each kind. Names are also found by how they are said: initials, syllables, characters.

    Contacts are found by their digits and never shown. Raises :class:`DeskError` for a limit below 1.
    """
    if limit < 1:
        raise DeskError("limit: must be 1 or more", field="limit")
    wanted, sound = terms(typed), pattern(typed)
    if not wanted:
        return SearchResults()
    tx = look.tx
    named = search_results.find_said(tx, CUSTOMER, typed, sound, _SOUND_ALIKE)
    articles = search_results.find_texts(tx, ARTICLE, wanted, typed, sound, limit)
    customers_found: tuple[SearchResult, ...] = ()
    if look.may("customers"):
        written = search_results.find_texts(tx, CUSTOMER, wanted, typed, None, limit)
        by_id = {match.id: match for match in (*written, *named[:limit])}
        newest = sorted(by_id.values(), key=lambda match: -match.id)
        customers_found = _customers(tx, newest[:limit], wanted)
    return SearchResults(
        wanted,
        _tickets(look, wanted, [match.id - CUSTOMERS for match in named], limit),
        customers_found,
        tuple(_article(match, wanted) for match in articles),
    )


@command(needs="site")
def rebuild_search(work: Work) -> int:
    """Make the index of the search anew where `verify` named differences; how many entries it has. An administrator's.

    Nobody else writes meanwhile: half a minute for a hundred thousand tickets.
    """
    work.flush()
    return rebuild(work.tx)


def _tickets(look: Look, wanted: Sequence[Term], owners: Sequence[int], limit: int) -> tuple[SearchResult, ...]:
    """Those that say what is wanted, and those of customers whose name is said like it."""
    private = {kind.name: ALWAYS | frozenset(kind.private) for pack in look.desk.packs for kind in pack.kinds}
    withheld = may_be_hidden(look.actor, look.desk.packs)
    matches: dict[str, SearchResult] = {}
    for event in search_results.find_tickets(look.tx, wanted, limit):
        if event.kind in FOLLOWS and blind_threads(look.load(look.find(event.number))):
            # A finding of a check, and who asks is still to score the same ticket: only its form is looked at.
            if (result := _without(event._replace(kind=_FORMS[0]), wanted, frozenset())) is not None:
                matches[event.number] = result
            continue
        if withheld.get(event.ticket_kind or "") and (parts := _kept_from(look, event.number)):
            if (result := _without(event, wanted, parts)) is not None:
                matches[event.number] = result
            continue
        matches[event.number] = _event(event, wanted, private.get(event.ticket_kind or "", ALWAYS))
    if owners:
        for ticket in search_results.tickets_of_customers(look.tx, owners, limit):
            if withheld.get(ticket.ticket_kind or "") and "customer" in _kept_from(look, ticket.number):
                continue
            parts = private.get(ticket.ticket_kind or "", ALWAYS)
            matches.setdefault(ticket.number, _of_customer(ticket, wanted, parts))
    newest = sorted(matches.values(), key=lambda match: match.at, reverse=True)[:limit]
    if look.desk.roles.scope(look.actor.role, "see") != OWN:
        return tuple(newest)
    return tuple(match for match in newest if _is_own(look, match))


def _kept_from(look: Look, number: str) -> frozenset[str]:
    """The parts of a ticket that its pack keeps from who asks."""
    loaded = look.load(look.find(number))
    return hidden_from(look.actor, loaded.pack, loaded.ticket)


def _without(match: EventMatch, wanted: Sequence[Term], withheld: Collection[str]) -> SearchResult | None:
    """What was found, without what is withheld from who asks; ``None`` where only that says what is wanted."""
    messages = texts_of_match(match) if match.kind not in _FORMS else [match.number]
    common = {"content": match.content, "request": match.request}
    gone = {match.customer, match.contact} | {text for name, text in common.items() if name in withheld}
    texts = [
        *(text for text in messages if text not in gone),
        *(t for name, t in common.items() if t and name not in withheld),
    ]
    if not all(any(spans(text, [term]) for text in texts) for term in wanted):
        return None
    at = instant(match.recorded_at)
    return SearchResult(
        TICKET, match.number, match.uuid, match.number, snippet(texts, wanted), at, match.closed_at is None
    )


def _is_own(look: Look, match: SearchResult) -> bool:
    """Who sees their own tickets finds no others by what these say."""
    loaded = look.load(look.find(match.number or ""))
    return concerns(look.actor, loaded.ticket, loaded.clocks)


def _event(match: EventMatch, wanted: Sequence[Term], private: Collection[str]) -> SearchResult:
    # Name and number stand beside it; where only those were found the core of the matter says more.
    beside = (match.customer, match.contact, match.number)
    messages = [text for text in texts_of_match(match, without=private) if text not in beside]
    texts = [text for text in (*messages, match.request, match.content) if text]
    title, contact = match.customer or _contact(match, private) or match.number, _contact(match, private)
    if contact and not any(spans(text, wanted) for text in (title, *texts)):
        texts.insert(0, contact)
    at = instant(match.recorded_at)
    return SearchResult(TICKET, match.number, match.uuid, title, snippet(texts, wanted), at, match.closed_at is None)


def _of_customer(ticket: CustomerTicket, wanted: Sequence[Term], private: Collection[str]) -> SearchResult:
    title = ticket.customer or _contact(ticket, private) or ticket.number
    message = snippet(filter(None, (ticket.content, ticket.request)), wanted)
    at = instant(ticket.recorded_at)
    return SearchResult(TICKET, ticket.number, ticket.uuid, title, message, at, ticket.closed_at is None)


def _contact(ticket: EventMatch | CustomerTicket, private: Collection[str]) -> str | None:
    """As much of the contact as the counter shows before somebody asks."""
    return masked(ticket.contact) if ticket.contact and "contact" in private else ticket.contact


def _customers(tx: ReadTransaction, results: Iterable[TextMatch], wanted: Sequence[Term]) -> tuple[SearchResult, ...]:
    """Each in the file that it is kept in since customers were merged."""
    matches: dict[int, SearchResult] = {}
    for match in results:
        customer = customers.find_customer(tx, match.id - CUSTOMERS)
        if customer is not None:
            stored = customers.file_of(tx, customer)
            contacts = {contact.value for contact in customers.contacts_of(tx, customer.id)}
            lines = [masked(line) if line in contacts else line for line in match.body.splitlines() if line]
            message = snippet(lines, wanted) or (lines[0] if lines else "")
            title = match.title or (message if stored.id == customer.id else stored.name or "")
            matches.setdefault(
                stored.id, SearchResult(CUSTOMER, None, stored.id, title, message, instant(match.written_at))
            )
    return tuple(matches.values())


def _article(match: TextMatch, wanted: Sequence[Term]) -> SearchResult:
    message = snippet([line for line in match.body.splitlines() if line.strip()], wanted)
    return SearchResult(ARTICLE, match.ref, match.id - ARTICLES, match.title, message, instant(match.written_at))
