"""Keys of repeated writes."""

from sqlalchemy import select
from sqlmodel import Field, SQLModel

from deskconsole.store.idempotency import WrittenKey
from deskconsole.store.schema.parts import columns, given, here, insert_row, instant, table_of


class WrittenKeyRow(SQLModel, table=True):
    """The key of a write and the answer that was given, for when the write is repeated."""

    __tablename__ = "written_key"
    site_id: int = Field(primary_key=True, foreign_key="site.id", sa_column_kwargs={"autoincrement": False})
    key: str = Field(primary_key=True)
    digest: str
    answer: str
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    created_at: int = instant()


KEY = table_of(WrittenKeyRow)

RECALL_KEY = select(*columns(WrittenKey, KEY)).where(here(KEY), KEY.c.key == given("key"))
REMEMBER_KEY = insert_row(KEY)
