"""The record cannot be changed unnoticed: by the triggers not at all, behind their backs not without `verify`."""

import json
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from deskconsole.store import site, texts, tickets
from deskconsole.store.api import Store
from deskconsole.store.record import chain, recording
from deskconsole.store.sqlite import library
from deskconsole.store.sqlite.library import Connection, dbapi
from tests.store.support import MADE_AT, add, event, take


@pytest.fixture
def filled(store: Store) -> Store:
    """Two tickets of three and one events, one event of the site, one policy text."""
    body = "{}"
    with store.writing() as tx:
        first = take(tx, "a")
        take(tx, "b")
        add(tx, first.ticket_id, event(2, text="what was said"), event(3, "picked_up"))
        recording.append_events(tx, None, [event(0, "signed_on", text="li")])
        digest = sha256(body.encode()).hexdigest()
        texts.store_text(tx, digest, what="pack", name="p", version="1", body=body, at=MADE_AT)
    assert _verified(store) == []
    return store


def _verified(store: Store) -> list[str]:
    with store.reading() as tx:
        return [difference.kind for difference in chain.verify_chain(tx)]


def _tamper(path: Path, *statements: str) -> None:
    """Change the store as somebody would who knows SQL: without triggers and references."""
    connection: Connection = library.connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET kind = 'answered' WHERE id = 1",
        "UPDATE event SET hash = prev_hash",
        "UPDATE event SET payload_digest = ''",
        "UPDATE event SET facts = ''",
        "UPDATE event SET facts = '{}' WHERE id = 3",
        "UPDATE event SET chain_rule = 1",
        "DELETE FROM event WHERE id = 1",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE id = 1",
        "REPLACE INTO event SELECT * FROM event",
        "UPDATE OR REPLACE event SET id = 2 WHERE id = 1",
        "UPDATE payload SET body = '{}'",
        "UPDATE payload SET salt = x'00'",
        "INSERT OR REPLACE INTO payload VALUES (1, x'00', '{}')",
        "UPDATE policy_text SET body = '[]'",
        "DELETE FROM policy_text",
        "INSERT OR REPLACE INTO policy_text SELECT * FROM policy_text",
        "DELETE FROM site",
        "UPDATE site SET head_hash = '0'",
        "UPDATE site SET last_site_seq = last_site_seq - 1",
    ],
)
def test_the_record_is_append_only(filled: Store, statement: str) -> None:
    with pytest.raises(dbapi.IntegrityError, match=r"never|only advances"), filled.writing() as tx:
        tx.run(statement)
    assert _verified(filled) == []


_CHANGES = {
    "hash": "UPDATE event SET by = 'somebody else' WHERE site_seq = 2",
    "hash of a time": "UPDATE event SET happened_at = happened_at + 1 WHERE site_seq = 2",
    "hash of a policy": "UPDATE event SET calendar_hash = 'other' WHERE site_seq = 2",
    "hash of a number": "UPDATE event SET ticket_id = 2, seq = 9 WHERE site_seq = 3",
    "previous": "UPDATE event SET prev_hash = hash WHERE site_seq = 3",
    "payload": "UPDATE payload SET body = replace(body, 'said', 'meant')",
    "payload salt": "UPDATE payload SET salt = x'0102' WHERE event_id = 1",
    "payload added": "INSERT INTO payload SELECT id, x'00', '{}' FROM event WHERE seq = 3",
    "payload missing": "DELETE FROM payload WHERE event_id = 1",
    "gap": "DELETE FROM event WHERE site_seq = 3",
    "gap at the start": "DELETE FROM event WHERE site_seq = 1",
    "head of an event cut off": "DELETE FROM event WHERE site_seq = 5",
    "head": "UPDATE site SET head_hash = 'other'",
    "ticket": "DELETE FROM ticket WHERE id = 2",
    "no events": "INSERT INTO ticket SELECT 9, 'u9', site_id, 'SZ-9', {rest} FROM ticket",
    "version": "UPDATE ticket SET version = 1 WHERE id = 1",
    "text": "UPDATE policy_text SET body = '[]'",
}


@pytest.mark.parametrize("what", _CHANGES)
def test_each_kind_of_tampering_is_named(filled: Store, tmp_path: Path, what: str) -> None:
    statement = _CHANGES[what]
    if "{rest}" in statement:
        with filled.reading() as tx:
            columns = [row[1] for row in tx.all("PRAGMA table_info(ticket)")]
        statement = statement.replace("{rest}", ", ".join(columns[4:])) + " WHERE id = 1"
    _tamper(tmp_path / "desk.db", statement)
    named = _verified(filled)
    expected = next(kind for kind in sorted(_KINDS, key=len, reverse=True) if what.startswith(kind))
    assert expected in named


_KINDS = ("hash", "previous", "payload", "payload missing", "gap", "head", "ticket", "no events", "version", "text")


def test_a_difference_is_a_sentence_with_the_place(filled: Store, tmp_path: Path) -> None:
    _tamper(tmp_path / "desk.db", _CHANGES["payload"])
    with filled.reading() as tx:
        assert [str(difference) for difference in chain.verify_chain(tx)] == [
            "what event 3 (SZ-20261121-0001, 2) says was changed"
        ]


def test_a_new_chain_over_a_changed_past_shows_at_the_head(filled: Store, tmp_path: Path) -> None:
    head = keeping_head(filled)
    connection = library.connect(tmp_path / "desk.db")
    names = [row[1] for row in connection.execute("PRAGMA table_info(event)")]
    rows = [dict(zip(names, row, strict=True)) for row in connection.execute("SELECT * FROM event ORDER BY site_seq")]
    uuids = dict(connection.execute("SELECT id, uuid FROM ticket").fetchall())
    connection.close()
    previous = rows[0]["prev_hash"]
    updates = []
    for row in rows:
        row |= {"source": "forged", "prev_hash": previous}
        previous = chain.link("SZ", uuids.get(row["ticket_id"]), row)
        updates.append(
            f"UPDATE event SET source = 'forged', prev_hash = '{row['prev_hash']}', hash = '{previous}'"
            f" WHERE id = {row['id']}"
        )
    _tamper(tmp_path / "desk.db", *updates)
    assert _verified(filled) == ["head"]
    _tamper(tmp_path / "desk.db", f"UPDATE site SET head_hash = '{previous}'")
    assert _verified(filled) == []
    assert keeping_head(filled) != head  # only the heads in backups and on hand-over sheets tell


def keeping_head(store: Store) -> str:
    """The head of the record as the site row has it."""
    with store.reading() as tx:
        return site.site_now(tx).head_hash


def _erase(seqs: list[int], listed: list[int] | None) -> Callable[[Store], None]:
    def erase(store: Store) -> None:
        with store.writing() as tx:
            recording.erase_payloads(tx, 1, seqs)
            if listed is not None:
                add(tx, 1, event(4, "erased", fields={"events": listed}))

    return erase


@pytest.mark.parametrize(
    ("erase", "named"),
    [
        (_erase([1, 2], [1, 2]), []),
        (_erase([1, 2], [1]), ["payload missing"]),
        (_erase([1], [2]), ["payload missing"]),
        (_erase([1], None), ["payload missing"]),
        (_erase([], [2]), []),
    ],
)
def test_erased_payloads_are_accepted_only_where_an_erased_event_says_so(
    filled: Store, erase: Callable[[Store], None], named: list[str]
) -> None:
    erase(filled)
    assert _verified(filled) == named


def test_an_erased_event_of_another_ticket_covers_nothing(filled: Store) -> None:
    with filled.writing() as tx:
        recording.erase_payloads(tx, 1, [1])
        add(tx, 2, event(2, "erased", fields={"events": [1]}))
    assert _verified(filled) == ["payload missing"]


def test_an_erased_event_is_still_an_event(filled: Store, tmp_path: Path) -> None:
    _erase([1, 2], [1, 2])(filled)
    with filled.reading() as tx:
        events = tickets.ticket_events(tx, 1)
    assert [(e.kind, e.text, dict(e.fields)) for e in events[:3]] == [
        ("received", None, {"channel": "phone", "kind": "inquiry", "tier": "potential"}),
        ("noted", None, {}),
        ("picked_up", None, {}),
    ]
    assert [sorted(e.erased) for e in events[:3]] == [["contact", "customer", "request"], ["text"], []]
    filled.close()
    assert b"what was said" not in (tmp_path / "desk.db").read_bytes()


def test_events_of_the_site_can_be_erased(filled: Store) -> None:
    with filled.writing() as tx:
        recording.erase_payloads(tx, None, [5])
        recording.append_events(tx, None, [event(0, "erased", at=MADE_AT + timedelta(1), fields={"events": [5]})])
    assert _verified(filled) == []


def test_the_same_words_have_another_digest_each_time(store: Store) -> None:
    with store.writing() as tx:
        opened = take(tx, "a", event(1, text="yes"), event(2, text="yes"))
        rows = tx.all("SELECT payload_digest FROM event WHERE ticket_id = ?1", **{"1": opened.ticket_id})
        bodies = [json.loads(row[0]) for row in tx.all("SELECT body FROM payload")]
    assert len({row[0] for row in rows}) == 2
    assert bodies[0] == bodies[1]
