"""The index of words in SQLite's FTS5; see ``search_0003.py`` for how its table is made."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from deskconsole.store.sqlite.library import Connection

_ADD: Final = "INSERT INTO search_words (rowid, words) VALUES (?, ?)"
_REMOVE: Final = "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', ?, ?)"
_MERGE: Final = "INSERT INTO search_words (search_words, rank) VALUES ('merge', ?)"
#: Pages of the index that are written in one go: some 50 ms.
_PAGES: Final = 500
_CLEAR: Final = "INSERT INTO search_words (search_words) VALUES ('delete-all')"
_NTH_NEWEST: Final = "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"
_TERMS: Final = "SELECT term, doc FROM search_vocabulary WHERE term > ?"


class WordIndex:
    """The index as one transaction reads and changes it: ``api.WordIndex``, ``api.WritableWordIndex``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def question(self, ways: Sequence[Sequence[Sequence[str]]]) -> str:
        """FTS5's own language. Words hold nothing but letters and digits, so that no quote can end early."""
        each = ([_joined(" OR ", map(_quoted, group)) for group in way] for way in ways)
        return _joined(" OR ", [_joined(" AND ", groups) for groups in each])

    def reaches(self, question: str, count: int) -> int | None:
        """The key of the entry that so many newer ones fit as well; ``None`` if fewer fit."""
        row = self._connection.execute(_NTH_NEWEST, (question, count)).fetchone()
        return None if row is None else int(row[0])

    def terms(self, after: str) -> Iterator[tuple[str, int]]:
        """Every word behind ``after`` of every entry, sorted by words."""
        return iter(self._connection.execute(_TERMS, (after,)))

    def add(self, key: int, words: str) -> None:
        """A new entry; ``words`` are separated by spaces."""
        self._connection.execute(_ADD, (key, words))

    def remove(self, key: int, words: str) -> None:
        """Take exactly the words of an entry out."""
        self._connection.execute(_REMOVE, (key, words))

    def gather(self, *, first: bool) -> bool:
        """Write a portion of the index anew, from the beginning where it is the ``first``; whether there is more.

        After the last one nothing of what was taken out is left in a part that is read no more. FTS5's own
        ``secure-delete`` damages an index without places of words (seen with SQLite 3.53.4: "corruption found", terms
        that are no UTF-8).
        """
        before = self._connection.total_changes
        self._connection.execute(_MERGE, (-_PAGES if first else _PAGES,))
        return self._connection.total_changes - before >= 2  # so its manual: less is that nothing was done

    def clear(self) -> None:
        """Take everything out."""
        self._connection.execute(_CLEAR)


def _quoted(word: str) -> str:
    return f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"'


def _joined(operator: str, parts: Iterable[str]) -> str:
    joined = list(parts)
    return joined[0] if len(joined) == 1 else operator.join(f"({part})" if " " in part else part for part in joined)
