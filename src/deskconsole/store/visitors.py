"""Reading and writing who is expected, the rooms of the day, passes and the watch list."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.calendar.instant import from_micros
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import visitor_statements as statements
from deskconsole.store.mapping import Shape, json_of, maybe_micros, micros, storable
from deskconsole.store.visitor_records import ExpectedRecord, PassRecord, RoomUseRecord, WatchedRecord

_EXPECTED: Final = Shape(ExpectedRecord, ExpectedRecord._fields, at=from_micros)
_ROOM: Final = Shape(
    RoomUseRecord,
    RoomUseRecord._fields,
    starts=from_micros,
    ends=from_micros,
    prepared=json.loads,
    cancelled=bool,
)
_PASS: Final = Shape(PassRecord, PassRecord._fields, out_at=from_micros, back_at=from_micros)
# Of a ticket `ended` says whether; of an entry of the watch list `ended_at` says when.
_WATCHED: Final = Shape(WatchedRecord, WatchedRecord._fields, ended_at=from_micros)


def visits(tx: ReadTransaction, kinds: tuple[str, ...], low: str, high: str) -> list[tuple[int, int]]:
    """(ticket, its version) of the tickets of these kinds that are open or numbered between ``low`` and ``high``."""
    results: dict[int, int] = {}
    for kind in kinds:
        results |= dict(tx.all(statements.OPEN_VISITS, site_id=tx.site_id, kind=kind))
        results |= dict(tx.all(statements.VISITS_NUMBERED, site_id=tx.site_id, low=low, high=high, kind=kind))
    return sorted(results.items())


def expected_between(
    tx: ReadTransaction, since: datetime, until: datetime, state: str | None = "expected"
) -> list[ExpectedRecord]:
    """Who is expected from ``since`` on and before ``until``, the earliest first; ``state`` ``None``: all."""
    rows = tx.all(
        statements.EXPECTED_BETWEEN, site_id=tx.site_id, since=micros(since), until=micros(until), state=state
    )
    return [_EXPECTED(row) for row in rows]


def find_expected(tx: ReadTransaction, uuid: str) -> ExpectedRecord | None:
    """The appointment of this identity."""
    row = tx.one(statements.FIND_EXPECTED, site_id=tx.site_id, uuid=uuid)
    return _EXPECTED(row) if row else None


def expected_of_ticket(tx: ReadTransaction, ticket_id: int) -> ExpectedRecord | None:
    """The appointment that a visitor's ticket came from."""
    row = tx.one(statements.EXPECTED_OF_TICKET, ticket_id=ticket_id)
    return _EXPECTED(row) if row else None


def add_expected(
    tx: WriteTransaction, uuid: str, *, at: datetime, kind: str, name: str, digits: str | None, body: Mapping[str, Any]
) -> None:
    """Keep an appointment."""
    tx.insert(
        statements.INSERT_EXPECTED,
        site_id=tx.site_id,
        uuid=uuid,
        at=micros(at),
        state="expected",
        kind=kind,
        name=storable(name),
        digits=digits,
        ticket_id=None,
        body=storable(json_of(dict(body))),
    )


def save_expected(tx: WriteTransaction, expected: ExpectedRecord, state: str, ticket_id: int | None = None) -> None:
    """What became of an appointment: ``arrived`` with the visitor's ticket, or ``cancelled``."""
    tx.run(statements.SAVE_EXPECTED, expected_id=expected.id, state=state, ticket_id=ticket_id)


def rooms_between(tx: ReadTransaction, since: datetime, until: datetime) -> list[RoomUseRecord]:
    """The meetings that take place at some time between two instants, the earliest first."""
    rows = tx.all(statements.ROOMS_BETWEEN, site_id=tx.site_id, since=micros(since), until=micros(until))
    return [_ROOM(row) for row in rows]


def find_room_use(tx: ReadTransaction, uuid: str) -> RoomUseRecord | None:
    """The meeting of this identity, cancelled or not."""
    row = tx.one(statements.FIND_ROOM_USE, site_id=tx.site_id, uuid=uuid)
    return _ROOM(row) if row else None


def add_room_use(
    tx: WriteTransaction,
    uuid: str,
    *,
    room: str,
    starts: datetime,
    ends: datetime,
    title: str,
    organiser: str | None,
    people: int | None,
) -> None:
    """Keep a meeting in a room, with nothing prepared yet."""
    tx.insert(
        statements.INSERT_ROOM_USE,
        site_id=tx.site_id,
        uuid=uuid,
        room=storable(room),
        starts=micros(starts),
        ends=micros(ends),
        title=storable(title),
        organiser=organiser,
        people=people,
        prepared="{}",
        cancelled=False,
    )


def save_room_use(tx: WriteTransaction, use: RoomUseRecord) -> None:
    """Save what has been prepared, and whether the meeting is cancelled (``replace`` the record)."""
    tx.run(
        statements.SAVE_ROOM_USE,
        room_use_id=use.id,
        prepared=storable(json_of(dict(use.prepared))),
        cancelled=use.cancelled,
    )


def passes_out(tx: ReadTransaction, number: str | None = None) -> list[PassRecord]:
    """The passes that visitors have, the longest first; with ``number`` only that one."""
    return [_PASS(row) for row in tx.all(statements.PASSES_OUT, site_id=tx.site_id, number=number)]


def passes_of(tx: ReadTransaction, ticket_id: int) -> list[PassRecord]:
    """Every pass that was given out on a ticket, back or not."""
    return [_PASS(row) for row in tx.all(statements.PASSES_OF, ticket_id=ticket_id)]


def pass_numbers(tx: ReadTransaction) -> list[str]:
    """The number of each pass that was ever given out."""
    return [row[0] for row in tx.all(statements.PASS_NUMBERS, site_id=tx.site_id)]


def give_pass(tx: WriteTransaction, number: str, ticket_id: int, at: datetime) -> None:
    """A visitor gets a pass; it must not be out: ask :func:`passes_out` first."""
    tx.insert(
        statements.INSERT_PASS,
        site_id=tx.site_id,
        number=storable(number),
        ticket_id=ticket_id,
        out_at=micros(at),
        back_at=None,
    )


def take_pass_back(tx: WriteTransaction, record: PassRecord, at: datetime | None) -> None:
    """A pass is back at the desk (``None``: it is out after all)."""
    tx.run(statements.TAKE_PASS_BACK, pass_id=record.id, back_at=maybe_micros(at))


def watched(tx: ReadTransaction) -> list[WatchedRecord]:
    """Everybody whom the desk watches for."""
    return [_WATCHED(row) for row in tx.all(statements.WATCHED, site_id=tx.site_id)]


def add_watched(
    tx: WriteTransaction,
    *,
    name: str | None,
    digits: str | None,
    organisation: str | None,
    reason: str,
    tell: str,
    at: datetime,
    by: str,
) -> int:
    """Put somebody on the watch list; the number of the entry, by which the counter speaks of it."""
    last = tx.one(statements.LAST_WATCHED, site_id=tx.site_id)
    number = int(last[0] or 0) + 1
    tx.insert(
        statements.INSERT_WATCHED,
        site_id=tx.site_id,
        number=number,
        name=name,
        digits=digits,
        organisation=organisation,
        reason=storable(reason),
        tell=storable(tell),
        added_at=micros(at),
        added_by=by,
        ended_at=None,
    )
    return number


def end_watched(tx: WriteTransaction, record: WatchedRecord, at: datetime) -> None:
    """Take somebody off the watch list; the entry stays on record."""
    tx.run(statements.END_WATCHED, watched_id=record.id, ended_at=micros(at))
