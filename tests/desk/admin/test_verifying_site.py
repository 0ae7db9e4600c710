"""What is true of the site follows from its events: rows are derived again, and every difference is named."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.admin.verifying import verify
from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.articles import add_article, retire_article
from deskconsole.desk.opening import open_desk
from deskconsole.desk.persons import erasing, holds
from deskconsole.desk.queue_numbers import queue_numbers
from deskconsole.desk.shifts import roster, shifts
from deskconsole.desk.sign_on import glass, recovery
from deskconsole.desk.staff.qualification import qualify, withdraw_qualification
from deskconsole.desk.staff.staff import add_staff, disable_staff
from deskconsole.desk.visitors import expecting, passes, rooms, watching
from deskconsole.desk.visitors.checking_in import check_in
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.domain.site.tables import TABLES
from deskconsole.domain.site.vocabulary import SITE_EVENTS, check_fields
from deskconsole.store import tickets
from deskconsole.store.sqlite import library
from tests.desk.support import Bench, signed_on
from tests.store.support import older_store


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A site where something of everything has happened."""
    bench = Bench(tmp_path_factory.mktemp("busy"), packs=("front-desk", "mall-desk", "robot-integrator"))
    desk, root = bench.desk, bench.by("root")
    add_staff(root, "fu", name="傅青主", role="receiver", department="service", os_account="fu")
    add_staff(root, "zhu", name="朱耷", role="leader", department=None, qualified=True)
    qualify(root, "fu")
    disable_staff(root, "fu", "离职")
    withdraw_qualification(root, "zhu")
    _visitors(bench, desk, root)
    _shifts(bench, root)
    first = queue_numbers.take_number(desk, "general").code
    second = queue_numbers.take_number(desk, "returns").code
    queue_numbers.call_next(desk, "1")
    queue_numbers.recall(desk, first)
    queue_numbers.skip(desk, first)
    queue_numbers.send_on(desk, second, "repairs")
    article = add_article(root, ArticleText("参观怎么预约", "product", "提前一天", price=False))
    retire_article(root, article.number, "过期")
    add_article(root, ArticleText("停车", "product", "地下二层", price=False))
    _persons(bench, root)
    glass.break_glass(desk, 15, "组长病了")
    glass.mend_glass(desk)
    recovery.recover(desk, "root", recovery.make_recovery_codes(root)[0])
    return bench


def _persons(bench: Bench, root: Desk) -> None:
    bench.act(bench.take(customer="冒辟疆", contact="13511112222"), "withdrawn", "he", reason="customer")
    holds.hold_person(root, "冒辟疆", "仲裁")
    holds.release_person(root, "冒辟疆")
    erasing.refuse_erasure(bench.by("song"), erasing.ask_erasure(root, "冒辟疆", "来信").number, "再等等")
    erasing.approve_erasure(bench.by("song"), erasing.ask_erasure(root, "冒辟疆", "来信").number)
    erasing.ask_erasure(root, "柳如是", "来信")
    holds.hold_person(root, "陈子龙", "法院来函")


def _visitors(bench: Bench, desk: Desk, root: Desk) -> None:
    def expect(name: str, hours: int) -> str:
        data = {"name": name, "phone": "13912345678", "at": bench.now + timedelta(hours=hours), "host": "王强"}
        return expecting.expect(desk, expecting.read_expected(desk, data, now=bench.now)).id

    expecting.cancel_expected(desk, expect("柳如是", 1))
    expect("顾炎武", 2)
    visit = check_in(desk, CheckIn("visit", "陈子龙", expected=expect("陈子龙", 3), fields={"pass": "A1"}))
    passes.take_pass_back(desk, "A1")
    passes.give_pass(desk, visit.number, "A1")
    passes.give_pass(desk, visit.number, "A2")
    starts = bench.now + timedelta(hours=4)
    use = rooms.plan_room(desk, room="301", starts=starts, ends=starts + timedelta(hours=1), title="年会", people=8)
    rooms.prepare_room(desk, use.id, "room")
    watching.watch_for(root, name="李香君", phone="13612340000", reason="闹事", tell="保安")
    watching.end_watch(root, watching.watch_for(root, organisation="侯府", reason="骗子", tell="保安").entry)


def _shifts(bench: Bench, root: Desk) -> None:
    desk = bench.desk
    shifts.open_shift(desk)
    news = shifts.add_news(desk, "停水").news[0]
    shifts.tick(desk, news.name)
    shifts.add_news(desk, "停电")
    shifts.hand_over(desk, "钥匙在前台")
    shifts.accept(bench.by("lin"))
    first = date(2026, 9, 14)
    roster.set_duty(root, first, first + timedelta(days=6), "day", "zhou", "lin", weekdays=(0, 2, 4))
    roster.stand_in(root, first, "day")
    roster.set_duty(root, first + timedelta(days=2), first + timedelta(days=2), "day", None)


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
