"""The site's own row: head of the record, newest recording."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from deskconsole.domain.tickets.event import Event
from deskconsole.store.api import ReadTransaction, SiteRecord, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import instant, json_of, micros
from deskconsole.store.payloads import event_of

SQL: Final = statements("site")
EVENTS: Final = statements("events")


def newest_recorded(tx: ReadTransaction) -> datetime | None:
    """When the newest event was recorded."""
    newest = tx.head.newest_recorded_at
    return None if newest is None else instant(newest)


def recorded_by(tx: ReadTransaction, since: datetime) -> str | None:
    """Who has recorded the newest event that is somebody's, of those from ``since`` on."""
    row = tx.one(EVENTS.RECORDED_BY, since=micros(since), limit=1)
    return None if row is None else row[0]


def site_events_of(tx: ReadTransaction, kind: str, since: datetime) -> list[Event]:
    """The events of the site of one kind that were recorded from ``since`` on."""
    return [event_of(row) for row in tx.all(EVENTS.SITE_EVENTS_OF_KIND, since=micros(since), kind=kind)]


def newest_site_seq(tx: ReadTransaction) -> int:
    """The site sequence of the event recorded last."""
    return tx.head.last_site_seq


def set_packs(tx: WriteTransaction, packs: Sequence[str]) -> None:
    """Say which packs the site uses, in order of priority."""
    tx.run(SQL.SAVE_PACKS, packs=json_of(list(packs)))


def site_now(tx: ReadTransaction) -> SiteRecord:
    """The site's row as this transaction sees it: head of the record, newest recording."""
    row = tx.record(SiteRecord, SQL.SITE_NOW)
    assert row is not None
    return row
