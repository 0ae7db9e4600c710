"""The tables, as SQLModel rows.

Read by two: the revisions' test (which compares them with what the scripts make) and ``queries.py`` (which compiles
the statements from them). No row object is ever made: run time reads frozen records (``records.py``).

Instants are whole microseconds since the epoch, UTC. JSON is text. ``site_id`` comes first in each unique key.
"""

from sqlmodel import CheckConstraint, Field, Index, LargeBinary, SQLModel, UniqueConstraint, column

from deskconsole.store.schema.columns import instant, maybe_instant, reference, row_key


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


class StaffRow(SQLModel, table=True):
    """Somebody who works at the desk."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("site_id", "login"), Index("staff_os_account", "site_id", "os_account"))
    id: int | None = row_key()
    site_id: int = reference("site")
    login: str
    name: str
    role: str
    department: str | None = None
    os_account: str | None = None
    enabled: bool = True
    qualified_at: int | None = maybe_instant()
    created_at: int = instant()


class CustomerRow(SQLModel, table=True):
    """A customer; found again by a contact, by name and organisation as they are compared (``found_by``), or by how
    these are said (``readings``).

    ``visit_ticket_id`` is the ticket that their regular visits are planned on (without a reference, for tickets refer
    to customers already).

    One that is ``merged_into`` another keeps everything of its own: the file of both is read through that reference,
    and taking them apart again only clears it.
    """

    __tablename__ = "customer"
    __table_args__ = (
        UniqueConstraint("site_id", "uuid"),
        Index("customer_found_by", "site_id", "found_by"),
        Index("customer_merged_into", "merged_into", sqlite_where=column("merged_into").is_not(None)),
    )
    id: int | None = row_key()
    uuid: str
    site_id: int = reference("site")
    name: str | None = None
    organisation: str | None = None
    tier: str | None = None
    readings: str = ""
    created_at: int = instant()
    found_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    owner: str | None = None
    preferences: str | None = None
    special_needs: str | None = None
    merged_into: int | None = Field(default=None, foreign_key="customer.id")
    visit_ticket_id: int | None = None


class ContactRow(SQLModel, table=True):
    """A way to reach a customer; the normal digits of a telephone number also backwards, for "ends with 1234"."""

    __tablename__ = "contact"
    __table_args__ = (
        CheckConstraint("kind IN ('phone', 'wechat', 'email', 'address', 'other')", name="contact_kind"),
        Index("contact_digits", "site_id", "digits", "customer_id"),
        Index("contact_digits_reversed", "site_id", "digits_reversed"),
        Index("contact_value", "site_id", "value"),
        Index("contact_customer", "customer_id"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    customer_id: int = reference("customer")
    kind: str
    value: str
    digits: str | None = None
    digits_reversed: str | None = None


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
    settle_at: int | None = maybe_instant()
    next_due: int = instant()
    next_rule: str | None = None
    next_of: int | None = None
    next_do: str | None = None
    next_role: str | None = None
    next_assignee: str | None = None
    next_started: int | None = maybe_instant()
    next_warn_at: int | None = maybe_instant()
    next_provisional: bool = False


class EventRow(SQLModel, table=True):
    """One link of the site's chain; append-only by triggers. ``ticket_id`` is null for an event of the site."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("site_id", "site_seq"),
        UniqueConstraint("ticket_id", "seq"),
        Index("event_recorded", "recorded_at", "ticket_id"),
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
    payload_digest: str
    prev_hash: str
    hash: str


class PayloadRow(SQLModel, table=True):
    """Text and fields of an event, with the salt of their digest; all that an erasure deletes."""

    __tablename__ = "payload"
    event_id: int = Field(primary_key=True, foreign_key="event.id")
    salt: bytes = Field(sa_type=LargeBinary)
    body: str


class ClockRow(SQLModel, table=True):
    """One clock of a ticket, as derived from its events."""

    __tablename__ = "clock"
    __table_args__ = (
        UniqueConstraint("ticket_id", "rule", "of"),
        CheckConstraint("state IN ('running', 'paused', 'met', 'late', 'cancelled')", name="clock_state"),
        Index("clock_running", "due", "id", sqlite_where=column("state") == "running"),
        Index("clock_agreed", "started", "assignee", sqlite_where=column("do") == "specialist_answer"),
    )
    id: int | None = row_key()
    ticket_id: int = reference("ticket")
    rule: str
    of: int
    do: str
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


class WrittenKeyRow(SQLModel, table=True):
    """The key of a write and the answer that was given, for when the write is repeated."""

    __tablename__ = "written_key"
    __table_args__ = (UniqueConstraint("site_id", "key"),)
    id: int | None = row_key()
    site_id: int = reference("site")
    key: str
    digest: str
    answer: str
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id")
    created_at: int = instant()


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
