"""E31, E29: a visit to the customer is announced an hour before; the arrival there ends the appointment."""

from datetime import datetime, timedelta

import pytest

from deskconsole.text.private import revealed
from tests.desk.enterprise.tickets import problem
from tests.desk.support import US, Bench, prove, state_of, t

#: planned at, for when; elapsed time: over the National Day holiday and a make-up Sunday too.
VISITS = [
    ("09-14 09:00", "09-15 10:00"),
    ("09-18 17:30", "09-20 09:00"),
    ("09-30 16:00", "10-08 09:00"),
    ("10-09 10:00", "10-10 14:00"),
]


def visit(bench: Bench, at: datetime) -> str:
    number = problem(bench, 3, "phone")
    bench.act(number, "answered")
    bench.act(number, "planned", text="上门更换控制板", due=at, fields={"task": "visit", "place": "三号厂房"})
    return number


def announce(bench: Bench, number: str) -> None:
    bench.act(
        number, "engineer_announced", engineer="冯工", contact="13900000777", text="冯工一小时后到，电话13900000777。"
    )


@pytest.mark.parametrize(("planned", "agreed"), VISITS)
def test_e31_it_is_announced_an_hour_before(bench: Bench, planned: str, agreed: str) -> None:
    bench.now = t(planned)
    at = t(agreed)
    prove(bench, "E31", lambda: visit(bench, at), at - timedelta(hours=1), lambda number: announce(bench, number))


@pytest.mark.parametrize(("planned", "agreed"), VISITS)
def test_e31_e29_the_arrival_there_ends_the_appointment(bench: Bench, planned: str, agreed: str) -> None:
    bench.now = t(planned)
    at = t(agreed)
    punctual, tardy = visit(bench, at), visit(bench, at)
    for number in (punctual, tardy):
        announce(bench, number)
    bench.now = at
    bench.act(punctual, "engineer_arrived")
    bench.now = at + US
    bench.act(tardy, "engineer_arrived")
    assert state_of(bench.clock(punctual, "E29")) == ("met", at, 0)
    assert state_of(bench.clock(tardy, "E29")) == ("late", at + US, 1)
    assert bench.show(punctual).ticket.open_plans() == []
    assert "no appointment is planned" in bench.refused(punctual, "engineer_arrived")


def test_e31_one_for_less_than_an_hour_ahead_is_announced_at_once(bench: Bench) -> None:
    number = visit(bench, bench.now + timedelta(minutes=40))
    assert bench.clock(number, "E31").due == bench.now
    announce(bench, number)
    assert bench.clock(number, "E31").state == "met"


def test_e31_by_name_and_telephone(bench: Bench) -> None:
    number = visit(bench, bench.now + timedelta(hours=5))
    for missing in ("engineer", "contact"):
        given = {"engineer": "冯工", "contact": "13900000777"} | {missing: None}
        assert f"{missing} is missing" in bench.refused(number, "engineer_announced", fields=given)
    announce(bench, number)
    told = bench.show(number).events[-1].fields
    assert (told["engineer"], revealed(told["contact"])) == ("冯工", "13900000777")


def test_e31_how_often_it_is_kept_follows_from_its_clocks(bench: Bench) -> None:
    at = bench.now + timedelta(hours=5)
    early, forgotten = visit(bench, at), visit(bench, at)
    announce(bench, early)
    bench.now = at
    for number in (early, forgotten):
        bench.act(number, "engineer_arrived")
    assert [bench.clock(number, "E31").state for number in (early, forgotten)] == ["met", "late"]
    assert bench.verified() == []


def test_e31_a_call_back_is_nothing_to_announce_and_another_time_is_announced_anew(bench: Bench) -> None:
    number = problem(bench, 3, "phone")
    bench.act(number, "answered")
    bench.act(number, "planned", text="回访", due=bench.now + timedelta(days=1), fields={"task": "call_back"})
    assert "E31" not in bench.rules(number)
    number = visit(bench, bench.now + timedelta(hours=5))
    first = bench.seq(number, "planned")
    bench.act(number, "followed_up", outcome="no_answer", due=bench.now + timedelta(days=2))
    assert bench.clock(number, "E29", of=first).state == "cancelled"


def test_e29_nobody_answered_and_a_next_time_takes_its_place(bench: Bench) -> None:
    number = problem(bench, 3, "phone")
    bench.act(number, "answered")
    bench.act(number, "planned", text="回访", due=bench.now + timedelta(hours=2))
    first = bench.seq(number, "planned")
    bench.act(number, "followed_up", outcome="no_answer", due=bench.now + timedelta(days=1))
    assert bench.clock(number, "E29", of=first).state == "cancelled"
    assert bench.clock(number, "E29", of=bench.seq(number, "planned")).state == "running"
