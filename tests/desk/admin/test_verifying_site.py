"""What is true of the site follows from its events: rows are derived again, and every difference is named."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.opening import open_desk
from deskconsole.desk.verifying.verifying import verify
from deskconsole.domain.site.tables import TABLES
from deskconsole.domain.site.vocabulary import SITE_EVENTS, check_fields
from deskconsole.store import tickets
from deskconsole.store.sqlite import library
from tests.desk.admin.busy import busy_site
from tests.desk.support import Bench, signed_on
from tests.store.support import older_store


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A site where something of everything has happened."""
    return busy_site(tmp_path_factory.mktemp("busy"))


def _copied(bench: Bench, folder: Path) -> Path:
    copy = folder / "desk.db"
    source, target = sqlite3.connect(bench.desk.store.place), sqlite3.connect(copy)
    source.backup(target)
    source.close()
    target.close()
    return copy


def _differences(path: Path, bench: Bench) -> list[str]:
    desk = open_desk(str(path), now=lambda: bench.now)
    try:
        return [str(each) for each in verify(signed_on(desk, "root"), clocks=True)]
    finally:
        desk.store.close()


def test_what_happened_makes_every_row(busy: Bench) -> None:
    assert busy.verified() == []
    with busy.desk.store.reading() as tx:
        kinds = {event.kind for _seq, event in tickets.site_events(tx)}
        for table in TABLES:
            assert tx.one(f"SELECT count(*) FROM {table.name}")[0] > 0, table.name
    assert set().union(*(table.changes for table in TABLES)) - kinds <= {
        *("staff_enabled", "room_cancelled", "queue_served", "news_dropped", "article_changed"),
    }


_TAMPERED = [
    ("UPDATE glass SET reason = '加班'", "reason is '加班'"),
    ("UPDATE glass SET until = until + 60000000", "until is"),
    ("DELETE FROM glass", "is missing"),
    ("UPDATE staff SET role = 'administrator' WHERE login = 'zhou'", "staff zhou: role is"),
    ("UPDATE staff SET enabled = 1 WHERE login = 'fu'", "staff fu: enabled is"),
    ("UPDATE staff SET qualified_at = 1 WHERE login = 'zhu'", "staff zhu: qualified_at is"),
    ("UPDATE staff SET os_account = 'mallory' WHERE login = 'zhou'", "staff zhou: os_account is 'mallory'"),
    ("DELETE FROM staff WHERE login = 'fu'", "staff fu: is missing"),
    (
        "INSERT INTO staff (site_id, login, name, role, enabled, created_at) VALUES (1, 'eve', 'E', 'leader', 1, 0)",
        "staff eve: is stored, but no event",
    ),
    ("UPDATE expected_visitor SET state = 'arrived' WHERE name = '顾炎武'", "state is 'arrived'"),
    ("UPDATE expected_visitor SET at = at + 60000000 WHERE name = '顾炎武'", "at is"),
    ("UPDATE expected_visitor SET body = replace(body, '王强', '李四') WHERE name = '顾炎武'", "body is"),
    ("UPDATE expected_visitor SET ticket_id = NULL WHERE name = '陈子龙'", "ticket is None"),
    ("DELETE FROM expected_visitor WHERE name = '顾炎武'", "is missing"),
    ("UPDATE room_use SET ends = ends + 1", "ends is"),
    ("UPDATE room_use SET prepared = '{}'", "prepared is {}"),
    ("UPDATE room_use SET cancelled = 1", "cancelled is True"),
    ("UPDATE visitor_pass SET back_at = out_at WHERE number = 'A2'", "visitor_pass A2"),
    ("DELETE FROM visitor_pass WHERE number = 'A1'", "visitor_pass A1"),
    ("UPDATE watched_visitor SET reason = 'x' WHERE number = 1", "watched_visitor 1: reason is 'x'"),
    ("UPDATE watched_visitor SET ended_at = NULL WHERE number = 2", "watched_visitor 2: ended_at is None"),
    ("UPDATE shift SET note = 'x' WHERE state = 'accepted'", "note is 'x'"),
    ("UPDATE shift SET sheet = '{}' WHERE state = 'accepted'", "sheet is {}"),
    ("UPDATE shift SET login = 'he' WHERE state = 'open'", "login is 'he'"),
    ("UPDATE shift SET ticked = '{}' WHERE state = 'accepted'", "ticked is {}"),
    ("UPDATE shift_news SET text = 'x' WHERE text = '停电'", "text is 'x'"),
    ("UPDATE duty SET login = 'he' WHERE day = '2026-09-18'", "duty 2026-09-18 day: login is 'he'"),
    ("UPDATE duty SET absent = 0", "duty 2026-09-14 day: absent is False"),
    (
        "INSERT INTO duty (site_id, day, part, login, absent) VALUES (1, '2026-12-01', 'day', 'he', 0)",
        "duty 2026-12-01",
    ),
    ("UPDATE article SET title = 'x' WHERE number = (SELECT max(number) FROM article)", "title is 'x'"),
    ("UPDATE article SET retired_at = NULL WHERE retired_at IS NOT NULL", "retired_at is None"),
    ("UPDATE article SET changed_by = 'he'", "changed_by is 'he'"),
    ("UPDATE queue_ticket SET state = 'served' WHERE state = 'skipped'", "state is 'served'"),
    ("UPDATE queue_ticket SET counter = 'returns' WHERE counter = 'repairs'", "counter is 'returns'"),
    ("DELETE FROM queue_ticket", "is missing"),
]


@pytest.mark.parametrize(("tampering", "named"), _TAMPERED, ids=[each[0][:60] for each in _TAMPERED])
def test_a_row_that_was_changed_past_the_program_is_named(
    busy: Bench, tmp_path: Path, tampering: str, named: str
) -> None:
    path = _copied(busy, tmp_path)
    connection = library.connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    assert connection.execute(tampering).rowcount > 0
    connection.close()
    differences = _differences(path, busy)
    assert [each for each in differences if named in each], differences


def test_a_store_of_the_version_before_is_derived_again_as_it_is(tmp_path: Path, busy: Bench) -> None:
    path = older_store(tmp_path)
    assert _differences(path, busy) == []
    connection = library.connect(path)
    connection.execute("UPDATE staff SET role = 'administrator' WHERE login = 'zhoulan'")
    connection.execute("UPDATE room_use SET title = 'x' WHERE title = '年会'")
    connection.close()
    named = _differences(path, busy)
    assert [each for each in named if "staff zhoulan: role is 'administrator'" in each]
    assert [each for each in named if "title is 'x'" in each]


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("staff_sacked", {}, "staff_sacked: not an event of the site"),
        ("staff_added", {"login": "x", "shoe_size": 43}, "staff_added: may not carry shoe_size"),
    ],
)
def test_only_what_the_vocabulary_knows_is_recorded(kind: str, fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        check_fields(kind, fields)


def test_each_field_of_the_vocabulary_is_a_fact_or_words() -> None:
    for kind in SITE_EVENTS.values():
        assert not kind.facts & kind.words, kind.name
