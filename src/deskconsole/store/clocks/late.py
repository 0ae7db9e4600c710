"""Clocks that ended late, and why."""

from datetime import datetime
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros

SQL: Final = statements("tickets")

#: As many rows as there are.
_ALL: Final = 2**63 - 1


class LateRow(NamedTuple):
    """A clock that ended late, with why, and what a list shows of its ticket."""

    number: str
    rule: str
    of: int
    do: str
    name: str
    assignee: str | None
    due: datetime
    ended: datetime | None
    cause: str | None
    cause_by: str | None
    cause_state: str | None
    pack_hash: str
    calendar_hash: str
    kind: str | None
    owner: str | None
    first_receiver: str | None


def late_clocks(
    tx: ReadTransaction, since: datetime, *, undecided: bool = False, limit: int | None = None
) -> list[LateRow]:
    """Clocks that ended late since then, the newest first; ``undecided``: those only whose reason nobody has given or
    judged yet."""
    return tx.records(
        LateRow,
        SQL.LATE_CLOCKS,
        since=micros(since),
        undecided=1 if undecided else None,
        limit=_ALL if limit is None else limit,
    )
