"""Comparing the search index with what it was made from, for `verify`; nothing is written, memory stays small."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from deskconsole.domain.search.words import words_of
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import search_statements as statements
from deskconsole.store.search import (
    CUSTOMERS,
    TICKET_MARK,
    marked,
    stored_text,
    text_of_customer,
    texts_of_match,
    words_of_text,
)
from deskconsole.store.search_records import IndexedEvent, TextMatch

#: How many entries and how many of their words are told of; a whole index that is gone is one sentence, not a million.
_TOLD: Final = 100
_TOLD_WORDS: Final = 5
_SUM: Final = (1 << 64) - 1


class WordsDiffer(NamedTuple):
    """An entry of the index that is not what it should be; ``what``: the ticket's number, a customer's name …"""

    what: str
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def words_differ(tx: ReadTransaction) -> Iterator[WordsDiffer]:
    """Each ticket, customer and article whose words are not those that its texts have.

    The sum of the words' hashes is kept for each entry while the index, sorted by words, goes by.
    """
    sums = _Sums(_last(tx))
    for key, words in _expected(tx):
        sums.add(key, sum(map(hash, set(words))))
    for term, key in tx.each(statements.INDEX_TERMS):
        sums.add(key, -hash(term))
    wrong = list(islice(sums.rests(), _TOLD))
    if wrong:
        yield from _differences(tx, frozenset(wrong))
    yield from _stale_customers(tx)


class _Sums:
    """A number for each entry: eight bytes for each event, for there are very many of those."""

    def __init__(self, last: int) -> None:
        self._events = array("Q", bytes(8 * (last + 1)))
        self._others: dict[int, int] = {}

    def add(self, key: int, value: int) -> None:
        if 0 <= key < len(self._events):
            self._events[key] = (self._events[key] + value) & _SUM
        else:
            self._others[key] = (self._others.get(key, 0) + value) & _SUM

    def rests(self) -> Iterator[int]:
        """The entries whose number is not zero."""
        yield from (key for key, rest in enumerate(self._events) if rest)
        yield from (key for key, rest in sorted(self._others.items()) if rest)


def _last(tx: ReadTransaction) -> int:
    """The key of the newest event."""
    return int(tx.one(statements.LAST_EVENT)[0] or 0)


def _expected(tx: ReadTransaction) -> Iterator[tuple[int, list[str]]]:
    for match in _events(tx):
        yield match.id, _words_of_event(match)
    for text in _texts(tx):
        yield text.id, words_of_text(text).split()


def _words_of_event(match: IndexedEvent) -> list[str]:
    return marked(TICKET_MARK, words_of(texts_of_match(match))).split()


def _events(tx: ReadTransaction) -> Iterator[IndexedEvent]:
    return (IndexedEvent(*row) for row in tx.each(statements.EVENTS_TO_INDEX))


def _texts(tx: ReadTransaction) -> Iterator[TextMatch]:
    return (TextMatch(*row) for row in tx.each(statements.SEARCH_TEXTS))


def _differences(tx: ReadTransaction, wrong: frozenset[int]) -> Iterator[WordsDiffer]:
    """The entries that differ, word by word."""
    stored: dict[int, set[str]] = {key: set() for key in wrong}
    for term, key in tx.each(statements.INDEX_TERMS):
        if key in wrong:
            stored[key].add(term)
    for match in _events(tx):
        if match.id in wrong:
            yield _described(f"{match.number} {match.seq}", _words_of_event(match), stored.pop(match.id))
    for text in _texts(tx):
        if text.id in wrong:
            yield _described(text.title or text.ref, words_of_text(text).split(), stored.pop(text.id))
    for key, words in sorted(stored.items()):
        yield _described(f"#{key}", (), words)


def _described(what: str, expected: Iterable[str], stored: set[str]) -> WordsDiffer:
    due = set(expected)
    missing, extra = sorted(due - stored), sorted(stored - due)
    return WordsDiffer(
        what, tuple(word[1:] for word in missing[:_TOLD_WORDS]), tuple(word[1:] for word in extra[:_TOLD_WORDS])
    )


def _stale_customers(tx: ReadTransaction) -> Iterator[WordsDiffer]:
    """Customers whose texts are not what their rows say, or whose rows are gone."""
    keys = {key for (key,) in tx.all(statements.CUSTOMER_IDS)}
    keys |= {text.id - CUSTOMERS for text in _texts(tx) if text.kind == "customer"}
    for key in sorted(keys):
        due, result = text_of_customer(tx, key), stored_text(tx, CUSTOMERS + key)
        if due != result:
            named = due or result
            expected = words_of_text(due).split() if due is not None else []
            stored = set(words_of_text(result).split()) if result is not None else set()
            yield _described((named.title or named.ref) if named is not None else str(key), expected, stored)
