"""Recomputing what the record says of customers, and naming each difference."""

from collections.abc import Iterator
from typing import Any

from deskconsole.domain.customers import customer as words
from deskconsole.errors import DeskError
from deskconsole.store import customers
from deskconsole.store.api import ReadTransaction
from deskconsole.store.customers import ContactRecord, CustomerRecord
from deskconsole.text.phones import first_digits


def customer_differences(tx: ReadTransaction) -> Iterator[DeskError]:
    """Rows that differ from the site's events about them, and events that no customer's history has."""
    for site_seq in customers.events_of_nobody(tx):
        yield DeskError("event {seq} of the site is about a customer, but in no customer's history", seq=site_seq)
    for customer in list(customers.all_customers(tx)):
        contacts = customers.contacts_of(tx, customer.id)
        expected = words.folded((event for _seq, event in customers.events_of(tx, customer.id)), customer.uuid)
        if expected is not None:
            stored = _stored(tx, customer, contacts)
            yield from (
                _difference(customer, name, stored[name], value)
                for name, value in expected.items()
                if stored[name] != value
            )
        yield from _found_by(tx, customer, contacts)


def _stored(tx: ReadTransaction, customer: CustomerRecord, contacts: list[ContactRecord]) -> dict[str, Any]:
    into = customers.find_customer(tx, customer.merged_into) if customer.merged_into is not None else None
    stored = {name: getattr(customer, name) for name in words.FIELDS}
    values = sorted(contact.value for contact in contacts)
    return {**stored, "merged_into": into.uuid if into is not None else None, "contacts": values}


def _found_by(tx: ReadTransaction, customer: CustomerRecord, contacts: list[ContactRecord]) -> Iterator[DeskError]:
    """What a customer is found by follows from name, organisation and numbers."""
    wanted = words.found_by(customer.name, customer.organisation)
    if (stored := customers.found_by_of(tx, customer.id)) != wanted:
        yield _difference(customer, "found_by", stored, wanted)
    for contact in contacts:
        if contact.digits != (digits := first_digits(contact.value)):
            yield _difference(customer, "digits", contact.digits, digits)


def _difference(customer: CustomerRecord, column: str, stored: Any, expected: Any) -> DeskError:
    return DeskError(
        "customer {id}: {column} is {stored}, but its events say {expected}",
        id=customer.id,
        column=column,
        stored=repr(stored),
        expected=repr(expected),
    )
