"""E01–E05: pre-sales questions, orders, shipping, implementations."""

from datetime import timedelta

import pytest

from tests.desk.enterprise.tickets import DAYS, implementation, inquiry, order
from tests.desk.support import US, Bench, prove, state_of, t


@pytest.mark.parametrize(("begun", "due", "_third"), DAYS)
def test_e01_a_pre_sales_question_is_responded_to_within_one_working_day(
    bench: Bench, begun: str, due: str, _third: str
) -> None:
    bench.now = t(begun)
    prove(bench, "E01", lambda: inquiry(bench), t(due), lambda number: bench.act(number, "responded"))


@pytest.mark.parametrize(("kind", "more"), [("answered", {}), ("promised", {"due": t("09-14 12:00")})])
def test_e01_an_answer_or_a_promise_is_a_response_too(bench: Bench, kind: str, more: dict[str, object]) -> None:
    number = inquiry(bench, "email")
    bench.act(number, kind, fields=more)
    assert bench.clock(number, "E01").state == "met"


def test_e01_on_the_phone_it_is_met_at_once_and_ended_without_being_met_by_withdrawing(bench: Bench) -> None:
    assert bench.clock(inquiry(bench, "phone"), "E01").state == "met"
    number = inquiry(bench)
    bench.act(number, "withdrawn", reason="spam")
    assert bench.clock(number, "E01").state == "cancelled"
    number = inquiry(bench)
    bench.act(number, "noted")
    assert bench.clock(number, "E01").state == "running"
    assert "E01" not in bench.rules(order(bench))


@pytest.mark.parametrize("begun", ["09-14 16:00", "09-30 16:00"])
def test_e02_an_order_is_reviewed_within_24_hours_holidays_included(bench: Bench, begun: str) -> None:
    bench.now = t(begun)
    due = bench.now + timedelta(hours=24)
    prove(bench, "E02", lambda: order(bench), due, lambda number: bench.act(number, "order_reviewed"))


def test_e02_what_cannot_be_fulfilled_is_not_reviewed_in_time(bench: Bench) -> None:
    early, late = order(bench), order(bench)
    bench.later(hours=24)
    bench.act(early, "cannot_fulfil")
    assert state_of(bench.clock(early, "E02")) == ("cancelled", bench.now, 0)
    bench.now += US
    bench.act(late, "cannot_fulfil")
    assert state_of(bench.clock(late, "E02")) == ("late", bench.now, 1)


def test_e03_an_alternative_is_told_within_12_hours(bench: Bench) -> None:
    bench.now = t("09-30 16:00")

    def refused_order() -> str:
        number = order(bench)
        bench.act(number, "cannot_fulfil")
        return number

    prove(bench, "E03", refused_order, t("10-01 04:00"), lambda number: bench.act(number, "alternative_told"))
    number = refused_order()
    bench.act(number, "withdrawn", reason="customer")
    assert bench.clock(number, "E03").state == "cancelled"


def test_e03_each_refusal_has_its_own_alternative(bench: Bench) -> None:
    number = order(bench)
    first = bench.act(number, "cannot_fulfil").ticket.seq
    bench.later(hours=1)
    second = bench.act(number, "cannot_fulfil").ticket.seq
    assert "several threads are open" in bench.refused(number, "alternative_told")
    bench.act(number, "alternative_told", of=second)
    assert [bench.clock(number, "E03", of=of).state for of in (first, second)] == ["running", "met"]
    bench.act(number, "alternative_told")
    assert bench.clock(number, "E03", of=first).state == "met"


def shipped(bench: Bench) -> str:
    number = order(bench, "phone")
    bench.act(number, "order_reviewed")
    bench.act(number, "shipped")
    return number


def test_e04_progress_is_told_every_day_until_delivered(bench: Bench) -> None:
    bench.now = t("09-30 16:00")  # holidays begin; a repeating clock never moves off them
    number = shipped(bench)
    clock = bench.clock(number, "E04")
    assert (clock.due, clock.assignee, clock.do) == (t("10-01 16:00"), "dept:logistics", "tell_progress")
    bench.now = t("10-01 16:00")
    bench.act(number, "progress_told", "wei")
    clock = bench.clock(number, "E04")
    assert (clock.state, clock.started, clock.due, clock.breaches) == ("running", bench.now, t("10-02 16:00"), 0)
    bench.now = t("10-04 16:00") + US  # T8: ceil((72 h + 1 µs) / 24 h) − 1
    assert bench.clock(number, "E04").breaches_at(bench.now) == 3
    bench.act(number, "progress_told", "wei")
    assert bench.clock(number, "E04").breaches == 3
    bench.later(hours=24)
    bench.act(number, "delivered", "wei")
    assert state_of(bench.clock(number, "E04")) == ("cancelled", bench.now, 3)


def test_e04_delivered_in_time_cancels_and_delivered_late_is_late(bench: Bench) -> None:
    punctual, tardy = shipped(bench), shipped(bench)
    bench.later(hours=24)
    bench.act(punctual, "delivered")
    assert state_of(bench.clock(punctual, "E04")) == ("cancelled", bench.now, 0)
    bench.now += US
    assert bench.clock(tardy, "E04").overdue(bench.now)
    bench.act(tardy, "delivered")
    assert state_of(bench.clock(tardy, "E04")) == ("late", bench.now, 1)


def running(bench: Bench, **more: object) -> str:
    number = implementation(bench)
    bench.act(number, "started", fields=more)
    return number


def test_e05_an_implementation_is_reported_on_every_week_until_it_is_finished(bench: Bench) -> None:
    bench.now = t("09-24 10:00")
    number = running(bench)
    assert bench.clock(number, "E05").due == t("10-01 10:00")  # a holiday
    bench.now = t("10-01 10:00")
    bench.act(number, "progress_told", "xu")
    clock = bench.clock(number, "E05")
    assert (clock.state, clock.due, clock.breaches) == ("running", t("10-08 10:00"), 0)
    bench.now = t("10-08 10:00") + US
    assert bench.clock(number, "E05").overdue(bench.now)
    bench.act(number, "progress_told", "xu")
    assert bench.clock(number, "E05").breaches == 1
    bench.act(number, "finished", outcome="上线")
    assert bench.clock(number, "E05").state == "cancelled"
    assert "E05" not in bench.rules(number)


def test_e05_belongs_to_the_project_lead_who_was_named(bench: Bench) -> None:
    clock = bench.clock(running(bench), "E05")
    assert (clock.role, clock.assignee) == ("project_lead", None)
    number = running(bench, to="xu")
    first = bench.seq(number, "started")
    assert bench.clock(number, "E05").assignee == "xu"
    bench.later(hours=1)
    second = bench.act(number, "started", to="pan").ticket.seq  # another takes over, and reports from now on
    assert bench.clock(number, "E05", of=first).state == "cancelled"
    assert bench.clock(number, "E05", of=second).assignee == "pan"


def test_e05_other_kinds_are_not_reported_on(bench: Bench) -> None:
    number = order(bench, "phone")
    bench.act(number, "started")
    assert "E05" not in bench.rules(number)
