"""A customer's history: events about them, calls, what was said last."""

from datetime import datetime

from deskconsole.domain.tickets.event import Event
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import customer_statements as statements
from deskconsole.store.mapping import event_of, instant, micros
from deskconsole.store.records import CustomerCall, CustomerWords


def link_event(tx: WriteTransaction, customer_id: int, site_seq: int) -> None:
    """Say that an event of the site's record is about a customer."""
    tx.insert(statements.LINK_EVENT, customer_id=customer_id, site_seq=site_seq)


def events_of(tx: ReadTransaction, customer_id: int) -> list[tuple[int, Event]]:
    """The site's events about a customer with their site sequence, the oldest first."""
    rows = tx.all(statements.EVENTS_OF_CUSTOMER, site_id=tx.site_id, customer_id=customer_id)
    return [(row[13], event_of(row)) for row in rows]


def events_of_nobody(tx: ReadTransaction) -> list[int]:
    """Site events about customers that are in no customer's history, for `verify`."""
    return [int(row[0]) for row in tx.all(statements.EVENTS_OF_NOBODY, site_id=tx.site_id)]


def found_by_of(tx: ReadTransaction, customer_id: int) -> str:
    """The stored text that a customer is found by, for `verify`."""
    return str(tx.one(statements.FOUND_BY_OF, customer_id=customer_id)[0])


def calls_of(tx: ReadTransaction, customer_id: int, *, limit: int = 50) -> list[CustomerCall]:
    """Calls from a customer's numbers, newest first."""
    rows = tx.all(statements.CALLS_OF_CUSTOMER, site_id=tx.site_id, customer_id=customer_id, limit=limit)
    return [CustomerCall(row[0], row[1], instant(row[2]), row[3]) for row in rows]


def words_of(tx: ReadTransaction, customer_id: int, *, limit: int = 20) -> list[CustomerWords]:
    """What was said last on a customer's newest tickets, newest first; nothing longer is read."""
    rows = tx.all(statements.WORDS_OF_CUSTOMER, customer_id=customer_id, limit=limit)
    return [CustomerWords(row[0], row[1], row[2] is None, row[3]) for row in rows]


def calls_since(tx: ReadTransaction, number: str, since: datetime) -> int:
    """How often a number has rung since an instant."""
    return int(tx.one(statements.CALLS_SINCE, site_id=tx.site_id, digits=number, since=micros(since))[0])


def came_since(tx: ReadTransaction, customer_id: int, channel: str, since: datetime) -> tuple[int, int]:
    """How often a customer came by a channel since an instant without a ring on record: by tickets of their own, and
    again on open ones."""
    values = {"customer_id": customer_id, "channel": channel, "since": micros(since)}
    taken, again = tx.one(statements.TAKEN_SINCE, **values), tx.one(statements.CAME_AGAIN_SINCE, **values)
    return int(taken[0]), int(again[0])
