"""Extensions that a pack limits: so many, and with the approval of somebody who may give it (`extendable = { … }`)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from deskconsole.domain.rules.extensions import asks_for_approval
from tests.desk.support import Bench, t
from tests.domain.packs import problems, spoiled

LIMITED = """
[[clock]]
rule = "R11"
extendable = {{ {limit} }}
"""


def bench_with(folder: Path, limit: str) -> Bench:
    own = folder / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "clocks.toml").write_text(LIMITED.format(limit=limit), "utf-8")
    return Bench(folder)


@pytest.fixture
def twice(tmp_path: Path) -> Iterator[Bench]:
    made = bench_with(tmp_path, "most = 2")
    yield made
    assert made.verified() == []
    made.desk.store.close()


@pytest.fixture
def approved(tmp_path: Path) -> Iterator[Bench]:
    made = bench_with(tmp_path, 'approved_by = "leader"')
    yield made
    assert made.verified() == []
    made.desk.store.close()


def promised(bench: Bench) -> tuple[str, int, datetime]:
    """A ticket with a promise: number, the promise's thread, when it is due."""
    number = bench.take("phone")
    due = bench.now + timedelta(hours=4)
    view = bench.act(number, "promised", due=due)
    return number, view.ticket.seq, due


def test_an_extension_too_many_is_refused_and_a_new_promise_starts_anew(twice: Bench) -> None:
    number, of, due = promised(twice)
    for hours in (1, 2):
        twice.act(number, "extended", of=of, due=due + timedelta(hours=hours), reason="等配件")
    late = due + timedelta(hours=3)
    assert "extended: Reply as promised was extended 2 times; more is not allowed" in twice.refused(
        number, "extended", of=of, due=late, reason="还要等"
    )
    assert twice.clock(number, "R11").due == due + timedelta(hours=2)
    again = twice.act(number, "promised", due=late).ticket.seq
    twice.act(number, "extended", of=again, due=late + timedelta(hours=1), reason="等配件")


def test_one_taken_back_does_not_count(twice: Bench) -> None:
    number, of, due = promised(twice)
    for hours in (1, 2):
        twice.act(number, "extended", of=of, due=due + timedelta(hours=hours), reason="等配件")
    twice.act(number, "undone")
    twice.act(number, "extended", of=of, due=due + timedelta(hours=2), reason="等配件")


def test_who_may_approve_extends_by_their_own_word_on_record(approved: Bench) -> None:
    number, of, due = promised(approved)
    for hours, login in ((1, "he"), (2, "song")):  # the leader; the supervisor above
        view = approved.act(number, "extended", login, of=of, due=due + timedelta(hours=hours), reason="等配件")
        assert view.events[-1].fields["approved_by"] == login


def test_anybody_else_names_who_approved(approved: Bench) -> None:
    number, of, due = promised(approved)
    more: dict[str, Any] = {"of": of, "due": due + timedelta(hours=1), "reason": "等配件"}
    assert "approved_by: needs the approval of: Team leader" in approved.refused(number, "extended", **more)
    for login in ("lin", "qian"):
        named = approved.refused(number, "extended", fields={"approved_by": login}, **more)
        assert f"approved_by: '{login}' may not approve this; it needs: Team leader" in named
    assert "no staff member has the login 'nobody'" in approved.refused(
        number, "extended", fields={"approved_by": "nobody"}, **more
    )
    view = approved.act(number, "extended", fields={"approved_by": "he"}, **more)
    assert (view.events[-1].by, view.events[-1].fields["approved_by"]) == ("zhou", "he")
    assert approved.clock(number, "R11").due == more["due"]


def test_a_form_asks_for_it_only_where_it_is_needed(approved: Bench, tmp_path_factory: pytest.TempPathFactory) -> None:
    number, _of, _due = promised(approved)
    view = approved.show(number)
    assert asks_for_approval(view.pack, view.clocks)
    approved.act(number, "replied")
    view = approved.show(number)
    assert not asks_for_approval(view.pack, view.clocks)
    plain = Bench(tmp_path_factory.mktemp("plain"))
    number, _of, _due = promised(plain)
    view = plain.show(number)
    assert not asks_for_approval(view.pack, view.clocks)
    plain.act(number, "extended", due=t("09-20 10:00"), reason="等配件")
    assert "approved_by" not in plain.show(number).events[-1].fields
    plain.desk.store.close()


def test_a_limit_is_checked() -> None:
    for limit, message in (
        ("{ most = 0 }", "extendable.most: '0' is not at least 1"),
        ('{ approved_by = "boss" }', "extendable.approved_by: 'boss' is not one of: leader"),
        ("{ least = 1 }", "extendable.least: unknown key; "),
        ('"twice"', "extendable: 'twice' is not a table"),
    ):
        (found,) = problems(spoiled("clocks.toml", 'do = "answer"', f'do = "answer"\nextendable = {limit}'))
        assert message in found
    for limit in ("true", "false", "{ most = 2, approved_by = 'leader' }", "{}"):
        assert problems(spoiled("clocks.toml", 'do = "answer"', f'do = "answer"\nextendable = {limit}')) == []
