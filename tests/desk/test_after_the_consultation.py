"""R14–R16, R38: call-backs, the finished form, planned tasks; working days over holidays and make-up days."""

from datetime import datetime, timedelta
from itertools import chain, repeat

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
    bench.later(hours=3)
    bench.act(number, "followed_up", outcome="no_answer", due=bench.now + timedelta(days=2))
    assert bench.kinds(number)[-2:] == ["followed_up", "planned"]
    assert bench.rules(number) == ["R36", "R38", "R38"]  # planning is no step of the inquiry itself


def test_r38_after_filing_a_plan_keeps_the_ticket_open(bench: Bench) -> None:
    number = finished(bench, "potential")
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


@pytest.mark.parametrize("rule", ["jede Woche", "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY;BYDAY=XX"])
def test_r38_a_recurrence_that_is_none_is_refused(bench: Bench, rule: str) -> None:
    number = bench.take("phone")
    assert "recurrence" in bench.refused(number, "planned", due=t("09-21 10:00"), recurrence=rule)


def test_r38_a_plan_in_the_past_is_refused(bench: Bench) -> None:
    number = bench.take("phone")
    assert "past" in bench.refused(number, "planned", due=bench.now)
    assert "due" in bench.refused(number, "planned")


# --- R36, R37 ----------------------------------------------------------------------------------------------------


STEPS = [
    ("answered", {}),
    ("need_recorded", {"text": "节拍 12 秒"}),
    ("proposed", {}),
    ("objected", {}),
    ("specialist_needed", {"to": "dept:technical"}),
    ("progress_told", {}),
    ("reminded", {}),
    ("verified", {}),
    ("solved", {}),
    ("finished", {"outcome": "answered"}),
]


@pytest.mark.parametrize(("kind", "fields"), STEPS)
def test_r36_an_idle_ticket_has_its_next_step_within_30_minutes(
    bench: Bench, kind: str, fields: dict[str, str]
) -> None:
    due = bench.now + timedelta(minutes=30)
    number, late = bench.take("phone"), bench.take("phone")
    assert bench.rules(number) == ["R36"]
    clock = bench.clock(number, "R36")
    assert (clock.due, clock.assignee) == (due, "zhou")
    bench.now = due
    bench.act(number, kind, fields=fields)
    assert state_of(bench.clock(number, "R36", of=clock.of)) == ("met", due, 0)
    bench.now = due + US
    assert bench.clock(late, "R36").overdue(bench.now)
    bench.act(late, kind, fields=fields)
    assert state_of(bench.clock(late, "R36", of=clock.of)) == ("late", due + US, 1)
    assert bench.rules(number), "an open ticket always has a countdown"


@pytest.mark.parametrize("kind", ["noted", "attached", "responded", "contacted", "rated", "confirmed"])
def test_r36_what_is_no_step_does_not_end_it(bench: Bench, kind: str) -> None:
    number = bench.take("phone")
    first = bench.clock(number, "R36")
    if kind == "confirmed":
        bench.act(number, "answered")
        first = bench.clock(number, "R36", of=bench.seq(number, "answered"))
    bench.later(minutes=5)
    more = {"channel": "phone"} if kind == "contacted" else {"score": 5} if kind == "rated" else {}
    bench.act(number, kind, fields=more)
    assert bench.clock(number, "R36", of=first.of) == first


def test_r36_begins_anew_while_the_ticket_is_idle(bench: Bench) -> None:
    number = bench.take("phone")
    for minutes in (10, 20, 25):
        bench.later(minutes=minutes)
        bench.act(number, "answered")
        running = [clock for clock in bench.show(number).clocks if clock.active]
        assert [(clock.rule, clock.started) for clock in running] == [("R36", bench.now)]


def test_r36_stands_back_while_anything_else_runs_and_begins_when_it_ends(bench: Bench) -> None:
    number = bench.take("online")
    assert bench.rules(number) == ["R05"]
    bench.later(minutes=2)
    bench.act(number, "responded")
    assert bench.rules(number) == ["R36"]
    assert bench.clock(number, "R36").started == bench.now
    bench.later(minutes=2)
    bench.act(number, "promised", due=bench.now + timedelta(hours=1))
    assert bench.rules(number) == ["R11"]
    bench.later(minutes=2)
    bench.act(number, "replied")
    assert bench.rules(number) == ["R36"]


def test_r37_a_ticket_that_waits_on_the_customer_has_a_time_to_look_again(bench: Bench) -> None:
    due = bench.now + timedelta(days=2)
    kinds = chain(["resumed", "reminded"], repeat("resumed"))

    def start() -> str:
        number = bench.take("phone")
        bench.act(number, "waiting", due=due)
        return number

    prove(bench, "R37", start, due, lambda number: bench.act(number, next(kinds)))


def test_r37_the_customer_who_comes_ends_the_waiting(bench: Bench) -> None:
    number = bench.take("phone")
    assert "due" in bench.refused(number, "waiting")
    bench.act(number, "waiting", due=bench.now + timedelta(days=2))
    assert bench.rules(number) == ["R37"]
    assert "already" in bench.refused(number, "waiting", due=bench.now + timedelta(days=3))
    bench.act(number, "contacted", channel="phone", text="资料已备好")
    assert bench.clock(number, "R37").state == "met"
    assert bench.show(number).ticket.waiting is None
    assert "does not wait" in bench.refused(number, "resumed")
    bench.act(number, "waiting", due=bench.now + timedelta(days=2))
    assert [c.state for c in bench.show(number).clocks if c.rule == "R37"] == ["met", "running"]


def test_r36_nothing_is_forgotten_through_a_whole_inquiry(bench: Bench) -> None:
    number = bench.take("email", "intent")
    story: list[tuple[str, str, dict[str, object]]] = [
        ("responded", "zhou", {}),
        ("need_recorded", "zhou", {"text": "码垛，节拍 10 秒"}),
        ("promised", "zhou", {"due": bench.now + timedelta(days=1)}),
        ("waiting", "zhou", {"due": bench.now + timedelta(days=3)}),
        ("resumed", "zhou", {}),
        ("replied", "zhou", {}),
        ("confirmed", "zhou", {}),
        ("finished", "zhou", {"outcome": "answered"}),
        ("filed", "zhou", {}),
    ]
    for kind, by, fields in story:
        bench.later(minutes=7)
        bench.act(number, kind, by, fields=fields)
        assert bench.rules(number), kind
    assert bench.rules(number) == ["R15"]
