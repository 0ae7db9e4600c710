"""The whole search index: made anew from what tickets, customers and articles say now, and compared with that."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.search import (
    CUSTOMERS,
    IndexedEvent,
    TextMatch,
    index_customer,
    stored_text,
    text_of_customer,
    words_of_match,
    words_of_text,
)

SQL: Final = statements("search")

#: How many entries and how many of their words are told of; a whole index that is gone is one sentence, not a million.
_TOLD: Final = 100
_TOLD_WORDS: Final = 5
_SUM: Final = (1 << 64) - 1


def rebuild(tx: WriteTransaction) -> int:
    """Empty the index and fill it again, one thing after the other; how many entries it has then."""
    tx.index.clear()
    tx.run(SQL.DROP_CUSTOMER_TEXTS)
    count = 0
    for match in _events(tx):
        if words := words_of_match(match):
            tx.index.add(match.id, words)
            count += 1
    articles = list(_texts(tx))
    for text in articles:
        tx.index.add(text.id, words_of_text(text))
    customers = [key for (key,) in tx.all(SQL.CUSTOMER_IDS)]
    for key in customers:
        index_customer(tx, key)
    return count + len(articles) + len(customers)


def _events(tx: ReadTransaction) -> Iterator[IndexedEvent]:
    return (IndexedEvent(*row) for row in tx.each(SQL.EVENTS_TO_INDEX))


def _texts(tx: ReadTransaction) -> Iterator[TextMatch]:
    return (TextMatch(*row) for row in tx.each(SQL.SEARCH_TEXTS))


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
    for term, key in tx.index.terms():
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
    return int(tx.one(SQL.LAST_EVENT)[0] or 0)


def _expected(tx: ReadTransaction) -> Iterator[tuple[int, list[str]]]:
    for match in _events(tx):
        yield match.id, words_of_match(match).split()
    for text in _texts(tx):
        yield text.id, words_of_text(text).split()


def _differences(tx: ReadTransaction, wrong: frozenset[int]) -> Iterator[WordsDiffer]:
    """The entries that differ, word by word."""
    stored: dict[int, set[str]] = {key: set() for key in wrong}
    for term, key in tx.index.terms():
        if key in wrong:
            stored[key].add(term)
    for match in _events(tx):
        if match.id in wrong:
            yield _described(f"{match.number} {match.seq}", words_of_match(match).split(), stored.pop(match.id))
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
    keys = {key for (key,) in tx.all(SQL.CUSTOMER_IDS)}
    keys |= {text.id - CUSTOMERS for text in _texts(tx) if text.kind == "customer"}
    for key in sorted(keys):
        due, result = text_of_customer(tx, key), stored_text(tx, CUSTOMERS + key)
        if due != result:
            named = due or result
            expected = words_of_text(due).split() if due is not None else []
            stored = set(words_of_text(result).split()) if result is not None else set()
            yield _described((named.title or named.ref) if named is not None else str(key), expected, stored)
