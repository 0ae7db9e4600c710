"""Asking the search index: tickets, customers and articles, the newest first.

The index gives what may fit, the newest first and no more than is taken from it, so that a word of every ticket costs
as little as a rare one; whether it fits is decided by the texts themselves (:mod:`deskconsole.domain.search.words`).
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from deskconsole.domain.search.pronunciation_words import begins_a_word, said_question
from deskconsole.domain.search.words import Term, fold
from deskconsole.store.compiled import search_statements as statements
from deskconsole.store.search import MARKS, TICKET_MARK, texts_of_hit
from deskconsole.store.search_records import CustomerTicket, EventHit, TextHit
from deskconsole.store.sqlite.connection import Reading

#: A word with fewer entries than this is rare: its entries are looked at one by one.
_FEW: Final = 256
#: Of so many words the index is asked at once, from all over what was typed; the texts themselves tell the rest.
_ASKED: Final = 4
#: A part of what was typed is rare when no more tickets than this have its words; then parts are also looked for in
#: different events of one ticket.
_RARE: Final = 150


def find_tickets(tx: Reading, wanted: Sequence[Term], limit: int) -> list[EventHit]:
    """The tickets that say every part, by the newest event that does; one for each ticket, newest first.

    Parts that different events of a ticket say count as well, unless every part is very common.
    """
    found: dict[int, EventHit] = {}
    for row in tx.each(statements.EVENTS_WITH_WORDS, words=_question(tx, TICKET_MARK, wanted)):
        hit = EventHit(*row)
        if hit.ticket_id not in found and _says(wanted, texts_of_hit(hit)):
            found[hit.ticket_id] = hit
            if len(found) == limit:
                break
    if len(wanted) > 1 and len(found) < limit:
        for ticket_id in _with_rarest(tx, wanted):
            across = None if ticket_id in found else _across_events(tx, ticket_id, wanted)
            if across is not None:
                found[ticket_id] = across
    return sorted(found.values(), key=lambda hit: -hit.id)[:limit]


def _with_rarest(tx: Reading, wanted: Sequence[Term]) -> set[int]:
    """The tickets that may say the rarest part; none if even that is common."""
    fewest: set[int] | None = None
    for term in wanted:
        few: set[int] = set()
        for (ticket_id,) in tx.each(statements.TICKETS_WITH_WORDS, words=_question(tx, TICKET_MARK, [term])):
            few.add(ticket_id)
            if len(few) > _RARE:
                break
        else:
            if fewest is None or len(few) < len(fewest):
                fewest = few
    return fewest or set()


def _across_events(tx: Reading, ticket_id: int, wanted: Sequence[Term]) -> EventHit | None:
    """The newest event of a ticket that says a part, if its events together say all."""
    missing = list(wanted)
    newest: EventHit | None = None
    for row in tx.all(statements.EVENTS_OF_TICKET, ticket_id=ticket_id):
        hit = EventHit(*row)
        texts = [fold(text) for text in texts_of_hit(hit)]
        said = [term for term in wanted if term.found_in(texts)]
        if said and newest is None:
            newest = hit
        missing = [term for term in missing if term not in said]
        if not missing:
            return newest
    return None


def find_texts(
    tx: Reading, kind: str, wanted: Sequence[Term], typed: str, said: str | None, limit: int
) -> list[TextHit]:
    """The ``customer`` or ``article`` texts that hold every part, and those whose title is said like what was typed.

    ``said`` is the pattern of :func:`deskconsole.text.pronunciations.pattern`. Newest first.
    """
    plain, _said = MARKS[kind]
    found: dict[int, TextHit] = {}
    for hit in _texts(tx, _question(tx, plain, wanted)):
        if _says(wanted, [hit.title, *hit.body.splitlines()]):
            found[hit.id] = hit
            if len(found) == limit:
                break
    found |= {hit.id: hit for hit in find_said(tx, kind, typed, said, limit)}
    return sorted(found.values(), key=lambda hit: -hit.id)[:limit]


def find_said(tx: Reading, kind: str, typed: str, said: str | None, limit: int) -> list[TextHit]:
    """The texts whose title is said like what was typed, newest first."""
    ways = said_question(typed) if said is not None else ()
    if said is None or not ways:
        return []
    mark = MARKS[kind][1]
    question = " OR ".join(f"({' AND '.join(_one_of(mark, words) for words in way)})" for way in ways)
    sounds = re.compile(said)
    found: list[TextHit] = []
    for hit in _texts(tx, question):
        if sounds.search(hit.readings) is not None:
            found.append(hit)
            if len(found) == limit:
                break
    return found


def _one_of(mark: str, words: Sequence[str]) -> str:
    asked = " OR ".join(f'"{mark}{word}"{"*" if begins_a_word(word) else ""}' for word in words)
    return f"({asked})"


def tickets_of_customers(tx: Reading, customers: Sequence[int], limit: int) -> list[CustomerTicket]:
    """The newest tickets of any of these customers (row keys)."""
    rows = tx.all(statements.TICKETS_OF_CUSTOMERS, customers=json.dumps(list(customers)), limit=limit)
    return [CustomerTicket(*row) for row in rows]


def _texts(tx: Reading, question: str) -> Iterator[TextHit]:
    return (TextHit(*row) for row in tx.each(statements.TEXTS_WITH_WORDS, words=question))


def _question(tx: Reading, mark: str, wanted: Sequence[Term]) -> str:
    """What the index is asked: the words that narrow the choice most, each in quotes, the rarest first.

    Going through the entries of many common words together takes longer than looking at a few texts too many. Words
    hold nothing but letters and digits, so that no quote can end early.
    """
    words = [f'"{mark}{word}"' for word in dict.fromkeys(word for term in wanted for word in term.words)]
    if len(words) == 1:
        return words[0]
    ranked = []
    for word in words:
        row = tx.one(statements.NTH_NEWEST, words=word, skipped=_FEW)
        if row is None:
            return word
        ranked.append((row[0], word))
    groups = min(_ASKED, len(ranked))
    chosen = [min(ranked[n * len(ranked) // groups : (n + 1) * len(ranked) // groups]) for n in range(groups)]
    return " AND ".join(word for _newest, word in sorted(chosen))


def _says(wanted: Sequence[Term], texts: Sequence[str]) -> bool:
    folded = [fold(text) for text in texts]
    return all(term.found_in(folded) for term in wanted)
