"""R36, R37: no open ticket is without a countdown, and none that waits is forgotten."""

from datetime import timedelta
from itertools import chain, repeat

import pytest

from tests.desk.support import US, Bench, prove, state_of

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
