"""The site's own row: head of the record, newest recording."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from deskconsole.store.api import ReadTransaction, SiteRecord, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import instant, json_of

SQL: Final = statements("site")


def newest_recorded(tx: ReadTransaction) -> datetime | None:
    """When the newest event was recorded."""
    newest = tx.head.newest_recorded_at
    return None if newest is None else instant(newest)


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
