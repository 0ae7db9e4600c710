"""Reading and writing shifts, the news of a day and the roster."""

import json
from datetime import date, datetime
from typing import Final

from deskconsole.domain.calendar.instant import from_micros
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import shift_statements as statements
from deskconsole.store.mapping import Shape, json_of, maybe_micros, micros, storable
from deskconsole.store.shift_records import DutyRecord, NewsRecord, ShiftRecord

_SHIFT: Final = Shape(
    ShiftRecord,
    ShiftRecord._fields,
    opened_at=from_micros,
    ticked=json.loads,
    sheet=lambda text: None if text is None else json.loads(text),
    handed_over_at=from_micros,
    accepted_at=from_micros,
)
_NEWS: Final = Shape(NewsRecord, NewsRecord._fields, added_at=from_micros)
_DUTY: Final = Shape(DutyRecord, DutyRecord._fields, absent=bool)


def open_shift(tx: ReadTransaction) -> ShiftRecord | None:
    """The shift that runs; at most one does."""
    row = tx.one(statements.OPEN_SHIFT, site_id=tx.site_id)
    return _SHIFT(row) if row else None


def shifts_waiting(tx: ReadTransaction) -> list[ShiftRecord]:
    """Shifts that were handed over and nobody has accepted, the oldest first."""
    return [_SHIFT(row) for row in tx.all(statements.SHIFT_WAITING, site_id=tx.site_id)]


def newest_shifts(tx: ReadTransaction, limit: int) -> list[ShiftRecord]:
    """The last shifts, the newest first."""
    return [_SHIFT(row) for row in tx.all(statements.NEWEST_SHIFTS, site_id=tx.site_id, limit=limit)]


def add_shift(tx: WriteTransaction, uuid: str, *, part: str, login: str, opened_at: datetime) -> None:
    """A shift begins; no other may be open."""
    tx.insert(
        statements.INSERT_SHIFT,
        site_id=tx.site_id,
        uuid=uuid,
        state="open",
        part=part,
        login=login,
        opened_at=micros(opened_at),
        ticked="{}",
        note=None,
        sheet=None,
        handed_over_at=None,
        handed_over_by=None,
        accepted_at=None,
        accepted_by=None,
    )


def save_shift(tx: WriteTransaction, shift: ShiftRecord) -> None:
    """Save what became of a shift (``_replace`` the record)."""
    tx.run(
        statements.SAVE_SHIFT,
        shift_id=shift.id,
        state=shift.state,
        ticked=json_of(dict(shift.ticked)),
        note=None if shift.note is None else storable(shift.note),
        sheet=None if shift.sheet is None else json_of(dict(shift.sheet)),
        handed_over_at=maybe_micros(shift.handed_over_at),
        handed_over_by=shift.handed_over_by,
        accepted_at=maybe_micros(shift.accepted_at),
        accepted_by=shift.accepted_by,
    )


def news_of_day(tx: ReadTransaction, day: date) -> list[NewsRecord]:
    """What there is to know on a local day, in the order in which it was entered."""
    return [_NEWS(row) for row in tx.all(statements.NEWS_OF_DAY, site_id=tx.site_id, day=day.isoformat())]


def add_news(tx: WriteTransaction, uuid: str, *, day: date, text: str, by: str, at: datetime) -> None:
    """Something to know on a local day."""
    tx.insert(
        statements.INSERT_NEWS,
        site_id=tx.site_id,
        uuid=uuid,
        day=day.isoformat(),
        text=storable(text),
        added_by=by,
        added_at=micros(at),
        dropped=False,
    )


def drop_news(tx: WriteTransaction, uuid: str) -> None:
    """It is not so any more; who read it stays on record."""
    tx.run(statements.DROP_NEWS, site_id=tx.site_id, uuid=uuid, dropped=True)


def duties(tx: ReadTransaction, since: date, until: date) -> list[DutyRecord]:
    """The roster from one local day to another, both included."""
    results = tx.all(statements.DUTIES, site_id=tx.site_id, since=since.isoformat(), until=until.isoformat())
    return [_DUTY(row) for row in results]


def save_duty(tx: WriteTransaction, duty: DutyRecord) -> None:
    """Somebody has a part of a day, in place of whoever had it."""
    tx.run(statements.SAVE_DUTY, site_id=tx.site_id, **duty._asdict())


def clear_duty(tx: WriteTransaction, day: date, part: str) -> None:
    """Nobody has this part of a day."""
    tx.run(statements.CLEAR_DUTY, site_id=tx.site_id, day=day.isoformat(), part=part)
