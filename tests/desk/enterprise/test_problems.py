"""E11–E15: problems of three levels."""

from datetime import timedelta

import pytest

from tests.desk.enterprise.tickets import DAYS, problem
from tests.desk.support import US, Bench, prove, state_of, t


def group(bench: Bench, number: str) -> None:
    bench.act(number, "group_formed")


@pytest.mark.parametrize("begun", ["09-14 09:00", "10-01 03:00"])
def test_e11_level_1_is_responded_to_and_has_its_group_within_30_minutes(bench: Bench, begun: str) -> None:
    bench.now = t(begun)

    def responded() -> str:
        number = problem(bench, 1)
        bench.act(number, "responded")
        return number

    prove(bench, "E11", responded, bench.now + timedelta(minutes=30), lambda number: group(bench, number))


@pytest.mark.parametrize("order", [("responded", "group_formed"), ("group_formed", "responded")])
def test_e11_needs_both_in_either_order(bench: Bench, order: tuple[str, str]) -> None:
    number = problem(bench, 1)
    bench.later(minutes=10)
    bench.act(number, order[0])
    bench.act(number, order[0])
    assert bench.clock(number, "E11").state == "running"
    bench.later(minutes=20)
    bench.act(number, order[1])
    assert bench.clock(number, "E11").state == "met"


def test_e11_on_the_phone_the_group_is_what_is_left(bench: Bench) -> None:
    number = problem(bench, 1, "phone")
    assert bench.clock(number, "E11").state == "running"
    group(bench, number)
    assert bench.clock(number, "E11").state == "met"


def test_e11_asks_the_leader_and_tells_the_manager(bench: Bench) -> None:
    number = problem(bench, 1)
    assert bench.clock(number, "E11").role == "leader"
    bench.now = bench.clock(number, "E11").due + US
    told = [each.event for each in bench.settle() if each.event.fields["rule"] == "E11"]
    assert [(event.kind, event.fields["to"]) for event in told] == [("escalated", "manager")]
    bench.act(number, "withdrawn", reason="duplicate")
    assert bench.clock(number, "E11").state == "late"
    number = problem(bench, 1)
    bench.act(number, "withdrawn", reason="duplicate")
    assert bench.clock(number, "E11").state == "cancelled"


def test_e12_progress_is_told_every_hour_until_it_is_solved(bench: Bench) -> None:
    bench.now = t("09-30 23:30")
    number = problem(bench, 1, "phone")
    group(bench, number)
    clock = bench.clock(number, "E12")
    assert (clock.due, clock.role) == (t("10-01 00:30"), "leader")
    bench.now = t("10-01 00:30")
    bench.act(number, "progress_told", "he")
    assert (bench.clock(number, "E12").due, bench.clock(number, "E12").breaches) == (t("10-01 01:30"), 0)
    bench.now = t("10-01 01:30") + US
    bench.act(number, "progress_told", "he")
    assert (bench.clock(number, "E12").state, bench.clock(number, "E12").breaches) == ("running", 1)
    bench.later(hours=1)
    bench.act(number, "solved")
    assert state_of(bench.clock(number, "E12")) == ("cancelled", bench.now, 1)


def test_e12_solved_after_an_hour_without_a_word_is_late(bench: Bench) -> None:
    number = problem(bench, 1, "phone")
    bench.later(hours=3)
    bench.act(number, "solved")
    assert state_of(bench.clock(number, "E12")) == ("late", bench.now, 2)


@pytest.mark.parametrize("begun", ["09-14 09:00", "10-01 03:00"])
@pytest.mark.parametrize("kind", ["responded", "answered"])
def test_e13_level_2_is_responded_to_within_2_hours(bench: Bench, begun: str, kind: str) -> None:
    bench.now = t(begun)
    due = bench.now + timedelta(hours=2)
    prove(bench, "E13", lambda: problem(bench, 2), due, lambda number: bench.act(number, kind))
    assert bench.clock(problem(bench, 2, "phone"), "E13").state == "met"
    number = problem(bench, 2)
    bench.act(number, "withdrawn", reason="customer")
    assert bench.clock(number, "E13").state == "cancelled"


@pytest.mark.parametrize("begun", ["09-14 09:00", "09-30 16:00"])
def test_e14_level_2_is_solved_and_confirmed_within_48_hours(bench: Bench, begun: str) -> None:
    bench.now = t(begun)
    due = bench.now + timedelta(hours=48)

    def answered() -> str:
        number = problem(bench, 2, "phone")
        bench.act(number, "solved")
        return number

    prove(bench, "E14", answered, due, lambda number: bench.act(number, "confirmed"))
    number = answered()
    for outcome in ("not_yet", "no_reaction"):
        bench.act(number, "confirmed", outcome=outcome)
        assert bench.clock(number, "E14").state == "running"
    bench.act(number, "withdrawn", reason="customer")
    assert bench.clock(number, "E14").state == "cancelled"


def test_e14_stands_still_while_it_waits_on_the_customer(bench: Bench) -> None:
    number = problem(bench, 2, "phone")
    first = bench.clock(number, "E14").due
    bench.later(hours=8)
    bench.act(number, "waiting", due=bench.now + timedelta(hours=24))
    assert bench.clock(number, "E14").state == "paused"
    assert bench.rules(number) == ["E14", "E28"]  # the time to look again runs
    assert bench.show(number).next_clock.rule == "E28"  # type: ignore[union-attr]
    bench.later(hours=20)
    bench.act(number, "contacted", channel="phone")
    clock = bench.clock(number, "E14")
    assert (clock.state, clock.due, clock.first_due) == ("running", first + timedelta(hours=20), first)


def test_e14_already_late_it_does_not_stand_still(bench: Bench) -> None:
    number = problem(bench, 2, "phone")
    bench.later(hours=48, seconds=1)
    bench.act(number, "waiting", due=bench.now + timedelta(hours=24))
    assert bench.clock(number, "E14").overdue(bench.now)


@pytest.mark.parametrize(("begun", "due", "_third"), DAYS)
def test_e15_level_3_is_answered_within_one_working_day(bench: Bench, begun: str, due: str, _third: str) -> None:
    bench.now = t(begun)
    prove(bench, "E15", lambda: problem(bench, 3), t(due), lambda number: bench.act(number, "answered"))
    number = problem(bench, 3)
    bench.act(number, "responded")
    assert bench.clock(number, "E15").state == "running"
    bench.act(number, "withdrawn", reason="customer")
    assert bench.clock(number, "E15").state == "cancelled"


@pytest.mark.parametrize(("level", "rule"), [(2, "E14"), (3, "E15")])
def test_e17_an_extension_is_told_before_the_deadline_and_the_first_one_stays(
    bench: Bench, level: int, rule: str
) -> None:
    number = problem(bench, level, "phone")
    first = bench.clock(number, rule).due
    later = first + timedelta(hours=12)
    assert "reason" in bench.refused(number, "extended", due=later)
    assert "later" in bench.refused(number, "extended", due=first, reason="等待检测")
    bench.act(number, "extended", due=later, reason="等待检测")
    clock = bench.clock(number, rule)
    assert (clock.due, clock.first_due, clock.state) == (later, first, "running")
    bench.now = later + US
    assert "has passed" in bench.refused(number, "extended", due=later + timedelta(hours=1), reason="等待检测")


def test_e17_what_is_not_extendable_is_not_extended(bench: Bench) -> None:
    number = problem(bench, 1)
    later = bench.now + timedelta(hours=2)
    assert "nothing runs that could be extended" in bench.refused(number, "extended", due=later, reason="等待检测")


def test_e11_e13_a_level_found_wrong_is_judged_anew(bench: Bench) -> None:
    number = problem(bench, 3, "phone")
    start = bench.now
    bench.later(minutes=20)
    bench.act(number, "classified", level=1)
    assert bench.rules(number) == ["E11", "E12"]
    assert bench.clock(number, "E11").due == start + timedelta(minutes=30)
    assert bench.clock(number, "E15").state == "cancelled"
