"""The running clocks that somebody is told of at once."""

from typing import Final

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements

SQL: Final = statements("tickets")


def tickets_with_clock(tx: ReadTransaction, do: str, *, limit: int) -> list[int]:
    """The tickets on which a clock runs that asks for ``do``, the nearest due first; each once."""
    return list(dict.fromkeys(int(row[0]) for row in tx.all(SQL.TICKETS_WITH_CLOCK, do=do, limit=limit)))
