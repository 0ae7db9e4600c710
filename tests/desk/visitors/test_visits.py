"""F05–F13: the clocks of the front desk, through the use cases."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk.support import US, Bench, prove, state_of, t

WAITING = ["visit", "meeting", "appointment"]
#: Events that need a time.
DATED = ("accepted", "promised", "waiting", "planned")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A desk under the front desk's manual, Monday 2026-09-14 09:00."""
    made = Bench(tmp_path, packs=("front-desk",))
    yield made
    assert made.verified() == []
    made.desk.store.close()


def visit(bench: Bench, kind: str = "visit") -> str:
    """A visitor is taken at the counter."""
    fields = {"organisation": "示例公司"}
    if kind in WAITING:
        fields["host"] = "王强"
    if kind == "meeting":
        fields["room"] = "一号会议室"
    return bench.take("onsite", "potential", kind=kind, category="talks", fields=fields)


def message(bench: Bench) -> str:
    return bench.take("phone", "potential", kind="message", category="talks", fields={"host": "王强"})


def test_f02_a_visitor_taken_at_the_counter_is_greeted_and_waits(bench: Bench) -> None:
    number = visit(bench)
    assert bench.kinds(number) == ["arrived", "greeted", "received", "responded"]
    assert bench.rules(number) == ["F07", "F13"]
    assert bench.show(number).ticket.stage == "arrival"


@pytest.mark.parametrize("kind", ["business", "inquiry"])
def test_f02_business_and_questions_are_seen_to_at_once(bench: Bench, kind: str) -> None:
    number = visit(bench, kind)
    assert "seen" in bench.kinds(number)
    assert bench.rules(number) == ["F11"]


def test_f10_the_phone_is_picked_up_within_3_rings(bench: Bench) -> None:
    due = bench.now + timedelta(seconds=15)
    calls: dict[str, str] = {}

    def ring() -> str:
        call, number = bench.ring(f"1380000{len(calls):04}")
        calls[number] = call
        return number

    prove(bench, "F10", ring, due, lambda number: bench.act(number, "picked_up"))


@pytest.mark.parametrize(("seconds", "state"), [(10, "cancelled"), (16, "late")])
def test_f10_a_caller_who_hangs_up_was_not_answered(bench: Bench, seconds: int, state: str) -> None:
    _call, number = bench.ring()
    bench.later(seconds=seconds)
    bench.act(number, "hung_up")
    assert bench.clock(number, "F10").state == state


def test_f13_the_host_is_told_within_2_minutes_of_arrival(bench: Bench) -> None:
    due = bench.now + timedelta(minutes=2)

    def told(number: str) -> None:
        bench.act(number, "host_told", to="王强")
        bench.act(number, "host_answered")

    punctual, tardy = visit(bench), visit(bench)
    for number, at in ((punctual, due), (tardy, due + US)):
        bench.now = at
        told(number)
    of = bench.seq(punctual, "arrived")
    assert state_of(bench.clock(punctual, "F13", of=of)) == ("met", due, 0)
    assert state_of(bench.clock(tardy, "F13", of=of)) == ("late", due + US, 1)


def test_f13_the_host_answers_within_5_minutes_of_being_told(bench: Bench) -> None:
    numbers = [visit(bench), visit(bench)]
    bench.later(minutes=1)
    for number in numbers:
        bench.act(number, "host_told", to="王强")
    due = bench.now + timedelta(minutes=5)
    of = bench.seq(numbers[0], "host_told")
    clock = bench.clock(numbers[0], "F13", of=of)
    assert (clock.do, clock.role, clock.assignee, clock.due) == ("host_answer", "host", "王强", due)
    for number, at in zip(numbers, (due, due + US), strict=True):
        bench.now = at
        bench.act(number, "host_answered", outcome="later", due=at + timedelta(minutes=20))
    assert state_of(bench.clock(numbers[0], "F13", of=of)) == ("met", due, 0)
    assert state_of(bench.clock(numbers[1], "F13", of=of)) == ("late", due + US, 1)


@pytest.mark.parametrize(("minutes", "state"), [(2, "cancelled"), (3, "late")])
def test_f13_who_leaves_needs_no_host(bench: Bench, minutes: int, state: str) -> None:
    number = visit(bench)
    bench.later(minutes=minutes)
    bench.act(number, "left")
    assert bench.clock(number, "F13").state == state


@pytest.mark.parametrize("kind", ["meeting", "appointment", "business"])
def test_f13_only_a_visit_asks_for_the_host(bench: Bench, kind: str) -> None:
    assert "F13" not in bench.rules(visit(bench, kind))


@pytest.mark.parametrize("kind", WAITING)
def test_f07_who_waits_is_looked_after_every_10_minutes(bench: Bench, kind: str) -> None:
    start = bench.now
    number = visit(bench, kind)
    assert bench.clock(number, "F07").due == start + timedelta(minutes=10)
    bench.later(minutes=10)
    bench.act(number, "looked_after", reason="开会未散", due=bench.now + timedelta(minutes=15))
    clock = bench.clock(number, "F07")
    assert (clock.due, clock.breaches) == (start + timedelta(minutes=20), 0)
    bench.now = start + timedelta(minutes=20) + US
    assert bench.clock(number, "F07").overdue(bench.now)
    bench.act(number, "looked_after")
    assert bench.clock(number, "F07").breaches == 1
    bench.act(number, "seen")
    assert bench.clock(number, "F07").state == "cancelled"


@pytest.mark.parametrize("last", ["seen", "left"])
def test_f07_ends_late_when_the_reminder_was_past_due(bench: Bench, last: str) -> None:
    number = visit(bench, "meeting")
    bench.later(minutes=21)
    bench.act(number, last)
    clock = bench.clock(number, "F07")
    assert (clock.state, clock.breaches) == ("late", 2)


def test_f07_business_is_no_waiting(bench: Bench) -> None:
    assert "F07" not in bench.rules(visit(bench, "business"))


def test_f09_who_is_with_the_host_is_signed_out_within_12_hours(bench: Bench) -> None:
    due = bench.now + timedelta(hours=12)

    def received() -> str:
        number = visit(bench)
        bench.act(number, "host_told", to="王强")
        bench.act(number, "host_answered")
        bench.act(number, "seen")
        return number

    prove(bench, "F09", received, due, lambda number: bench.act(number, "left"))


def test_f09_nobody_is_filed_who_has_not_left(bench: Bench) -> None:
    number = visit(bench, "business")
    bench.act(number, "finished", outcome="done")
    assert "signed out" in bench.refused(number, "filed")
    bench.act(number, "left")
    bench.act(number, "filed")
    assert bench.show(number).closed


def test_f11_the_next_step_is_recorded_within_10_minutes(bench: Bench) -> None:
    due = bench.now + timedelta(minutes=10)
    punctual, tardy, withdrawn = visit(bench, "inquiry"), visit(bench, "inquiry"), visit(bench, "inquiry")
    bench.act(withdrawn, "withdrawn", reason="customer")
    for number, at in ((punctual, due), (tardy, due + US)):
        bench.now = at
        bench.act(number, "need_recorded", text="办停车证")
    states = [state_of(bench.clock(number, "F11", of=1)) for number in (punctual, tardy)]
    assert states == [("met", due, 0), ("late", due + US, 1)]
    assert bench.clock(withdrawn, "F11").state == "cancelled"
    assert bench.rules(punctual) == ["F11"]


def test_f11_does_not_run_while_the_visitor_waits_or_is_with_the_host(bench: Bench) -> None:
    number = visit(bench)
    bench.act(number, "host_told", to="王强")
    bench.act(number, "host_answered")
    assert bench.rules(number) == ["F07"]
    bench.act(number, "seen")
    assert bench.rules(number) == ["F09"]
    bench.act(number, "left")
    assert bench.rules(number) == ["F11"]


@pytest.mark.parametrize(
    ("taken", "due"),
    [
        ("09-14 09:00", "09-14 13:00"),
        ("09-14 16:00", "09-15 11:00"),  # over night
        ("09-18 17:00", "09-20 12:00"),  # Sunday the 20th is a make-up working day
        ("09-30 16:30", "10-08 11:30"),  # over the national holiday
        ("10-03 10:00", "10-08 13:00"),  # taken on a holiday
    ],
)
def test_f12_a_message_is_delivered_within_4_working_hours(bench: Bench, taken: str, due: str) -> None:
    bench.now = t(taken)
    prove(bench, "F12", lambda: message(bench), t(due), lambda number: bench.act(number, "answered"))


def test_f12_ends_with_the_message(bench: Bench) -> None:
    early, late = message(bench), message(bench)
    bench.now = t("09-14 13:00")
    bench.act(early, "withdrawn", reason="duplicate")
    bench.now += US
    bench.act(late, "withdrawn", reason="duplicate")
    assert bench.clock(early, "F12").state == "cancelled"
    assert bench.clock(late, "F12").state == "late"


def test_f05_what_the_desk_cannot_answer_goes_to_a_named_department(bench: Bench) -> None:
    due = bench.now + timedelta(minutes=30)

    def handed_over() -> str:
        number = visit(bench, "inquiry")
        bench.act(number, "specialist_needed", to="dept:finance", text="开票周期多长？")
        return number

    def told(number: str) -> None:
        answer = bench.now + timedelta(hours=2)
        bench.act(number, "accepted", due=answer)
        bench.act(number, "promised", due=answer)

    prove(bench, "F05", handed_over, due, told)


def test_f14_f15_the_department_and_the_desk_keep_their_times(bench: Bench) -> None:
    number = visit(bench, "inquiry")
    bench.act(number, "specialist_needed", to="dept:finance", text="开票周期多长？")
    answer = bench.now + timedelta(hours=2)
    bench.act(number, "accepted", due=answer)
    bench.act(number, "promised", due=answer)
    assert bench.rules(number) == ["F14", "F15"]
    bench.now = answer
    bench.act(number, "specialist_answered")
    bench.now += US
    bench.act(number, "replied")
    assert (bench.clock(number, "F14").state, bench.clock(number, "F15").state) == ("met", "late")


def test_f16_f17_waiting_and_planned_tasks_have_their_time(bench: Bench) -> None:
    number = visit(bench, "inquiry")
    look = bench.now + timedelta(hours=1)
    bench.act(number, "waiting", due=look)
    assert bench.clock(number, "F16").due == look
    bench.act(number, "resumed")
    bench.act(number, "planned", due=look, text="寄送资料")
    bench.now = look + US
    bench.act(number, "followed_up")
    assert (bench.clock(number, "F16").state, bench.clock(number, "F17").state) == ("met", "late")


@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize(
    ("rule", "kind", "before", "minutes"),
    [
        ("F05", "inquiry", ("specialist_needed",), 30),
        ("F07", "visit", (), 10),
        ("F09", "visit", ("seen",), 720),
        ("F11", "inquiry", (), 10),
        ("F12", "message", (), 240),
        ("F13", "visit", (), 2),
        ("F14", "inquiry", ("specialist_needed", "accepted"), 60),
        ("F15", "inquiry", ("promised",), 60),
        ("F16", "inquiry", ("waiting",), 60),
        ("F17", "inquiry", ("planned",), 60),
    ],
)
def test_f05_to_f17_end_with_the_ticket(
    bench: Bench, rule: str, kind: str, before: tuple[str, ...], minutes: int, late: bool
) -> None:
    number = message(bench) if kind == "message" else visit(bench, kind)
    for event in before:
        due = {"due": bench.now + timedelta(hours=1)} if event in DATED else {}
        to = {"to": "dept:finance"} if event == "specialist_needed" else {}
        bench.act(number, event, text="何时？", fields={**due, **to})
    assert rule in bench.rules(number)
    bench.later(minutes=minutes, microseconds=late)
    bench.act(number, "withdrawn", reason="customer")
    (clock,) = [clock for clock in bench.show(number).clocks if clock.rule == rule]
    assert (clock.state, clock.breaches) == (("late", 1) if late else ("cancelled", 0))


@pytest.mark.parametrize(("minutes", "state"), [(5, "cancelled"), (6, "late")])
def test_f13_a_visitor_who_leaves_waits_for_no_answer(bench: Bench, minutes: int, state: str) -> None:
    number = visit(bench)
    bench.act(number, "host_told", to="王强")
    of = bench.seq(number, "host_told")
    bench.later(minutes=minutes)
    bench.act(number, "left")
    assert bench.clock(number, "F13", of=of).state == state
