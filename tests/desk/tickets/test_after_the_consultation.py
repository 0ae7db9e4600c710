"""R14–R16, R38: call-backs, the finished form, planned tasks; working days over holidays and make-up days."""

from datetime import datetime, timedelta

import pytest

from tests.desk.support import US, Bench, prove, state_of, t

#: finished at → closing of the 1st and of the 3rd working day after it (T3; closing 18:00).
DAYS = [
    ("09-14 09:00", "09-15 18:00", "09-17 18:00"),
    ("09-18 16:00", "09-20 18:00", "09-22 18:00"),  # Friday; Sunday the 20th is a make-up day
    ("09-19 10:00", "09-20 18:00", "09-22 18:00"),  # Saturday: a day of rest starts nothing earlier
    ("09-20 17:59", "09-21 18:00", "09-23 18:00"),  # the make-up day itself
    ("09-30 16:00", "10-08 18:00", "10-10 18:00"),  # over the National Day holiday; the 10th is a make-up Saturday
    ("10-03 23:59", "10-08 18:00", "10-10 18:00"),
    ("10-09 18:00", "10-10 18:00", "10-13 18:00"),
]


def finished(bench: Bench, tier: str = "core", *, outcome: str = "answered") -> str:
    number = bench.take("phone", tier)
    bench.act(number, "answered")
    bench.act(number, "finished", outcome=outcome)
    return number


@pytest.mark.parametrize(("begun", "due", "_third"), DAYS)
@pytest.mark.parametrize(("tier", "by"), [("core", "qian"), ("important", "luo")])
def test_r14_sales_or_technical_call_back_within_one_working_day(
    bench: Bench, tier: str, by: str, begun: str, due: str, _third: str
) -> None:
    bench.now = t(begun)
    prove(bench, "R14", lambda: finished(bench, tier), t(due), lambda number: bench.act(number, "followed_up", by))


@pytest.mark.parametrize("outcome", ["deal", "no deal"])
def test_r14_applies_with_or_without_a_deal(bench: Bench, outcome: str) -> None:
    assert "R14" in bench.rules(finished(bench, outcome=outcome))


def test_r14_another_department_does_not_end_it(bench: Bench) -> None:
    number = finished(bench)
    assert bench.clock(number, "R14").assignee == "dept:sales,technical"
    bench.act(number, "followed_up", "zhou", score=5)  # the receiver's own call: heard, but not the one owed
    assert bench.clock(number, "R14").state == "running"
    assert bench.show(number).ticket.score == 5
    bench.act(number, "followed_up", "qian", outcome="no_answer")
    assert bench.clock(number, "R14").state == "running"
    bench.act(number, "followed_up", "qian", outcome="refused")
    assert bench.clock(number, "R14").state == "met"


@pytest.mark.parametrize(("begun", "_first", "due"), DAYS)
def test_r15_intent_customers_are_called_back_within_three_working_days(
    bench: Bench, begun: str, _first: str, due: str
) -> None:
    bench.now = t(begun)
    prove(bench, "R15", lambda: finished(bench, "intent"), t(due), lambda n: bench.act(n, "followed_up", score=4))


def test_r15_belongs_to_the_owner(bench: Bench) -> None:
    number = finished(bench, "intent")
    assert bench.clock(number, "R15").assignee == "zhou"
    bench.act(number, "transferred", to="lin", reason="休假")
    assert bench.clock(number, "R15").assignee == "lin"


@pytest.mark.parametrize("tier", ["ordinary", "potential"])
def test_r14_r15_nobody_else_is_called_back(bench: Bench, tier: str) -> None:
    number = finished(bench, tier)
    assert bench.rules(number) == ["R16"]
    assert "no follow-up is due" in bench.refused(number, "followed_up")


@pytest.mark.parametrize(("begun", "due", "_third"), DAYS)
def test_r16_the_form_is_filed_within_one_working_day(bench: Bench, begun: str, due: str, _third: str) -> None:
    bench.now = t(begun)
    prove(bench, "R16", lambda: finished(bench, "potential"), t(due), lambda number: bench.act(number, "filed"))


def test_r16_belongs_to_the_first_receiver_through_a_transfer(bench: Bench) -> None:
    number = finished(bench, "potential")
    bench.act(number, "transferred", to="lin", reason="换班")
    assert bench.clock(number, "R16").assignee == "zhou"
    assert bench.show(number).ticket.owner == "lin"


def test_r16_filing_is_refused_with_every_missing_part_listed(bench: Bench) -> None:
    _call, number = bench.ring()
    bench.act(number, "picked_up")
    refusal = bench.refused(number, "filed")
    assert [part for part in ("customer", "contact", "content", "request", "outcome") if part not in refusal] == []
    number = bench.take("phone")
    bench.act(number, "promised", due=bench.now + timedelta(hours=1))
    bench.act(number, "specialist_needed", to="dept:technical")
    refusal = bench.refused(number, "filed")
    assert "outcome, promise 3, hand-off 4" in refusal


def test_r16_filing_locks_the_form_and_not_the_tasks(bench: Bench) -> None:
    number = finished(bench)
    bench.act(number, "filed")
    seen = bench.show(number)
    assert not seen.closed
    assert bench.rules(number) == ["R14"]
    for kind in ("answered", "need_recorded", "transferred", "classified", "attached"):
        assert "filed" in bench.refused(number, kind, text="x", to="lin", reason="x", tier="intent")
    bench.act(number, "noted", text="客户来电致谢")
    bench.act(number, "rated", score=5)
    bench.act(number, "followed_up", "qian")
    assert bench.show(number).closed
    assert bench.rules(number) == []


def test_r14_reopening_cancels_and_finishing_again_starts_anew(bench: Bench) -> None:
    number = finished(bench)
    first = bench.seq(number, "finished")
    bench.later(hours=2)
    assert "reason" in bench.refused(number, "reopened")
    bench.act(number, "reopened", reason="客户又来电")
    assert bench.show(number).ticket.stage == "answer"
    assert {c.rule: c.state for c in bench.show(number).clocks if c.of == first and c.rule != "R36"} == {
        "R14": "cancelled",
        "R16": "cancelled",
    }
    assert bench.rules(number) == ["R36"]
    bench.act(number, "finished", outcome="answered")
    second = bench.seq(number, "finished")
    assert bench.clock(number, "R14", of=second).due == t("09-15 18:00")
    assert bench.clock(number, "R14", of=first).state == "cancelled"


def test_r14_r16_reopening_past_the_due_leaves_them_late(bench: Bench) -> None:
    number = finished(bench)
    bench.now = t("09-15 18:00") + US
    bench.act(number, "reopened", reason="客户又来电")
    for rule in ("R14", "R16"):
        assert state_of(bench.clock(number, rule)) == ("late", bench.now, 1)


# --- R38 ---------------------------------------------------------------------------------------------------------


def planned(bench: Bench, due: datetime, **more: object) -> str:
    number = bench.take("phone")
    bench.act(number, "planned", due=due, text="上门勘察", fields=more)
    return number


def test_r38_a_planned_task_is_due_at_its_time_and_ends_when_followed_up(bench: Bench) -> None:
    due = t("10-05 10:30")
    prove(bench, "R38", lambda: planned(bench, due), due, lambda number: bench.act(number, "followed_up"))


def test_r38_each_plan_is_a_thread_of_its_own(bench: Bench) -> None:
    number = planned(bench, bench.now + timedelta(days=1), to="luo")
    one = bench.seq(number, "planned")
    bench.act(number, "planned", due=bench.now + timedelta(days=2), text="再访", to="qian")
    two = bench.seq(number, "planned")
    assert [bench.clock(number, "R38", of=of).assignee for of in (one, two)] == ["luo", "qian"]
    assert f"{one}, {two}" in bench.refused(number, "followed_up")
    bench.act(number, "followed_up", of=two)
    assert bench.clock(number, "R38", of=two).state == "met"
    assert bench.clock(number, "R38", of=one).state == "running"
    bench.act(number, "followed_up")
    assert bench.clock(number, "R38", of=one).state == "met"


def test_r38_no_answer_asks_for_a_next_time_and_plans_it(bench: Bench) -> None:
    number = planned(bench, bench.now + timedelta(days=1))
    first = bench.seq(number, "planned")
    bench.later(hours=3)
    bench.act(number, "followed_up", outcome="no_answer")
    assert bench.rules(number) == ["R36", "R38"]  # planning is no step of the inquiry itself
    bench.act(number, "followed_up", outcome="no_answer", due=bench.now + timedelta(days=2))
    assert bench.kinds(number)[-2:] == ["followed_up", "planned"]
    again = bench.seq(number, "planned")
    assert bench.clock(number, "R38", of=first).state == "cancelled", "the next time goes on in its place"
    assert bench.clock(number, "R38", of=again).due == bench.now + timedelta(days=2)
    assert bench.show(number).ticket.open_plans() == [again]


def test_r38_no_answer_carries_a_recurrence_on(bench: Bench) -> None:
    due = t("09-21 10:00")
    number = planned(bench, due, to="qian", recurrence="FREQ=WEEKLY;COUNT=3")
    bench.now = due
    bench.act(number, "followed_up", "qian", outcome="no_answer", due=t("09-22 10:00"))
    bench.now = t("09-22 09:00")
    bench.act(number, "followed_up", "qian")
    running = [clock for clock in bench.show(number).clocks if clock.rule == "R38" and clock.active]
    assert [(clock.due, clock.assignee) for clock in running] == [(t("09-28 10:00"), "qian")]


def test_r38_after_filing_a_plan_keeps_the_ticket_open(bench: Bench) -> None:
    number = finished(bench, "ordinary")
    bench.act(number, "filed")
    assert bench.show(number).closed
    bench.act(number, "planned", due=bench.now + timedelta(days=30), text="回访")
    assert not bench.show(number).closed
    assert bench.rules(number) == ["R38"]
    bench.act(number, "followed_up", score=4)
    assert bench.show(number).closed


def test_r38_a_recurring_plan_plans_the_next_one(bench: Bench) -> None:
    due = t("09-21 10:00")
    number = planned(bench, due, to="qian", recurrence="FREQ=WEEKLY")
    bench.now = due - timedelta(hours=1)
    bench.act(number, "followed_up", "qian")
    running = [clock for clock in bench.show(number).clocks if clock.rule == "R38" and clock.active]
    assert [(clock.due, clock.assignee) for clock in running] == [(t("09-28 10:00"), "qian")]
    bench.now = t("10-06 10:00")
    bench.act(number, "followed_up", "qian")
    running = [clock for clock in bench.show(number).clocks if clock.rule == "R38" and clock.active]
    assert [clock.due for clock in running] == [t("10-12 10:00")]


def test_r38_who_refuses_is_not_asked_again(bench: Bench) -> None:
    number = planned(bench, t("09-21 10:00"), to="qian", recurrence="FREQ=WEEKLY")
    bench.now = t("09-21 09:00")
    bench.act(number, "followed_up", "qian", outcome="refused")
    assert not [clock for clock in bench.show(number).clocks if clock.rule == "R38" and clock.active]


@pytest.mark.parametrize("rule", ["jede Woche", "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX"])
def test_r38_a_recurrence_that_is_none_is_refused(bench: Bench, rule: str) -> None:
    number = bench.take("phone")
    assert "recurrence" in bench.refused(number, "planned", due=t("09-21 10:00"), recurrence=rule)


def test_r38_a_plan_in_the_past_is_refused(bench: Bench) -> None:
    number = bench.take("phone")
    assert "past" in bench.refused(number, "planned", due=bench.now)
    assert "due" in bench.refused(number, "planned")
