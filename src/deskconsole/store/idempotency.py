"""Keys of repeated writes: what was answered the first time."""

from datetime import datetime
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros, storable

SQL: Final = statements("idempotency")

#: In place of the digest where an older version had kept something else; any content counts as the same.
OLDER: Final = "older"


class WrittenKey(NamedTuple):
    """What was answered to a write that carried a key; ``digest`` tells whether a repeat has the same content."""

    digest: str
    answer: str


def recall_key(tx: ReadTransaction, key: str) -> WrittenKey | None:
    """What was answered to the write with this key, if there was one."""
    return tx.record(WrittenKey, SQL.RECALL_KEY, key=key)


def remember_key(
    tx: WriteTransaction, key: str, digest: str, answer: str, ticket_id: int | None = None, *, at: datetime
) -> None:
    """Keep what was answered to the write with this key; ``digest`` is of the write's content."""
    tx.insert(
        SQL.REMEMBER_KEY,
        key=storable(key),
        digest=digest,
        answer=storable(answer),
        ticket_id=ticket_id,
        created_at=micros(at),
    )
