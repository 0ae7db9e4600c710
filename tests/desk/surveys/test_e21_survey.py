"""The survey of customers (E21, E16, S11): a draw that anybody can repeat, asked, tried again, told upwards."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.customers.care import record_consent, stop_contact
from deskconsole.desk.customers.customers import file_of_ticket
from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.surveys.answering import answer_survey, show_survey
from deskconsole.desk.surveys.drawing import draw_survey, list_draws
from deskconsole.desk.tickets import views
from deskconsole.domain.figures.periods import read_period
from deskconsole.errors import DeskError
from tests.desk.support import Bench, t

QUARTER = "2026-Q3"
WELL = {"thorough": 5, "attitude": 4, "ease": 4}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def served(bench: Bench, n: int, by: str = "zhou", channel: str = "online", **more: Any) -> str:
    """A customer of their own who was served."""
    form = {"customer": f"客户{n}", "contact": f"138{n:08}"} | more
    number = bench.take(channel, "ordinary", by=by, **form)
    bench.act(number, "answered", by)
    bench.act(number, "finished", by, outcome="resolved")
    bench.act(number, "filed", by)
    return number


def refused(call: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(DeskError) as refusal:
        call(*args, **more)
    return str(refusal.value)


def drawn(bench: Bench, count: int = 11, **more: Any) -> list[Any]:
    for n in range(count):
        served(bench, n, ("zhou", "lin")[n % 2], ("online", "email")[n // 6])
    return draw_survey(bench.by("he"), "satisfaction", QUARTER, seed="s", **more)


def test_one_in_ten_each_with_somebody_who_asks(bench: Bench) -> None:
    lines = drawn(bench)
    assert len(lines) == 2, "10 % of eleven, rounded up"
    assert {(line.size, line.percent, len(line.population)) for line in lines} == {(11, "10", 64)}
    for line in lines:
        assert line.assignee not in (line.owner, None), "nobody asks about their own work"
        clock = bench.clock(line.number, "S21")
        assert (clock.assignee, clock.due) == (line.assignee, line.due) == (line.assignee, t("09-28 18:00"))
        assert bench.show(line.number).closed, "a survey opens nobody's ticket again"
    (row,) = list_draws(bench.by("he"))
    assert (row.drawn, row.left_out) == (tuple(line.number for line in lines), {})
    assert "nobody to draw" in refused(draw_survey, bench.by("he"), "satisfaction", QUARTER)


def test_the_draw_can_be_repeated_on_another_machine(bench: Bench, tmp_path: Path) -> None:
    for n in range(30):
        served(bench, n, ("zhou", "lin", "he")[n % 3])
    copies = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        with bench.desk.store.reading() as tx:
            tx.copy_to(tmp_path / name / "desk.db")
        copies.append(_opened(tmp_path / name, bench))
    first, second = (draw_survey(copy.by("he"), "satisfaction", QUARTER, seed="42") for copy in copies)
    assert [(line.number, line.population) for line in first] == [(line.number, line.population) for line in second]
    assert len(first) == 3
    for copy in copies:
        copy.desk.store.close()


def _opened(folder: Path, like: Bench) -> Bench:
    made = object.__new__(Bench)
    made.folder, made.now, made._calls = folder, like.now, 0
    return Bench.reopened(made)


def test_who_wishes_no_contact_is_left_out_and_counted(bench: Bench) -> None:
    numbers = [served(bench, n) for n in range(5)]
    served(bench, 5, contact="wx:abc")
    served(bench, 0, "lin")
    ids = [file_of_ticket(bench.desk, number).id for number in numbers]
    stop_contact(bench.desk, ids[1])
    record_consent(bench.desk, ids[2], "refused")
    record_consent(bench.desk, ids[3], "given", channels=["email"])
    aside = bench.take(kind="suggestion", customer="客户9", contact="13800000009", content="x")
    bench.act(aside, "finished", fields={"outcome": "received", "came_of_it": "adopted"})
    lines = draw_survey(bench.by("he"), "satisfaction", QUARTER, seed="s")
    assert lines[0].left_out == {"no_contact": 1, "no_consent": 1, "other_way": 1, "no_telephone": 1}
    assert lines[0].size == 2, "the first and the last; the first by what they came with last"
    bench.later(minutes=1)
    later = served(bench, 7)
    more = draw_survey(bench.by("he"), "satisfaction", QUARTER)
    assert [(line.number, line.size, line.left_out["before"]) for line in more] == [(later, 1, 2)]


def test_refusals(bench: Bench) -> None:
    served(bench, 1)
    he = bench.by("he")
    before = bench.record()
    assert "only who leads" in refused(draw_survey, bench.desk, "satisfaction", QUARTER)
    assert "survey: 'x' is not one of satisfaction" in refused(draw_survey, he, "x", QUARTER)
    assert "is not written like 2026-Q4" in refused(draw_survey, he, "satisfaction", "2026-09")
    assert "has not begun yet" in refused(draw_survey, he, "satisfaction", "2026-Q4")
    assert refused(draw_survey, he, "satisfaction", QUARTER, seed="张三").startswith("seed: 1 to 80")
    assert bench.record() == before
    (line,) = draw_survey(he, "satisfaction", QUARTER)
    asks = bench.by(str(line.assignee))
    assert "what they have done themselves" in refused(answer_survey, bench.desk, line.number, WELL)
    assert "not asked yet: attitude, ease" in refused(answer_survey, asks, line.number, {"thorough": 5})
    assert "'speed' is not one of" in refused(answer_survey, asks, line.number, WELL | {"speed": 1})
    assert "ease: a score is a whole number" in refused(answer_survey, asks, line.number, WELL | {"ease": 6})
    assert "has no scores" in refused(answer_survey, asks, line.number, WELL, outcome="refused")
    assert "'maybe' is not one of" in refused(answer_survey, asks, line.number, outcome="maybe")
    assert bench.refused(line.number, "surveyed", str(line.assignee), outcome="refused")
    answer_survey(asks, line.number, WELL, key="k")
    assert answer_survey(asks, line.number, WELL, key="k").answers == WELL
    assert "no survey is to be asked" in refused(answer_survey, asks, line.number, WELL)


def test_not_reached_is_tried_again_by_its_plan_and_then_stays_so(bench: Bench) -> None:
    line = drawn(bench)[0]
    asks = bench.by(str(line.assignee))
    assert next((each.number, each.rule) for each in views.follow_ups(asks, mine=True)) == (line.number, "S21")
    first = answer_survey(asks, line.number, outcome="no_answer")
    assert (first.outcome, first.due, first.tries) == ("no_answer", t("09-15 18:00"), 2)
    (running,) = [clock for clock in bench.show(line.number).clocks if clock.rule == "S21" and clock.active]
    assert (running.assignee, running.due) == (line.assignee, first.due)
    bench.act(line.number, "undone", str(line.assignee))
    assert (show_survey(asks, line.number).outcome, show_survey(asks, line.number).due) == (None, line.due)
    answer_survey(asks, line.number, outcome="no_answer")
    bench.later(days=1)
    second = answer_survey(asks, line.number, outcome="no_answer")
    assert (second.due, second.tries) == (t("09-17 18:00"), 3)
    last = answer_survey(asks, line.number, outcome="no_answer")
    assert last.due is None
    assert figures(bench, "survey_answered", "scoring") == {"not_reached": (0, 1)}


def test_a_score_under_three_is_followed_up_by_a_supervisor_or_above(bench: Bench) -> None:
    line, other = drawn(bench)
    asks = bench.by(str(line.assignee))
    answer_survey(bench.by(str(other.assignee)), other.number, WELL | {"ease": 3})
    assert "S21b" not in bench.rules(other.number)
    answer_survey(asks, line.number, {"thorough": 4, "attitude": 2, "ease": 5}, text="等太久")
    clock = bench.clock(line.number, "S21b")
    assert (clock.role, clock.due) == ("supervisor", t("09-15 18:00"))
    bench.act(line.number, "followed_up", "he", outcome="reached", of=clock.of)
    assert bench.clock(line.number, "S21b").state == "running", "a leader is not enough"
    bench.act(line.number, "followed_up", "song", outcome="reached", of=clock.of)
    assert bench.clock(line.number, "S21b").state == "met"
    assert [event.text for event in bench.show(line.number).events if event.kind == "surveyed"] == ["等太久"]


def figures(bench: Bench, name: str, by: str) -> dict[str | None, tuple[int | None, int]]:
    lines = show_figures(bench.by("song"), [name], period=read_period(QUARTER), by=[by], usual=False)
    return {(line.by or {})[by]: (line.amount.good, line.amount.n) for line in lines}


def test_figures_count_who_was_asked_and_answered_by_question_too(bench: Bench) -> None:
    for n in range(40):
        served(bench, n)
    lines = draw_survey(bench.by("he"), "satisfaction", QUARTER, seed="s")
    assert len(lines) == 4
    given: list[dict[str, int] | str] = [WELL, WELL | {"ease": 2}, "refused"]
    for line, answer in zip(lines, given, strict=False):
        desk = bench.by(str(line.assignee))
        if isinstance(answer, str):
            answer_survey(desk, line.number, outcome=answer)
        else:
            answer_survey(desk, line.number, answer)
    assert figures(bench, "survey_answered", "scoring") == {"answered": (2, 2), "refused": (0, 1)}
    assert figures(bench, "survey_satisfied", "person") == {"zhou": (1, 2)}, "of who served them, not of who asked"
    assert figures(bench, "survey_satisfied", "question") == {"thorough": (2, 2), "attitude": (2, 2), "ease": (1, 2)}
    assert figures(bench, "survey_content", "question") == {"thorough": (2, 2), "attitude": (2, 2), "ease": (1, 2)}
    (mean,) = show_figures(bench.by("song"), ["survey_score"], period=read_period(QUARTER), usual=False)
    assert (mean.amount.n, mean.amount.value) == (6, (5 + 4 + 4 + 5 + 4 + 2) / 6)
    (whole,) = show_figures(
        bench.by("song"), ["survey_content"], period=read_period(QUARTER), usual=False, tickets=True
    )
    assert (whole.amount.good, whole.amount.n, whole.tickets) == (1, 2, (lines[1].number, lines[0].number))
