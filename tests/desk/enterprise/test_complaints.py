"""E06–E08, E16: complaints, call-backs with a score, the second call-back after a low one."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from deskconsole.desk.staff.staff import add_staff
from tests.desk.enterprise.tickets import DAYS, complaint, implementation, inquiry, order
from tests.desk.support import US, Bench, prove, t


@pytest.mark.parametrize(("rule", "urgent", "hours"), [("E06", True, 1), ("E07", False, 2)])
def test_e06_e07_the_three_questions_are_asked_in_time(bench: Bench, rule: str, urgent: bool, hours: int) -> None:
    bench.now = t("09-30 17:30")  # elapsed time: through the evening of the last working day
    due = bench.now + timedelta(hours=hours)
    prove(
        bench, rule, lambda: complaint(bench, urgent=urgent), due, lambda number: bench.act(number, "questions_asked")
    )


@pytest.mark.parametrize(("rule", "urgent"), [("E06", True), ("E07", False)])
def test_e06_e07_the_supervisor_is_told_and_nothing_else_meets_it(bench: Bench, rule: str, urgent: bool) -> None:
    number = complaint(bench, urgent=urgent)
    bench.act(number, "responded")
    bench.act(number, "answered")
    assert bench.clock(number, rule).state == "running"
    bench.now = bench.clock(number, rule).due + US
    told = [each.event for each in bench.settle() if each.event.fields["rule"] == rule]
    assert [(event.kind, event.fields["to"]) for event in told] == [("escalated", "supervisor")]
    other = complaint(bench, urgent=urgent)
    bench.act(other, "withdrawn", reason="duplicate")
    assert bench.clock(other, rule).state == "cancelled"


def test_e06_e07_what_turns_out_urgent_is_counted_from_its_start(bench: Bench) -> None:
    number = complaint(bench)
    start = bench.now
    bench.later(minutes=90)
    bench.act(number, "classified", urgent=True)
    late = bench.clock(number, "E06")
    assert (late.due, late.reclassified, late.overdue(bench.now)) == (start + timedelta(hours=1), True, True)
    assert bench.clock(number, "E07").state == "cancelled"


def solved(bench: Bench) -> str:
    number = complaint(bench, "phone")
    bench.act(number, "questions_asked")
    bench.act(number, "verified")
    bench.act(number, "solved")
    return number


def ended(take: Callable[..., str], **more: Any) -> Callable[[Bench], str]:
    """A service that has ended, important or not."""

    def start(bench: Bench) -> str:
        number = take(bench, "phone", **more)
        bench.act(number, "answered")
        bench.act(number, "finished", outcome="完成")
        return number

    return start


IMPORTANT = {"fields": {"important": True}}


@pytest.mark.parametrize(("begun", "_first", "due"), DAYS)
@pytest.mark.parametrize("start", [solved, ended(implementation, **IMPORTANT)])
def test_e08_a_call_back_with_a_score_within_three_working_days(
    bench: Bench, start: Callable[[Bench], str], begun: str, _first: str, due: str
) -> None:
    bench.now = t(begun)
    prove(bench, "E08", lambda: start(bench), t(due), lambda number: bench.act(number, "followed_up", score=4))


def test_e08_without_a_score_it_goes_on_unless_the_customer_refuses(bench: Bench) -> None:
    number = solved(bench)
    bench.act(number, "followed_up", outcome="no_answer", due=bench.now + timedelta(hours=2))
    bench.act(number, "followed_up", outcome="reached")
    assert bench.clock(number, "E08").state == "running"
    bench.act(number, "followed_up", outcome="refused", of=bench.seq(number, "solved"))
    assert bench.clock(number, "E08").state == "met"


def test_e08_once_for_a_complaint_and_only_for_important_services(bench: Bench) -> None:
    number = solved(bench)
    bench.act(number, "finished", outcome="已退款")
    assert [c.of for c in bench.show(number).clocks if c.rule == "E08"] == [bench.seq(number, "solved")]
    assert "E08" in bench.rules(ended(order, **IMPORTANT)(bench))
    assert "E08" not in bench.rules(ended(order)(bench))
    assert "E08" not in bench.rules(ended(order, fields={"important": False})(bench))
    assert "E08" not in bench.rules(ended(inquiry)(bench))


def test_e08_reopening_cancels_it_and_solving_again_starts_it_anew(bench: Bench) -> None:
    number = solved(bench)
    bench.act(number, "finished", outcome="已换货")
    first = bench.seq(number, "solved")
    bench.later(hours=3)
    bench.act(number, "reopened", reason="仍有划痕", by_customer=True)
    assert bench.clock(number, "E08", of=first).state == "cancelled"
    second = bench.act(number, "solved").ticket.seq
    assert bench.clock(number, "E08", of=second).state == "running"


def rated(bench: Bench, score: int = 2) -> str:
    number = inquiry(bench, "phone")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="完成")
    bench.act(number, "rated", score=score, outcome="rated")
    return number


@pytest.mark.parametrize(("begun", "due", "_third"), DAYS)
def test_e16_a_supervisor_calls_back_within_one_working_day(bench: Bench, begun: str, due: str, _third: str) -> None:
    bench.now = t(begun)
    prove(bench, "E16", lambda: rated(bench), t(due), lambda number: bench.act(number, "followed_up", "song"))


@pytest.mark.parametrize("score", [3, 4, 5])
def test_e16_a_score_of_three_is_not_under_three(bench: Bench, score: int) -> None:
    assert "E16" not in bench.rules(rated(bench, score))


def test_e16_a_low_score_in_the_call_back_starts_it_and_only_a_supervisor_ends_it(bench: Bench) -> None:
    number = solved(bench)
    bench.act(number, "followed_up", score=1)
    assert bench.clock(number, "E08").state == "met"
    clock = bench.clock(number, "E16")
    assert (clock.state, clock.role, clock.do) == ("running", "supervisor", "follow_up")
    for person in ("zhou", "he"):
        bench.act(number, "followed_up", person, score=5)
        assert bench.clock(number, "E16").state == "running"
    bench.act(number, "followed_up", "song", outcome="no_answer")
    assert bench.clock(number, "E16").state == "running"
    bench.act(number, "followed_up", "song", outcome="reached")
    assert bench.clock(number, "E16").state == "met"


@pytest.mark.parametrize(("role", "state"), [("manager", "met"), ("supervisor", "met"), ("leader", "running")])
def test_e16_somebody_of_supervisors_level_or_above_ends_it(bench: Bench, role: str, state: str) -> None:
    add_staff(bench.by("root"), "gao", name="Gao", role=role, department="service", qualified=True)
    number = rated(bench)
    bench.act(number, "followed_up", "gao", outcome="reached")
    assert bench.clock(number, "E16").state == state


def test_e16_once_a_ticket_and_also_after_filing(bench: Bench) -> None:
    number = rated(bench, 5)
    bench.act(number, "filed")
    assert bench.show(number).closed
    bench.act(number, "rated", score=1, outcome="rated")
    assert not bench.show(number).closed
    bench.later(hours=1)
    bench.act(number, "followed_up", "song", score=2)  # still unhappy: no third call-back
    assert bench.clock(number, "E16").state == "met"
    assert bench.show(number).closed
    number = rated(bench)
    bench.act(number, "rated", score=1, outcome="rated")
    assert bench.clock(number, "E16").of < bench.seq(number, "rated")


def test_e16_ends_with_a_ticket_that_is_withdrawn(bench: Bench) -> None:
    number = rated(bench)
    bench.act(number, "withdrawn", reason="duplicate")
    assert bench.clock(number, "E16").state == "cancelled"
