"""The statements about customers, their contacts and their history."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import BindParameter, and_, delete, exists, func, select

from deskconsole.domain.customers.customer import EVENT_KINDS
from deskconsole.store import records
from deskconsole.store.schema import customer_tables
from deskconsole.store.schema.query_parts import (
    CALL,
    CONTACT,
    CUSTOMER,
    EVENT,
    EVENT_COLUMNS,
    PAYLOAD,
    TICKET,
    Statement,
    at_most,
    columns,
    given,
    insert_row,
    table_of,
    update_row,
    word,
)

_LINK = table_of(customer_tables.CustomerEventRow)
_HERE: BindParameter[int] = given("site_id")
_CUSTOMERS = select(*columns(records.CustomerRecord._fields, CUSTOMER))
_BY_CONTACT = _CUSTOMERS.select_from(CUSTOMER.join(CONTACT, CONTACT.c.customer_id == CUSTOMER.c.id))
_CONTACT_IDS = select(CONTACT.c.customer_id).where(CONTACT.c.site_id == _HERE)

STATEMENTS: Final[Mapping[str, Statement]] = {
    "customer_by_id": _CUSTOMERS.where(CUSTOMER.c.id == given("customer_id")),
    "customer_by_uuid": _CUSTOMERS.where(CUSTOMER.c.site_id == _HERE, CUSTOMER.c.uuid == given("uuid")),
    "all_customers": _CUSTOMERS.where(CUSTOMER.c.site_id == _HERE).order_by(CUSTOMER.c.id),
    "merged_into": _CUSTOMERS.where(CUSTOMER.c.merged_into == given("customer_id")).order_by(CUSTOMER.c.id),
    "customers_by_digits": _BY_CONTACT.where(CONTACT.c.site_id == _HERE, CONTACT.c.digits == given("digits")).order_by(
        CUSTOMER.c.id.desc()
    ),
    "customers_by_contact": _BY_CONTACT.where(CONTACT.c.site_id == _HERE, CONTACT.c.value == given("value")).order_by(
        CUSTOMER.c.id.desc()
    ),
    "customers_named": _CUSTOMERS.where(
        CUSTOMER.c.site_id == _HERE, CUSTOMER.c.found_by >= given("low"), CUSTOMER.c.found_by < given("high")
    )
    .order_by(CUSTOMER.c.id.desc())
    .limit(at_most),
    "customers_without_contact": _CUSTOMERS.where(
        CUSTOMER.c.site_id == _HERE,
        CUSTOMER.c.found_by == given("found_by"),
        ~exists().where(CONTACT.c.customer_id == CUSTOMER.c.id),
    ).order_by(CUSTOMER.c.id.desc()),
    "digits_begin": _CONTACT_IDS.where(CONTACT.c.digits >= given("low"), CONTACT.c.digits < given("high"))
    .order_by(CONTACT.c.customer_id.desc())
    .limit(at_most),
    "digits_end": _CONTACT_IDS.where(
        CONTACT.c.digits_reversed >= given("low"), CONTACT.c.digits_reversed < given("high")
    )
    .order_by(CONTACT.c.customer_id.desc())
    .limit(at_most),
    "insert_customer": insert_row(CUSTOMER, "id", "merged_into", "visit_ticket_id"),
    "save_customer": update_row(
        CUSTOMER,
        CUSTOMER.c.id == given("customer_id"),
        names=(*("name", "organisation", "tier", "owner", "preferences", "special_needs", "found_by", "readings"),),
    ),
    "save_merged_into": update_row(CUSTOMER, CUSTOMER.c.id == given("customer_id"), names=("merged_into",)),
    "save_visit_ticket": update_row(CUSTOMER, CUSTOMER.c.id == given("customer_id"), names=("visit_ticket_id",)),
    "with_owner": _CUSTOMERS.where(
        CUSTOMER.c.site_id == _HERE, CUSTOMER.c.owner.is_not(None), CUSTOMER.c.merged_into.is_(None)
    ).order_by(CUSTOMER.c.id),
    "contacts": select(*columns(records.ContactRecord._fields, CONTACT))
    .where(CONTACT.c.customer_id == given("customer_id"))
    .order_by(CONTACT.c.id),
    "insert_contact": insert_row(CONTACT, "id"),
    "drop_contact": delete(CONTACT).where(CONTACT.c.id == given("contact_id")),
    "link_event": insert_row(_LINK),
    "events_of_customer": select(*EVENT_COLUMNS, EVENT.c.site_seq)
    .select_from(
        _LINK.join(EVENT, and_(EVENT.c.site_id == _HERE, EVENT.c.site_seq == _LINK.c.site_seq)).outerjoin(
            PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id
        )
    )
    .where(_LINK.c.customer_id == given("customer_id"))
    .order_by(_LINK.c.site_seq),
    # Site events have no index of their own; only `verify` walks the whole record.
    "events_of_nobody": select(EVENT.c.site_seq)
    .where(
        EVENT.c.site_id == _HERE,
        EVENT.c.ticket_id.is_(None),
        EVENT.c.kind.in_([word(kind) for kind in EVENT_KINDS]),
        ~exists().where(_LINK.c.site_seq == EVENT.c.site_seq),
    )
    .order_by(EVENT.c.site_seq),
    "found_by_of": select(CUSTOMER.c.found_by).where(CUSTOMER.c.id == given("customer_id")),
    "calls_of_customer": select(CALL.c.call, TICKET.c.number, CALL.c.rang_at, CALL.c.state)
    .select_from(CALL.join(TICKET, TICKET.c.id == CALL.c.ticket_id))
    .where(
        CALL.c.site_id == _HERE,
        CALL.c.digits.in_(
            select(CONTACT.c.digits).where(CONTACT.c.customer_id == given("customer_id"), CONTACT.c.digits.is_not(None))
        ),
    )
    .order_by(CALL.c.rang_at.desc(), CALL.c.id.desc())
    .limit(at_most),
    "words_of_customer": select(TICKET.c.id, TICKET.c.number, TICKET.c.closed_at, TICKET.c.last_words)
    .where(TICKET.c.customer_id == given("customer_id"))
    .order_by(TICKET.c.id.desc())
    .limit(at_most),
    "calls_since": select(func.count()).where(
        CALL.c.site_id == _HERE, CALL.c.digits == given("digits"), CALL.c.rang_at >= given("since")
    ),
    "taken_since": select(func.count()).where(
        TICKET.c.customer_id == given("customer_id"),
        TICKET.c.channel == given("channel"),
        TICKET.c.opened_at >= given("since"),
        ~exists().where(CALL.c.ticket_id == TICKET.c.id),
        # Visits that the desk plans are nobody's call.
        ~exists().where(CUSTOMER.c.id == TICKET.c.customer_id, CUSTOMER.c.visit_ticket_id == TICKET.c.id),
    ),
    "came_again_since": select(func.count())
    .select_from(TICKET.join(EVENT, EVENT.c.ticket_id == TICKET.c.id).join(PAYLOAD, PAYLOAD.c.event_id == EVENT.c.id))
    .where(
        TICKET.c.customer_id == given("customer_id"),
        EVENT.c.kind == word("contacted"),
        EVENT.c.happened_at >= given("since"),
        func.json_extract(PAYLOAD.c.body, word("$.fields.channel")) == given("channel"),
    ),
}
