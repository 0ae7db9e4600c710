"""Where somebody may stand in the store: words of events, tickets, keys of writes, versions of articles."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.payloads import payload_of

SQL: Final = statements("personal")


class HeldPayload(NamedTuple):
    """The words of an event that are there; ``ticket_id`` is ``None`` for an event of the site."""

    site_seq: int
    ticket_id: int | None
    seq: int
    kind: str
    recorded_at: int
    chain_rule: int
    payload_digest: str
    facts: str
    body: str

    @property
    def fields(self) -> Mapping[str, Any]:
        """What the event carries, facts and words."""
        return payload_of(self.chain_rule, self.payload_digest, self.facts, self.body).fields

    @property
    def text(self) -> str:
        """The words as one text to look for somebody in; names of fields stand in it too."""
        body = self.body
        if "\\" not in body:
            return body
        return body.replace("\\n", " ").replace("\\t", " ").replace('\\"', '"').replace("\\\\", "\\")


class TicketKey(NamedTuple):
    """A ticket as it is found; ``customer`` and ``contact`` as its form says."""

    id: int
    number: str
    kind: str | None
    customer_id: int | None
    customer: str | None
    contact: str | None
    contact_digits: str | None
    opened_at: datetime
    filed_at: datetime | None
    closed_at: datetime | None
    ended: bool


class VersionWords(NamedTuple):
    """What a version of an article says; ``current``: it is the one that is read now."""

    number: int
    article_id: int
    version: int
    current: bool
    retired: bool
    text: str


def words_after(tx: ReadTransaction, site_seq: int, *, limit: int) -> list[HeldPayload]:
    """The next events that have words, of tickets and of the site, in the order of the record."""
    return tx.records(HeldPayload, SQL.WORDS_AFTER, after=site_seq, limit=limit)


def words_of_ticket(tx: ReadTransaction, ticket_id: int) -> list[HeldPayload]:
    """The events of a ticket that have words."""
    return tx.records(HeldPayload, SQL.WORDS_OF_TICKET, ticket_id=ticket_id)


def site_words(tx: ReadTransaction, seqs: Iterable[int]) -> list[HeldPayload]:
    """Those of these events of the site that have words."""
    return [held for seq in sorted(seqs) for held in words_after(tx, seq - 1, limit=1) if held.site_seq == seq]


def site_events_of_customer(tx: ReadTransaction, customer_id: int) -> list[int]:
    """The site's events in a customer's history, by site sequence."""
    return [int(seq) for (seq,) in tx.all(SQL.SITE_EVENTS_OF_CUSTOMER, customer_id=customer_id)]


def last_of_kind(tx: ReadTransaction, kind: str) -> tuple[int, str | None, Mapping[str, Any]] | None:
    """Site sequence, by whom and facts of the newest event of the site of a kind."""
    row = tx.one(SQL.LAST_OF_KIND, kind=kind, limit=1)
    return None if row is None else (row[0], row[1], json.loads(row[2])["fields"] if row[2] else {})


def tickets_of_customer(tx: ReadTransaction, customer_id: int) -> list[TicketKey]:
    """Every ticket of a customer, the oldest first."""
    return tx.records(TicketKey, SQL.TICKETS_OF, customer_id=customer_id)


def tickets_of_number(tx: ReadTransaction, digits: str) -> list[TicketKey]:
    """Tickets of nobody known with this number on the form, or called from."""
    return tx.records(TicketKey, SQL.TICKETS_OF_NUMBER, digits=digits)


def tickets_of_nobody(tx: ReadTransaction) -> Iterator[TicketKey]:
    """Every ticket without a customer."""
    return iter(tx.records(TicketKey, SQL.TICKETS_OF_NOBODY))


def owners_of_contact(tx: ReadTransaction, digits: str | None, value: str | None) -> set[int]:
    """The customers who have a contact with these digits, or exactly this one."""
    return {int(key) for (key,) in tx.all(SQL.OWNER_OF_CONTACT, digits=digits, value=value)}


def next_hold(tx: ReadTransaction) -> int:
    """The number of the next legal hold."""
    row = tx.one(SQL.NEXT_HOLD, limit=1)
    return int(row[0]) + 1 if row else 1


def next_erasure(tx: ReadTransaction) -> int:
    """The number of the next erasure."""
    row = tx.one(SQL.NEXT_ERASURE, limit=1)
    return int(row[0]) + 1 if row else 1


def keys(tx: ReadTransaction) -> Iterator[tuple[str, str]]:
    """The key of each write that had one, and what it was answered with."""
    return ((key, answer) for key, answer in tx.each(SQL.KEYS))


def versions_with_words(tx: ReadTransaction) -> Iterator[VersionWords]:
    """Every version of every article that was not emptied."""
    for number, article_id, version, current, retired_at, title, text in tx.each(SQL.VERSIONS_WITH_WORDS):
        yield VersionWords(number, article_id, version, version == current, retired_at is not None, f"{title}\n{text}")
