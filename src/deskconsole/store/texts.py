"""The canonical texts of packs and calendars, by their hashes."""

from datetime import datetime
from hashlib import sha256
from typing import Final

from deskconsole.errors import NotFound
from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of, storable

SQL: Final = statements("texts")


class PolicyTextRecord(NamedTuple):
    """A stored pack or calendar, without its text."""

    hash: str
    what: str
    name: str
    version: str
    added_at: datetime


def text_of(tx: ReadTransaction, digest: str) -> str:
    """The canonical text of a pack or calendar by its SHA-256; raises :class:`NotFound`."""
    row = tx.one(SQL.TEXT_OF, hash=digest)
    if row is None:
        raise NotFound("the store does not hold the pack or calendar {hash}", hash=digest)
    return str(row[0])


def texts(tx: ReadTransaction) -> list[PolicyTextRecord]:
    """Every stored pack and calendar, oldest first, without bodies."""
    return tx.records(PolicyTextRecord, SQL.TEXTS)


def store_text(
    tx: WriteTransaction, digest: str, *, what: str, name: str, version: str, body: str, at: datetime
) -> None:
    """Keep the canonical text of a ``pack`` or ``calendar``; one that is kept already costs a look-up only."""
    if tx.one(SQL.HAS_TEXT, hash=digest) is not None:
        return
    if sha256(body.encode()).hexdigest() != digest:
        raise ValueError("the hash is not that of the text")
    record = PolicyTextRecord(digest, what, name, version, at)
    tx.run(SQL.KEEP_TEXT, body=storable(body), **columns_of(record))
