"""The record: the chain of all events of a site, and what each event says."""

from sqlalchemy import func, select
from sqlmodel import Field, Index, LargeBinary, SQLModel, UniqueConstraint, column

from deskconsole.store.payloads import StoredPayload
from deskconsole.store.record.chain import Link
from deskconsole.store.schema.parts import (
    AT_MOST,
    also_here,
    columns,
    delete_row,
    given,
    here,
    insert_row,
    instant,
    reference,
    row_key,
    table_of,
    word,
)
from deskconsole.store.schema.tickets import TICKET


class EventRow(SQLModel, table=True):
    """One link of the site's chain; append-only by triggers. ``ticket_id`` is null for an event of the site.

    ``chain_rule``: how its hash was made (``payloads.py``). ``facts``: what is kept of what it says, as JSON.
    ``payload_digest``: of the row that can be deleted, empty where it has none.
    """

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("site_id", "site_seq"),
        UniqueConstraint("ticket_id", "seq"),
        Index("event_recorded", "recorded_at", "ticket_id"),
        Index("event_backed_up", "site_id", "site_seq", sqlite_where=column("kind") == "backed_up"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    site_seq: int
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    seq: int
    kind: str
    of: int | None = None
    happened_at: int = instant()
    recorded_at: int = instant()
    by: str | None = None
    source: str
    by_role: str | None = None
    by_department: str | None = None
    pack_hash: str
    calendar_hash: str
    chain_rule: int = 2
    payload_digest: str
    facts: str = ""
    entered_by: str | None = None
    prev_hash: str
    hash: str


class PayloadRow(SQLModel, table=True):
    """The words of an event as JSON, with the salt of their digest; all that an erasure deletes."""

    __tablename__ = "payload"
    event_id: int = Field(primary_key=True, foreign_key="event.id")
    salt: bytes = Field(sa_type=LargeBinary)
    body: str


EVENT = table_of(EventRow)
PAYLOAD = table_of(PayloadRow)

#: An event as ``payloads.event_of`` reads it.
EVENT_COLUMNS = (
    *(EVENT.c[name] for name in ("seq", "kind", "of", "happened_at", "recorded_at", "by", "source", "by_role")),
    *(EVENT.c[name] for name in ("by_department", "pack_hash", "calendar_hash")),
    *(EVENT.c[name] for name in ("entered_by", "chain_rule", "payload_digest", "facts")),
    PAYLOAD.c.body,
)
WITH_PAYLOAD = EVENT.outerjoin(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id)
_OF_TICKET = (EVENT.c.ticket_id == given("ticket_id"), also_here(EVENT))
_OF_SITE = (here(EVENT), EVENT.c.ticket_id.is_(None))
_SINCE = (here(EVENT), EVENT.c.site_seq > given("after"))

TICKET_EVENTS = select(*EVENT_COLUMNS).select_from(WITH_PAYLOAD).where(*_OF_TICKET).order_by(EVENT.c.seq)
TICKET_EVENTS_AFTER = (
    select(*EVENT_COLUMNS)
    .select_from(WITH_PAYLOAD)
    .where(*_OF_TICKET, EVENT.c.seq > given("after"))
    .order_by(EVENT.c.seq)
)
EVENT_HASH = select(EVENT.c.hash).where(*_OF_TICKET, EVENT.c.seq == given("seq"))
SITE_EVENTS = (
    select(*EVENT_COLUMNS, EVENT.c.site_seq)
    .select_from(WITH_PAYLOAD)
    .where(*_SINCE, EVENT.c.ticket_id.is_(None))
    .order_by(EVENT.c.site_seq)
    .limit(AT_MOST)
)
EVENTS_SINCE = (
    select(EVENT.c.site_seq, EVENT.c.ticket_id, EVENT.c.kind, EVENT.c.by)
    .where(*_SINCE)
    .order_by(EVENT.c.site_seq)
    .limit(AT_MOST)
)
TICKETS_CHANGED_AFTER = select(EVENT.c.ticket_id).where(
    EVENT.c.recorded_at > given("recorded"), also_here(EVENT), EVENT.c.happened_at > given("happened")
)
RECORDED_BY = (
    select(EVENT.c.by)
    .where(EVENT.c.recorded_at >= given("since"), also_here(EVENT), EVENT.c.by.is_not(None))
    .order_by(EVENT.c.recorded_at.desc())
    .limit(AT_MOST)
)
SITE_EVENTS_OF_KIND = (
    select(*EVENT_COLUMNS)
    .select_from(WITH_PAYLOAD)
    .where(
        EVENT.c.recorded_at >= given("since"),
        also_here(EVENT),
        EVENT.c.ticket_id.is_(None),
        EVENT.c.kind == given("kind"),
    )
)
LAST_SEQ = select(func.max(EVENT.c.seq)).where(*_OF_TICKET)
INSERT_EVENT = insert_row(EVENT, "id")
INSERT_PAYLOAD = insert_row(PAYLOAD)
ERASE_PAYLOAD = delete_row(
    PAYLOAD, PAYLOAD.c.event_id.in_(select(EVENT.c.id).where(*_OF_TICKET, EVENT.c.seq == given("seq")))
)
ERASE_SITE_PAYLOAD = delete_row(
    PAYLOAD, PAYLOAD.c.event_id.in_(select(EVENT.c.id).where(*_OF_SITE, EVENT.c.site_seq == given("seq")))
)

CHAIN = (
    select(*columns(Link, EVENT, TICKET, PAYLOAD))
    .select_from(WITH_PAYLOAD.outerjoin(TICKET, TICKET.c.id == EVENT.c.ticket_id))
    .where(*_SINCE, EVENT.c.site_seq <= given("until"))
    .order_by(EVENT.c.site_seq)
    .limit(AT_MOST)
)
LAST_SITE_SEQ = select(func.max(EVENT.c.site_seq)).where(here(EVENT))
HASH_AT = select(EVENT.c.hash).where(here(EVENT), EVENT.c.site_seq == given("site_seq"))
FIRST_SINCE = select(func.min(EVENT.c.site_seq)).where(*_SINCE, EVENT.c.recorded_at >= given("recorded_at"))
RECORDED_AT = select(EVENT.c.id).where(EVENT.c.recorded_at == given("recorded_at"), also_here(EVENT)).limit(AT_MOST)
#: Events that say what was done to the record itself.
OF_THE_RECORD = (
    select(EVENT.c.ticket_id, *columns(StoredPayload, EVENT, PAYLOAD))
    .select_from(WITH_PAYLOAD)
    .where(*_SINCE, EVENT.c.kind == given("kind"))
    .order_by(EVENT.c.site_seq)
)
LAST_BACKUP = (
    select(EVENT.c.happened_at, *columns(StoredPayload, EVENT, PAYLOAD))
    .select_from(WITH_PAYLOAD)
    .where(here(EVENT), EVENT.c.kind == word("backed_up"))
    .order_by(EVENT.c.site_seq.desc())
    .limit(AT_MOST)
)
_SOME_TICKETS = (
    select(TICKET.c.id)
    .where(here(TICKET), TICKET.c.id > given("after"))
    .order_by(TICKET.c.id)
    .limit(AT_MOST)
    .scalar_subquery()
)
VERSIONS = (
    select(TICKET.c.id, TICKET.c.number, TICKET.c.version, func.max(EVENT.c.seq), func.count(EVENT.c.id))
    .select_from(TICKET.outerjoin(EVENT, EVENT.c.ticket_id == TICKET.c.id))
    .where(TICKET.c.id.in_(_SOME_TICKETS), here(TICKET))
    .group_by(TICKET.c.id)
    .order_by(TICKET.c.id)
)
