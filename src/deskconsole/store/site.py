"""The site's own row: head of the record, newest recording."""

from datetime import datetime

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import instant
from deskconsole.store.records import SiteRecord
from deskconsole.store.sqlite.connection import SITE_SHAPE


def newest_recorded(tx: ReadTransaction) -> datetime | None:
    """When the newest event was recorded."""
    row = tx.one(statements.HEAD, site_id=tx.site_id)
    return instant(row[2]) if row is not None and row[2] is not None else None


def newest_site_seq(tx: ReadTransaction) -> int:
    """The site sequence of the event recorded last."""
    return int(tx.one(statements.HEAD, site_id=tx.site_id)[0])


def site_now(tx: ReadTransaction) -> SiteRecord:
    """The site's row as this transaction sees it: head of the record, newest recording."""
    row = tx.one(statements.SITE)
    assert row is not None
    return SITE_SHAPE(row)
