"""What is open and how long steps took, for the forecast; when calls came and who was there, for the roster (R35)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import instant, micros

SQL: Final = statements("figures.forecast")


class OpenClock(NamedTuple):
    """A clock that runs, with what says who may do what it asks for, and how long that takes."""

    ticket_id: int
    number: str
    rule: str
    name: str
    of: int
    do: str
    role: str
    assignee: str | None
    started: datetime
    due: datetime
    pack_hash: str
    calendar_hash: str
    kind: str | None
    owner: str | None


class DoneStep(NamedTuple):
    """A clock that was met, in time or late: what was done, of which kind of work, from when until when."""

    ticket_id: int
    do: str
    kind: str | None
    started: datetime
    ended: datetime


class Hand(NamedTuple):
    """That somebody recorded something of a ticket, or of the site (``None``)."""

    by: str
    ticket_id: int | None
    kind: str
    happened_at: datetime


class TicketOfPeriod(NamedTuple):
    """A ticket that began within a period, and the pack that it goes by."""

    id: int
    number: str
    pack: str
    kind: str | None


def open_clocks(tx: ReadTransaction, since: datetime, until: datetime) -> list[OpenClock]:
    """The clocks that run and are due from ``since`` until ``until``, the nearest due first."""
    return tx.records(OpenClock, SQL.OPEN_CLOCKS, since=micros(since), until=micros(until))


def done_steps(tx: ReadTransaction, since: datetime, until: datetime, limit: int) -> list[DoneStep]:
    """The last steps that were done between two instants, the newest first."""
    return tx.records(DoneStep, SQL.DONE_STEPS, since=micros(since), until=micros(until), limit=limit)


def hands(tx: ReadTransaction, since: datetime, until: datetime, limit: int) -> list[Hand]:
    """Who recorded something between two instants, the newest first."""
    return tx.records(Hand, SQL.HANDS, since=micros(since), until=micros(until), limit=limit)


def at_work(tx: ReadTransaction, since: datetime, until: datetime) -> dict[str, datetime]:
    """Who has recorded something from one instant to another, and when last."""
    return {str(by): instant(last) for by, last in tx.all(SQL.AT_WORK, since=micros(since), until=micros(until))}


def calls_by_part(tx: ReadTransaction, since: datetime, until: datetime) -> dict[int, int]:
    """How many calls came in each half hour from ``since`` on; those without any are left out."""
    return {int(part): int(n) for part, n in tx.all(SQL.CALLS_BY_PART, since=micros(since), until=micros(until))}


def there_by_part(tx: ReadTransaction, since: datetime, until: datetime) -> list[tuple[int, str]]:
    """Who recorded something in which half hour from ``since`` on, each once."""
    return [(int(part), str(by)) for part, by in tx.all(SQL.THERE_BY_PART, since=micros(since), until=micros(until))]


def waits(tx: ReadTransaction, since: datetime, until: datetime) -> tuple[int, int, timedelta]:
    """How many calls were answered or given up, how many of them were given up, and how long all of them waited."""
    row = tx.one(SQL.WAITS, since=micros(since), until=micros(until))
    assert row is not None
    return int(row[0]), int(row[1]), timedelta(microseconds=int(row[2]))


def tickets_between(tx: ReadTransaction, since: datetime, until: datetime) -> Iterator[TicketOfPeriod]:
    """The tickets that began between two instants, the oldest first, one after the other."""
    rows = tx.each(SQL.TICKETS_BETWEEN, since=micros(since), until=micros(until))
    return (TicketOfPeriod(*row) for row in rows)
