"""Telephone calls."""

from sqlalchemy import select
from sqlmodel import CheckConstraint, Index, SQLModel, UniqueConstraint, column

from deskconsole.store.calls import CallRecord
from deskconsole.store.schema.parts import (
    AT_MOST,
    also_here,
    columns,
    given,
    here,
    insert_row,
    instant,
    reference,
    row_key,
    table_of,
    update_row,
    word,
)


class PhoneCallRow(SQLModel, table=True):
    """One telephone call, by the telephone system's own name for it."""

    __tablename__ = "phone_call"
    __table_args__ = (
        UniqueConstraint("site_id", "call"),
        CheckConstraint("state IN ('ringing', 'picked_up', 'hung_up', 'missed')", name="phone_call_state"),
        Index("phone_call_caller", "site_id", "digits"),
        Index("phone_call_ringing", "rang_at", sqlite_where=column("state") == "ringing"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    call: str
    ticket_id: int = reference("ticket")
    rang_seq: int
    digits: str | None = None
    rang_at: int = instant()
    state: str


CALL = table_of(PhoneCallRow)

_CALLS = select(*columns(CallRecord, CALL))

FIND_CALL = _CALLS.where(here(CALL), CALL.c.call == given("call"))
RINGING_CALLS = _CALLS.where(CALL.c.state == word("ringing"), also_here(CALL)).order_by(CALL.c.rang_at, CALL.c.id)
CALLS_OF_CALLER = _CALLS.where(here(CALL), CALL.c.digits == given("digits")).order_by(CALL.c.id.desc()).limit(AT_MOST)
INSERT_CALL = insert_row(CALL, "id")
SAVE_CALL_STATE = update_row(CALL, CALL.c.call == given("call"), names=("state",))
