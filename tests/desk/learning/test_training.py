"""Trainings (S07, R32): the year's plan, who was there, results kept; who fails learns again and may not receive."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.learning.improvements import DONE, ENDED, UNDER_WAY, improvement_done, see_effect
from deskconsole.desk.learning.training import (
    DUE,
    HELD,
    LEFT_OUT,
    TO_COME,
    PlannedTraining,
    person_trained,
    plan_of_year,
    record_training,
    trainings_due,
)
from deskconsole.desk.matters.recurring import open_recurring
from deskconsole.desk.policy.packs import load_pack
from deskconsole.desk.quality.reviewing import review_check
from deskconsole.desk.staff.staff import disable_staff, staff_list
from deskconsole.domain.problems import PackError
from deskconsole.errors import DeskError
from tests.desk.quality.test_e22_checks import BAD, FAILED as FAILED_CHECK, filed
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    open_recurring(made.desk)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def planned(bench: Bench, name: str, period: str) -> PlannedTraining:
    return next(each for each in plan_of_year(bench.desk) if (each.training, each.period) == (name, period))


def qualified(bench: Bench, login: str) -> bool:
    return next(each for each in staff_list(bench.desk) if each.login == login).qualified_at is not None


def test_s07_the_year_has_its_plan_and_the_desk_opens_what_is_due(bench: Bench) -> None:
    plan = plan_of_year(bench.desk)
    assert len(plan) == 12 + 4 + 2 + 1
    assert {each.training: each.period for each in plan if each.state == DUE} == {
        "company": "2026-09", "special": "2026-Q3", "advanced": "2026-07-01..2026-12-31", "qualification": "2026",
    }  # fmt: skip
    assert [each.state for each in plan if each.training == "company"].count(TO_COME) == 3
    assert [each.state for each in plan if each.training == "company"].count(LEFT_OUT) == 8
    due = planned(bench, "company", "2026-09")
    assert (due.must, due.missing) == (("he", "lin", "zhou"), ("he", "lin", "zhou"))
    number = str(due.number)
    assert (bench.clock(number, "S07").role, due.due) == ("leader", t("10-10 18:00"))
    assert open_recurring(bench.desk) == []


def test_s07_who_was_there_is_on_record_and_nobody_missing_ends_it(bench: Bench) -> None:
    number = str(planned(bench, "company", "2026-09").number)
    with pytest.raises(DeskError, match="only who leads"):
        record_training(bench.desk, number, {"zhou": "attended"})
    first = record_training(bench.by("he"), number, {"zhou": "attended", "lin": "absent"}, lecturer="song", key="k")
    again = record_training(bench.by("he"), number, {"zhou": "attended", "lin": "absent"}, lecturer="song", key="k")
    assert again == first
    assert (first.state, first.missing) == (DUE, ("he", "lin"))
    bench.later(days=1)
    last = record_training(bench.by("song"), number, {"lin": "attended", "he": "attended"})
    assert (last.state, last.missing, bench.show(number).closed) == (HELD, (), True)
    rows = {row.login: (row.outcome, row.lecturer, row.held_on) for row in last.results}
    assert rows["zhou"] == ("attended", "song", "2026-09-14")
    assert rows["lin"] == ("attended", None, "2026-09-15")
    mine = person_trained(bench.desk)
    assert [(row.training, row.period) for row in mine.had] == [("company", "2026-09")]
    assert {each.training for each in mine.to_come_to} == {"special", "advanced", "qualification"}
    with pytest.raises(DeskError, match="only who leads"):
        person_trained(bench.desk, "lin")
    assert person_trained(bench.by("he"), "lin").had == [row for row in last.results if row.login == "lin"]


def test_r32_who_fails_the_test_may_not_receive_until_it_is_passed(bench: Bench) -> None:
    number = str(planned(bench, "qualification", "2026").number)
    record_training(bench.by("he"), number, {"zhou": "failed", "lin": "passed"})
    assert (qualified(bench, "zhou"), qualified(bench, "lin")) == (False, True)
    with pytest.raises(DeskError, match="may not receive yet"):
        bench.take(by="zhou")
    (given,) = person_trained(bench.by("he"), "zhou").measures
    measure = given.measure
    assert (given.after, measure.state, measure.person, measure.about) == ("test", UNDER_WAY, "zhou", number)
    assert measure.due == t("09-28 18:00")
    done = improvement_done(bench.by("zhou"), measure.number, "重学三章")
    assert done.state == DONE
    record_training(bench.by("he"), number, {"zhou": "passed"})
    assert qualified(bench, "zhou")
    ended = see_effect(bench.by("he"), measure.number, "effective", "补考 92 分")
    assert ended.state == ENDED
    assert bench.show(measure.number).closed


def test_r32_who_fails_a_check_learns_again(bench: Bench) -> None:
    number = filed(bench)
    review_check(bench.by("he"), number, BAD, level="leader", **FAILED_CHECK)
    (given,) = person_trained(bench.by("he"), "zhou").measures
    assert (given.after, given.measure.about, given.measure.person) == ("check", number, "zhou")
    assert FAILED_CHECK["finding"] not in given.measure.proposal  # it may name a customer


def test_what_does_not_fit_is_refused_and_nothing_is_written(bench: Bench) -> None:
    company, special = (str(planned(bench, *each).number) for each in (("company", "2026-09"), ("special", "2026-Q3")))
    other, before = bench.take(), bench.record()
    wrong = [
        (company, {"zhou": "passed"}, "'passed' is not one of attended, absent"),
        (special, {"zhou": "attended"}, "'attended' is not one of passed, failed, absent"),
        (special, {"nobody": "passed"}, "no staff member"),
        (special, {"he": "passed"}, "nobody records the result of their own test"),
        (special, {}, "nobody is named"),
        (other, {"zhou": "passed"}, "is no training of the plan"),
    ]
    before = bench.record()
    for number, results, message in wrong:
        with pytest.raises(DeskError, match=message):
            record_training(bench.by("he"), number, results)
    assert bench.record() == before


def test_whoever_left_is_not_missing(bench: Bench) -> None:
    disable_staff(bench.by("root"), "lin")
    assert "lin" not in planned(bench, "special", "2026-Q3").must
    assert trainings_due(bench.desk)[0].training == "qualification"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[training]]\nname = "company"\nroles = []\n', "nobody who is taught"),
        ('[[training]]\nname = "company"\nlapses = true\n', "without a test nobody fails it"),
        ('[[training]]\nname = "company"\nkind = "inquiry"\n', "'inquiry' is no kind of the house"),
        ('[[measure]]\nname = "after_test"\nkind = "training"\n', "'training' does not offer improvement_accepted"),
        ('[[measure]]\nname = "after_test"\nwithin = "promised"\n', "a measure has none"),
    ],
)
def test_what_is_wrong_with_a_plan_is_named(tmp_path: Path, text: str, message: str) -> None:
    own = tmp_path / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "training.toml").write_text(text, "utf-8")
    with pytest.raises(PackError, match=message):
        load_pack("robot-integrator", tmp_path)
