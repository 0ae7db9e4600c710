"""Recomputing what the record says of customers, and naming each difference."""

from collections.abc import Iterator
from typing import Any, Final

from deskconsole.desk.look import Look
from deskconsole.desk.verifying.run import Verification, checked
from deskconsole.domain.calendar.instant import EPOCH
from deskconsole.domain.customers import customer as words
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError
from deskconsole.store import customers, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.customers import CustomerRecord
from deskconsole.store.record import checking
from deskconsole.store.search_checking import customer_ids
from deskconsole.text.phones import first_digits

#: Customers that are looked at in one transaction.
_CUSTOMERS: Final = 500
#: The event that stands in a customer's history besides those of the site.
_OF_TICKETS: Final = words.BEGUN


def customer_differences(run: Verification) -> Iterator[DeskError]:
    """Rows that differ from the events about them, and events that are in no history, or in one that is not theirs."""
    yield from _left_out(run)
    yield from run.keyed(customer_ids, lambda look, key: checked(f"customer {key}", _customer(look, key)), _CUSTOMERS)


def _left_out(run: Verification) -> Iterator[DeskError]:
    """Events about customers that no history has."""
    after: int | None = checking.FIRST
    while after is not None:
        with run.look() as look:
            events, after = checking.history_events(look.tx, after)
            missing = [event for event in events if not _linked(look.tx, event)]
        for event in missing:
            yield DeskError(
                "event {seq} of the site is about a customer, but in no customer's history", seq=event.site_seq
            )


def _linked(tx: ReadTransaction, event: checking.HistoryEvent) -> bool:
    about = Event(0, event.kind, EPOCH, EPOCH, fields=checking.fields_of(event.facts))
    return all(checking.in_history(tx, uuid, event.site_seq) for uuid in words.belongs_to(about))


def _customer(look: Look, customer_id: int) -> Iterator[DeskError]:
    tx, customer = look.tx, customers.find_customer(look.tx, customer_id)
    if customer is None:
        return
    events = customers.events_of(tx, customer_id)
    for site_seq, event in events:
        if not _about(event, customer.uuid):
            yield DeskError(
                "customer {id}: event {seq} of the site stands in their history, but is not about them",
                id=customer.id,
                seq=site_seq,
            )
    expected = words.folded((event for _seq, event in events), customer.uuid)
    if customer.visit_ticket_id is not None and _on_record(tx, customer.visit_ticket_id):
        expected.setdefault("visits", None)
    stored = _stored(tx, customer)
    for name, value in expected.items():
        if stored[name] != value:
            yield _difference(customer, name, stored[name], value)
    yield from _found_by(tx, customer)


def _on_record(tx: ReadTransaction, ticket_id: int) -> bool:
    """Whether a ticket is of a version that puts on record on which one visits are planned, or is none at all."""
    events = tickets.ticket_events(tx, ticket_id)
    return not events or any(words.FILE_OF in event.fields for event in events)


def _about(event: Event, uuid: str) -> bool:
    """Whether an event stands in this history rightly; the forms of older versions do not say whose they are."""
    unsaid = event.kind == _OF_TICKETS and words.FILE_OF not in event.fields
    return unsaid or uuid in words.belongs_to(event)


def _stored(tx: ReadTransaction, customer: CustomerRecord) -> dict[str, Any]:
    into = customers.find_customer(tx, customer.merged_into) if customer.merged_into is not None else None
    key = customer.visit_ticket_id
    visits = tickets.find_ticket_by_id(tx, key) if key is not None else None
    return {
        **{name: getattr(customer, name) for name in words.FIELDS},
        "merged_into": into.uuid if into is not None else None,
        "visits": visits.number if visits is not None else key,
        "created_at": customer.created_at,
        "contacts": [(contact.kind, contact.value) for contact in customers.contacts_of(tx, customer.id)],
    }


def _found_by(tx: ReadTransaction, customer: CustomerRecord) -> Iterator[DeskError]:
    """What a customer is found by follows from name, organisation and numbers."""
    wanted = words.found_by(customer.name, customer.organisation)
    if (stored := checking.found_by_of(tx, customer.id)) != wanted:
        yield _difference(customer, "found_by", stored, wanted)
    for contact in checking.contact_digits(tx, customer.id):
        digits = first_digits(contact.value)
        if contact.digits != digits:
            yield _difference(customer, "digits", contact.digits, digits)
        if contact.digits_reversed != (backwards := digits[::-1] if digits else None):
            yield _difference(customer, "digits_reversed", contact.digits_reversed, backwards)


def _difference(customer: CustomerRecord, column: str, stored: Any, expected: Any) -> DeskError:
    return DeskError(
        "customer {id}: {column} is {stored}, but its events say {expected}",
        id=customer.id,
        column=column,
        stored=repr(stored),
        expected=repr(expected),
    )
