"""Whatever was changed past the program is named by `verify`: every column and row of every table, the store's
structure, the chain and where it ends, attached files, packs and calendars.

A table that a later version brings is tampered with by itself: let something happen in it in `busy.py`.
"""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from deskconsole.desk.opening import open_desk
from deskconsole.desk.verifying.verifying import verify
from deskconsole.errors import DeskError
from deskconsole.store.api import open_store
from deskconsole.store.record import chain
from deskconsole.store.sqlite import library
from deskconsole.text.heads import Head, read_head
from tests.desk.admin.busy import whole_site
from tests.desk.admin.tampering import (
    TABLES,
    Tampering,
    changes_of_rows,
    changes_of_values,
    tampered,
)
from tests.desk.support import Bench, signed_on

#: Scratch, which may be lost without harm: nothing of it is on record.
SCRATCH: Final = {
    "draft": "half-filled forms: whoever goes on with one sees what stands there",
    "written_key": "what a repeated write is answered with; it changes nothing that is on record",
    "staff_pin": "secret: that one was set is on record; without the pepper, which lies apart, nobody makes a digest "
    "that counts, and who finds theirs changed is given a new code",
    "recovery_code": "secret, as a PIN is",
    "pin_tries": "how often somebody has tried of late",
    "approval_request": "what a leader is asked just now; what it came to stands in the event, with both names",
}
_ROW_KEY: Final = "which row key a row has says nothing: rows are known by what is unique in them"
#: Columns that carry no fact.
CARRIES_NO_FACT: Final = {
    **{
        f"{table}.id": _ROW_KEY
        for table in (
            "article_version",
            "call_fact",
            "clock",
            "clock_fact",
            "contact",
            "customer_care",
            "duty",
            "emergency_entry",
            "glass",
            "phone_call",
            "quality_check",
            "quality_draw",
            "room_use",
            "round_tick",
            "assessment_entry",
            "assessment_result",
            "survey_draw",
            "survey_fact",
            "training_attendance",
        )
    },
    "event.id": "only the search refers to it, and only for events with words, where it is compared",
    **{
        f"{table.name}.{column.name}": SCRATCH[table.name]
        for table in TABLES
        if table.name in SCRATCH
        for column in table.c
    },
}
#: Tables whose rows follow each other in no order that means anything, and why two of them may change places.
UNORDERED: Final = {
    "article_version": "an article's versions are numbered",
    "call_fact": "facts of calls are known by ticket and thread",
    "clock": "the clocks of a ticket are sorted by their start and rule",
    "clock_fact": "facts of clocks are known by ticket, rule and thread",
    "contact": "only a customer's own contacts follow each other, which a test of its own swaps",
    "phone_call": "calls are sorted by when they rang",
    "quality_check": "checks are known by their ids",
    "quality_draw": "draws are known by their ids",
    "assessment_entry": "entries are known by their ids",
    "assessment_result": "results are known by period and whom they are of",
    "survey_draw": "draws are known by their ids",
    "survey_fact": "facts of surveys are known by ticket, thread and question",
    "round_tick": "items of rounds are known by day, round, time and item",
    "training_attendance": "attendance is known by training and login",
    "emergency_entry": "entries are sorted by when they were written down",
}
NAMES: Final = [table.name for table in TABLES]


class Whole(NamedTuple):
    """A closed store with everything in it, and a folder to tamper with copies of it."""

    bench: Bench
    folder: Path

    @property
    def path(self) -> Path:
        """The store itself, which is never touched."""
        return self.bench.folder / "desk.db"

    def copy(self) -> Path:
        """A fresh copy with its attached files."""
        for name in ("desk.db-wal", "desk.db-shm"):
            (self.folder / name).unlink(missing_ok=True)
        if not (self.folder / "attachments").exists():
            shutil.copytree(self.bench.folder / "attachments", self.folder / "attachments")
        return Path(shutil.copy(self.path, self.folder / "desk.db"))

    def problems(self, *heads: Head) -> list[str]:
        """What `verify` says of the copy, or why it cannot be opened."""
        try:
            desk = open_desk(str(self.folder / "desk.db"), now=lambda: self.bench.now)
        except DeskError as error:
            return [str(error)]
        try:
            return [str(each) for each in verify(signed_on(desk, "root"), clocks=True, heads=heads)]
        finally:
            desk.store.close()

    def after(self, *statements: str) -> list[str]:
        """The same after something was done to a fresh copy."""
        tampered(self.copy(), statements)
        return self.problems()

    def unseen(self, tamperings: Iterator[Tampering]) -> list[Tampering]:
        """Those that `verify` says nothing of."""
        return [each for each in tamperings if not self.after(*each.statements)]

    def head(self) -> Head:
        """Where its record ends."""
        with library.connect(self.path, read_only=True) as connection:
            row = connection.execute("SELECT last_site_seq, head_hash FROM site").fetchone()
        connection.close()
        return Head(*row)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    bench = whole_site(tmp_path_factory.mktemp("whole"))
    bench.desk.store.close()
    return Whole(bench, tmp_path_factory.mktemp("tampered"))


def test_what_nobody_tampered_with_is_whole(whole: Whole) -> None:
    whole.copy()
    assert whole.problems() == []


# --- values and rows -------------------------------------------------------------------------------------------------


@pytest.mark.chaos
@pytest.mark.parametrize("table", NAMES)
def test_every_changed_value_is_named(whole: Whole, table: str) -> None:
    tamperings = list(changes_of_values(whole.path, table))
    unseen = {each.column: each.what for each in whole.unseen(iter(tamperings))}
    assert {what for column, what in unseen.items() if column not in CARRIES_NO_FACT} == set()


def test_a_changed_value_of_every_table_is_named(whole: Whole) -> None:
    """What the ordinary run has time for: of each table the columns that would be worth changing most."""
    tamperings = [
        each
        for table in NAMES
        if table not in SCRATCH
        for each in list(changes_of_values(whole.path, table))[1:]
        if each.column not in CARRIES_NO_FACT
    ]
    assert len(tamperings) > 200
    assert whole.unseen(iter(tamperings[::10])) == []


def test_columns_without_a_fact_are_columns(whole: Whole) -> None:
    columns = {f"{table.name}.{column.name}" for table in TABLES for column in table.c}
    assert CARRIES_NO_FACT.keys() <= columns
    assert UNORDERED.keys() | SCRATCH.keys() <= set(NAMES)


@pytest.mark.chaos
@pytest.mark.parametrize("table", [name for name in NAMES if name not in SCRATCH])
def test_every_row_removed_inserted_or_swapped_is_named(whole: Whole, table: str) -> None:
    unseen = [each.what for each in whole.unseen(changes_of_rows(whole.path, table))]
    assert unseen in ([], [f"{table}: two rows swapped"] if table in UNORDERED else [])


def test_a_removed_row_of_every_table_is_named(whole: Whole) -> None:
    firsts = [list(changes_of_rows(whole.path, name))[1] for name in NAMES if name not in SCRATCH]
    assert whole.unseen(iter(firsts)) == []


#: Several rows at once, each consistent with the others: only the events say otherwise.
TOGETHER: Final = {
    "two contacts of one customer swapped": (
        (
            "UPDATE contact SET id = -1 WHERE value = 'xu'",
            "UPDATE contact SET id = id - 1 WHERE value = 'xu@example.org'",
            "UPDATE contact SET id = (SELECT id + 1 FROM contact WHERE value = 'xu@example.org') WHERE id = -1",
        ),
        "contacts is",
    ),
    "another number of a customer, with what it is found by": (
        (
            "UPDATE contact SET value = '13611112223', digits = '13611112223', digits_reversed = '32221111631' "
            "WHERE value = '13611112222'",
        ),
        "contacts is [('phone', '13611112223')",
    ),
    "another name of a customer, with what it is found by": (
        ("UPDATE customer SET name = '徐达', found_by = '徐达' || substr(found_by, 4) WHERE name = '徐霞客'",),
        "name is '徐达'",
    ),
    "an article rewritten in every place": (
        (
            "UPDATE article SET text = '地下三层' WHERE title = '停车'",
            "UPDATE article_version SET text = '地下三层' WHERE title = '停车'",
            "UPDATE search_text SET body = '地下三层' WHERE title = '停车'",
        ),
        "digest is",
    ),
    "a ticket's number": (
        ("UPDATE ticket SET number = 'SZ-20260914-0099' WHERE number = 'SZ-20260914-0003'",),
        "number is SZ-20260914-0099",
    ),
    "two tickets' customers exchanged": (
        ("UPDATE ticket SET customer_id = CASE customer_id WHEN 4 THEN 5 ELSE 4 END WHERE customer_id IN (4, 5)",),
        "customer_id is",
    ),
    "a call given to another ticket": (
        ("UPDATE phone_call SET ticket_id = 1, rang_seq = 1 WHERE call = 'call-1'",),
        "call call-1",
    ),
    "a queue number taken back": (
        ("DELETE FROM queue_ticket WHERE code = (SELECT max(code) FROM queue_ticket)",),
        "queue_ticket 2026-09-14",
    ),
    "somebody made administrator and qualified": (
        ("UPDATE staff SET role = 'administrator', qualified_at = created_at WHERE login = 'zhu'",),
        "staff zhu: role is 'administrator'",
    ),
    "nobody left who may verify": (("UPDATE staff SET role = 'receiver'",), "staff root: role is 'receiver'"),
    "everybody gone": (("DELETE FROM staff",), "staff root: is missing"),
}


@pytest.mark.parametrize("what", TOGETHER)
def test_what_was_changed_in_several_places_alike_is_named(whole: Whole, what: str) -> None:
    statements, named = TOGETHER[what]
    problems = whole.after(*statements)
    assert [each for each in problems if named in each], problems


# --- the chain -------------------------------------------------------------------------------------------------------

_LAST: Final = "(SELECT max(site_seq) FROM event)"
_TAIL: Final = (
    "DELETE FROM payload WHERE event_id = (SELECT id FROM event ORDER BY site_seq DESC LIMIT 1)",
    f"DELETE FROM event WHERE site_seq = {_LAST}",
)
_HEAD_BACK: Final = (
    f"UPDATE site SET last_site_seq = {_LAST}, head_hash = (SELECT hash FROM event WHERE site_seq = {_LAST})",
)
_LAST_OF_TICKETS: Final = "(SELECT max(site_seq) FROM event WHERE ticket_id IS NOT NULL)"
_WORDS: Final = "(SELECT min(event_id) FROM payload)"
CHAIN: Final = {
    "two events swapped": (
        *(f"UPDATE event SET site_seq = {new} WHERE site_seq = {old}" for old, new in ((20, -1), (21, 20), (-1, 21))),
    ),
    "what two events say swapped": (
        *(f"UPDATE payload SET event_id = {new} WHERE event_id = {old}" for old, new in ((2, -1), (4, 2), (-1, 4))),
    ),
    "two hashes": (
        "UPDATE event SET hash = 'x' WHERE site_seq = 30",
        "UPDATE event SET prev_hash = 'x' WHERE site_seq = 31",
    ),
    "an event before the first": (
        "INSERT INTO event SELECT (SELECT max(id) + 1 FROM event), 1, -5, NULL, -5, kind, of, happened_at, "
        "recorded_at, by, source, by_role, by_department, pack_hash, calendar_hash, payload_digest, prev_hash, hash, "
        "chain_rule, facts, entered_by FROM event WHERE site_seq = 1",
    ),
    "the end cut off": _TAIL,
    "the end of a ticket cut off with the head put back": (
        f"DELETE FROM payload WHERE event_id IN (SELECT id FROM event WHERE site_seq >= {_LAST_OF_TICKETS})",
        f"DELETE FROM event WHERE site_seq >= {_LAST_OF_TICKETS}",
        *_HEAD_BACK,
    ),
    "the head put back alone": ("UPDATE site SET last_site_seq = last_site_seq - 1",),
    "words deleted": (f"DELETE FROM payload WHERE event_id = {_WORDS}",),
    "an erasure invented": ("UPDATE event SET kind = 'erased' WHERE site_seq = 30",),
}


@pytest.mark.parametrize("what", CHAIN)
def test_what_was_done_to_the_chain_is_named(whole: Whole, what: str) -> None:
    assert whole.after(*CHAIN[what])


def test_a_text_that_events_are_judged_by_is_named_when_it_is_gone(whole: Whole) -> None:
    problems = whole.after("DELETE FROM policy_text")
    assert [each for each in problems if "the calendar" in each and "is missing" in each], problems


# --- a head noted outside --------------------------------------------------------------------------------------------


def _cut_off(whole: Whole) -> None:
    """The last event of all, which nothing else follows from, is gone without any trace in the store."""
    path = whole.copy()
    connection = library.connect(path)
    kinds = [row[0] for row in connection.execute("SELECT kind FROM event ORDER BY site_seq DESC LIMIT 1")]
    connection.close()
    assert kinds == ["exported"]
    newest = "UPDATE site SET newest_recorded_at = (SELECT max(recorded_at) FROM event)"
    tampered(path, (*_TAIL, *_HEAD_BACK, newest))


def test_a_head_noted_outside_is_still_the_same(whole: Whole) -> None:
    whole.copy()
    noted = whole.head()
    assert whole.problems(noted, read_head(noted.written)) == []


def test_an_end_that_was_cut_off_without_a_trace_is_named_by_a_head_noted_outside(whole: Whole) -> None:
    noted = read_head(whole.head().written)
    _cut_off(whole)
    assert whole.problems() == []
    (problem,) = whole.problems(noted)
    assert "its end was cut off" in problem


def test_a_record_written_anew_is_named_by_the_sheets_on_record_and_by_a_head_noted_outside(whole: Whole) -> None:
    noted, path = whole.head(), whole.copy()
    connection = library.connect(path)
    names = [row[1] for row in connection.execute("PRAGMA table_info(event)")]
    rows = [dict(zip(names, row, strict=True)) for row in connection.execute("SELECT * FROM event ORDER BY site_seq")]
    uuids = dict(connection.execute("SELECT id, uuid FROM ticket").fetchall())
    connection.close()
    previous, statements = rows[0]["prev_hash"], []
    for row in rows:
        row |= {"source": "forged", "prev_hash": previous}
        previous = chain.link("SZ", uuids.get(row["ticket_id"]), row)
        statements.append(
            f"UPDATE event SET source = 'forged', prev_hash = '{row['prev_hash']}', hash = '{previous}' "
            f"WHERE id = {row['id']}"
        )
    tampered(path, (*statements, f"UPDATE site SET head_hash = '{previous}'"))
    sheet, outside = whole.problems(noted)[::-1]
    assert "(shift_handed_over) notes event" in sheet
    assert "what you noted notes event" in outside
    assert "written anew" in outside


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("1234-0123-4567-89ab-cdef", Head(1234, "0123456789abcdef")),
        (" 7 · 0123456789ABCDEF ", Head(7, "0123456789abcdef")),
        ("7 " + "a" * 64, Head(7, "a" * 64)),
    ],
)
def test_a_head_is_read_as_people_write_it(text: str, head: Head) -> None:
    assert read_head(text) == head


@pytest.mark.parametrize("text", ["", "1234", "1234-0123", "x-0123456789abcdef", "1 " + "a" * 65, "٣-0123456789abcdef"])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(DeskError, match="is not a head of the record"):
        read_head(text)


# --- structure -------------------------------------------------------------------------------------------------------


def _objects(path: Path) -> list[tuple[str, str, str]]:
    connection = library.connect(path, read_only=True)
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
    ).fetchall()
    connection.close()
    return rows


def _directly(path: Path, *statements: str) -> None:
    with closing(library.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)


def _otherwise(kind: str, sql: str) -> str:
    """The same trigger or index by its name, that does nothing or sorts by something else."""
    if kind == "index":
        return re.sub(r"\(.*", "(hour)" if " ON ticket_fact" in sql else "(id)", sql)  # those are known by their ticket
    return sql.replace("WHEN ", "WHEN 0 AND ", 1) if "WHEN " in sql else sql.replace("BEGIN ", "WHEN 0 BEGIN ", 1)


def test_each_trigger_and_index_that_is_dropped_or_made_otherwise_is_named(whole: Whole) -> None:
    objects = _objects(whole.path)
    assert {kind for kind, _name, _sql in objects} == {"trigger", "index"}
    path = whole.copy()
    for kind, name, sql in objects:
        for again in ((), (_otherwise(kind, sql),)):
            _directly(path, f'DROP {kind} "{name}"', *again)
            told = _structure(path)
            assert [each for each in told if f"{kind} {name}" in each], (name, told)
            assert len(told) == 1
            _directly(path, *([f'DROP {kind} "{name}"'] if again else []), sql)
    assert _structure(path) == []


def _structure(path: Path) -> list[str]:
    with open_store(path) as store:
        return [str(each) for each in store.structure_differences()]


STRUCTURE: Final = {
    "trigger": "CREATE TRIGGER quiet AFTER INSERT ON event BEGIN DELETE FROM event WHERE by = 'eve'; END",
    "view": "CREATE VIEW tickets AS SELECT * FROM ticket",
    "table": "CREATE TABLE copied (id INTEGER)",
    "index": "CREATE INDEX once ON ticket (customer)",
    "column": "ALTER TABLE staff ADD COLUMN password TEXT",
    "dropped column": "ALTER TABLE queue_ticket DROP COLUMN window",
    "renamed table": "ALTER TABLE shift_news RENAME TO news",
    "user_version": "PRAGMA user_version = 3",
    "application_id": "PRAGMA application_id = 3",
    "older step": "UPDATE alembic_version SET version_num = '0001'",
    "newer step": "UPDATE alembic_version SET version_num = '9999'",
    "no step": "DELETE FROM alembic_version",
    "two steps": "INSERT INTO alembic_version VALUES ('0001')",
    "second site": "INSERT INTO site (code, created_at, packs, last_site_seq, head_hash, number_last) "
    "VALUES ('XX', 0, '[]', 0, '', 0)",
    "no index of words": "DROP TABLE search_words",
    "words taken out": "INSERT INTO search_words (search_words) VALUES ('delete-all')",
}


@pytest.mark.parametrize("what", STRUCTURE)
def test_what_was_done_to_the_structure_is_named(whole: Whole, what: str) -> None:
    _directly(whole.copy(), STRUCTURE[what])
    problems = whole.problems()
    assert problems
    assert not [each for each in problems if "Traceback" in each]


# --- attached files --------------------------------------------------------------------------------------------------


def test_each_attached_file_that_was_changed_removed_added_or_swapped_is_named(whole: Whole, tmp_path: Path) -> None:
    own = Whole(whole.bench, tmp_path)
    own.copy()
    first, second = sorted(path for path in (tmp_path / "attachments").rglob("*") if path.is_file())
    contents = first.read_bytes(), second.read_bytes()

    def put(path: Path, content: bytes | None) -> None:
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)

    put(first, contents[0][:-1] + b"!")
    assert ["was changed" in each for each in own.problems()] == [True]
    put(first, None)
    assert ["which is missing" in each for each in own.problems()] == [True]
    put(first, contents[1])
    put(second, contents[0])
    assert ["was changed" in each for each in own.problems()] == [True, True]
    put(first, contents[0])
    put(second, contents[1])
    (stray := first.with_name("00" * 31)).write_bytes(b"x")
    assert ["no event names this file" in each for each in own.problems()] == [True]
    stray.unlink()
    assert own.problems() == []
