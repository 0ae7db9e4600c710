"""Who is expected, the rooms of the day, passes and the watch list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros

SQL: Final = statements("visitors")


class ExpectedRecord(NamedTuple):
    """An appointment as it stands; ``digits`` of the telephone, to be found by."""

    id: int
    uuid: str
    at: datetime
    state: str
    kind: str
    name: str
    digits: str | None
    ticket_id: int | None
    body: Mapping[str, Any]


class RoomUseRecord(NamedTuple):
    """A meeting in a room; ``prepared``: name of what was prepared → who did it, and when (RFC 3339)."""

    id: int
    uuid: str
    room: str
    starts: datetime
    ends: datetime
    title: str
    organiser: str | None
    people: int | None
    prepared: Mapping[str, Any]
    cancelled: bool


class PassRecord(NamedTuple):
    """A pass that is out, and the ticket of the visitor who has it."""

    id: int
    number: str
    ticket_id: int
    out_at: datetime
    back_at: datetime | None


class WatchedRecord(NamedTuple):
    """One entry of the watch list."""

    id: int
    number: int
    name: str | None
    digits: str | None
    organisation: str | None
    reason: str
    tell: str
    added_at: datetime
    added_by: str
    ended_at: datetime | None


def visits(tx: ReadTransaction, kinds: tuple[str, ...], low: str, high: str) -> list[tuple[int, int]]:
    """(ticket, its version) of the tickets of these kinds that are open or numbered between ``low`` and ``high``."""
    results: dict[int, int] = {}
    for kind in kinds:
        results |= dict(tx.all(SQL.OPEN_VISITS, kind=kind))
        results |= dict(tx.all(SQL.VISITS_NUMBERED, low=low, high=high, kind=kind))
    return sorted(results.items())


def expected_between(
    tx: ReadTransaction, since: datetime, until: datetime, state: str | None = "expected"
) -> list[ExpectedRecord]:
    """Who is expected from ``since`` on and before ``until``, the earliest first; ``state`` ``None``: all."""
    return tx.records(ExpectedRecord, SQL.EXPECTED_BETWEEN, since=micros(since), until=micros(until), state=state)


def find_expected(tx: ReadTransaction, uuid: str) -> ExpectedRecord | None:
    """The appointment of this identity."""
    return tx.record(ExpectedRecord, SQL.FIND_EXPECTED, uuid=uuid)


def expected_of_ticket(tx: ReadTransaction, ticket_id: int) -> ExpectedRecord | None:
    """The appointment that a visitor's ticket came from."""
    return tx.record(ExpectedRecord, SQL.EXPECTED_OF_TICKET, ticket_id=ticket_id)


def rooms_between(tx: ReadTransaction, since: datetime, until: datetime) -> list[RoomUseRecord]:
    """The meetings that take place at some time between two instants, the earliest first."""
    return tx.records(RoomUseRecord, SQL.ROOMS_BETWEEN, since=micros(since), until=micros(until))


def find_room_use(tx: ReadTransaction, uuid: str) -> RoomUseRecord | None:
    """The meeting of this identity, cancelled or not."""
    return tx.record(RoomUseRecord, SQL.FIND_ROOM_USE, uuid=uuid)


def passes_out(tx: ReadTransaction, number: str | None = None) -> list[PassRecord]:
    """The passes that visitors have, the longest first; with ``number`` only that one."""
    return tx.records(PassRecord, SQL.PASSES_OUT, number=number)


def passes_of(tx: ReadTransaction, ticket_id: int) -> list[PassRecord]:
    """Every pass that was given out on a ticket, back or not."""
    return tx.records(PassRecord, SQL.PASSES_OF, ticket_id=ticket_id)


def pass_numbers(tx: ReadTransaction) -> list[str]:
    """The number of each pass that was ever given out."""
    return [number for (number,) in tx.all(SQL.PASS_NUMBERS)]


def watched(tx: ReadTransaction) -> list[WatchedRecord]:
    """Everybody whom the desk watches for."""
    return tx.records(WatchedRecord, SQL.WATCHED)


def next_entry(tx: ReadTransaction) -> int:
    """The number of the next entry of the watch list, by which the counter speaks of it."""
    return int(tx.one(SQL.LAST_WATCHED)[0] or 0) + 1
