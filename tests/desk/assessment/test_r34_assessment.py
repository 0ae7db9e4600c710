"""The assessment (R34, R39): by the figures of everybody, seen by whom it is about, objected to, closed and frozen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.assessment.closing import (
    answer_objection,
    close_assessment,
    give_honour,
    object_to_assessment,
    record_violation,
)
from deskconsole.desk.assessment.judging import Assessed, show_assessment
from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.reports.building import show_report
from deskconsole.domain.figures.periods import read_period
from deskconsole.domain.reports.contents import ASSESSED
from deskconsole.errors import DeskError
from tests.desk.support import Bench, t

MONTH = "2026-09"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def work_of(bench: Bench, by: str, *, well: int, late: int) -> list[str]:
    """Inquiries of a person: so many answered at once, so many after an hour; all finished, rated and filed."""
    numbers = []
    for n in range(well + late):
        number = bench.take("online", "ordinary", by=by)
        if n >= well:
            bench.later(hours=1)
        bench.act(number, "answered", by)
        bench.act(number, "finished", by, outcome="resolved")
        bench.act(number, "rated", by, score=5 if n < well else 2)
        bench.act(number, "filed", by)
        numbers.append(number)
    return numbers


def month(bench: Bench) -> None:
    """zhou does everything well, lin everything late, he has too little to be judged."""
    work_of(bench, "zhou", well=12, late=0)
    work_of(bench, "lin", well=0, late=6)
    bench.now = t("09-15 09:00")
    work_of(bench, "lin", well=0, late=6)
    work_of(bench, "he", well=2, late=0)


def of(bench: Bench, who: str = "song") -> dict[str, Assessed]:
    return {each.subject: each for each in show_assessment(bench.by(who), MONTH)}


def refused(call: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(DeskError) as refusal:
        call(*args, **more)
    return str(refusal.value)


def test_points_are_those_of_the_figures_and_too_few_are_not_assessed(bench: Bench) -> None:
    month(bench)
    everybody = of(bench)
    assert list(everybody) == ["zhou", "lin", "he", "service"]
    zhou, lin, he = (everybody[name] for name in ("zhou", "lin", "he"))
    by_person = show_figures(bench.by("song"), ["response_on_time"], period=read_period(MONTH), by=["person"])
    for line in by_person:
        each = everybody[str((line.by or {})["person"])]
        assert each.judged[0].amount == line.amount, "one function counts"
    assert (zhou.place, lin.place, he.place) == (1, 2, None)
    assert [each.indicator.name for each in zhou.judged if each.points == 100][:4] == [
        "response", "resolution", "satisfaction", "filing_complete",
    ]  # fmt: skip
    assert (lin.judged[0].points, lin.judged[2].points) == (0, 0)
    assert (zhou.total.points or 0) > (lin.total.high or 0)
    assert {each.indicator.name for each in he.missing} >= {"response", "satisfaction"}
    assert (he.total.points, he.named) == (None, False), "too few is not the last place"
    assert (zhou.named, lin.named, everybody["service"].named) == (True, True, True)


def test_the_report_says_what_the_assessment_says_and_to_each_what_they_may_see(bench: Bench) -> None:
    month(bench)
    for who, people in (("song", ["zhou", "lin", "he"]), ("zhou", ["zhou"])):
        parts = show_report(bench.by(who), "assessment", read_period(MONTH)).parts
        persons, departments = (part.assessed for part in parts if part.section.shows == ASSESSED)
        assert [each.subject for each in persons] == people
        assert [each.subject for each in departments] == ["service"]
        seen = of(bench, who)
        assert [(each.place, each.points, each.low, each.high) for each in persons] == [
            (one.place, one.total.points, one.total.low, one.total.high) for one in map(seen.get, people) if one
        ]
        assert not any(each.shared for each in persons if each.place is not None)


def test_everybody_sees_their_own_and_a_team_its_leader(bench: Bench) -> None:
    month(bench)
    assert list(of(bench, "zhou")) == ["zhou", "service"]
    assert list(of(bench, "he")) == ["zhou", "lin", "he", "service"]
    assert of(bench, "qian") == {}
    assert "who leads" in refused(close_assessment, bench.by("he"), MONTH)
    assert refused(show_assessment, bench.by("root"), MONTH)
    for wrong in ("2026-W38", "2026-09-14", "2026-Q3"):
        assert "of a month or a year" in refused(show_assessment, bench.by("song"), wrong)
    assert "has not begun yet" in refused(show_assessment, bench.by("song"), "2026-10")


def test_objected_to_answered_closed_and_frozen(bench: Bench) -> None:
    month(bench)
    song = bench.by("song")
    assert "not over yet" in refused(close_assessment, song, MONTH)
    entry = object_to_assessment(bench.by("lin"), "那天系统坏了", period=MONTH, key="k")
    assert object_to_assessment(bench.by("lin"), "那天系统坏了", period=MONTH, key="k") == entry
    assert "objected already" in refused(object_to_assessment, bench.by("lin"), "再说一次", period=MONTH)
    assert "no assessment of yours" in refused(object_to_assessment, bench.by("qian"), "x", period=MONTH)
    assert [each.text for each in of(bench, "lin")["lin"].entries] == ["那天系统坏了"]
    bench.now = t("10-08 10:00")
    assert "not answered yet: lin" in refused(close_assessment, song, MONTH)
    assert "has not objected" in refused(answer_objection, song, "zhou", "x", period=MONTH)
    assert answer_objection(song, "lin", "已核实，维持", period=MONTH).answered_by == "song"
    before = of(bench)
    closed = {each.subject: each for each in close_assessment(song, MONTH)}
    for subject, each in before.items():
        now = closed[subject]
        assert (now.place, now.named, now.closed) == (each.place, each.named, True)
        assert now.total.points == pytest.approx(each.total.points, abs=1e-4)
        assert [one.points for one in now.judged] == pytest.approx([one.points for one in each.judged], abs=1e-4)
    numbers = closed["lin"].tickets or {}
    assert len(numbers["response"]) == 12
    assert "is closed" in refused(close_assessment, song, MONTH)
    assert "is closed" in refused(object_to_assessment, bench.by("lin"), "x", period=MONTH)
    # What happens afterwards changes nothing of it.
    bench.act(numbers["response"][0], "reopened", "he", reason="还有问题", by_customer=True)
    assert of(bench)["lin"] == closed["lin"]


def test_titles_awards_and_violations_are_on_record(bench: Bench) -> None:
    month(bench)
    song = bench.by("song")
    year = give_honour(song, "best_receptionist", "zhou", period="2026")
    assert (year.period, year.of) == ("2026", "person")
    assert "they have it already" in refused(give_honour, song, "best_receptionist", "zhou", period="2026")
    assert "is of a year" in refused(give_honour, song, "best_receptionist", "zhou", period=MONTH)
    assert "'best' is not one of best_receptionist" in refused(give_honour, song, "best", "zhou")
    assert "there is no 'zhou'" in refused(give_honour, song, "best_team", "zhou", period="2026")
    assert give_honour(song, "best_team", "service", period="2026").of == "department"
    number = bench.take()
    award = give_honour(song, "project", "lin", number=number, text="促成二期项目")
    assert (award.number, award.text) == (number, "促成二期项目")
    assert record_violation(song, "lin", "私自承诺价格").name == "spoken"
    assert record_violation(song, "zhou", "推诿", caused_complaint=True).name == "written"
    assert record_violation(song, "lin", "又一次").name == "written"
    assert "somebody else" in refused(record_violation, song, "song", "x")
    assert "text: must be" in refused(record_violation, song, "lin", " ")
    assert [each.what for each in of(bench, "lin")["lin"].entries] == ["honour", "violation", "violation"]
    with pytest.raises(DeskError):
        record_violation(bench.by("he"), "lin", "x")


def test_a_justified_complaint_is_of_whom_it_is_about_not_of_who_handles_it(bench: Bench) -> None:
    month(bench)
    number = bench.take("online", "ordinary", by="lin", kind="desk_complaint", fields={"about": "zhou"})
    bench.act(number, "verified", "he", text="属实", finding="justified")
    lines = show_figures(bench.by("song"), ["reception_complaints"], period=read_period(MONTH), by=["person"])
    assert [(line.by, line.amount.n) for line in lines] == [({"person": "zhou"}, 1)]
    complaints = next(each for each in of(bench)["zhou"].judged if each.indicator.name == "complaints")
    assert complaints.points == pytest.approx(200 / 3)
