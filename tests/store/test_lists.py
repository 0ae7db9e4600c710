"""The lists: pages by key, filters, figures, and that each is found by an index."""

from datetime import datetime, timedelta

import pytest

from deskconsole.store import customers, mapping, tickets
from deskconsole.store.api import ReadTransaction, Store, WriteTransaction
from deskconsole.store.compiled import texts
from deskconsole.store.record import recording
from deskconsole.store.tickets import QueueRow
from tests.store.support import DAY, MADE_AT, add, clock, event, found, open_one, take


def _minutes(n: float) -> datetime:
    return MADE_AT + timedelta(minutes=n)


def _requests(tx: ReadTransaction, **more: object) -> list[str | None]:
    return [row.request for row in tickets.queue_page(tx, **more)]  # type: ignore[arg-type]


@pytest.fixture
def queue(store: Store) -> Store:
    """Five open tickets, due in the order b c a e d (c and a at the same time), and two closed ones."""
    with store.writing() as tx:
        take(tx, "a", clocks=[clock(due=_minutes(5))], channel="phone")
        take(tx, "b", clocks=[clock(due=_minutes(9)), clock("B2", due=_minutes(1), do="call_back")], channel="online")
        take(tx, "c", clocks=[clock(due=_minutes(4), state="met"), clock("B2", due=_minutes(5))], channel="phone")
        take(tx, "d", clocks=[], kind="visit")
        take(tx, "e", clocks=[clock(due=_minutes(60), assignee="wang")], kind="visit")
        for n in range(2):
            take(tx, f"closed{n}", clocks=[clock(due=_minutes(0), state="late")], closed_at=_minutes(2))
    return store


def test_the_queue_is_every_open_ticket_by_due_then_age(queue: Store) -> None:
    with queue.reading() as tx:
        rows = tickets.queue_page(tx, limit=None)
        assert [row.request for row in rows] == ["b", "a", "c", "e", "d"]
        assert [(row.rule, row.do, row.due) for row in rows[:2]] == [
            ("B2", "call_back", _minutes(1)),
            ("A1", "respond", _minutes(5)),
        ]
        assert (rows[-1].rule, rows[-1].due) == (None, mapping.NEVER)
        assert tickets.open_ticket_ids(tx) == [row.id for row in rows]
        assert list(tickets.all_ticket_ids(tx)) == [1, 2, 3, 4, 5, 6, 7]
        assert tickets.queue_line(tx, rows[1].id) == rows[1]


def test_pages_join_without_gap_or_repetition(queue: Store) -> None:
    with queue.reading() as tx:
        whole = tickets.queue_page(tx, limit=None)
        for size in (1, 2, 3):
            pages: list[QueueRow] = []
            while page := tickets.queue_page(tx, limit=size, after=(pages[-1].due, pages[-1].id) if pages else None):
                pages += page
            assert pages == whole


def test_the_queue_can_be_narrowed(queue: Store) -> None:
    with queue.writing() as tx:
        ticket_id = tickets.queue_page(tx)[0].id
        add(tx, ticket_id, event(2, "transferred", fields={"to": "zhao"}))
    with queue.reading() as tx:
        assert _requests(tx, channel="phone") == ["a", "c", "e", "d"]
        assert _requests(tx, kind="visit") == ["e", "d"]
        assert _requests(tx, stage="answer") == []
        assert _requests(tx, owner="zhao") == ["b"]
        assert _requests(tx, mine="zhao") == ["b"]
        assert _requests(tx, mine="wang") == ["e"]
        assert _requests(tx, mine="li", channel="online") == []
        assert _requests(tx, overdue_at=_minutes(5)) == ["b"]
        assert _requests(tx, unowned=True) == []


def test_the_top_line_counts(queue: Store) -> None:
    with queue.reading() as tx:
        assert tickets.queue_counts(tx, _minutes(4)) == (5, 1, 2)
        assert tickets.queue_counts(tx, _minutes(5)) == (5, 1, 2)
        assert tickets.queue_counts(tx, _minutes(60)) == (5, 3, 1)


def test_follow_ups_are_clocks_not_tickets(queue: Store) -> None:
    with queue.writing() as tx:
        two = [clock("F1", do="follow_up", due=_minutes(30)), clock("F2", do="follow_up", due=_minutes(3))]
        opened = take(tx, "f", clocks=[*two, clock("F3", do="follow_up", due=_minutes(2), state="paused")])
        take(tx, "g", clocks=[clock("F2", do="follow_up", due=_minutes(3), assignee="wang")])
    with queue.reading() as tx:
        rows = tickets.follow_up_clocks(tx)
        assert [(row.number, row.rule, row.due) for row in rows] == [
            (opened.number, "F2", _minutes(3)),
            ("SZ-20261121-0009", "F2", _minutes(3)),
            (opened.number, "F1", _minutes(30)),
        ]
        assert [row.rule for row in tickets.follow_up_clocks(tx, _minutes(3))] == ["F2", "F2"]
        assert [row.assignee for row in tickets.follow_up_clocks(tx, mine="wang")] == ["wang"]
        assert tickets.follow_up_clocks(tx, limit=1) == rows[:1]
        assert tickets.follow_up_clocks(tx, after=(rows[0].due, rows[0].clock_id)) == rows[1:]
        assert len(tickets.follow_up_clocks(tx, do=None)) == 8


def test_what_time_brings_about_is_found(store: Store) -> None:
    with store.writing() as tx:
        later = take(tx, "later", settle_at=_minutes(3))
        ring = event(1, "rang", by=None, fields={"call": "c", "caller": "13800138000"})
        sooner = take(tx, "sooner", ring, settle_at=_minutes(1))
        take(tx, "never")
    with store.reading() as tx:
        assert tickets.to_settle(tx, _minutes(0.5)) == []
        assert [t.number for t in tickets.to_settle(tx, _minutes(1))] == [sooner.number]
        assert [t.number for t in tickets.to_settle(tx, _minutes(3))] == [sooner.number, later.number]
        assert len(tickets.to_settle(tx, _minutes(3), limit=1)) == 1
        assert tickets.ringing_to_settle(tx, _minutes(3)) == [sooner.ticket_id]


def test_what_changed_after_an_instant_is_found(store: Store) -> None:
    with store.writing() as tx:
        opened = take(tx, "a")
        other = take(tx, "b")
        add(tx, opened.ticket_id, event(2, at=_minutes(10)))
        add(tx, other.ticket_id, event(2, at=_minutes(3), recorded_at=_minutes(10)))
        add(tx, other.ticket_id, event(3, at=_minutes(6.5), recorded_at=_minutes(5)))
        recording.append_events(tx, None, [event(0, "exported", at=_minutes(99))])
    with store.reading() as tx:
        assert sorted(tickets.changed_after(tx, _minutes(-1))) == [opened.ticket_id, other.ticket_id]
        assert sorted(tickets.changed_after(tx, _minutes(6))) == [opened.ticket_id, other.ticket_id]
        assert tickets.changed_after(tx, _minutes(7)) == [opened.ticket_id]
        assert tickets.changed_after(tx, _minutes(10)) == []


def _many_days(tx: WriteTransaction) -> None:
    for n in range(12):
        take(tx, f"old{n}", closed_at=MADE_AT if n != 6 else None)
    for n in range(3):
        take(tx, f"new{n}", day=DAY + timedelta(days=1))


def test_a_short_number_means_todays_ticket_then_open_ones(store: Store) -> None:
    with store.writing() as tx:
        _many_days(tx)
        tomorrow = DAY + timedelta(days=1)
        assert [t.number for t in tickets.tickets_by_suffix(tx, "2", tomorrow)] == ["SZ-20261122-0002"]
        assert [t.number for t in tickets.tickets_by_suffix(tx, "0007", tomorrow)] == ["SZ-20261121-0007"]
        assert [t.number for t in tickets.tickets_by_suffix(tx, "12", DAY)] == ["SZ-20261121-0012"]
        assert tickets.tickets_by_suffix(tx, "12", tomorrow) == []
        assert tickets.tickets_by_suffix(tx, "%", tomorrow) == tickets.tickets_by_suffix(tx, "", tomorrow) == []


def test_a_ticket_is_found_by_whatever_names_it(store: Store) -> None:
    with store.writing() as tx:
        opened = open_one(tx, "identity")
    with store.reading() as tx:
        record = found(tx, opened.number)
        assert record == tickets.find_ticket_by_id(tx, opened.ticket_id) == tickets.find_ticket_by_uuid(tx, "identity")
        assert tickets.find_ticket(tx, "SZ-20261121-9999") is None
        assert tickets.find_ticket_by_uuid(tx, "another") is None


def test_the_tickets_of_a_caller(store: Store) -> None:
    with store.writing() as tx:
        by_contact = take(tx, "a", contact="（138）0013-8000")
        customer = customers.add_customer(
            tx, uuid="u", name="王", contacts=[("phone", "+8613800138000")], readings="", created_at=MADE_AT
        )
        by_customer = take(tx, "b", contact="wang@example.org", closed_at=MADE_AT)
        recording.link_customer(tx, by_customer.ticket_id, customer.id)
        take(tx, "c", contact="13800138001")
    with store.reading() as tx:
        found_tickets = tickets.tickets_of_caller(tx, "13800138000")
        assert [t.number for t in found_tickets] == [by_customer.number, by_contact.number]
        assert [t.number for t in tickets.tickets_of_caller(tx, "13800138000", open_only=True)] == [by_contact.number]


_INDEXED = {
    "QUEUE_PAGE": ("ticket_open", True),
    "QUEUE_COUNTS": ("ticket_open", True),
    "OPEN_TICKET_IDS": ("ticket_open", True),
    "TICKETS_TO_SETTLE": ("ticket_settle", True),
    "RINGING_TO_SETTLE": ("ticket_settle", True),
    "RUNNING_CLOCKS": ("clock_running", True),
    "CLOCK_ROWS": ("sqlite_autoindex_clock_1", False),
    "TICKETS_OF_CALLER": ("ticket_contact", False),
    "TICKETS_CHANGED_AFTER": ("event_recorded", False),
    "TICKET_EVENTS": ("sqlite_autoindex_event_2", True),
    "CHAIN": ("sqlite_autoindex_event_1", True),
    "NEWEST_NUMBER": ("sqlite_autoindex_ticket_1", False),
    "CUSTOMERS_BY_DIGITS": ("contact_digits", False),
    "DIGITS_BEGIN": ("contact_digits", False),
    "DIGITS_END": ("contact_digits_reversed", False),
    "CUSTOMERS_NAMED": ("customer_found_by", False),
    "MERGED_INTO": ("customer_merged_into", False),
    "CALLS_SINCE": ("phone_call_caller", False),
    "TAKEN_SINCE": ("ticket_customer", False),
    "CAME_AGAIN_SINCE": ("ticket_customer", False),
    "EVENTS_OF_CUSTOMER": ("sqlite_autoindex_customer_event_1", False),
    "RINGING_CALLS": ("phone_call_ringing", True),
    "AGREED_TIMES": ("clock_agreed", False),
}


def _texts() -> dict[str, str]:
    return {name: sql for feature in texts().values() for name, sql in feature.items()}


def _plan(tx: WriteTransaction, sql: str) -> str:
    names = [word.strip("(),:") for word in sql.split() if word.lstrip("(").startswith(":") or "=:" in word]
    values = dict.fromkeys([name.rpartition(":")[2] for name in names] + _parameters(sql))
    return "\n".join(row[3] for row in tx.all(f"EXPLAIN QUERY PLAN {sql}", **values))


def _parameters(sql: str) -> list[str]:
    return [part.split(")")[0].split(",")[0].split(" ")[0] for part in sql.split(":")[1:]]


@pytest.mark.parametrize("name", _INDEXED)
def test_lists_are_read_by_index(store: Store, name: str) -> None:
    index, sorted_by_it = _INDEXED[name]
    with store.writing() as tx:
        plan = _plan(tx, _texts()[name])
    assert index in plan
    assert ("TEMP B-TREE" not in plan) is sorted_by_it or not sorted_by_it


@pytest.mark.parametrize("name", _texts())
def test_each_statement_fits_the_tables(store: Store, name: str) -> None:
    with store.writing() as tx:
        _plan(tx, _texts()[name])
