"""S03: why a clock was late: by one field of the same step, or later; accepted or not; no time moves by it."""

import pytest

from deskconsole.desk.alarms import lateness
from deskconsole.desk.tickets import act
from deskconsole.errors import DeskError
from tests.desk.support import Bench

RULE = "R05"


def _late(bench: Bench) -> str:
    """An online inquiry whose first response is late."""
    number = bench.take("online")
    bench.later(hours=2)
    return number


def test_s03_whoever_takes_a_late_step_says_why_in_the_same_form(house: Bench) -> None:
    number = _late(house)
    rule = next(c.rule for c in house.show(number).clocks if c.do == "respond")
    due = house.clock(number, rule).first_due
    house.act(number, "responded", late_cause="several_at_once", late_words="三位同时到店")
    clock = house.clock(number, rule)
    assert (clock.state, clock.cause, clock.cause_by, clock.cause_state) == (
        "late",
        "several_at_once",
        "zhou",
        "given",
    )
    assert (clock.first_due, clock.due) == (due, due)
    assert house.kinds(number)[-2:] == ["responded", "late_explained"]


def test_s03_saving_never_waits_for_a_reason_and_it_may_come_later(house: Bench) -> None:
    number = _late(house)
    rule = next(c.rule for c in house.show(number).clocks if c.do == "respond")
    house.act(number, "responded")
    assert [(s.number, s.rule, s.cause) for s in lateness.late_steps(house.desk, mine=True)] == [(number, rule, None)]
    lateness.explain_late(house.desk, number, rule, "system_down", text="平台卡了十分钟")
    (step,) = lateness.late_steps(house.desk, undecided=True)
    assert (step.cause, step.state, step.who) == ("system_down", "given", "zhou")
    assert step.cause_title is not None
    assert step.cause_title.zh == "系统或电话故障"
    assert lateness.late_steps(house.by("lin"), mine=True) == []


def test_s03_a_supervisor_accepts_it_or_not_and_nobody_their_own(house: Bench) -> None:
    number = _late(house)
    rule = next(c.rule for c in house.show(number).clocks if c.do == "respond")
    house.act(number, "responded", late_cause="asked_later")
    with pytest.raises(DeskError, match="only who leads"):
        lateness.judge_late(house.by("lin"), number, rule, True)
    lateness.judge_late(house.by("song"), number, rule, True)
    assert house.clock(number, rule).cause_state == "accepted"
    assert lateness.late_steps(house.desk, undecided=True) == []
    with pytest.raises(DeskError, match="accepted already"):
        lateness.explain_late(house.desk, number, rule, "system_down")
    own = house.take("online", by="song")
    house.later(hours=2)
    house.act(own, "responded", "song", late_cause="system_down")
    with pytest.raises(DeskError, match="somebody else decides"):
        lateness.judge_late(house.by("song"), own, rule, True)
    lateness.judge_late(house.by("he"), own, rule, False)
    assert house.clock(own, rule).cause_state == "declined"
    lateness.explain_late(house.by("song"), own, rule, "several_at_once")
    assert house.clock(own, rule).cause_state == "given"


def test_s03_a_step_in_time_keeps_no_reason_and_a_name_must_be_known(house: Bench) -> None:
    number = house.take("online")
    house.act(number, "responded", late_cause="system_down")
    assert all(clock.cause is None for clock in house.show(number).clocks)
    with pytest.raises(DeskError, match="several_at_once"):
        house.act(number, "answered", late_cause="bored")
    with pytest.raises(DeskError, match="no clock of R05 was late"):
        lateness.explain_late(house.desk, number, "R05", "system_down")


def test_s03_the_reason_goes_with_the_step_that_is_taken_back(house: Bench) -> None:
    number = _late(house)
    house.act(number, "responded", late_cause="system_down")
    for _step in range(2):
        act.undo(house.desk, number)
    assert house.kinds(number)[-2:] == ["undone", "undone"]
    assert all(clock.cause is None for clock in house.show(number).clocks)


def test_s03_after_filing_too(house: Bench) -> None:
    number = _late(house)
    rule = next(c.rule for c in house.show(number).clocks if c.do == "respond")
    house.act(number, "withdrawn", reason="customer")
    assert house.clock(number, rule).state == "late"
    lateness.explain_late(house.desk, number, rule, "asked_later")
    assert house.clock(number, rule).cause == "asked_later"
