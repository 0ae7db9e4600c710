"""Keys of repeated writes: what was answered the first time."""

from datetime import datetime

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros, storable
from deskconsole.store.records import WrittenKey


def recall_key(tx: ReadTransaction, key: str) -> WrittenKey | None:
    """What was answered to the write with this key, if there was one."""
    row = tx.one(statements.RECALL_KEY, site_id=tx.site_id, key=key)
    return WrittenKey(*row) if row else None


def remember_key(
    tx: WriteTransaction, key: str, digest: str, answer: str, ticket_id: int | None = None, *, at: datetime
) -> None:
    """Keep what was answered to the write with this key; ``digest`` is of the write's content."""
    tx.insert(
        statements.REMEMBER_KEY,
        site_id=tx.site_id,
        key=storable(key),
        digest=digest,
        answer=storable(answer),
        ticket_id=ticket_id,
        created_at=micros(at),
    )
