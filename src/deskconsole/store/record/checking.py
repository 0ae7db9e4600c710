"""What only `verify` asks: rows a portion at a time, in the order of their keys, so that no transaction is long."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.domain.tickets.event import Event
from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.payloads import event_of

SQL: Final = statements("checking")

#: Before every row key and every place in the record, those that somebody has invented included.
FIRST: Final = -(2**63)
#: Events that are looked through in one transaction.
_EVENTS: Final = 20_000


class ContactDigits(NamedTuple):
    """A way to reach a customer with what it is found by."""

    kind: str
    value: str
    digits: str | None
    digits_reversed: str | None


class StoredText(NamedTuple):
    """A stored pack or calendar with its text."""

    hash: str
    what: str
    name: str
    version: str
    added_at: datetime
    body: str


class StoredCall(NamedTuple):
    """A telephone call with the event that it came from, as that is stored; ``kind``: ``None`` without one."""

    id: int
    call: str
    kind: str | None
    facts: str | None

    @property
    def rang(self) -> bool:
        """Whether that event says that this call rang."""
        return self.kind == "rang" and fields_of(self.facts).get("call") == self.call


class HistoryEvent(NamedTuple):
    """An event that belongs to a customer's history."""

    site_seq: int
    kind: str
    facts: str


def fields_of(facts: str | None) -> Mapping[str, Any]:
    """The fields among the stored facts of an event; none where they cannot be read."""
    with suppress(ValueError, LookupError, TypeError):
        fields = json.loads(facts or "{}").get("fields", {})
        return fields if isinstance(fields, Mapping) else {}
    return {}


def tickets_after(tx: ReadTransaction, after: int, limit: int) -> list[int]:
    """The row keys of the next tickets."""
    return [int(key) for (key,) in tx.all(SQL.TICKETS_AFTER, after=after, limit=limit)]


def calls_after(tx: ReadTransaction, after: int, limit: int) -> list[StoredCall]:
    """The next telephone calls."""
    return [StoredCall(*row) for row in tx.all(SQL.CALLS_AFTER, after=after, limit=limit)]


def site_events(tx: ReadTransaction, after: int) -> tuple[list[tuple[int, Event]], int | None]:
    """Events of the site itself among the next events of the record, and the last of those that were looked through;
    ``None`` at the end."""
    (until,) = tx.one(SQL.EVENTS_UNTIL, after=after, limit=_EVENTS)
    if until is None:
        return [], None
    rows = tx.all(SQL.SITE_EVENTS_UNTIL, after=after, until=until)
    return [(row[16], event_of(row)) for row in rows], int(until)


def newest_ticket(tx: ReadTransaction) -> str | None:
    """The number of the ticket that was opened last; ``None`` while there is none."""
    row = tx.one(SQL.NEWEST_TICKET, limit=1)
    return None if row is None else str(row[0])


def history_events(tx: ReadTransaction, after: int) -> tuple[list[HistoryEvent], int | None]:
    """Events of customers' histories among the next events of the record, and the last of those that were looked
    through; ``None`` at the end."""
    (until,) = tx.one(SQL.EVENTS_UNTIL, after=after, limit=_EVENTS)
    if until is None:
        return [], None
    return [HistoryEvent(*row) for row in tx.all(SQL.HISTORY_EVENTS, after=after, until=until)], int(until)


def in_history(tx: ReadTransaction, uuid: str, site_seq: int) -> bool:
    """Whether an event stands in the history of the customer with this identity."""
    return tx.one(SQL.IN_HISTORY, uuid=uuid, site_seq=site_seq) is not None


def found_by_of(tx: ReadTransaction, customer_id: int) -> str:
    """The stored text that a customer is found by."""
    return str(tx.one(SQL.FOUND_BY_OF, customer_id=customer_id)[0])


def contact_digits(tx: ReadTransaction, customer_id: int) -> list[ContactDigits]:
    """A customer's contacts in the order in which they became known."""
    return tx.records(ContactDigits, SQL.CONTACT_DIGITS, customer_id=customer_id)


def pack_names(tx: ReadTransaction) -> dict[str, str]:
    """The names of the stored packs and calendars by their hashes."""
    return dict(tx.all(SQL.PACK_NAMES))


def stored_texts(tx: ReadTransaction) -> list[StoredText]:
    """Every stored pack and calendar; there are few."""
    return tx.records(StoredText, SQL.STORED_TEXTS)
