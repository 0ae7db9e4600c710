"""What only `verify` asks: rows a portion at a time, in the order of their keys; tables of others."""

from sqlalchemy import and_, func, or_, select

from deskconsole.domain.customers.customer import EVENT_KINDS, FILE_BEGUN
from deskconsole.store.record.checking import ContactDigits, StoredText
from deskconsole.store.schema.calls import CALL
from deskconsole.store.schema.customers import CONTACT, CUSTOMER, LINK
from deskconsole.store.schema.events import EVENT, EVENT_COLUMNS, WITH_PAYLOAD
from deskconsole.store.schema.parts import AT_MOST, also_here, columns, given, here, word, words
from deskconsole.store.schema.texts import POLICY_TEXT
from deskconsole.store.schema.tickets import TICKET

TICKETS_AFTER = (
    select(TICKET.c.id).where(also_here(TICKET), TICKET.c.id > given("after")).order_by(TICKET.c.id).limit(AT_MOST)
)
CONTACT_DIGITS = (
    select(*columns(ContactDigits, CONTACT))
    .where(CONTACT.c.customer_id == given("customer_id"), also_here(CONTACT))
    .order_by(CONTACT.c.id)
)
FOUND_BY_OF = select(CUSTOMER.c.found_by).where(CUSTOMER.c.id == given("customer_id"), here(CUSTOMER))
CALLS_AFTER = (
    select(CALL.c.id, CALL.c.call, EVENT.c.kind, EVENT.c.facts)
    .select_from(CALL.outerjoin(EVENT, and_(EVENT.c.ticket_id == CALL.c.ticket_id, EVENT.c.seq == CALL.c.rang_seq)))
    .where(also_here(CALL), CALL.c.id > given("after"))
    .order_by(CALL.c.id)
    .limit(AT_MOST)
)
_NEXT_EVENTS = (
    select(EVENT.c.site_seq)
    .where(here(EVENT), EVENT.c.site_seq > given("after"))
    .order_by(EVENT.c.site_seq)
    .limit(AT_MOST)
    .subquery()
)
EVENTS_UNTIL = select(func.max(_NEXT_EVENTS.c.site_seq))
#: Events that belong to a customer's history: the site's own about them, and the forms that begin one.
HISTORY_EVENTS = (
    select(EVENT.c.site_seq, EVENT.c.kind, EVENT.c.facts)
    .where(
        here(EVENT),
        EVENT.c.site_seq > given("after"),
        EVENT.c.site_seq <= given("until"),
        or_(
            and_(EVENT.c.ticket_id.is_(None), EVENT.c.kind.in_(words(EVENT_KINDS))),
            EVENT.c.facts.like(word(f'%"{FILE_BEGUN}"%')),
        ),
    )
    .order_by(EVENT.c.site_seq)
)
SITE_EVENTS_UNTIL = (
    select(*EVENT_COLUMNS, EVENT.c.site_seq)
    .select_from(WITH_PAYLOAD)
    .where(
        here(EVENT),
        EVENT.c.site_seq > given("after"),
        EVENT.c.site_seq <= given("until"),
        EVENT.c.ticket_id.is_(None),
    )
    .order_by(EVENT.c.site_seq)
)
NEWEST_TICKET = select(TICKET.c.number).where(also_here(TICKET)).order_by(TICKET.c.id.desc()).limit(AT_MOST)
IN_HISTORY = (
    select(LINK.c.site_seq)
    .select_from(LINK.join(CUSTOMER, CUSTOMER.c.id == LINK.c.customer_id))
    .where(here(CUSTOMER), CUSTOMER.c.uuid == given("uuid"), LINK.c.site_seq == given("site_seq"))
)
PACK_NAMES = select(POLICY_TEXT.c.hash, POLICY_TEXT.c.name)
STORED_TEXTS = select(*columns(StoredText, POLICY_TEXT)).order_by(POLICY_TEXT.c.hash)
