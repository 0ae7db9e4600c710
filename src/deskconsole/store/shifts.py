"""Shifts, the news of a day and the roster; rounds, entries of emergencies."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from deskconsole.domain.emergency.log import Entry
from deskconsole.domain.site.rounds import RoundTick
from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements

SQL: Final = statements("shifts")


class ShiftRecord(NamedTuple):
    """A shift as it stands; ``ticked``: item → who did it, and when (RFC 3339)."""

    id: int
    uuid: str
    state: str
    part: str
    login: str
    opened_at: datetime
    ticked: Mapping[str, Any]
    note: str | None
    sheet: Mapping[str, Any] | None
    handed_over_at: datetime | None
    handed_over_by: str | None
    accepted_at: datetime | None
    accepted_by: str | None


class NewsRecord(NamedTuple):
    """Something to know on a local day (ISO)."""

    uuid: str
    day: str
    text: str
    added_by: str
    added_at: datetime


class DutyRecord(NamedTuple):
    """Who has a part of a local day (ISO)."""

    day: str
    part: str
    login: str
    substitute: str | None
    absent: bool


def open_shift(tx: ReadTransaction) -> ShiftRecord | None:
    """The shift that runs; at most one does."""
    return tx.record(ShiftRecord, SQL.OPEN_SHIFT)


def shifts_waiting(tx: ReadTransaction) -> list[ShiftRecord]:
    """Shifts that were handed over and nobody has accepted, the oldest first."""
    return tx.records(ShiftRecord, SQL.SHIFTS_WAITING)


def newest_shifts(tx: ReadTransaction, limit: int) -> list[ShiftRecord]:
    """The last shifts, the newest first."""
    return tx.records(ShiftRecord, SQL.NEWEST_SHIFTS, limit=limit)


def news_of_day(tx: ReadTransaction, day: date) -> list[NewsRecord]:
    """What there is to know on a local day, in the order in which it was entered."""
    return tx.records(NewsRecord, SQL.NEWS_OF_DAY, day=day.isoformat())


def duties(tx: ReadTransaction, since: date, until: date) -> list[DutyRecord]:
    """The roster from one local day to another, both included."""
    return tx.records(DutyRecord, SQL.DUTIES, since=since.isoformat(), until=until.isoformat())


def emergency_entries(tx: ReadTransaction, newest: int) -> list[Entry]:
    """The entries of the newest emergencies, in the order in which they were written down."""
    return tx.records(Entry, SQL.EMERGENCY_ENTRIES, limit=newest)


def stored_entries(tx: ReadTransaction) -> frozenset[str]:
    """The ids of all entries that the store holds."""
    return frozenset(row[0] for row in tx.all(SQL.STORED_ENTRIES))


def round_ticks(tx: ReadTransaction, since: date, until: date) -> list[RoundTick]:
    """What was looked at on rounds from one local day to another, both included."""
    return tx.records(RoundTick, SQL.ROUND_TICKS, since=since.isoformat(), until=until.isoformat())
