"""Tickets that are alike, by what was derived from their events: of one kind, of one cause, papers in one state."""

from datetime import datetime
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros

SQL: Final = statements("tickets")


class AlikeRow(NamedTuple):
    """A ticket of the same kind, for counting those that are alike."""

    id: int
    number: str
    opened_at: datetime
    tier: str | None
    channel: str | None
    category: str | None
    kind: str | None
    level: int | None
    urgent: bool
    cause: str | None


def tickets_of_cause(tx: ReadTransaction, kind: str, cause: str, first: datetime, last: datetime) -> list[AlikeRow]:
    """The tickets of a kind that one cause brought about, begun from ``first`` to ``last``, oldest first."""
    return tx.records(AlikeRow, SQL.TICKETS_OF_CAUSE, kind=kind, cause=cause, first=micros(first), last=micros(last))


def tickets_of_kind(tx: ReadTransaction, kind: str, first: datetime, last: datetime) -> list[AlikeRow]:
    """The tickets of a kind that began from ``first`` to ``last``, oldest first; none withdrawn or merged."""
    return tx.records(AlikeRow, SQL.TICKETS_OF_KIND, kind=kind, first=micros(first), last=micros(last))


def tickets_with_papers(tx: ReadTransaction, papers: str) -> list[int]:
    """The keys of the tickets whose papers are in a state (``domain/tickets/papers.py``), oldest first."""
    return [row[0] for row in tx.all(SQL.TICKETS_WITH_PAPERS, papers=papers)]
