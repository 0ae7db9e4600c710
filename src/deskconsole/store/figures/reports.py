"""Reading for reports: what the tickets of a period ask, what was verified about them, what is handed in."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros
from deskconsole.store.payloads import payload_of

SQL: Final = statements("figures.reports")


class AskedRow(NamedTuple):
    """What a ticket of a period asks, and what its form says."""

    number: str
    kind: str | None
    category: str | None
    content: str | None
    request: str | None
    fields: Mapping[str, Any]


class OwedRow(NamedTuple):
    """A ticket by which a report is handed in."""

    number: str
    owner: str | None
    opened_at: datetime
    closed_at: datetime | None
    ended: bool
    next_due: datetime
    content: str | None
    fields: Mapping[str, Any]


def asked_between(
    tx: ReadTransaction, since: datetime, until: datetime, *, limit: int, whose: str | None = None
) -> list[AskedRow]:
    """The tickets that began in a period, the newest first; ``whose``: those alone that are somebody's."""
    start, end = micros(since), micros(until)
    return tx.records(AskedRow, SQL.ASKED_BETWEEN, since=start, until=end, whose=whose, limit=limit)


def verified_between(tx: ReadTransaction, since: datetime, until: datetime) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What was verified about the tickets that began in a period: number and what the form says, in order."""
    for number, *stored in tx.each(SQL.VERIFIED_BETWEEN, since=micros(since), until=micros(until)):
        yield number, payload_of(*stored).fields


def of_kind(tx: ReadTransaction, kind: str, since: datetime, *, limit: int) -> list[OwedRow]:
    """The tickets of a kind that are open, or began since, the newest first."""
    return tx.records(OwedRow, SQL.OF_KIND, kind=kind, since=micros(since), limit=limit)
