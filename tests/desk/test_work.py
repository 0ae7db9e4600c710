"""The unit of work: one permission, one key, one transaction, one saving of each ticket."""

import re
from datetime import timedelta
from typing import Any

import pytest

from deskconsole.desk.customers.changes import add_customer
from deskconsole.desk.knowledge.articles import add_article
from deskconsole.desk.opening import open_desk
from deskconsole.desk.queue_numbers.queue_numbers import take_number
from deskconsole.desk.shifts.shifts import add_news
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets.act import act
from deskconsole.desk.visitors import checking_in, checking_out, expecting
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.errors import CommitUnsure, DeskError
from deskconsole.store.record import recording
from deskconsole.store.sqlite.connection import SQLiteStore
from tests.desk.support import Bench

MARK = "赵无名13912345670"


@pytest.fixture
def four(tmp_path: Any) -> Bench:
    return Bench(tmp_path, packs=("robot-integrator", "front-desk", "mall-desk"))


def _keys(bench: Bench) -> list[tuple[str, str, str]]:
    with bench.desk.store.reading() as tx:
        return [tuple(row) for row in tx.all("SELECT key, digest, answer FROM written_key")]


def test_nothing_of_the_content_is_kept_with_a_key_but_its_digest(four: Bench) -> None:
    desk, root = four.desk, four.by("root")
    data = {"name": MARK, "phone": "13912345670", "at": four.now + timedelta(hours=1), "host": MARK}
    expecting.expect(desk, expecting.read_expected(desk, data, now=four.now), key="e1")
    add_staff(root, "mei", name=MARK, role="receiver", department="service", key="s1")
    add_article(root, ArticleText(MARK, "technical", f"{MARK}的答复"), key="a1")
    add_customer(desk, {"name": MARK}, [(None, "13912345670")], key="c1")
    add_news(desk, MARK, key="n1")
    four.take(customer=MARK, contact="13912345670", content=MARK, request=MARK, key="i1")
    act(desk, four.take(), "noted", text=MARK, key="t1")
    checking_in.check_in(desk, CheckIn("visit", MARK, fields={"host": MARK}), key="v1")
    kept = [row for row in _keys(four) if not row[0].startswith("ring ")]
    assert sorted(key for key, _digest, _answer in kept) == ["a1", "c1", "e1", "i1", "n1", "s1", "t1", "v1"]
    for key, digest, answer in kept:
        assert re.fullmatch("[0-9a-f]{64}", digest), key
        assert MARK not in answer, key
        assert "13912345670" not in answer, key


def test_the_same_key_answers_as_before_and_other_content_is_refused(four: Bench) -> None:
    desk = four.desk
    first = take_number(desk, desk.packs[2].counters[0].name, key="q")
    assert take_number(desk, desk.packs[2].counters[0].name, key="q").code == first.code
    with pytest.raises(DeskError, match="used for something else"):
        take_number(desk, desk.packs[2].counters[1].name, key="q")
    number = four.take(key="k", content="一")
    before = four.record()
    assert four.take(key="k", content="一") == number
    with pytest.raises(DeskError, match="used for something else"):
        four.take(key="k", content="二")
    assert four.record() == before


def test_another_use_case_with_the_same_key_is_something_else(bench: Bench) -> None:
    number = bench.take(key="k")
    with pytest.raises(DeskError, match="used for something else"):
        bench.act(number, "noted", text="x", key="k")


def test_each_ticket_is_saved_once_whatever_happens_on_it(four: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    visit = checking_in.check_in(four.desk, CheckIn("visit", "陈立", fields={"host": "lin", "pass": "A1"}))
    saved: list[int] = []
    save = recording.save_derived

    def counted(tx: Any, ticket_id: int, *more: Any, **named: Any) -> None:
        saved.append(ticket_id)
        save(tx, ticket_id, *more, **named)

    monkeypatch.setattr(recording, "save_derived", counted)
    seen = checking_out.sign_out(four.desk, visit.number)
    assert [event.kind for event in seen.events][-3:] == ["left", "finished", "filed"]
    assert len(saved) == 1, "left, finished, filed: one saving"


def test_a_write_whose_end_nobody_knows_is_tried_once_more_with_its_key(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, failures = SQLiteStore._commit, [True, True]

    def unsure(store: Any, connection: Any) -> None:
        commit(store, connection)
        if failures and failures.pop():
            raise CommitUnsure("{path}: the line broke", path="x")

    monkeypatch.setattr(SQLiteStore, "_commit", unsure)
    failures[:] = [True]
    number = bench.take(key="k")
    assert bench.take(key="k") == number, "the first one was kept, and found"
    failures[:] = [True]
    before = bench.record()
    with pytest.raises(CommitUnsure):
        bench.take()
    assert bench.record() > before, "without a key nobody can tell, so nothing is written twice"


def test_who_acts_in_anothers_name_stands_beside_it(bench: Bench) -> None:
    path = str(bench.folder / "desk.db")
    desk = open_desk(path, as_="lin", now=lambda: bench.now)
    number = bench.take(by="zhou")
    seen = act(desk, number, "noted", text="x")
    assert (seen.events[-1].by, seen.events[-1].entered_by) == ("lin", "root")
    own = open_desk(path, as_="root", now=lambda: bench.now)
    assert act(own, number, "noted", text="x").events[-1].fields == {}


def test_nobody_but_an_administrator_acts_in_anothers_name(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    add_staff(bench.by("root"), "mei", name="Mei", role="manager", department="service", os_account="mei")
    monkeypatch.setattr("deskconsole.desk.desk.os_account", lambda: "mei")
    path = str(bench.folder / "desk.db")
    with pytest.raises(DeskError, match="only an administrator acts in another's name; you are 'mei'"):
        open_desk(path, as_="zhou")
    assert open_desk(path, as_="mei").actor.login == "mei"
    monkeypatch.setattr("deskconsole.desk.desk.os_account", lambda: "mallory")
    with pytest.raises(DeskError, match="no staff member belongs to the account 'mallory'"):
        open_desk(path, as_="zhou")
