"""Two sites in one store: what a transaction reads and changes is its own site's."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskconsole.store import (
    calls,
    customers,
    drafts,
    knowledge,
    queue_numbers,
    search,
    shifts,
    site_rows,
    staff as people,
    tickets,
    visitors,
)
from deskconsole.store.api import ReadTransaction, Store, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import GENESIS
from deskconsole.store.record import recording
from deskconsole.store.record.chain import verify_chain
from deskconsole.store.sqlite import library
from deskconsole.store.sqlite.transactions import SQLiteWriteTransaction
from tests.store.support import DAY, MADE_AT, add, event, take

_LATER = MADE_AT + timedelta(days=1)


_OF_THE_SITE: dict[str, dict[str, Any]] = {
    "staff_added": {"login": "li", "name": "李", "role": "leader", "os_account": None, "qualified": False},
    "shift_opened": {"shift": "s", "part": "day"},
    "queue_taken": {"day": DAY.isoformat(), "code": "A1", "counter": "a"},
    "visitor_expected": {"id": "e", "at": MADE_AT.isoformat(), "kind": "visit", "name": "张"},
    "pass_given": {"pass": "7", "number": "SZ-20261121-0001"},
}


@pytest.fixture
def filled(store: Store) -> Store:
    """A store whose only site has something of everything, each with the row key 1."""
    with store.writing() as tx:
        customer = customers.add_customer(
            tx, uuid="u", name="王", readings="", created_at=MADE_AT, contacts=[("phone", "13800138000")]
        )
        opened = take(tx, "a", settle_at=MADE_AT)
        recording.link_customer(tx, opened.ticket_id, customer.id)
        calls.record_call(tx, "c", ticket_id=1, rang_seq=1, caller="13800138000", rang_at=MADE_AT)
        drafts.save_draft(tx, "d", person="li", form="intake", body={}, at=MADE_AT)
        for kind, fields in _OF_THE_SITE.items():
            site_rows.derive_rows(tx, event(0, kind, fields=fields))
        search.index_article(tx, 1, ref="1", title="负载表", text="IRB", at=MADE_AT)
    return store


@pytest.fixture
def other(filled: Store) -> Iterator[WriteTransaction]:
    """A transaction of a second site in the same tables."""
    connection = library.connect(Path(filled.place))
    values = {"code": "B", "created_at": 0, "packs": "[]", "last_site_seq": 0, "head_hash": GENESIS, "number_last": 0}
    connection.execute(statements("site").INSERT_SITE, values)
    library.begin_immediate(connection)
    yield SQLiteWriteTransaction(connection, filled.site._replace(id=2, code="B"))
    connection.execute("ROLLBACK")
    connection.close()


_READING: dict[str, Callable[[ReadTransaction], Any]] = {
    "ticket by key": lambda tx: tickets.find_ticket_by_id(tx, 1),
    "ticket by number": lambda tx: tickets.find_ticket(tx, "SZ-20261121-0001"),
    "ticket by suffix": lambda tx: tickets.tickets_by_suffix(tx, "1", DAY),
    "queue": lambda tx: tickets.queue_page(tx),
    "line": lambda tx: tickets.queue_line(tx, 1),
    "events": lambda tx: tickets.ticket_events(tx, 1),
    "follow-ups": lambda tx: tickets.follow_up_clocks(tx, do=None),
    "changed": lambda tx: tickets.changed_after(tx, MADE_AT - timedelta(1)),
    "to settle": lambda tx: tickets.to_settle(tx, _LATER),
    "of a caller": lambda tx: tickets.tickets_of_caller(tx, "13800138000"),
    "of a customer": lambda tx: tickets.tickets_of_customer(tx, 1),
    "customer": lambda tx: customers.find_customer(tx, 1),
    "customers": lambda tx: customers.search_customers(tx, "王", 8),
    "contacts": lambda tx: customers.contacts_of(tx, 1),
    "words": lambda tx: customers.words_of(tx, 1),
    "came": lambda tx: customers.came_since(tx, 1, "phone", MADE_AT - timedelta(1)) != (0, 0),
    "calls": lambda tx: calls.ringing_calls(tx),
    "staff": lambda tx: people.staff_list(tx),
    "drafts": lambda tx: drafts.drafts(tx),
    "shift": lambda tx: shifts.open_shift(tx),
    "queue numbers": lambda tx: queue_numbers.queue_tickets(tx, DAY),
    "expected": lambda tx: visitors.expected_between(tx, MADE_AT, _LATER),
    "passes": lambda tx: visitors.passes_of(tx, 1),
    "articles": lambda tx: knowledge.articles(tx, retired=True),
    "found text": lambda tx: search.stored_text(tx, search.ARTICLES + 1),
    "record": lambda tx: list(verify_chain(tx)),
}


@pytest.mark.parametrize("what", _READING)
def test_a_site_reads_nothing_of_another(other: WriteTransaction, what: str) -> None:
    assert not _READING[what](other)


def test_a_site_changes_nothing_of_another(filled: Store, other: WriteTransaction) -> None:
    with filled.reading() as tx:
        record, draft, expected = tickets.find_ticket_by_id(tx, 1), drafts.drafts(tx), visitors.passes_of(tx, 1)
        customer = customers.find_customer(tx, 1)
    assert record is not None
    assert customer is not None
    recording.link_customer(other, 1, None)
    customers.save_merged_into(other, 1, 1)
    drafts.drop_draft(other, "d")
    drafts.save_draft(other, "d", person="mine", form="intake", body={"x": 1}, at=MADE_AT)
    site_rows.derive_rows(other, event(0, "pass_returned", fields=_OF_THE_SITE["pass_given"]))
    site_rows.derive_rows(other, event(0, "visitor_cancelled", fields={"id": "e"}))
    recording.erase_payloads(other, 1, [1])
    own = SQLiteWriteTransaction(other._connection, filled.site)  # type: ignore[attr-defined]
    assert tickets.find_ticket_by_id(own, 1) == record
    assert customers.find_customer(own, 1) == customer
    assert (drafts.drafts(own), visitors.passes_of(own, 1)) == (draft, expected)
    assert tickets.ticket_events(own, 1)[0].fields["request"] == "a"


def test_each_site_numbers_and_chains_for_itself(filled: Store, other: WriteTransaction) -> None:
    opened = take(other, "a")
    add(other, opened.ticket_id, event(2, "noted", text="here"))
    assert (opened.number, other.head.last_site_seq) == ("B-20261121-0001", 2)
    assert list(verify_chain(other)) == []
    own = SQLiteWriteTransaction(other._connection, filled.site)  # type: ignore[attr-defined]
    assert own.head.last_site_seq == filled.site.last_site_seq + 1
    assert list(verify_chain(own)) == []
