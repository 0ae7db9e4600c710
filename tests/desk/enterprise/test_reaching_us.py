"""E09, E10, E25–E29: the telephone, silence online, promises, hand-offs, the next step."""

from datetime import timedelta

import pytest

from tests.desk.enterprise.tickets import inquiry, order
from tests.desk.support import US, Bench, prove, state_of, t


def test_e09_any_call_is_picked_up_within_3_rings(bench: Bench) -> None:
    due = bench.now + timedelta(seconds=15)
    prove(bench, "E09", lambda: bench.ring()[1], due, lambda number: bench.act(number, "picked_up"))


def test_e09_a_caller_who_hangs_up_ends_it_and_a_missed_call_was_late(bench: Bench) -> None:
    _, number = bench.ring("13800002222")
    bench.later(seconds=10)
    bench.act(number, "hung_up")
    assert bench.clock(number, "E09").state == "cancelled"
    _, number = bench.ring("13800003333")
    bench.later(seconds=40)
    bench.settle()
    assert state_of(bench.clock(number, "E09")) == ("late", bench.now - timedelta(seconds=10), 1)


def silent(bench: Bench) -> str:
    """A customer online who has had our answer."""
    number = inquiry(bench)
    bench.act(number, "answered")
    return number


def test_e10_a_customer_silent_for_an_hour_is_reminded_within_15_minutes(bench: Bench) -> None:
    due = bench.now + timedelta(minutes=75)
    prove(bench, "E10", lambda: silent(bench), due, lambda number: bench.act(number, "reminded"))


def test_e10_not_before_the_hour(bench: Bench) -> None:
    number = silent(bench)
    bench.later(minutes=60)
    bench.now -= US
    assert bench.refused(number, "reminded") == "reminded: too early; not before 2026-09-14 10:00"
    bench.now += US
    bench.act(number, "reminded")
    assert bench.clock(number, "E10").state == "met"


@pytest.mark.parametrize("kind", ["contacted", "confirmed", "finished"])
def test_e10_an_answer_of_the_customer_or_the_end_meets_it(bench: Bench, kind: str) -> None:
    number = silent(bench)
    more = {"contacted": {"channel": "online"}, "finished": {"outcome": "已答复"}}.get(kind, {})
    bench.later(minutes=5)
    bench.act(number, kind, fields=more)
    assert bench.clock(number, "E10").state == "met"


def test_e10_counts_from_our_last_message(bench: Bench) -> None:
    number = silent(bench)
    first = bench.seq(number, "answered")
    bench.later(minutes=50)
    bench.act(number, "proposed")
    assert bench.clock(number, "E10", of=first).state == "cancelled"
    second = bench.clock(number, "E10", of=bench.seq(number, "proposed"))
    assert (second.state, second.due) == ("running", bench.now + timedelta(minutes=75))
    bench.later(minutes=20)
    assert "too early" in bench.refused(number, "reminded")
    bench.act(number, "withdrawn", reason="customer")
    assert bench.clock(number, "E10", of=second.of).state == "cancelled"


def test_e10_only_online(bench: Bench) -> None:
    for channel in ("phone", "email"):
        number = inquiry(bench, channel)
        bench.act(number, "answered")
        assert "E10" not in bench.rules(number)


def test_e25_the_next_step_within_4_working_hours(bench: Bench) -> None:
    bench.now = t("09-30 16:00")
    punctual, tardy, given_up = order_reviewed(bench), order_reviewed(bench), order_reviewed(bench)
    of = bench.seq(punctual, "order_reviewed")
    assert bench.rules(punctual) == ["E25"]
    bench.now = t("10-08 11:00")
    bench.act(punctual, "answered")
    bench.act(given_up, "withdrawn", reason="customer")
    bench.now += US
    assert bench.clock(tardy, "E25").overdue(bench.now)
    bench.act(tardy, "answered")
    assert [bench.clock(number, "E25", of=of).state for number in (punctual, given_up, tardy)] == [
        *("met", "cancelled", "late")
    ]
    assert bench.clock(tardy, "E25", of=bench.seq(tardy, "answered")).due == t("10-08 15:00") + US  # and it begins anew


def order_reviewed(bench: Bench) -> str:
    number = order(bench, "phone")
    bench.act(number, "order_reviewed")
    return number


@pytest.mark.parametrize(
    ("begun", "due"),
    [
        ("09-14 09:00", "09-14 13:00"),
        ("09-14 16:00", "09-15 11:00"),
        ("09-18 17:00", "09-20 12:00"),  # Friday; Sunday is a make-up day
        ("10-03 12:00", "10-08 13:00"),
    ],
)
def test_e25_counts_working_hours(bench: Bench, begun: str, due: str) -> None:
    bench.now = t(begun)
    assert bench.clock(order_reviewed(bench), "E25").due == t(due)


def promised(bench: Bench) -> str:
    number = inquiry(bench, "phone")
    bench.act(number, "promised", due=t("09-14 11:00"))
    return number


def test_e26_a_promise_is_kept_and_needs_a_time(bench: Bench) -> None:
    assert "due" in bench.refused(inquiry(bench, "phone"), "promised")
    prove(bench, "E26", lambda: promised(bench), t("09-14 11:00"), lambda number: bench.act(number, "replied"))
    number = inquiry(bench, "phone")
    bench.act(number, "promised", due=bench.now + timedelta(hours=2))
    first = bench.clock(number, "E26").due
    bench.act(number, "extended", due=first + timedelta(hours=1), reason="等待仓库")
    assert (bench.clock(number, "E26").due, bench.clock(number, "E26").first_due) == (first + timedelta(hours=1), first)
    bench.act(number, "withdrawn", reason="customer")
    assert bench.clock(number, "E26").state == "cancelled"


def handed_over(bench: Bench) -> str:
    number = inquiry(bench, "phone")
    bench.act(number, "specialist_needed", to="dept:legal")
    return number


def accepted(bench: Bench) -> str:
    number = handed_over(bench)
    bench.act(number, "accepted", "fang", due=t("09-14 15:00"))
    return number


def test_e26_another_department_takes_over_within_30_minutes(bench: Bench) -> None:
    due = bench.now + timedelta(minutes=30)
    later = t("09-14 16:00")
    prove(bench, "E26b", lambda: accepted(bench), due, lambda number: bench.act(number, "promised", due=later))
    number = handed_over(bench)
    bench.act(number, "answered", of=bench.seq(number, "specialist_needed"))
    assert bench.clock(number, "E26b").state == "cancelled"


def test_e26_another_department_answers_at_the_agreed_time(bench: Bench) -> None:
    prove(
        bench,
        "E26c",
        lambda: accepted(bench),
        t("09-14 15:00"),
        lambda number: bench.act(number, "specialist_answered", "fang"),
    )


def test_e26_who_accepted_is_asked_and_may_still_decline(bench: Bench) -> None:
    number = accepted(bench)
    assert bench.clock(number, "E26c").assignee == "fang"
    bench.act(number, "declined", "fang", reason="不属法务")
    assert bench.clock(number, "E26c").state == "cancelled"


def test_e28_waiting_on_the_customer_has_a_time_to_look_again(bench: Bench) -> None:
    def waiting() -> str:
        number = inquiry(bench, "phone")
        bench.act(number, "waiting", due=t("09-15 10:00"))
        return number

    prove(bench, "E28", waiting, t("09-15 10:00"), lambda number: bench.act(number, "resumed"))


def test_e29_a_planned_task_is_due_at_its_time(bench: Bench) -> None:
    def planned() -> str:
        number = inquiry(bench, "phone")
        bench.act(number, "planned", to="lin", due=t("09-16 10:00"))
        return number

    number = planned()
    assert bench.clock(number, "E29").assignee == "lin"
    prove(bench, "E29", planned, t("09-16 10:00"), lambda number: bench.act(number, "followed_up"))
