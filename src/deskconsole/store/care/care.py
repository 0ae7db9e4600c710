"""Customers whose files nobody has gone through for long, and what happened that they may be lost by."""

from datetime import datetime
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import micros

SQL: Final = statements("customers")


class UncheckedCustomer(NamedTuple):
    """Somebody whose file nobody has gone through ``since``; ``id`` is the row key."""

    id: int
    name: str | None
    organisation: str | None
    tier: str | None
    owner: str | None
    since: datetime


class CustomerSign(NamedTuple):
    """Something that happened on a ticket of a customer; what of it is not asked for is ``None``."""

    customer_id: int
    number: str
    kind: str | None
    do: str | None
    facts: str | None


def unchecked_customers(
    tx: ReadTransaction, before: datetime, *, owner: str | None = None, limit: int
) -> list[UncheckedCustomer]:
    """Whose files nobody has gone through since ``before``, the longest first; ``owner``: of one account owner."""
    return tx.records(UncheckedCustomer, SQL.UNCHECKED, before=micros(before), owner=owner, limit=limit)


def inquiries_of_kind(tx: ReadTransaction, kind: str, since: datetime) -> list[CustomerSign]:
    """The customers' tickets of a kind that began since then."""
    return tx.records(CustomerSign, SQL.SIGNS_BY_KIND, kind=kind, since=micros(since))


def late_deadlines(tx: ReadTransaction, do: str, since: datetime) -> list[CustomerSign]:
    """The deadlines for an action that were not kept, on customers' tickets that began since then."""
    return tx.records(CustomerSign, SQL.SIGNS_BY_LATE, do=do, since=micros(since))


def judged_by_customers(tx: ReadTransaction, since: datetime) -> list[CustomerSign]:
    """Ratings and follow-ups on customers' tickets that began since then, with the facts of the event as JSON."""
    return tx.records(CustomerSign, SQL.SIGNS_BY_EVENT, since=micros(since))


def not_to_contact(tx: ReadTransaction) -> frozenset[str]:
    """The numbers of open tickets whose customers do not wish to be contacted unasked."""
    return frozenset(number for (number,) in tx.all(SQL.NOT_TO_CONTACT))
