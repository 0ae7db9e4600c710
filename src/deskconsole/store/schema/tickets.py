"""Tickets and their clocks: what the events made true, kept for the lists.

Two read the tables: a test, which compares them with what the revisions make, and the statements, which are compiled
from them. No row object is ever made: run time reads frozen records. Instants are whole microseconds since the epoch,
UTC; JSON is text; ``site_id`` comes first in each unique key.
"""

from sqlalchemy import BigInteger, String, exists, func, or_, select, tuple_
from sqlmodel import CheckConstraint, Field, Index, SQLModel, UniqueConstraint, column

from deskconsole.domain.clocks.derive import Clock
from deskconsole.store.clocks.late import LateRow
from deskconsole.store.record.alike import AlikeRow
from deskconsole.store.schema.parts import (
    AT_MOST,
    also_here,
    any_or,
    columns,
    delete_row,
    given,
    given_key,
    here,
    insert_row,
    instant,
    maybe_instant,
    reference,
    row_key,
    table_of,
    unless_given,
    update_row,
    upsert,
    word,
    words,
)
from deskconsole.store.tickets import FollowUpRow, QueueRow, TicketRecord


class TicketRow(SQLModel, table=True):
    """What is true of a ticket now: derived from its events, kept for the lists.

    ``next_*`` is the nearest running clock. ``next_due`` is never null (a ticket without a running clock has
    ``mapping.NEVER``), so that every database sorts it alike. ``closed_at`` is null while the ticket is open;
    ``settle_at`` is when time alone will next bring something about.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("site_id", "uuid"),
        UniqueConstraint("site_id", "number"),
        # With the time of the warning, so that the figures of the top line never touch the rows.
        Index("ticket_open", "next_due", "id", "next_warn_at", sqlite_where=column("closed_at").is_(None)),
        Index("ticket_settle", "settle_at", "id", sqlite_where=column("settle_at").is_not(None)),
        Index("ticket_contact", "site_id", "contact_digits"),
        Index("ticket_customer", "customer_id"),
        Index("ticket_opened", "site_id", "opened_at", "id"),
        Index("ticket_filed", "site_id", "filed_at", sqlite_where=column("filed_at").is_not(None)),
        Index("ticket_cause", "site_id", "cause", "opened_at", sqlite_where=column("cause").is_not(None)),
        Index("ticket_papers", "site_id", "papers", "id", sqlite_where=column("papers").is_not(None)),
    )
    id: int | None = row_key()
    uuid: str
    site_id: int = reference("site")
    number: str
    pack: str
    pack_hash: str
    calendar_hash: str
    opened_at: int = instant()
    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    version: int = 0
    kind: str | None = None
    channel: str | None = None
    tier: str | None = None
    category: str | None = None
    level: int | None = None
    urgent: bool = False
    customer: str | None = None
    contact: str | None = None
    contact_digits: str | None = None
    content: str | None = None
    request: str | None = None
    fields: str = "{}"
    stage: str | None = None
    first_receiver: str | None = None
    owner: str | None = None
    received_at: int | None = maybe_instant()
    finished: int | None = None
    filed_at: int | None = maybe_instant()
    closed_at: int | None = maybe_instant()
    updated_at: int | None = maybe_instant()
    last_words: str | None = None
    ringing_call: str | None = None
    waiting: bool = False
    ended: bool = False
    major: bool = False
    settle_at: int | None = maybe_instant()
    next_due: int = instant()
    next_rule: str | None = None
    next_of: int | None = None
    next_do: str | None = None
    next_name: str | None = None
    next_role: str | None = None
    next_assignee: str | None = None
    next_started: int | None = maybe_instant()
    next_warn_at: int | None = maybe_instant()
    next_provisional: bool = False
    cause: str | None = None
    parties: str | None = None
    papers: str | None = None
    papers_open: str | None = None


class ClockRow(SQLModel, table=True):
    """One clock of a ticket, as derived from its events."""

    __tablename__ = "clock"
    __table_args__ = (
        UniqueConstraint("ticket_id", "rule", "of"),
        CheckConstraint("state IN ('running', 'paused', 'met', 'late', 'cancelled')", name="clock_state"),
        Index("clock_running", "due", "id", sqlite_where=column("state") == "running"),
        Index("clock_late", "ended", "id", sqlite_where=column("state") == "late"),
        Index("clock_told", "do", "due", "id", sqlite_where=column("state") == "running"),
        Index("clock_agreed", "started", "assignee", sqlite_where=column("do") == "specialist_answer"),
    )
    id: int | None = row_key()
    ticket_id: int = reference("ticket")
    rule: str
    of: int
    do: str
    name: str = ""
    role: str
    assignee: str | None = None
    started: int = instant()
    due: int = instant()
    first_due: int = instant()
    ended: int | None = maybe_instant()
    state: str
    breaches: int
    provisional: bool
    reclassified: bool
    warn_at: int = instant()
    every: int | None = maybe_instant()
    cause: str | None = None
    cause_by: str | None = None
    cause_state: str | None = None


TICKET = table_of(TicketRow)
CLOCK = table_of(ClockRow)

_IDENTITY = ("id", "uuid", "site_id", "number", "pack", "pack_hash", "calendar_hash", "opened_at", "customer_id")
_DERIVED = tuple(c.name for c in TICKET.c if c.name not in _IDENTITY)
_IS_OPEN = TICKET.c.closed_at.is_(None)
_BY_ID = TICKET.c.id == given("ticket_id")
#: neither withdrawn nor merged
_COUNTS = or_(TICKET.c.ended.is_(False), TICKET.c.filed_at.is_not(None))
#: For other features as well.
every_ticket = select(*columns(TicketRecord, TICKET))
_MINE = exists().where(
    CLOCK.c.ticket_id == TICKET.c.id,
    CLOCK.c.state.in_(words(("running", "paused"))),
    CLOCK.c.assignee == given("mine"),
)
_TO_SETTLE = (TICKET.c.settle_at.is_not(None), TICKET.c.settle_at <= given("now"), also_here(TICKET))

FIND_TICKET = every_ticket.where(here(TICKET), TICKET.c.number == given("number"))
FIND_TICKET_BY_ID = every_ticket.where(_BY_ID, here(TICKET))
FIND_TICKET_BY_UUID = every_ticket.where(here(TICKET), TICKET.c.uuid == given("uuid"))
TICKET_UUID = select(TICKET.c.uuid).where(_BY_ID, here(TICKET))
TICKETS_BROUGHT = every_ticket.where(
    TICKET.c.customer_id == given("customer_id"),
    also_here(TICKET),
    TICKET.c.opened_at >= given("first"),
    TICKET.c.opened_at <= given("last"),
    _COUNTS,
).order_by(TICKET.c.opened_at, TICKET.c.id)
_ALIKE = (
    select(*columns(AlikeRow, TICKET))
    .where(
        here(TICKET),
        TICKET.c.opened_at >= given("first"),
        TICKET.c.opened_at <= given("last"),
        TICKET.c.kind == given("kind"),
        _COUNTS,
    )
    .order_by(TICKET.c.opened_at, TICKET.c.id)
)
TICKETS_OF_KIND = _ALIKE
TICKETS_OF_CAUSE = _ALIKE.where(TICKET.c.cause == given("cause"))
TICKETS_WITH_PAPERS = (
    select(TICKET.c.id)
    .where(here(TICKET), TICKET.c.papers.is_not(None), TICKET.c.papers == given("papers"))
    .order_by(TICKET.c.id)
)
OPEN_TICKETS_ENDING = every_ticket.where(_IS_OPEN, also_here(TICKET), TICKET.c.number.like(given("pattern"))).order_by(
    TICKET.c.id.desc()
)
NEWEST_NUMBER = (
    select(TICKET.c.number)
    .where(here(TICKET), TICKET.c.number > given("low"), TICKET.c.number < given("high"))
    .order_by(func.length(TICKET.c.number).desc(), TICKET.c.number.desc())
    .limit(AT_MOST)
)
# Read from an index alone, in which there is no site yet; so are the next two figures.
OPEN_TICKET_IDS = select(TICKET.c.id).where(_IS_OPEN).order_by(TICKET.c.next_due, TICKET.c.id)
QUEUE_COUNTS = select(
    func.count(),
    func.count().filter(TICKET.c.next_due < given("now")),
    func.count().filter(TICKET.c.next_due >= given("now"), TICKET.c.next_warn_at <= given("now")),
).where(_IS_OPEN)
NEXT_TO_SETTLE = select(func.min(TICKET.c.settle_at)).where(TICKET.c.settle_at.is_not(None))
ALL_TICKET_IDS = select(TICKET.c.id).where(here(TICKET)).order_by(TICKET.c.id)
TICKETS_TO_SETTLE = every_ticket.where(*_TO_SETTLE).order_by(TICKET.c.settle_at, TICKET.c.id).limit(AT_MOST)
RINGING_TO_SETTLE = select(TICKET.c.id).where(*_TO_SETTLE, TICKET.c.ringing_call.is_not(None))
TICKET_ROW = select(*(TICKET.c[name] for name in sorted(_DERIVED))).where(_BY_ID, here(TICKET))
QUEUE_PAGE = (
    select(*columns(QueueRow, TICKET, prefix="next_"))
    .where(
        _IS_OPEN,
        tuple_(TICKET.c.next_due, TICKET.c.id) > given_key("after_due", "after_id"),
        also_here(TICKET),
        any_or(TICKET.c.owner, "owner"),
        unless_given("overdue_at", TICKET.c.next_due < given("overdue_at"), BigInteger),
        any_or(TICKET.c.stage, "stage"),
        any_or(TICKET.c.channel, "channel"),
        any_or(TICKET.c.kind, "kind"),
        unless_given("unowned", TICKET.c.owner.is_(None), BigInteger),
        unless_given("mine", or_(TICKET.c.owner == given("mine"), _MINE), String),
    )
    .order_by(TICKET.c.next_due, TICKET.c.id)
    .limit(AT_MOST)
)
QUEUE_LINE = select(*columns(QueueRow, TICKET, prefix="next_")).where(_BY_ID, here(TICKET))
DUE_TIMES = (
    select(TICKET.c.number, TICKET.c.next_due, TICKET.c.next_warn_at, TICKET.c.next_rule)
    .where(
        _IS_OPEN,
        TICKET.c.next_due >= given("since"),
        TICKET.c.next_warn_at <= given("until"),
        also_here(TICKET),
        TICKET.c.next_do != given("except_action"),
    )
    .order_by(TICKET.c.next_due, TICKET.c.number)
)
TICKETS_OF_CUSTOMER = (
    every_ticket.where(TICKET.c.customer_id == given("customer_id"), also_here(TICKET))
    .order_by(TICKET.c.id.desc())
    .limit(AT_MOST)
)
BEGUN_OF_KIND = every_ticket.where(
    here(TICKET), TICKET.c.opened_at >= given("since"), TICKET.c.kind == given("kind")
).order_by(TICKET.c.opened_at.desc(), TICKET.c.id.desc())
INSERT_TICKET = insert_row(TICKET, "id")
SAVE_TICKET = update_row(
    TICKET,
    _BY_ID,
    TICKET.c.version == func.coalesce(given("seen", type_=TICKET.c.version.type), TICKET.c.version),
    TICKET.c.version <= given("version"),
    names=_DERIVED,
)
LINK_CUSTOMER = update_row(TICKET, _BY_ID, names=("customer_id",))
REJUDGE_TICKET = update_row(TICKET, _BY_ID, names=("pack", "pack_hash", "calendar_hash"))

CLOCK_ROWS = (
    select(*columns(Clock, CLOCK))
    .where(CLOCK.c.ticket_id == given("ticket_id"))
    .order_by(CLOCK.c.started, CLOCK.c.rule, CLOCK.c.of)
)
RUNNING_CLOCKS = (
    select(*columns(FollowUpRow, CLOCK, TICKET))
    .select_from(CLOCK.join(TICKET, TICKET.c.id == CLOCK.c.ticket_id))
    .where(
        CLOCK.c.state == word("running"),
        CLOCK.c.due <= given("until"),
        tuple_(CLOCK.c.due, CLOCK.c.id) > given_key("after_due", "after_id"),
        also_here(TICKET),
        any_or(CLOCK.c.do, "do"),
        unless_given("mine", or_(TICKET.c.owner == given("mine"), CLOCK.c.assignee == given("mine")), String),
    )
    .order_by(CLOCK.c.due, CLOCK.c.id)
    .limit(AT_MOST)
)
TICKETS_WITH_CLOCK = (
    select(CLOCK.c.ticket_id)
    .select_from(CLOCK.join(TICKET, TICKET.c.id == CLOCK.c.ticket_id))
    .where(CLOCK.c.state == word("running"), CLOCK.c.do == given("do"), also_here(TICKET))
    .order_by(CLOCK.c.due, CLOCK.c.id)
    .limit(AT_MOST)
)
LATE_CLOCKS = (
    select(*columns(LateRow, CLOCK, TICKET))
    .select_from(CLOCK.join(TICKET, TICKET.c.id == CLOCK.c.ticket_id))
    .where(
        CLOCK.c.state == word("late"),
        CLOCK.c.ended >= given("since"),
        also_here(TICKET),
        unless_given("undecided", or_(CLOCK.c.cause_state.is_(None), CLOCK.c.cause_state == word("given")), BigInteger),
    )
    .order_by(CLOCK.c.ended.desc(), CLOCK.c.id.desc())
    .limit(AT_MOST)
)
INSERT_CLOCK = insert_row(CLOCK, "id")
SAVE_CLOCK = upsert(CLOCK, "ticket_id", "rule", "of")
DROP_CLOCK = delete_row(
    CLOCK, CLOCK.c.ticket_id == given("ticket_id"), CLOCK.c.rule == given("rule"), CLOCK.c.of == given("of")
)
