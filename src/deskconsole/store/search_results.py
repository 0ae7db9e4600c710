"""Asking the search index: tickets, customers and articles, the newest first.

The index gives what may fit, the newest first and no more than is taken from it, so that a word of every ticket costs
as little as a rare one; whether it fits is decided by the texts themselves (:mod:`deskconsole.domain.search.words`).
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from deskconsole.domain.search.pronunciation_words import begins_a_word, sound_question
from deskconsole.domain.search.words import Term, fold
from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.search import MARKS, TICKET_MARK, EventMatch, TextMatch, texts_of_match

SQL: Final = statements("search")

#: A word with fewer entries than this is rare: its entries are looked at one by one.
_FEW: Final = 256
#: Of so many words the index is asked at once, from all over what was typed; the texts themselves tell the rest.
_ASKED: Final = 4
#: A part of what was typed is rare when no more tickets than this have its words; then parts are also looked for in
#: different events of one ticket.
_RARE: Final = 150


class CustomerTicket(NamedTuple):
    """A ticket found by whose it is."""

    number: str
    uuid: str
    ticket_kind: str | None
    customer: str | None
    contact: str | None
    content: str | None
    request: str | None
    closed_at: int | None
    recorded_at: int


def find_tickets(tx: ReadTransaction, wanted: Sequence[Term], limit: int) -> list[EventMatch]:
    """The tickets that say every part, by the newest event that does; one for each ticket, newest first.

    Parts that different events of a ticket say count as well, unless every part is very common.
    """
    results: dict[int, EventMatch] = {}
    for row in tx.each(SQL.EVENTS_WITH_WORDS, words=_question(tx, TICKET_MARK, wanted)):
        match = EventMatch(*row)
        if match.ticket_id not in results and _says(wanted, texts_of_match(match)):
            results[match.ticket_id] = match
            if len(results) == limit:
                break
    if len(wanted) > 1 and len(results) < limit:
        for ticket_id in _with_rarest(tx, wanted):
            across = None if ticket_id in results else _across_events(tx, ticket_id, wanted)
            if across is not None:
                results[ticket_id] = across
    return sorted(results.values(), key=lambda match: -match.id)[:limit]


def _with_rarest(tx: ReadTransaction, wanted: Sequence[Term]) -> set[int]:
    """The tickets that may say the rarest part; none if even that is common."""
    fewest: set[int] | None = None
    for term in wanted:
        few: set[int] = set()
        for (ticket_id,) in tx.each(SQL.TICKETS_WITH_WORDS, words=_question(tx, TICKET_MARK, [term])):
            few.add(ticket_id)
            if len(few) > _RARE:
                break
        else:
            if fewest is None or len(few) < len(fewest):
                fewest = few
    return fewest or set()


def _across_events(tx: ReadTransaction, ticket_id: int, wanted: Sequence[Term]) -> EventMatch | None:
    """The newest event of a ticket that says a part, if its events together say all."""
    missing = list(wanted)
    newest: EventMatch | None = None
    for match in tx.records(EventMatch, SQL.EVENTS_OF_TICKET, ticket_id=ticket_id):
        texts = [fold(text) for text in texts_of_match(match)]
        messages = [term for term in wanted if term.found_in(texts)]
        if messages and newest is None:
            newest = match
        missing = [term for term in missing if term not in messages]
        if not missing:
            return newest
    return None


def find_texts(
    tx: ReadTransaction, kind: str, wanted: Sequence[Term], typed: str, message: str | None, limit: int
) -> list[TextMatch]:
    """The ``customer`` or ``article`` texts that hold every part, and those whose title is said like what was typed.

    ``message`` is the pattern of :func:`deskconsole.text.pronunciations.pattern`. Newest first.
    """
    plain, _by_sound = MARKS[kind]
    results: dict[int, TextMatch] = {}
    for match in _texts(tx, _question(tx, plain, wanted)):
        if _says(wanted, [match.title, *match.body.splitlines()]):
            results[match.id] = match
            if len(results) == limit:
                break
    results |= {match.id: match for match in find_said(tx, kind, typed, message, limit)}
    return sorted(results.values(), key=lambda match: -match.id)[:limit]


def find_said(tx: ReadTransaction, kind: str, typed: str, message: str | None, limit: int) -> list[TextMatch]:
    """The texts whose title is said like what was typed, newest first."""
    ways = sound_question(typed) if message is not None else ()
    if message is None or not ways:
        return []
    mark = MARKS[kind][1]
    question = tx.index.question([[[_sound(mark, word) for word in words] for words in way] for way in ways])
    sounds = re.compile(message)
    results: list[TextMatch] = []
    for match in _texts(tx, question):
        if sounds.search(match.readings) is not None:
            results.append(match)
            if len(results) == limit:
                break
    return results


def _sound(mark: str, word: str) -> str:
    return f"{mark}{word}*" if begins_a_word(word) else mark + word


def tickets_of_customers(tx: ReadTransaction, customers: Sequence[int], limit: int) -> list[CustomerTicket]:
    """The newest tickets of any of these customers (row keys)."""
    return tx.records(CustomerTicket, SQL.TICKETS_OF_CUSTOMERS, customers=json.dumps(list(customers)), limit=limit)


def _texts(tx: ReadTransaction, question: str) -> Iterator[TextMatch]:
    return (TextMatch(*row) for row in tx.each(SQL.TEXTS_WITH_WORDS, words=question))


def _question(tx: ReadTransaction, mark: str, wanted: Sequence[Term]) -> str:
    """What the index is asked: the words that narrow the choice most, the rarest first.

    Going through the entries of many common words together takes longer than looking at a few texts too many.
    """
    words = [mark + word for word in dict.fromkeys(word for term in wanted for word in term.words)]
    if len(words) == 1:
        return tx.index.question([[words]])
    ranked = []
    for word in words:
        newest = tx.index.reaches(question := tx.index.question([[[word]]]), _FEW)
        if newest is None:
            return question
        ranked.append((newest, word))
    groups = min(_ASKED, len(ranked))
    chosen = [min(ranked[n * len(ranked) // groups : (n + 1) * len(ranked) // groups]) for n in range(groups)]
    return tx.index.question([[[word] for _newest, word in sorted(chosen)]])


def _says(wanted: Sequence[Term], texts: Sequence[str]) -> bool:
    folded = [fold(text) for text in texts]
    return all(term.found_in(folded) for term in wanted)
