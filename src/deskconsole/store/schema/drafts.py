"""Forms not yet saved."""

from sqlalchemy import select
from sqlmodel import Field, Index, SQLModel

from deskconsole.store.drafts import DraftRecord
from deskconsole.store.schema.parts import (
    any_or,
    columns,
    delete_row,
    given,
    here,
    instant,
    reference,
    table_of,
    upsert,
)


class DraftRow(SQLModel, table=True):
    """A form not yet saved; scratch, outside the chain."""

    __tablename__ = "draft"
    __table_args__ = (Index("draft_person", "site_id", "person"),)
    id: str = Field(primary_key=True)
    site_id: int = reference("site")
    person: str
    form: str
    body: str
    parked: bool = False
    updated_at: int = instant()


DRAFT = table_of(DraftRow)

SAVE_DRAFT = upsert(DRAFT, "id")
DRAFTS = (
    select(*columns(DraftRecord, DRAFT))
    .where(here(DRAFT), any_or(DRAFT.c.person, "person"))
    .order_by(DRAFT.c.updated_at.desc(), DRAFT.c.id)
)
DROP_DRAFT = delete_row(DRAFT, DRAFT.c.id == given("id"))
