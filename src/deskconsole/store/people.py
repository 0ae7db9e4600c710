"""Staff, customers and their contacts, telephone calls."""

import unicodedata
from collections.abc import Callable
from datetime import datetime
from typing import Final

from deskconsole.store import statements
from deskconsole.store.engine import Reading, Writing
from deskconsole.store.mapping import Shape, digits, is_phone, maybe_micros, micros, storable
from deskconsole.store.records import CallRecord, CustomerRecord, StaffRecord
from deskconsole.store.search import index_customer

_STAFF: Final = Shape(StaffRecord, StaffRecord._fields)
_CUSTOMER: Final = Shape(CustomerRecord, CustomerRecord._fields)
_CALL: Final = Shape(CallRecord, CallRecord._fields)


def staff_by_login(tx: Reading, login: str) -> StaffRecord | None:
    """The staff member who signs on by this name, enabled or not."""
    row = tx.one(statements.STAFF_BY_LOGIN, site_id=tx.site_id, login=login)
    return _STAFF(row) if row else None


def staff_by_os_account(tx: Reading, os_account: str) -> StaffRecord | None:
    """The staff member of an account of the system; an enabled one before a disabled one."""
    row = tx.one(statements.STAFF_BY_OS_ACCOUNT, site_id=tx.site_id, os_account=os_account)
    return _STAFF(row) if row else None


def staff_list(tx: Reading) -> list[StaffRecord]:
    """All staff by login."""
    return [_STAFF(row) for row in tx.all(statements.STAFF_LIST, site_id=tx.site_id)]


def add_staff_row(
    tx: Writing,
    *,
    login: str,
    name: str,
    role: str,
    created_at: datetime,
    department: str | None = None,
    os_account: str | None = None,
    qualified_at: datetime | None = None,
) -> StaffRecord:
    """A new staff member, enabled. The login must be free: ask :func:`staff_by_login` first."""
    key = tx.insert(
        statements.INSERT_STAFF,
        site_id=tx.site_id,
        login=storable(login),
        name=storable(name),
        role=role,
        department=department,
        os_account=os_account,
        enabled=True,
        qualified_at=maybe_micros(qualified_at),
        created_at=micros(created_at),
    )
    return StaffRecord(key, login, name, role, department, os_account, True, qualified_at, created_at)


def save_staff(tx: Writing, staff: StaffRecord) -> None:
    """Save name, role, department, account, enabled and qualification of a staff member (``replace`` the record)."""
    tx.run(
        statements.SAVE_STAFF,
        staff_id=staff.id,
        name=storable(staff.name),
        role=staff.role,
        department=staff.department,
        os_account=staff.os_account,
        enabled=staff.enabled,
        qualified_at=maybe_micros(staff.qualified_at),
    )


def find_customer(tx: Reading, customer_id: int) -> CustomerRecord | None:
    """A customer by row key."""
    row = tx.one(statements.CUSTOMER_BY_ID, customer_id=customer_id)
    return _CUSTOMER(row) if row else None


def customers_by_digits(tx: Reading, number: str) -> list[CustomerRecord]:
    """Everybody with exactly these digits (``mapping.digits``), newest first."""
    rows = tx.all(statements.CUSTOMERS_BY_DIGITS, site_id=tx.site_id, digits=number)
    return list(dict.fromkeys(_CUSTOMER(row) for row in rows))


def customer_by_digits(tx: Reading, number: str) -> CustomerRecord | None:
    """The newest customer with exactly these digits."""
    return next(iter(customers_by_digits(tx, number)), None)


def customers_ending(tx: Reading, ending: str, *, limit: int = 20) -> list[CustomerRecord]:
    """Customers whose telephone number ends with these digits, newest first."""
    low = ending[::-1]
    rows = tx.all(statements.CUSTOMERS_ENDING, site_id=tx.site_id, low=low, high=low + ":", limit=limit)
    return list(dict.fromkeys(_CUSTOMER(row) for row in rows))


def search_customers(tx: Reading, typed: str, limit: int, said: str | None = None) -> list[CustomerRecord]:
    """Customers whose number contains the digits of ``typed``, whose name or organisation contains it, or whose name
    is said as the pattern ``said`` (``domain.readings``); newest first."""
    number = "".join(c for c in unicodedata.normalize("NFKC", typed) if c.isascii() and c.isdigit())
    found: list[CustomerRecord] = []
    if len(number) >= 3:
        rows = tx.all(statements.CUSTOMERS_WITH_DIGITS, site_id=tx.site_id, pattern=f"%{number}%", limit=limit)
        found += [_CUSTOMER(row) for row in rows]
    literal = typed.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    rows = tx.all(statements.CUSTOMERS_NAMED, site_id=tx.site_id, pattern=f"%{literal}%", limit=limit)
    found += [_CUSTOMER(row) for row in rows]
    if said is not None:
        rows = tx.all(statements.CUSTOMERS_SAID, site_id=tx.site_id, pattern=said, limit=limit)
        found += [_CUSTOMER(row) for row in rows]
    return list(dict.fromkeys(found))[:limit]


def contacts_of(tx: Reading, customer_id: int) -> list[tuple[str, str]]:
    """A customer's contacts as (kind, value), in the order in which they became known."""
    return [(row[0], row[1]) for row in tx.all(statements.CONTACTS, customer_id=customer_id)]


def find_or_add_customer(
    tx: Writing,
    *,
    uuid: str,
    name: str | None,
    contact: str | None,
    tier: str | None,
    created_at: datetime,
    organisation: str | None = None,
    readings: Callable[[str], str] = lambda name: "",
) -> CustomerRecord | None:
    """The customer of this name and contact, made if unknown; ``None`` when neither is given.

    A number shared by several people (a company's) makes no two of them the same: the name must agree as well, unless
    one of the two is not given. Two people of one name without contact and organisation are one until told apart.
    ``readings`` says how a new name is said, for :func:`search_customers`.
    """
    if name is None and contact is None:
        return None
    known = _candidates(tx, name, contact, organisation)
    for found in known:
        if name is None or (found.name is not None and _same(found.name, name)):
            return found
    for found in known:
        if found.name is None and name is not None:
            return _name_customer(tx, found, name, organisation, tier, readings(name))
    key = tx.insert(
        statements.INSERT_CUSTOMER,
        uuid=uuid,
        site_id=tx.site_id,
        name=None if name is None else storable(name),
        organisation=None if organisation is None else storable(organisation),
        tier=tier,
        readings=readings(name or ""),
        created_at=micros(created_at),
    )
    if contact is not None:
        add_contact(tx, key, contact)
    index_customer(tx, key)
    return CustomerRecord(key, uuid, name, organisation, tier, created_at)


def _candidates(tx: Reading, name: str | None, contact: str | None, organisation: str | None) -> list[CustomerRecord]:
    if contact is None:
        rows = tx.all(statements.CUSTOMERS_WITHOUT_CONTACT, site_id=tx.site_id, name=name, organisation=organisation)
    elif is_phone(contact):
        return customers_by_digits(tx, digits(contact) or "")
    else:
        rows = tx.all(statements.CUSTOMERS_BY_CONTACT, site_id=tx.site_id, value=contact)
    return [_CUSTOMER(row) for row in rows]


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _name_customer(
    tx: Writing, known: CustomerRecord, name: str, organisation: str | None, tier: str | None, said: str
) -> CustomerRecord:
    """A caller who was only a number until now gives a name."""
    named = CustomerRecord(
        known.id, known.uuid, name, organisation or known.organisation, tier or known.tier, known.created_at
    )
    save_customer(tx, named)
    tx.run(statements.SAVE_READINGS, customer_id=known.id, readings=said)
    index_customer(tx, known.id)
    return named


def save_customer(tx: Writing, customer: CustomerRecord) -> None:
    """Save name, organisation and tier of a customer (``replace`` the record)."""
    tx.run(
        statements.SAVE_CUSTOMER,
        customer_id=customer.id,
        name=customer.name,
        organisation=customer.organisation,
        tier=customer.tier,
    )


def add_contact(tx: Writing, customer_id: int, value: str) -> None:
    """Keep a way to reach a customer; a telephone number is found again by its digits, from both ends."""
    phone = is_phone(value)
    number = digits(value) if phone else None
    tx.insert(
        statements.INSERT_CONTACT,
        site_id=tx.site_id,
        customer_id=customer_id,
        kind="phone" if phone else "other",
        value=storable(value),
        digits=number,
        digits_reversed=number[::-1] if number else None,
    )


def record_call(
    tx: Writing, call: str, *, ticket_id: int, rang_seq: int, caller: str | None, rang_at: datetime
) -> None:
    """A telephone that rings; ``caller`` is ``None`` when withheld. The call must be new: :func:`find_call` first."""
    tx.insert(
        statements.INSERT_CALL,
        site_id=tx.site_id,
        call=storable(call),
        ticket_id=ticket_id,
        rang_seq=rang_seq,
        digits=digits(caller) if caller else None,
        rang_at=micros(rang_at),
        state="ringing",
    )


def set_call_state(tx: Writing, call: str, state: str) -> None:
    """What became of a call: ``picked_up``, ``hung_up`` or ``missed`` (``ringing`` again when that was undone)."""
    tx.run(statements.SAVE_CALL_STATE, site_id=tx.site_id, call=call, state=state)


def find_call(tx: Reading, call: str) -> CallRecord | None:
    """A call by the telephone system's name for it."""
    row = tx.one(statements.FIND_CALL, site_id=tx.site_id, call=call)
    return _CALL(row) if row else None


def ringing_calls(tx: Reading) -> list[CallRecord]:
    """Calls that neither were answered nor given up nor missed yet, longest ringing first."""
    return [_CALL(row) for row in tx.all(statements.RINGING_CALLS)]


def calls_of_caller(tx: Reading, number: str, *, limit: int = 20) -> list[CallRecord]:
    """Calls from exactly these digits, newest first."""
    return [_CALL(row) for row in tx.all(statements.CALLS_OF_CALLER, site_id=tx.site_id, digits=number, limit=limit)]
