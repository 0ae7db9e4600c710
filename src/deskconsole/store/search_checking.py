"""The whole search index: made anew from what tickets, customers and articles say now, and compared with that."""

from array import array
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import groupby, islice
from operator import itemgetter
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.record.checking import FIRST
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

#: One short read transaction.
Transactions = Callable[[], AbstractContextManager[ReadTransaction]]

#: How many entries and how many of their words are told of; a whole index that is gone is one sentence, not a million.
_TOLD: Final = 100
_TOLD_WORDS: Final = 5
#: How many sums are kept, whatever the size of the index, and how many of those that are not zero are looked into.
_SUMS: Final = 65_521
_LOOKED_INTO: Final = 20
_MASK: Final = (1 << 64) - 1
#: What is read in one transaction: events, texts, words of entries.
_EVENTS: Final = 5_000
_TEXTS: Final = 2_000
_WORDS: Final = 300_000


def rebuild(tx: WriteTransaction) -> int:
    """Empty the index and fill it again, one thing after the other; how many entries it has then."""
    tx.index.clear()
    tx.run(SQL.DROP_CUSTOMER_TEXTS)
    count, after = 0, FIRST
    while portion := _events(tx, after, _last(tx)):
        after = portion[-1].id
        for match in portion:
            if words := words_of_match(match):
                tx.index.add(match.id, words)
                count += 1
    after = FIRST
    while articles := _texts(tx, after):
        after = articles[-1].id
        for text in articles:
            tx.index.add(text.id, words_of_text(text))
        count += len(articles)
    after = FIRST
    while customers := customer_ids(tx, after, _TEXTS):
        after = customers[-1]
        for key in customers:
            index_customer(tx, key)
        count += len(customers)
    return count


def _last(tx: ReadTransaction) -> int:
    """The key of the newest event."""
    return int(tx.one(SQL.LAST_EVENT)[0] or 0)


def _events(tx: ReadTransaction, after: int, last: int) -> list[IndexedEvent]:
    return tx.records(IndexedEvent, SQL.EVENTS_TO_INDEX, after=after, last=last, limit=_EVENTS)


def _texts(tx: ReadTransaction, after: int) -> list[TextMatch]:
    return tx.records(TextMatch, SQL.SEARCH_TEXTS, after=after, limit=_TEXTS)


def customer_ids(tx: ReadTransaction, after: int, limit: int) -> list[int]:
    """The row keys of the next customers."""
    return [int(key) for (key,) in tx.all(SQL.CUSTOMER_IDS, after=after, limit=limit)]


class WordsDiffer(NamedTuple):
    """An entry of the index that is not what it should be; ``what``: the ticket's number, a customer's name …"""

    what: str
    missing: tuple[str, ...]
    extra: tuple[str, ...]


def words_differ(reading: Transactions) -> Iterator[WordsDiffer]:
    """Each ticket, customer and article whose words are not those that its texts have.

    The index is sorted by words. Each entry adds what its words should be to one of a fixed number of sums, and the
    index, as it goes by, takes its own away: only where something remains are entries looked into. Others may write
    meanwhile: newer events are left out, a text that was changed meanwhile is not told of.
    """
    with reading() as tx:
        last = _last(tx)
    sums = array("Q", bytes(8 * _SUMS))
    for key, words in _expected(reading, last):
        place = key % _SUMS
        sums[place] = (sums[place] + key * sum(map(hash, words))) & _MASK
    newer: dict[int, set[str]] = {}
    for word, keys in _stored(reading):
        value = hash(word)
        for key in keys:
            if key <= last or key >= CUSTOMERS:
                place = key % _SUMS
                sums[place] = (sums[place] - key * value) & _MASK
            elif key in newer or len(newer) < _TOLD:
                newer.setdefault(key, set()).add(word)
    wrong = frozenset(islice((place for place, rest in enumerate(sums) if rest), _LOOKED_INTO))
    if wrong:
        yield from islice(_differences(reading, last, wrong), _TOLD)
    for key, words in newer.items():
        with reading() as tx:
            name, due = _entry(tx, key)
        if not due:
            yield _described(name, due, words)  # of no event, though its key is to be one's
    yield from _stale_customers(reading)


def _expected(reading: Transactions, last: int) -> Iterator[tuple[int, set[str]]]:
    """Each entry that the index should have, with its words."""
    for match in _all_events(reading, last):
        yield match.id, set(words_of_match(match).split())
    for text in _all_texts(reading):
        yield text.id, set(words_of_text(text).split())


def _all_events(reading: Transactions, last: int) -> Iterator[IndexedEvent]:
    after = FIRST
    while True:
        with reading() as tx:
            portion = _events(tx, after, last)
        yield from portion
        if not portion:
            return
        after = portion[-1].id


def _all_texts(reading: Transactions) -> Iterator[TextMatch]:
    after = FIRST
    while True:
        with reading() as tx:
            portion = _texts(tx, after)
        yield from portion
        if not portion:
            return
        after = portion[-1].id


def _stored(reading: Transactions) -> Iterator[tuple[str, list[int]]]:
    """Each word that the index has, with the keys of its entries; a word is read in one transaction."""
    after = ""
    while True:
        words: list[tuple[str, list[int]]] = []
        read = 0
        with reading() as tx:
            for word, entries in groupby(tx.index.terms(after), itemgetter(0)):
                words.append((word, [key for _word, key in entries]))
                read += len(words[-1][1])
                if read >= _WORDS:
                    break
        yield from words
        if not words:
            return
        after = words[-1][0]


def _differences(reading: Transactions, last: int, wrong: frozenset[int]) -> Iterator[WordsDiffer]:
    """The entries of these sums that differ, word by word."""
    due = {key: words for key, words in _expected(reading, last) if key % _SUMS in wrong}
    stored: dict[int, set[str]] = {key: set() for key in due}
    for word, keys in _stored(reading):
        for key in keys:
            if key % _SUMS in wrong and (key <= last or key >= CUSTOMERS):
                stored.setdefault(key, set()).add(word)
    for key in sorted(stored):
        if stored[key] != due.get(key, set()):
            with reading() as tx:
                name, words = _entry(tx, key)
            if words == due.get(key, set()):
                yield _described(name, words, stored[key])


def _entry(tx: ReadTransaction, key: int) -> tuple[str, set[str]]:
    """What an entry is of, and its words."""
    if key >= CUSTOMERS:
        text = stored_text(tx, key)
        return (text.title or text.ref, set(words_of_text(text).split())) if text is not None else (f"#{key}", set())
    for match in tx.records(IndexedEvent, SQL.EVENTS_TO_INDEX, after=key - 1, last=key, limit=1):
        return f"{match.number} {match.seq}", set(words_of_match(match).split())
    return f"#{key}", set()


def _described(what: str, due: set[str], stored: set[str]) -> WordsDiffer:
    missing, extra = sorted(due - stored), sorted(stored - due)
    return WordsDiffer(
        what, tuple(word[1:] for word in missing[:_TOLD_WORDS]), tuple(word[1:] for word in extra[:_TOLD_WORDS])
    )


def _stale_customers(reading: Transactions) -> Iterator[WordsDiffer]:
    """Customers whose texts are not what their rows say, or whose rows are gone."""
    after = FIRST
    while True:
        with reading() as tx:
            keys = customer_ids(tx, after, _TEXTS)
            problems = [each for key in keys for each in _stale(tx, key)]
        yield from problems
        if not keys:
            break
        after = keys[-1]
    after = FIRST
    while True:
        with reading() as tx:
            texts = _texts(tx, after)
            gone = [text.id - CUSTOMERS for text in texts if text.kind == "customer"]
            problems = [each for key in gone if text_of_customer(tx, key) is None for each in _stale(tx, key)]
        yield from problems
        if not texts:
            return
        after = texts[-1].id


def _stale(tx: ReadTransaction, key: int) -> Iterator[WordsDiffer]:
    due, result = text_of_customer(tx, key), stored_text(tx, CUSTOMERS + key)
    if due != result and (named := due or result) is not None:
        expected = set(words_of_text(due).split()) if due is not None else set()
        stored = set(words_of_text(result).split()) if result is not None else set()
        yield _described(named.title or named.ref or str(key), expected, stored)


def article_texts(tx: ReadTransaction) -> list[int]:
    """The keys of the articles that are found, for `verify`."""
    return [int(key) for (key,) in tx.all(SQL.ARTICLE_TEXT_IDS)]
