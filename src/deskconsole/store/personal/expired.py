"""What has been kept for long enough: found a page at a time, by when it was closed or recorded."""

from datetime import datetime
from typing import Final

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.drafts import CHOSEN
from deskconsole.store.mapping import instant, micros
from deskconsole.store.personal.finding import HeldPayload, TicketKey

SQL: Final = statements("personal")

#: Record of the retention → the statement that finds its tickets.
_TICKETS: Final = {
    "ticket_words": SQL.OLD_TICKETS,
    "visitors": SQL.OLD_TICKETS,
    "calls": SQL.OLD_CALLS,
    "attachments": SQL.OLD_ATTACHED,
    "originals": SQL.OLD_ATTACHED,
    "reviews": SQL.OLD_REVIEWS,
}


def old_tickets(
    tx: ReadTransaction, record: str, *, closed: datetime, recorded: datetime, after: int, limit: int
) -> list[TicketKey]:
    """Tickets closed before an instant with words of a record that were recorded before another, by row key."""
    return tx.records(
        TicketKey, _TICKETS[record], closed=micros(closed), recorded=micros(recorded), after=after, limit=limit
    )


def old_site_words(tx: ReadTransaction, kind: str, recorded: datetime, *, after: int, limit: int) -> list[HeldPayload]:
    """Events of the site of a kind with words that were recorded before an instant."""
    return tx.records(HeldPayload, SQL.OLD_SITE_WORDS, kind=kind, recorded=micros(recorded), after=after, limit=limit)


def old_customers(tx: ReadTransaction, before: datetime, *, after: int, limit: int) -> list[int]:
    """Customers with something in their file who were last heard of before an instant, by row key after one."""
    return [int(key) for (key,) in tx.all(SQL.OLD_CUSTOMERS, before=micros(before), after=after, limit=limit)]


def open_of_customer(tx: ReadTransaction, customer_id: int) -> list[tuple[str | None, bool]]:
    """The open tickets of a customer: of which kind each is, and whether something was objected on it."""
    return [(kind, bool(objected)) for kind, objected in tx.all(SQL.OPEN_OF_CUSTOMER, customer_id=customer_id)]


def old_drafts(tx: ReadTransaction, before: datetime) -> list[tuple[str, datetime]]:
    """Forms not yet saved that nobody has touched since an instant: id, and when they were left."""
    return [(key, instant(at)) for key, at in tx.all(SQL.OLD_DRAFTS, before=micros(before), chosen=CHOSEN)]


def old_keys(tx: ReadTransaction, before: datetime) -> int:
    """How many keys of writes were given before an instant."""
    return int(tx.one(SQL.OLD_KEYS, before=micros(before))[0])


def drop_old_keys(tx: WriteTransaction, before: datetime) -> int:
    """Forget them; how many."""
    return tx.run(SQL.DROP_OLD_KEYS, before=micros(before))
