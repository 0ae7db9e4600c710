"""Customers, their contacts and their history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.customers.customer import contact_kind, found_by
from deskconsole.domain.search.words import terms
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import customer_statements as statements
from deskconsole.store.mapping import Shape, micros, storable
from deskconsole.store.records import ContactRecord, CustomerRecord
from deskconsole.store.search import CUSTOMERS, index_customer, index_new_customer
from deskconsole.store.search_results import find_texts
from deskconsole.text.phones import is_number, numbers_in, typed_digits
from deskconsole.text.pronunciations import pattern

_CUSTOMER: Final = Shape(CustomerRecord, CustomerRecord._fields)
#: Behind every text that begins with what stands before it.
_LAST: Final = "\U0010ffff"
#: Fewer digits are not looked for: nearly every number holds them.
_LEAST_DIGITS: Final = 3
_FIELDS: Final = ("name", "organisation", "tier", "owner", "preferences", "special_needs")


def find_customer(tx: ReadTransaction, customer_id: int) -> CustomerRecord | None:
    """A customer by row key."""
    row = tx.one(statements.CUSTOMER_BY_ID, customer_id=customer_id)
    return _CUSTOMER(row) if row else None


def customer_by_uuid(tx: ReadTransaction, uuid: str) -> CustomerRecord | None:
    """A customer by the identity that the record names."""
    row = tx.one(statements.CUSTOMER_BY_UUID, site_id=tx.site_id, uuid=uuid)
    return _CUSTOMER(row) if row else None


def all_customers(tx: ReadTransaction) -> Iterator[CustomerRecord]:
    """Every customer, the oldest first."""
    return (_CUSTOMER(row) for row in tx.each(statements.ALL_CUSTOMERS, site_id=tx.site_id))


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
        results += [_CUSTOMER(row) for row in tx.all(statements.MERGED_INTO, customer_id=member.id)]
    return results


def save_merged_into(tx: WriteTransaction, customer_id: int, into: int | None) -> None:
    """Keep a customer in the file of another, or by itself again."""
    tx.run(statements.SAVE_MERGED_INTO, customer_id=customer_id, merged_into=into)


def save_visit_ticket(tx: WriteTransaction, customer_id: int, ticket_id: int | None) -> None:
    """Say on which ticket a customer's regular visits are planned."""
    tx.run(statements.SAVE_VISIT_TICKET, customer_id=customer_id, visit_ticket_id=ticket_id)


def customers_with_owner(tx: ReadTransaction) -> list[CustomerRecord]:
    """Everybody who has an account owner and is in no other's file, the oldest first."""
    return [_CUSTOMER(row) for row in tx.all(statements.WITH_OWNER, site_id=tx.site_id)]


# --- finding -------------------------------------------------------------------------------------------------------


def customers_by_digits(tx: ReadTransaction, number: str) -> list[CustomerRecord]:
    """Everybody with exactly these normal digits, newest first."""
    rows = tx.all(statements.CUSTOMERS_BY_DIGITS, site_id=tx.site_id, digits=number)
    return list(dict.fromkeys(_CUSTOMER(row) for row in rows))


def customer_by_digits(tx: ReadTransaction, number: str) -> CustomerRecord | None:
    """The newest customer with exactly these digits."""
    return next(iter(customers_by_digits(tx, number)), None)


def named_like(tx: ReadTransaction, name: str, *, limit: int = 20) -> list[CustomerRecord]:
    """Customers whose name or organisation holds a name, among them those of exactly this name first; newest first."""
    low = found_by(name, None)
    rows = tx.all(statements.CUSTOMERS_NAMED, site_id=tx.site_id, low=low, high=low + _LAST, limit=limit)
    results = {row[0]: _CUSTOMER(row) for row in rows}
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
        rows = tx.all(statements.CUSTOMERS_WITHOUT_CONTACT, site_id=tx.site_id, found_by=words)
        return [_CUSTOMER(row) for row in rows]
    numbers = numbers_in(contact)
    if numbers:
        results = [customer for number in numbers for customer in customers_by_digits(tx, number.digits)]
        return list(dict.fromkeys(results))
    rows = tx.all(statements.CUSTOMERS_BY_CONTACT, site_id=tx.site_id, value=contact)
    return [_CUSTOMER(row) for row in rows]


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
    here: Mapping[str, Any] = {"site_id": tx.site_id, "limit": 4 * limit}  # several may be in one file
    run = typed_digits(typed)
    if len(run) >= _LEAST_DIGITS:
        back = run[::-1]
        yield from _keys(tx.all(statements.DIGITS_BEGIN, low=run, high=run + ":", **here))
        yield from _keys(tx.all(statements.DIGITS_END, low=back, high=back + ":", **here))
    number = run if is_number(typed) else typed
    for match in find_texts(tx, "customer", terms(number), typed, pattern(typed), 4 * limit):
        yield match.id - CUSTOMERS


def _keys(rows: Iterable[Sequence[Any]]) -> Iterator[int]:
    return (int(row[0]) for row in rows)


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
    values = {name: fields.get(name) for name in _FIELDS}
    for value in values.values():
        if value is not None:
            storable(value)
    key = tx.insert(
        statements.INSERT_CUSTOMER,
        uuid=uuid,
        site_id=tx.site_id,
        readings=readings,
        found_by=found_by(values["name"], values["organisation"]),
        created_at=micros(created_at),
        **values,
    )
    index_new_customer(
        tx,
        key,
        uuid=uuid,
        name=values["name"],
        organisation=values["organisation"],
        contacts=[(value, add_contact(tx, key, value, kind)) for kind, value in contacts],
        readings=readings,
        created_at=micros(created_at),
    )
    return CustomerRecord(key, uuid, created_at=created_at, **values)


def save_customer(
    tx: WriteTransaction, customer: CustomerRecord, readings: str, contacts: Iterable[tuple[str, str]] = ()
) -> None:
    """Save what is known of a customer (``_replace`` the record), with further ``contacts``.

    ``readings``: how name and organisation are said.
    """
    values = {name: getattr(customer, name) for name in _FIELDS}
    words = found_by(customer.name, customer.organisation)
    tx.run(statements.SAVE_CUSTOMER, customer_id=customer.id, found_by=words, readings=readings, **values)
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
        statements.INSERT_CONTACT,
        site_id=tx.site_id,
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
        tx.run(statements.DROP_CONTACT, contact_id=contact.id)
    index_customer(tx, customer_id)


def contacts_of(tx: ReadTransaction, customer_id: int) -> list[ContactRecord]:
    """A customer's contacts in the order in which they became known."""
    return [ContactRecord(*row) for row in tx.all(statements.CONTACTS, customer_id=customer_id)]
