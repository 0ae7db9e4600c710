"""Whatever was changed past the program is named, and nothing that was changed ends the check in a traceback."""

import sqlite3
from pathlib import Path

import pytest

from deskconsole.desk.verifying.verifying import verify
from tests.desk.support import Bench


@pytest.fixture
def worked(tmp_path: Path) -> Bench:
    """A desk with three tickets, one answered."""
    bench = Bench(tmp_path)
    number = bench.take()
    bench.act(number, "answered", text="二十公斤")
    bench.take("phone", "intent")
    bench.take("email")
    return bench


def _tampered(bench: Bench, *statements: str) -> list[str]:
    """What `verify` says after a change by another program, with the triggers put back."""
    with sqlite3.connect(bench.folder / "desk.db") as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            assert connection.execute(statement).rowcount > 0, statement
        for _name, sql in triggers:
            connection.execute(sql)
    connection.close()
    return [str(problem) for problem in verify(Bench.reopened(bench).by("root"), clocks=True)]


def test_an_untouched_store_is_whole(worked: Bench) -> None:
    assert _tampered(worked) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE ticket SET opened_at = opened_at + 60000000 WHERE id = 2", "opened_at"),
        ("UPDATE ticket SET pack = 'another' WHERE id = 2", "pack is another"),
        ("UPDATE ticket SET pack_hash = (SELECT max(calendar_hash) FROM ticket) WHERE id = 2", "pack_hash"),
        ("UPDATE ticket SET calendar_hash = pack_hash WHERE id = 2", "calendar_hash"),
        ("UPDATE ticket SET filed_at = 'x' WHERE id = 2", "ticket 2: cannot be checked"),
        ("UPDATE ticket SET closed_at = 'x' WHERE id = 2", "ticket 2: cannot be checked"),
        ("UPDATE clock SET every = 'x' WHERE id = 1", "every"),
        ("UPDATE site SET number_last = number_last - 1", "number_last"),
        ("UPDATE site SET number_last = number_last + 1", "number_last"),
        ("UPDATE site SET number_day = '2026-09-15'", "number_day is '2026-09-15'"),
        ("UPDATE site SET newest_recorded_at = newest_recorded_at + 86400000000", "newest_recorded_at"),
        ("UPDATE site SET packs = '[\"mall-desk\"]'", "packs"),
        ("UPDATE event SET kind = 'x' WHERE id = (SELECT max(id) FROM event)", "was changed"),
        ("UPDATE event SET facts = 'x' WHERE id = (SELECT max(id) FROM event)", "was changed"),
        ("UPDATE event SET pack_hash = 'x' WHERE id = (SELECT max(id) FROM event)", "was changed"),
        ("UPDATE event SET happened_at = 'x' WHERE id = (SELECT max(id) FROM event)", "was changed"),
        ("UPDATE policy_text SET body = '{}' WHERE what = 'pack'", "was changed"),
        ("UPDATE policy_text SET name = 'x' WHERE what = 'pack'", "pack is"),
        ("UPDATE policy_text SET hash = 'x' WHERE what = 'pack'", "the stored pack or calendar x was changed"),
    ],
)
def test_each_change_is_named(worked: Bench, change: str, named: str) -> None:
    problems = _tampered(worked, change)
    assert any(named in problem for problem in problems), problems


def test_what_cannot_be_read_does_not_hide_the_rest(worked: Bench) -> None:
    problems = _tampered(
        worked,
        "UPDATE event SET kind = 'x' WHERE ticket_id = 1",
        "UPDATE ticket SET opened_at = opened_at + 1 WHERE id = 3",
    )
    assert any("ticket 1" in problem and "cannot be checked" in problem for problem in problems)
    assert any("opened_at" in problem for problem in problems)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE staff SET qualified_at = 'x' WHERE login = 'root'", "people: cannot be checked"),
        ("UPDATE staff SET created_at = 'x' WHERE login = 'root'", "people: cannot be checked"),
        ("UPDATE policy_text SET added_at = 'x'", "packs and calendars: cannot be checked"),
        ("UPDATE customer SET visit_ticket_id = 'x'", "visits is 'x'"),
        ("UPDATE customer SET created_at = 'x'", "customer 1: cannot be checked"),
        ("UPDATE phone_call SET rang_at = 'x'", "ticket 4: cannot be checked"),
        ("UPDATE event SET seq = 'x' WHERE id = (SELECT max(id) FROM event)", "was changed"),
        ("UPDATE event SET site_seq = 'x' WHERE site_seq = 9", "are missing"),
        ("UPDATE contact SET value = x'ff00'", "customer 1: "),
        ("UPDATE article SET text = x'ff00' WHERE number = 1", "article"),
        ("UPDATE payload SET body = x'ff00' WHERE event_id = (SELECT max(event_id) FROM payload)", "cannot be checked"),
    ],
)
def test_what_the_program_would_never_write_ends_in_no_traceback(worked: Bench, change: str, named: str) -> None:
    worked.ring()
    problems = _tampered(worked, change)
    assert any(named in problem for problem in problems), problems
