"""Who is expected, which rooms are used when, which passes are out, who is watched for.

What these rows say now is written down in the chain as well, as events of the site.
"""

from sqlalchemy import func, select
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint, column

from deskconsole.store.schema.parts import (
    also_here,
    any_or,
    columns,
    given,
    here,
    instant,
    maybe_instant,
    reference,
    row_key,
    table_of,
)
from deskconsole.store.schema.tickets import TICKET
from deskconsole.store.visitors import ExpectedRecord, PassRecord, RoomUseRecord, WatchedRecord


class ExpectedVisitorRow(SQLModel, table=True):
    """An appointment: somebody who is to come. ``body``: what else the check-in form will be filled in with."""

    __tablename__ = "expected_visitor"
    __table_args__ = (
        UniqueConstraint("site_id", "uuid"),
        CheckConstraint("state IN ('expected', 'arrived', 'cancelled')", name="expected_visitor_state"),
        Index("expected_visitor_at", "site_id", "at"),
        Index("expected_visitor_ticket", "ticket_id"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    uuid: str
    at: int = instant()
    state: str
    kind: str
    name: str
    digits: str | None = None
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    body: str


class RoomUseRow(SQLModel, table=True):
    """A meeting in a room. ``prepared``: what has been prepared for it, by whom and when."""

    __tablename__ = "room_use"
    __table_args__ = (UniqueConstraint("site_id", "uuid"), Index("room_use_starts", "site_id", "starts"))
    id: int | None = row_key()
    site_id: int = reference("site")
    uuid: str
    room: str
    starts: int = instant()
    ends: int = instant()
    title: str
    organiser: str | None = None
    people: int | None = None
    prepared: str = "{}"
    cancelled: bool = False


class VisitorPassRow(SQLModel, table=True):
    """A pass that a visitor was given; out until ``back_at``."""

    __tablename__ = "visitor_pass"
    __table_args__ = (
        Index("visitor_pass_out", "site_id", "number", unique=True, sqlite_where=column("back_at").is_(None)),
        Index("visitor_pass_ticket", "ticket_id"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    number: str
    ticket_id: int = reference("ticket")
    out_at: int = instant()
    back_at: int | None = maybe_instant()


class WatchedVisitorRow(SQLModel, table=True):
    """Somebody whom the desk watches for; the reason is for those who keep the list alone."""

    __tablename__ = "watched_visitor"
    __table_args__ = (UniqueConstraint("site_id", "number"),)
    id: int | None = row_key()
    site_id: int = reference("site")
    number: int
    name: str | None = None
    digits: str | None = None
    organisation: str | None = None
    reason: str
    tell: str
    added_at: int = instant()
    added_by: str
    ended_at: int | None = maybe_instant()


EXPECTED = table_of(ExpectedVisitorRow)
ROOM = table_of(RoomUseRow)
PASS = table_of(VisitorPassRow)
WATCH = table_of(WatchedVisitorRow)

_EXPECTED = select(*columns(ExpectedRecord, EXPECTED))
_ROOMS = select(*columns(RoomUseRecord, ROOM)).where(here(ROOM))
_PASSES = select(*columns(PassRecord, PASS))
_VISITS = (
    select(TICKET.c.id, TICKET.c.version).where(here(TICKET), TICKET.c.kind == given("kind")).order_by(TICKET.c.id)
)

OPEN_VISITS = _VISITS.where(TICKET.c.closed_at.is_(None))
VISITS_NUMBERED = _VISITS.where(TICKET.c.number > given("low"), TICKET.c.number < given("high"))
EXPECTED_BETWEEN = _EXPECTED.where(
    here(EXPECTED), EXPECTED.c.at >= given("since"), EXPECTED.c.at < given("until"), any_or(EXPECTED.c.state, "state")
).order_by(EXPECTED.c.at, EXPECTED.c.id)
FIND_EXPECTED = _EXPECTED.where(here(EXPECTED), EXPECTED.c.uuid == given("uuid"))
EXPECTED_OF_TICKET = _EXPECTED.where(EXPECTED.c.ticket_id == given("ticket_id"), also_here(EXPECTED))
ROOMS_BETWEEN = _ROOMS.where(ROOM.c.ends > given("since"), ROOM.c.starts < given("until"), ~ROOM.c.cancelled).order_by(
    ROOM.c.starts, ROOM.c.room, ROOM.c.id
)
FIND_ROOM_USE = _ROOMS.where(ROOM.c.uuid == given("uuid"))
PASSES_OUT = _PASSES.where(here(PASS), PASS.c.back_at.is_(None), any_or(PASS.c.number, "number")).order_by(
    PASS.c.out_at, PASS.c.id
)
PASSES_OF = _PASSES.where(PASS.c.ticket_id == given("ticket_id"), also_here(PASS)).order_by(PASS.c.id)
PASS_NUMBERS = select(PASS.c.number).where(here(PASS)).distinct()
WATCHED = select(*columns(WatchedRecord, WATCH)).where(here(WATCH), WATCH.c.ended_at.is_(None)).order_by(WATCH.c.number)
LAST_WATCHED = select(func.max(WATCH.c.number)).where(here(WATCH))
