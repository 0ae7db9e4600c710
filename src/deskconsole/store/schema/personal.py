"""Legal holds and erasures, and what an erasure looks for and takes out besides the words of events."""

from typing import Any

from sqlalchemy import String, and_, exists, func, or_, select
from sqlmodel import CheckConstraint, SQLModel, UniqueConstraint

from deskconsole.domain.customers.customer import WORDS
from deskconsole.store.personal.finding import HeldPayload, TicketKey
from deskconsole.store.schema.calls import CALL
from deskconsole.store.schema.customers import CONTACT, CUSTOMER, LINK
from deskconsole.store.schema.drafts import DRAFT
from deskconsole.store.schema.events import EVENT, PAYLOAD
from deskconsole.store.schema.idempotency import KEY
from deskconsole.store.schema.knowledge import ARTICLE, VERSION
from deskconsole.store.schema.parts import (
    AT_MOST,
    also_here,
    columns,
    delete_row,
    given,
    here,
    instant,
    maybe_instant,
    reference,
    row_key,
    table_of,
    update_row,
    word,
    words,
)
from deskconsole.store.schema.tickets import TICKET


class LegalHoldRow(SQLModel, table=True):
    """Nothing about somebody may be erased until it is released. ``who``: whom it means, as JSON."""

    __tablename__ = "legal_hold"
    __table_args__ = (UniqueConstraint("site_id", "number"),)
    id: int | None = row_key()
    site_id: int = reference("site")
    number: int
    name: str | None = None
    who: str
    held_by: str
    held_at: int = instant()
    released_by: str | None = None
    released_at: int | None = maybe_instant()


class ErasureRow(SQLModel, table=True):
    """An erasure that somebody asked for and somebody else decided. ``who``: whom it means, as JSON."""

    __tablename__ = "erasure"
    __table_args__ = (
        UniqueConstraint("site_id", "number"),
        CheckConstraint("state IN ('asked', 'approved', 'refused', 'done')", name="erasure_state"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    number: int
    who: str
    reason: str | None = None
    named: bool
    state: str
    asked_by: str
    asked_at: int = instant()
    decided_by: str | None = None
    decided_at: int | None = maybe_instant()
    done_at: int | None = maybe_instant()


HOLD = table_of(LegalHoldRow)
ERASURE = table_of(ErasureRow)

_HELD = select(*columns(HeldPayload, EVENT, PAYLOAD)).select_from(PAYLOAD.join(EVENT, EVENT.c.id == PAYLOAD.c.event_id))
_TICKETS = select(*columns(TicketKey, TICKET))
_OF_CUSTOMER = CONTACT.c.customer_id == given("customer_id")

WORDS_AFTER = _HELD.where(here(EVENT), EVENT.c.site_seq > given("after")).order_by(EVENT.c.site_seq).limit(AT_MOST)
WORDS_OF_TICKET = _HELD.where(EVENT.c.ticket_id == given("ticket_id"), also_here(EVENT)).order_by(EVENT.c.seq)
SITE_EVENTS_OF_CUSTOMER = (
    select(EVENT.c.site_seq)
    .select_from(LINK.join(EVENT, EVENT.c.site_seq == LINK.c.site_seq))
    .where(LINK.c.customer_id == given("customer_id"), here(EVENT), EVENT.c.ticket_id.is_(None))
    .order_by(EVENT.c.site_seq)
)
LAST_OF_KIND = (
    select(EVENT.c.site_seq, EVENT.c.by, EVENT.c.facts)
    .where(here(EVENT), EVENT.c.ticket_id.is_(None), EVENT.c.kind == given("kind"))
    .order_by(EVENT.c.site_seq.desc())
    .limit(AT_MOST)
)
TICKETS_OF = _TICKETS.where(TICKET.c.customer_id == given("customer_id"), also_here(TICKET)).order_by(TICKET.c.id)
TICKETS_OF_NUMBER = _TICKETS.where(
    here(TICKET),
    TICKET.c.customer_id.is_(None),
    or_(
        TICKET.c.contact_digits == given("digits"),
        TICKET.c.id.in_(select(CALL.c.ticket_id).where(here(CALL), CALL.c.digits == given("digits"))),
    ),
).order_by(TICKET.c.id)
TICKETS_OF_NOBODY = _TICKETS.where(here(TICKET), TICKET.c.customer_id.is_(None)).order_by(TICKET.c.id)
OWNER_OF_CONTACT = select(CONTACT.c.customer_id).where(
    here(CONTACT),
    or_(CONTACT.c.digits == given("digits"), CONTACT.c.value == given("value")),
)
NEXT_HOLD = select(HOLD.c.number).where(here(HOLD)).order_by(HOLD.c.number.desc()).limit(AT_MOST)
NEXT_ERASURE = select(ERASURE.c.number).where(here(ERASURE)).order_by(ERASURE.c.number.desc()).limit(AT_MOST)

EMPTY_CUSTOMER = update_row(
    CUSTOMER,
    CUSTOMER.c.id == given("customer_id"),
    names=(*WORDS, "readings", "found_by"),
)
DROP_CONTACTS = delete_row(CONTACT, _OF_CUSTOMER)
FORGET_CALLER = update_row(CALL, CALL.c.ticket_id == given("ticket_id"), names=("digits",))
KEYS = select(KEY.c.key, KEY.c.answer).where(here(KEY)).order_by(KEY.c.key)
DROP_KEY = delete_row(KEY, KEY.c.key == given("key"))
VERSIONS_WITH_WORDS = (
    select(ARTICLE.c.number, ARTICLE.c.id, VERSION.c.version, ARTICLE.c.version, ARTICLE.c.retired_at)
    .add_columns(VERSION.c.title, VERSION.c.text)
    .select_from(ARTICLE.join(VERSION, VERSION.c.article_id == ARTICLE.c.id))
    .where(here(ARTICLE), VERSION.c.text != word(""))
    .order_by(ARTICLE.c.number, VERSION.c.version)
)
EMPTY_VERSION = update_row(
    VERSION,
    VERSION.c.article_id == given("article_id"),
    VERSION.c.version == given("version"),
    names=("title", "text"),
)
EMPTY_ARTICLE = update_row(ARTICLE, ARTICLE.c.id == given("article_id"), names=("title", "text"))
OLD_DRAFTS = (
    select(DRAFT.c.id, DRAFT.c.updated_at)
    .where(here(DRAFT), DRAFT.c.updated_at < given("before"), DRAFT.c.form != given("chosen", type_=String()))
    .order_by(DRAFT.c.updated_at, DRAFT.c.id)
)


def _old(*kinds: str) -> Any:
    """Closed tickets on which words of these kinds of events (none: of any) are left, a page at a time."""
    of_kind = (EVENT.c.kind.in_(words(kinds)),) if kinds else ()
    left = exists().where(
        EVENT.c.ticket_id == TICKET.c.id,
        PAYLOAD.c.event_id == EVENT.c.id,
        EVENT.c.recorded_at < given("recorded"),
        *of_kind,
    )
    return (
        _TICKETS.where(also_here(TICKET), TICKET.c.id > given("after"), TICKET.c.closed_at < given("closed"), left)
        .order_by(TICKET.c.id)
        .limit(AT_MOST)
    )


OLD_TICKETS = _old()
OLD_CALLS = _old("rang", "missed")
OLD_ATTACHED = _old("attached")
OLD_REVIEWS = _old("reviewed", "coached", "finding_made", "appealed", "appeal_decided", "check_dropped")
OLD_SITE_WORDS = (
    _HELD.where(
        here(EVENT),
        EVENT.c.ticket_id.is_(None),
        EVENT.c.kind == given("kind"),
        EVENT.c.recorded_at < given("recorded"),
        EVENT.c.site_seq > given("after"),
    )
    .order_by(EVENT.c.site_seq)
    .limit(AT_MOST)
)
#: Customers with something left in the file who have not been heard of since, and have nothing open.
OLD_CUSTOMERS = (
    select(CUSTOMER.c.id)
    .where(
        also_here(CUSTOMER),
        CUSTOMER.c.id > given("after"),
        CUSTOMER.c.created_at < given("before"),
        or_(CUSTOMER.c.name.is_not(None), exists().where(CONTACT.c.customer_id == CUSTOMER.c.id)),
        ~exists().where(
            TICKET.c.customer_id == CUSTOMER.c.id,
            or_(TICKET.c.closed_at.is_(None), TICKET.c.closed_at >= given("before")),
        ),
    )
    .order_by(CUSTOMER.c.id)
    .limit(AT_MOST)
)
OPEN_OF_CUSTOMER = (
    select(TICKET.c.kind, func.count(EVENT.c.id))
    .select_from(TICKET.outerjoin(EVENT, and_(EVENT.c.ticket_id == TICKET.c.id, EVENT.c.kind == word("objected"))))
    .where(TICKET.c.customer_id == given("customer_id"), also_here(TICKET), TICKET.c.closed_at.is_(None))
    .group_by(TICKET.c.id)
)
OLD_KEYS = select(func.count()).where(here(KEY), KEY.c.created_at < given("before"))
DROP_OLD_KEYS = delete_row(KEY, KEY.c.created_at < given("before"))
