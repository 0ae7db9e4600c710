"""Customers, their contacts and their history: events about them, calls, what was said last."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.customers.customer import FIELDS, contact_kind, found_by
from deskconsole.domain.search.words import terms
from deskconsole.domain.tickets.event import Event
from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of, micros, storable
from deskconsole.store.payloads import event_of
from deskconsole.store.search import CUSTOMERS, index_customer, index_new_customer
from deskconsole.store.search_results import find_texts
from deskconsole.text.phones import is_number, numbers_in, typed_digits
from deskconsole.text.pronunciations import pattern

SQL: Final = statements("customers")

#: Behind every text that begins with what stands before it.
_LAST: Final = "\U0010ffff"
#: Fewer digits are not looked for: nearly every number holds them.
_LEAST_DIGITS: Final = 3


class CustomerRecord(NamedTuple):
    """A customer without contacts; ``owner`` is the login of the account owner."""

    id: int
    uuid: str
    name: str | None
    organisation: str | None
    tier: str | None
    created_at: datetime
    owner: str | None = None
    preferences: str | None = None
    special_needs: str | None = None
    merged_into: int | None = None
    visit_ticket_id: int | None = None


class ContactRecord(NamedTuple):
    """A way to reach a customer; ``digits`` are the normal ones of a telephone number."""

    id: int
    kind: str
    value: str
    digits: str | None


class CustomerCall(NamedTuple):
    """A call from one of a customer's numbers and the ticket that it belongs to."""

    call: str
    number: str
    rang_at: datetime
    state: str


class CustomerWords(NamedTuple):
    """A ticket of a customer with what was said on it last."""

    ticket_id: int
    number: str
    open: bool
    last_words: str | None


def find_customer(tx: ReadTransaction, customer_id: int) -> CustomerRecord | None:
    """A customer by row key."""
    return tx.record(CustomerRecord, SQL.CUSTOMER_BY_ID, customer_id=customer_id)


def customer_by_uuid(tx: ReadTransaction, uuid: str) -> CustomerRecord | None:
    """A customer by the identity that the record names."""
    return tx.record(CustomerRecord, SQL.CUSTOMER_BY_UUID, uuid=uuid)


def all_customers(tx: ReadTransaction) -> list[CustomerRecord]:
    """Every customer, the oldest first."""
    return tx.records(CustomerRecord, SQL.ALL_CUSTOMERS)


# --- merged customers ----------------------------------------------------------------------------------------------


def file_of(tx: ReadTransaction, customer: CustomerRecord) -> CustomerRecord:
    """The customer in whose file this one is kept: itself, unless it was merged into another."""
    while customer.merged_into is not None:
        into = find_customer(tx, customer.merged_into)
        if into is None:
            break
        customer = into
    return customer


def members_of(tx: ReadTransaction, customer: CustomerRecord) -> list[CustomerRecord]:
    """A customer and all that were merged into them, directly or by way of others."""
    results = [customer]
    for member in results:  # grows while it is walked
        results += tx.records(CustomerRecord, SQL.MERGED_INTO, customer_id=member.id)
    return results


def save_merged_into(tx: WriteTransaction, customer_id: int, into: int | None) -> None:
    """Keep a customer in the file of another, or by itself again."""
    tx.run(SQL.SAVE_MERGED_INTO, customer_id=customer_id, merged_into=into)


def save_visit_ticket(tx: WriteTransaction, customer_id: int, ticket_id: int | None) -> None:
    """Say on which ticket a customer's regular visits are planned."""
    tx.run(SQL.SAVE_VISIT_TICKET, customer_id=customer_id, visit_ticket_id=ticket_id)


def customers_of_their_own(tx: ReadTransaction) -> list[CustomerRecord]:
    """Everybody who is in no other's file, the oldest first."""
    return tx.records(CustomerRecord, SQL.OF_THEIR_OWN)


# --- finding -------------------------------------------------------------------------------------------------------


def customers_by_digits(tx: ReadTransaction, number: str) -> list[CustomerRecord]:
    """Everybody with exactly these normal digits, newest first."""
    return list(dict.fromkeys(tx.records(CustomerRecord, SQL.CUSTOMERS_BY_DIGITS, digits=number)))


def customer_by_digits(tx: ReadTransaction, number: str) -> CustomerRecord | None:
    """The newest customer with exactly these digits."""
    return next(iter(customers_by_digits(tx, number)), None)


def named_like(tx: ReadTransaction, name: str, *, limit: int = 20) -> list[CustomerRecord]:
    """Customers whose name or organisation holds a name, among them those of exactly this name first; newest first."""
    low = found_by(name, None)
    named = tx.records(CustomerRecord, SQL.CUSTOMERS_NAMED, low=low, high=low + _LAST, limit=limit)
    results = {customer.id: customer for customer in named}
    for match in find_texts(tx, "customer", terms(name), "", None, limit):
        customer = find_customer(tx, match.id - CUSTOMERS)
        if customer is not None:
            results.setdefault(customer.id, customer)
    return list(results.values())


def match_customer(
    tx: ReadTransaction, name: str | None, contact: str | None, organisation: str | None = None
) -> CustomerRecord | None:
    """The customer of this name and contact, ``None`` for somebody new.

    A number shared by several people (a company's) makes no two of them the same: the name must agree as well, unless
    one of the two is not given. Two people of one name without contact and organisation are one until told apart.
    """
    if name is None and contact is None:
        return None
    existing = _candidates(tx, name, contact, organisation)
    wanted = found_by(name, None)[:-1] if name is not None else None
    for result in existing:
        if wanted is None or (result.name is not None and found_by(result.name, None)[:-1] == wanted):
            return result
    return next((result for result in existing if result.name is None), None)


def _candidates(
    tx: ReadTransaction, name: str | None, contact: str | None, organisation: str | None
) -> list[CustomerRecord]:
    if contact is None:
        words = found_by(name, organisation)
        return tx.records(CustomerRecord, SQL.CUSTOMERS_WITHOUT_CONTACT, found_by=words)
    numbers = numbers_in(contact)
    if numbers:
        results = [customer for number in numbers for customer in customers_by_digits(tx, number.digits)]
        return list(dict.fromkeys(results))
    return tx.records(CustomerRecord, SQL.CUSTOMERS_BY_CONTACT, value=contact)


def search_customers(tx: ReadTransaction, typed: str, limit: int) -> list[CustomerRecord]:
    """Customers whose number begins or ends with the digits of ``typed``, then, newest first, those whose numbers, name
    or organisation hold it or are said like it; each in the file that it is kept in."""
    results: dict[int, CustomerRecord] = {}
    for customer_id in _ids_of(tx, typed, limit):
        customer = find_customer(tx, customer_id)
        if customer is not None:
            stored = file_of(tx, customer)
            results.setdefault(stored.id, stored)
        if len(results) == limit:
            break
    return list(results.values())


def _ids_of(tx: ReadTransaction, typed: str, limit: int) -> Iterator[int]:
    enough = 4 * limit  # several may be in one file
    run = typed_digits(typed)
    if len(run) >= _LEAST_DIGITS:
        for sql, low in ((SQL.DIGITS_BEGIN, run), (SQL.DIGITS_END, run[::-1])):
            yield from (key for (key,) in tx.all(sql, low=low, high=low + ":", limit=enough))
    number = run if is_number(typed) else typed
    for match in find_texts(tx, "customer", terms(number), typed, pattern(typed), enough):
        yield match.id - CUSTOMERS


# --- writing -------------------------------------------------------------------------------------------------------


def add_customer(
    tx: WriteTransaction,
    *,
    uuid: str,
    created_at: datetime,
    readings: str,
    contacts: Iterable[tuple[str, str]] = (),
    **fields: Any,
) -> CustomerRecord:
    """A new customer; ``fields`` are those of the record, ``contacts`` pairs of kind and value."""
    customer = CustomerRecord(0, uuid, created_at=created_at, **{name: fields.get(name) for name in FIELDS})
    words = found_by(customer.name, customer.organisation)
    key = tx.insert(SQL.INSERT_CUSTOMER, found_by=words, readings=readings, **columns_of(customer))
    index_new_customer(
        tx,
        key,
        uuid=uuid,
        name=customer.name,
        organisation=customer.organisation,
        contacts=[(value, add_contact(tx, key, value, kind)) for kind, value in contacts],
        readings=readings,
        created_at=micros(created_at),
    )
    return customer._replace(id=key)


def save_customer(
    tx: WriteTransaction, customer: CustomerRecord, readings: str, contacts: Iterable[tuple[str, str]] = ()
) -> None:
    """Save what is known of a customer (``_replace`` the record), with further ``contacts``.

    ``readings``: how name and organisation are said.
    """
    words = found_by(customer.name, customer.organisation)
    tx.run(SQL.SAVE_CUSTOMER, found_by=words, readings=readings, **columns_of(customer))
    for kind, value in contacts:
        add_contact(tx, customer.id, value, kind)
    index_customer(tx, customer.id)


def add_contact(tx: WriteTransaction, customer_id: int, value: str, kind: str | None = None) -> str | None:
    """Keep a way to reach a customer; a telephone number is found again by any run of its normal digits, which are
    given back.

    The customer is to be indexed afterwards: :func:`save_customer` does it.
    """
    numbers = numbers_in(value)
    number = numbers[0].digits if numbers else None
    tx.insert(
        SQL.INSERT_CONTACT,
        customer_id=customer_id,
        kind=kind or contact_kind(value),
        value=storable(value),
        digits=number,
        digits_reversed=number[::-1] if number else None,
    )
    return number


def drop_contacts(tx: WriteTransaction, customer_id: int, contacts: Iterable[ContactRecord]) -> None:
    """Forget ways to reach a customer."""
    for contact in contacts:
        tx.run(SQL.DROP_CONTACT, id=contact.id)
    index_customer(tx, customer_id)


def contacts_of(tx: ReadTransaction, customer_id: int) -> list[ContactRecord]:
    """A customer's contacts in the order in which they became known."""
    return tx.records(ContactRecord, SQL.CONTACTS, customer_id=customer_id)


# --- history -------------------------------------------------------------------------------------------------------


def link_event(tx: WriteTransaction, customer_id: int, site_seq: int) -> None:
    """Say that an event of the site's record is about a customer."""
    tx.insert(SQL.LINK_EVENT, customer_id=customer_id, site_seq=site_seq)


def events_of(tx: ReadTransaction, customer_id: int) -> list[tuple[int, Event]]:
    """The site's events about a customer with their site sequence, the oldest first."""
    rows = tx.all(SQL.EVENTS_OF_CUSTOMER, customer_id=customer_id)
    return [(row[16], event_of(row)) for row in rows]


def calls_of(tx: ReadTransaction, customer_id: int, *, limit: int = 50) -> list[CustomerCall]:
    """Calls from a customer's numbers, newest first."""
    return tx.records(CustomerCall, SQL.CALLS_OF_CUSTOMER, customer_id=customer_id, limit=limit)


def words_of(tx: ReadTransaction, customer_id: int, *, limit: int = 20) -> list[CustomerWords]:
    """What was said last on a customer's newest tickets, newest first; nothing longer is read."""
    rows = tx.all(SQL.WORDS_OF_CUSTOMER, customer_id=customer_id, limit=limit)
    return [CustomerWords(key, number, closed_at is None, words) for key, number, closed_at, words in rows]


def calls_since(tx: ReadTransaction, number: str, since: datetime) -> int:
    """How often a number has rung since an instant."""
    return int(tx.one(SQL.CALLS_SINCE, digits=number, since=micros(since))[0])


def came_since(tx: ReadTransaction, customer_id: int, channel: str, since: datetime) -> tuple[int, int]:
    """How often a customer came by a channel since an instant without a ring on record: by tickets of their own, and
    again on open ones."""
    taken = tx.one(SQL.TAKEN_SINCE, customer_id=customer_id, channel=channel, since=micros(since))
    again = tx.all(SQL.CAME_AGAIN_SINCE, customer_id=customer_id, since=micros(since))
    return int(taken[0]), sum(facts and json.loads(facts)["fields"].get("channel") == channel for (facts,) in again)
