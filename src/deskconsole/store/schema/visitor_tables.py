"""Who is expected, which rooms are used when, which passes are out, who is watched for; see ``tables.py``.

What these rows say now is written down in the chain as well, as events of the site.
"""

from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint, column

from deskconsole.store.schema.columns import instant, maybe_instant, reference, row_key


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
