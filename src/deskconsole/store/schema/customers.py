"""Customers, their contacts and their history."""

from sqlalchemy import BigInteger, String, and_, cast, exists, func, null, or_, select
from sqlmodel import CheckConstraint, Field, Index, Integer, SQLModel, UniqueConstraint, column

from deskconsole.domain.customers.customer import FIELDS
from deskconsole.store.care.care import UncheckedCustomer
from deskconsole.store.customers import ContactRecord, CustomerRecord
from deskconsole.store.mapping import names_of
from deskconsole.store.schema.calls import CALL
from deskconsole.store.schema.events import EVENT, EVENT_COLUMNS, PAYLOAD
from deskconsole.store.schema.parts import (
    AT_MOST,
    also_here,
    any_or,
    columns,
    delete_row,
    given,
    here,
    insert_row,
    instant,
    maybe_instant,
    reference,
    row_key,
    table_of,
    unless_given,
    update_row,
    word,
    words,
)
from deskconsole.store.schema.tickets import CLOCK, TICKET, every_ticket


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


class CustomerEventRow(SQLModel, table=True):
    """An event that is part of a customer's history: the site's own (a merge is part of two), or the form of the ticket
    that they began with."""

    __tablename__ = "customer_event"
    customer_id: int = Field(primary_key=True, foreign_key="customer.id")
    site_seq: int = Field(primary_key=True)


class CustomerCareRow(SQLModel, table=True):
    """How a customer is to be treated, derived from the site's events: what they agreed to, when their file was
    checked, since when they do not wish to be contacted unasked. ``customer`` is their ``uuid``."""

    __tablename__ = "customer_care"
    __table_args__ = (
        UniqueConstraint("site_id", "customer"),
        Index("customer_care_stopped", "stopped_at", sqlite_where=column("stopped_at").is_not(None)),
        CheckConstraint("consent IN ('given', 'refused')", name="customer_care_consent"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    customer: str
    checked_by: str | None = None
    checked_at: int | None = maybe_instant()
    consent: str | None = None
    consent_by: str | None = None
    consent_at: int | None = maybe_instant()
    purposes: str = "[]"
    channels: str = "[]"
    stopped_by: str | None = None
    stopped_at: int | None = maybe_instant()


CUSTOMER = table_of(CustomerRow)
CARE = table_of(CustomerCareRow)
CONTACT = table_of(ContactRow)
LINK = table_of(CustomerEventRow)

_CUSTOMERS = select(*columns(CustomerRecord, CUSTOMER))
_BY_ID = CUSTOMER.c.id == given("customer_id")
_BY_CONTACT = _CUSTOMERS.select_from(CUSTOMER.join(CONTACT, CONTACT.c.customer_id == CUSTOMER.c.id)).order_by(
    CUSTOMER.c.id.desc()
)
_CONTACT_IDS = select(CONTACT.c.customer_id).where(here(CONTACT)).order_by(CONTACT.c.customer_id.desc()).limit(AT_MOST)
_OF_CUSTOMER = (TICKET.c.customer_id == given("customer_id"), also_here(TICKET))

CUSTOMER_BY_ID = _CUSTOMERS.where(_BY_ID, here(CUSTOMER))
CUSTOMER_BY_UUID = _CUSTOMERS.where(here(CUSTOMER), CUSTOMER.c.uuid == given("uuid"))
ALL_CUSTOMERS = _CUSTOMERS.where(here(CUSTOMER)).order_by(CUSTOMER.c.id)
MERGED_INTO = _CUSTOMERS.where(CUSTOMER.c.merged_into == given("customer_id"), also_here(CUSTOMER)).order_by(
    CUSTOMER.c.id
)
CUSTOMERS_BY_DIGITS = _BY_CONTACT.where(here(CONTACT), CONTACT.c.digits == given("digits"))
CUSTOMERS_BY_CONTACT = _BY_CONTACT.where(here(CONTACT), CONTACT.c.value == given("value"))
CUSTOMERS_NAMED = (
    _CUSTOMERS.where(here(CUSTOMER), CUSTOMER.c.found_by >= given("low"), CUSTOMER.c.found_by < given("high"))
    .order_by(CUSTOMER.c.id.desc())
    .limit(AT_MOST)
)
CUSTOMERS_WITHOUT_CONTACT = _CUSTOMERS.where(
    here(CUSTOMER),
    CUSTOMER.c.found_by == given("found_by"),
    ~exists().where(CONTACT.c.customer_id == CUSTOMER.c.id),
).order_by(CUSTOMER.c.id.desc())
DIGITS_BEGIN = _CONTACT_IDS.where(CONTACT.c.digits >= given("low"), CONTACT.c.digits < given("high"))
DIGITS_END = _CONTACT_IDS.where(CONTACT.c.digits_reversed >= given("low"), CONTACT.c.digits_reversed < given("high"))
OF_THEIR_OWN = _CUSTOMERS.where(here(CUSTOMER), CUSTOMER.c.merged_into.is_(None)).order_by(CUSTOMER.c.id)
INSERT_CUSTOMER = insert_row(CUSTOMER, "id", "merged_into", "visit_ticket_id")
SAVE_CUSTOMER = update_row(
    CUSTOMER,
    CUSTOMER.c.id == given("id"),
    names=(*FIELDS, "found_by", "readings"),
)
SAVE_MERGED_INTO = update_row(CUSTOMER, _BY_ID, names=("merged_into",))
SAVE_VISIT_TICKET = update_row(CUSTOMER, _BY_ID, names=("visit_ticket_id",))

CONTACTS = (
    select(*columns(ContactRecord, CONTACT))
    .where(CONTACT.c.customer_id == given("customer_id"), also_here(CONTACT))
    .order_by(CONTACT.c.id)
)
INSERT_CONTACT = insert_row(CONTACT, "id")
DROP_CONTACT = delete_row(CONTACT, CONTACT.c.id == given("id"))

LINK_EVENT = insert_row(LINK)
EVENTS_OF_CUSTOMER = (
    select(*EVENT_COLUMNS, EVENT.c.site_seq)
    .select_from(
        LINK.join(EVENT, and_(here(EVENT), EVENT.c.site_seq == LINK.c.site_seq)).outerjoin(
            PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id
        )
    )
    .where(LINK.c.customer_id == given("customer_id"))
    .order_by(LINK.c.site_seq)
)

TICKETS_OF_CALLER = (
    every_ticket.where(
        or_(
            and_(here(TICKET), TICKET.c.contact_digits == given("digits")),
            TICKET.c.customer_id.in_(
                select(CONTACT.c.customer_id).where(here(CONTACT), CONTACT.c.digits == given("digits"))
            ),
        ),
        unless_given("open_only", TICKET.c.closed_at.is_(None), Integer),
    )
    .order_by(TICKET.c.id.desc())
    .limit(AT_MOST)
)
CALLS_OF_CUSTOMER = (
    select(CALL.c.call, TICKET.c.number, CALL.c.rang_at, CALL.c.state)
    .select_from(CALL.join(TICKET, TICKET.c.id == CALL.c.ticket_id))
    .where(
        here(CALL),
        CALL.c.digits.in_(
            select(CONTACT.c.digits).where(CONTACT.c.customer_id == given("customer_id"), CONTACT.c.digits.is_not(None))
        ),
    )
    .order_by(CALL.c.rang_at.desc(), CALL.c.id.desc())
    .limit(AT_MOST)
)
WORDS_OF_CUSTOMER = (
    select(TICKET.c.id, TICKET.c.number, TICKET.c.closed_at, TICKET.c.last_words)
    .where(*_OF_CUSTOMER)
    .order_by(TICKET.c.id.desc())
    .limit(AT_MOST)
)
CALLS_SINCE = select(func.count()).where(here(CALL), CALL.c.digits == given("digits"), CALL.c.rang_at >= given("since"))
TAKEN_SINCE = select(func.count()).where(
    *_OF_CUSTOMER,
    TICKET.c.channel == given("channel"),
    TICKET.c.opened_at >= given("since"),
    ~exists().where(CALL.c.ticket_id == TICKET.c.id),
    # Visits that the desk plans are nobody's call.
    ~exists().where(CUSTOMER.c.id == TICKET.c.customer_id, CUSTOMER.c.visit_ticket_id == TICKET.c.id),
)
CAME_AGAIN_SINCE = (
    select(EVENT.c.facts)
    .select_from(TICKET.join(EVENT, EVENT.c.ticket_id == TICKET.c.id))
    .where(*_OF_CUSTOMER, EVENT.c.kind == word("contacted"), EVENT.c.happened_at >= given("since"))
)

#: Since when nobody has gone through a file; one that nobody ever has: since it was made.
_SINCE = func.coalesce(CARE.c.checked_at, CUSTOMER.c.created_at)
UNCHECKED = (
    select(*(CUSTOMER.c[name] for name in names_of(UncheckedCustomer)[:-1]), _SINCE.label("since"))
    .select_from(CUSTOMER.outerjoin(CARE, and_(here(CARE), CARE.c.customer == CUSTOMER.c.uuid)))
    .where(
        here(CUSTOMER),
        CUSTOMER.c.merged_into.is_(None),
        or_(CUSTOMER.c.name.is_not(None), CUSTOMER.c.organisation.is_not(None)),
        any_or(CUSTOMER.c.owner, "owner"),
        given("before", type_=BigInteger()) > _SINCE,
    )
    .order_by(_SINCE, CUSTOMER.c.id)
    .limit(AT_MOST)
)
_BEGUN_SINCE = (here(TICKET), TICKET.c.opened_at >= given("since"), TICKET.c.customer_id.is_not(None))
_NOTHING = cast(null(), String)
SIGNS_BY_KIND = select(TICKET.c.customer_id, TICKET.c.number, TICKET.c.kind, _NOTHING, _NOTHING).where(
    *_BEGUN_SINCE, TICKET.c.kind == given("kind")
)
SIGNS_BY_LATE = (
    select(TICKET.c.customer_id, TICKET.c.number, _NOTHING, CLOCK.c.do, _NOTHING)
    .select_from(TICKET.join(CLOCK, CLOCK.c.ticket_id == TICKET.c.id))
    .where(*_BEGUN_SINCE, CLOCK.c.state == word("late"), CLOCK.c.do == given("do"))
)
SIGNS_BY_EVENT = (
    select(TICKET.c.customer_id, TICKET.c.number, EVENT.c.kind, _NOTHING, EVENT.c.facts)
    .select_from(TICKET.join(EVENT, EVENT.c.ticket_id == TICKET.c.id))
    .where(*_BEGUN_SINCE, EVENT.c.kind.in_(words(("rated", "followed_up", "surveyed"))))
)
_MEMBER = CUSTOMER.alias("member")
_IN_FILE = or_(_MEMBER.c.id == CUSTOMER.c.id, _MEMBER.c.merged_into == CUSTOMER.c.id)
#: Open tickets of who does not wish to be contacted unasked, or is kept in such a file.
NOT_TO_CONTACT = (
    select(TICKET.c.number)
    .distinct()
    .select_from(
        CARE.join(CUSTOMER, and_(here(CUSTOMER), CUSTOMER.c.uuid == CARE.c.customer)).join(
            TICKET, TICKET.c.customer_id.in_(select(_MEMBER.c.id).where(_IN_FILE))
        )
    )
    .where(here(CARE), CARE.c.stopped_at.is_not(None), TICKET.c.closed_at.is_(None))
)
