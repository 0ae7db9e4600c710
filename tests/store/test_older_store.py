"""A store of version 0.1.0: brought up to date with nothing lost, its record verifiable, its keys emptied."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskconsole.store import idempotency, tickets
from deskconsole.store.api import Store, open_store
from deskconsole.store.record import chain, recording
from deskconsole.store.sqlite import library
from tests.store.support import event, older_store

#: What stood in the keys of writes, as it stood there: JSON in ASCII, a form as the program prints it.
_SECRETS = (
    r'"name": "\u67f3\u5982\u662f", "phone": "13912345678"',
    "ArticleText(title='如何预约参观'",
    "staff fuqing 傅青主 receiver",
)


def _rows(path: Path, sql: str) -> list[dict[str, Any]]:
    connection = library.connect(path, read_only=True)
    try:
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    finally:
        connection.close()


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Store]:
    """The store after it was opened by this version."""
    with open_store(older_store(tmp_path)) as store:
        yield store


def test_every_ticket_and_every_clock_is_as_it_was_but_for_when_it_warns(tmp_path: Path) -> None:
    warns = {"next_warn_at", "warn_at"}
    path = older_store(tmp_path)
    before = {table: _rows(path, f"SELECT * FROM {table} ORDER BY id") for table in ("ticket", "clock", "event")}
    open_store(path).close()
    for table, rows in before.items():
        after = _rows(path, f"SELECT * FROM {table} ORDER BY id")
        kept = [name for name in rows[0] if name not in warns]
        assert [[row[name] for name in kept] for row in after][: len(rows)] == [
            [row[name] for name in kept] for row in rows
        ], table
        for now, then in zip(after, rows, strict=False):  # with little left it warns earlier, never later
            assert all(now[name] <= then[name] for name in warns & now.keys() if then[name] is not None)
    assert len(before["ticket"]) > 45


def test_the_record_stays_verifiable_by_the_rule_that_it_was_written_by(older: Store) -> None:
    with older.reading() as tx:
        assert list(chain.verify_chain(tx)) == []
        assert {row[0] for row in tx.all("SELECT chain_rule FROM event")} == {1, 2}
    with older.writing() as tx:  # and goes on
        ticket_id = next(iter(tickets.all_ticket_ids(tx)))
        last = tickets.ticket_events(tx, ticket_id)[-1]
        recording.append_events(tx, ticket_id, [event(last.seq + 1, "picked_up", at=last.happened_at)])
        row = tx.one("SELECT chain_rule, payload_digest FROM event ORDER BY id DESC LIMIT 1")
        assert tuple(row) == (2, "")


@pytest.mark.parametrize(
    ("tampering", "named"),
    [
        ("UPDATE event SET facts = '' WHERE id = 2", ["facts"]),
        ("UPDATE event SET facts = replace(facts, 'phone', 'online')", ["facts"]),
        ("UPDATE event SET by = 'nobody' WHERE id = 2", ["hash"]),
        ("UPDATE event SET chain_rule = 2 WHERE id = 2", ["hash", "facts"]),
        ("UPDATE payload SET body = body || ' ' WHERE event_id = (SELECT min(event_id) FROM payload)", ["payload"]),
        ("DELETE FROM payload WHERE event_id = (SELECT max(event_id) FROM payload)", ["payload missing"]),
        ("DELETE FROM event WHERE kind = 'words_set_apart'", ["facts", "head"]),
    ],
)
def test_what_is_changed_past_the_program_is_named(older: Store, tampering: str, named: list[str]) -> None:
    connection = library.connect(Path(older.place))
    connection.execute("PRAGMA foreign_keys=OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(tampering)
    connection.close()
    with older.reading() as tx:
        kinds = [difference.kind for difference in chain.verify_chain(tx)]
    assert kinds == named


def test_nothing_of_what_was_written_is_left_in_the_keys(tmp_path: Path) -> None:
    path = older_store(tmp_path)
    assert all(secret.encode() in path.read_bytes() for secret in _SECRETS)
    with open_store(path) as store, store.reading() as tx:
        assert {row[0] for row in tx.all("SELECT digest FROM written_key")} == {idempotency.OLDER}
        for file in (path, path.with_name("desk.db-wal")):
            content = file.read_bytes() if file.exists() else b""
            assert not [secret for secret in _SECRETS if secret.encode() in content], file
        existing = idempotency.recall_key(tx, "exp-1")
        assert existing is not None
        assert existing.answer.startswith('["')


def test_after_words_were_erased_the_facts_of_an_old_event_are_left(older: Store) -> None:
    with older.writing() as tx:
        ticket = next(
            record
            for key in tickets.all_ticket_ids(tx)
            if (record := tickets.find_ticket_by_id(tx, key)) is not None and record.kind == "inquiry"
        )
        before = tickets.ticket_events(tx, ticket.id)
        recording.erase_payloads(tx, ticket.id, [each.seq for each in before])
        after = tickets.ticket_events(tx, ticket.id)
    form = next(each for each in after if each.kind == "received")
    given = {name: form.fields[name] for name in ("kind", "channel", "tier")}
    assert given == {"kind": ticket.kind, "channel": ticket.channel, "tier": ticket.tier}
    assert {"contact", "content"} <= form.erased
    assert "contact" not in form.fields
    assert [each.due for each in after] == [each.due for each in before]
