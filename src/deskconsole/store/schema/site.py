"""The site's own row."""

from sqlalchemy import select
from sqlmodel import Field, SQLModel

from deskconsole.store.api import Head, SiteRecord
from deskconsole.store.schema.parts import (
    SITE_ID,
    columns,
    insert_row,
    instant,
    maybe_instant,
    row_key,
    table_of,
    update_row,
)


class SiteRow(SQLModel, table=True):
    """A reception desk; the row that every write takes first: numbers, the chain's head, the newest recording."""

    __tablename__ = "site"
    id: int | None = row_key()
    code: str = Field(unique=True)
    created_at: int = instant()
    packs: str
    last_site_seq: int = 0
    head_hash: str
    number_day: str | None = None
    number_last: int = 0
    newest_recorded_at: int | None = maybe_instant()


SITE_TABLE = table_of(SiteRow)

_HERE = SITE_TABLE.c.id == SITE_ID
_HEAD = columns(Head, SITE_TABLE)

SITE = select(*columns(SiteRecord, SITE_TABLE)).order_by(SITE_TABLE.c.id)
SITE_NOW = select(*columns(SiteRecord, SITE_TABLE)).where(_HERE)
INSERT_SITE = insert_row(SITE_TABLE, "id", "number_day", "newest_recorded_at")
HEAD = select(*_HEAD).where(_HERE).with_for_update()
SAVE_HEAD = update_row(SITE_TABLE, _HERE, names=[each.name for each in _HEAD])
SAVE_NUMBERING = update_row(SITE_TABLE, _HERE, names=("number_day", "number_last"))
SAVE_NEWEST = update_row(SITE_TABLE, _HERE, names=("newest_recorded_at",))
SAVE_PACKS = update_row(SITE_TABLE, _HERE, names=("packs",))
