"""Improvements (S02): proposed from a ticket, accepted or refused, done by a date, their effect looked at."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.learning.improvements import (
    DONE,
    ENDED,
    PROPOSED,
    UNDER_WAY,
    accept_improvement,
    improvement_done,
    list_improvements,
    open_improvements,
    propose_improvement,
    refuse_improvement,
    see_effect,
)
from deskconsole.desk.staff.staff import disable_staff
from deskconsole.domain.figures.periods import read_period
from deskconsole.errors import DeskError
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def test_s02_from_the_proposal_to_its_effect_each_with_its_clock(bench: Bench) -> None:
    about = bench.take()
    made = propose_improvement(bench.desk, "把换型步骤做成一页图", about=about[-4:], key="k")
    assert propose_improvement(bench.desk, "把换型步骤做成一页图", about=about[-4:], key="k") == made
    assert (made.state, made.source, made.about, made.person) == (PROPOSED, "colleague", about, "zhou")
    assert (bench.clock(made.number, "S02").role, made.due) == ("leader", t("09-20 18:00"))
    with pytest.raises(DeskError, match="only who leads"):
        accept_improvement(bench.desk, made.number, "luo", t("10-09 18:00"))
    accepted = accept_improvement(bench.by("he"), made.number, "luo", t("10-09 18:00"))
    assert (accepted.state, accepted.person, accepted.due) == (UNDER_WAY, "luo", t("10-09 18:00"))
    moved = accept_improvement(bench.by("he"), made.number, "luo", t("10-16 18:00"))
    assert (moved.due, bench.show(made.number).clocks[1].state) == (t("10-16 18:00"), "cancelled")
    with pytest.raises(DeskError, match="only who leads"):
        improvement_done(bench.desk, made.number, "图已贴出")
    bench.now = t("10-10 09:00")
    done = improvement_done(bench.by("luo"), made.number, "图已贴出")
    assert (done.state, done.done, done.due) == (DONE, "图已贴出", t("11-06 18:00"))
    assert [each.number for each in open_improvements(bench.by("luo"))] == [made.number]
    bench.now = t("11-05 09:00")
    again = see_effect(bench.by("he"), made.number, "partly", "夜班不知道", owner="qian", due=t("11-20 18:00"))
    assert (again.state, again.person, again.due) == (UNDER_WAY, "qian", t("11-20 18:00"))
    improvement_done(bench.by("qian"), made.number, "夜班也讲了")
    ended = see_effect(bench.by("he"), made.number, "effective", "换型时间少一半")
    assert (ended.state, ended.effect, ended.effect_words) == (ENDED, "effective", "换型时间少一半")
    assert bench.show(made.number).closed
    assert open_improvements(bench.desk) == []
    assert [each.state for each in list_improvements(bench.desk, about=about)] == [ENDED]
    (line,) = show_figures(bench.by("song"), ["received"], period=read_period("2026"))
    assert line.amount.n == 1


def test_what_is_refused_has_its_reason_and_ends(bench: Bench) -> None:
    made = propose_improvement(bench.desk, "多一部电话")
    with pytest.raises(DeskError, match="reason"):
        refuse_improvement(bench.by("he"), made.number, "  ")
    refused = refuse_improvement(bench.by("he"), made.number, "一部够用")
    assert (refused.state, refused.refused) == (ENDED, "一部够用")
    with pytest.raises(DeskError, match="has ended already"):
        accept_improvement(bench.by("he"), made.number, "luo", t("10-09 18:00"))


def test_what_does_not_fit_is_refused_and_nothing_is_written(bench: Bench) -> None:
    made = propose_improvement(bench.desk, "多一部电话")
    other = bench.take()
    disable_staff(bench.by("root"), "fang")
    before = bench.record()
    calls: list[tuple[str, Callable[[], object]]] = [
        ("improvement_accepted", lambda: improvement_done(bench.desk, made.number, "x")),
        ("first comes", lambda: see_effect(bench.by("he"), made.number, "effective", "x")),
        ("is no improvement", lambda: accept_improvement(bench.by("he"), other, "luo", t("10-09 18:00"))),
        ("no staff member", lambda: accept_improvement(bench.by("he"), made.number, "fang", t("10-09 18:00"))),
        ("due", lambda: accept_improvement(bench.by("he"), made.number, "luo", t("09-01 18:00"))),
        ("must be 1 to", lambda: propose_improvement(bench.desk, " ")),
        ("source", lambda: propose_improvement(bench.desk, "x", source="moon")),
    ]
    for wrong, call in calls:
        with pytest.raises(DeskError, match=wrong):
            call()
    assert bench.record() == before
