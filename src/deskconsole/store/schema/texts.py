"""The canonical texts of packs and calendars."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql
from sqlmodel import CheckConstraint, Field, SQLModel

from deskconsole.store.schema.parts import columns, given, instant, table_of
from deskconsole.store.texts import PolicyTextRecord


class PolicyTextRow(SQLModel, table=True):
    """The canonical text of a pack or calendar that some event was judged by, named by its SHA-256."""

    __tablename__ = "policy_text"
    __table_args__ = (CheckConstraint("what IN ('pack', 'calendar')", name="policy_text_what"),)
    hash: str = Field(primary_key=True)
    what: str
    name: str
    version: str
    body: str
    added_at: int = instant()


POLICY_TEXT = table_of(PolicyTextRow)

TEXT_OF = select(POLICY_TEXT.c.body).where(POLICY_TEXT.c.hash == given("hash"))
HAS_TEXT = select(POLICY_TEXT.c.hash).where(POLICY_TEXT.c.hash == given("hash"))
TEXTS = select(*columns(PolicyTextRecord, POLICY_TEXT)).order_by(POLICY_TEXT.c.added_at, POLICY_TEXT.c.hash)
TEXT_BODIES = select(POLICY_TEXT.c.hash, POLICY_TEXT.c.body).order_by(POLICY_TEXT.c.hash)
KEEP_TEXT = postgresql.insert(POLICY_TEXT).on_conflict_do_nothing(index_elements=[POLICY_TEXT.c.hash])
