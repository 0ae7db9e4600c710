"""R01–R04: the telephone, from the ring to the call back."""

from datetime import timedelta

import pytest

from deskconsole.desk.telephone import calls
from deskconsole.errors import DeskError
from tests.desk.support import US, Bench, prove, state_of

CORE = "13800001111"


def known_caller(bench: Bench, tier: str) -> None:
    """Somebody who has been here before: their ticket of then is withdrawn."""
    number = bench.take("phone", tier, contact=CORE)
    bench.act(number, "withdrawn", reason="duplicate")


def seconds(bench: Bench, number: float) -> timedelta:
    return timedelta(seconds=number)


@pytest.mark.parametrize("tier", ["core", "important"])
def test_r01_a_core_or_important_caller_is_picked_up_within_3_rings(bench: Bench, tier: str) -> None:
    known_caller(bench, tier)
    begun = bench.now
    punctual, number = bench.ring(CORE)
    tardy, late = bench.ring("13800002222", "other")
    assert bench.rules(number) == ["R01", "R03"]
    assert bench.clock(number, "R01").due == begun + timedelta(seconds=15)
    assert "R01" not in bench.rules(late)  # an unknown number
    bench.now = begun + timedelta(seconds=15)
    calls.pick_up(bench.desk, punctual, "zhou")
    assert state_of(bench.clock(number, "R01")) == ("met", bench.now, 0)
    assert state_of(bench.clock(number, "R03")) == ("met", bench.now, 0)
    calls.pick_up(bench.desk, tardy, "zhou")


def test_r01_one_microsecond_after_the_third_ring_is_late_though_r03_is_met(bench: Bench) -> None:
    known_caller(bench, "core")
    call, number = bench.ring(CORE)
    bench.later(seconds=15)
    bench.now += US
    assert bench.clock(number, "R01").overdue(bench.now)
    calls.pick_up(bench.desk, call, "zhou")
    assert state_of(bench.clock(number, "R01")) == ("late", bench.now, 1)
    assert bench.clock(number, "R03").state == "met"


@pytest.mark.parametrize("tier", ["intent", "potential", "ordinary"])
def test_r02_every_other_caller_is_picked_up_within_5_rings(bench: Bench, tier: str) -> None:
    known_caller(bench, tier)
    begun = bench.now
    call, number = bench.ring(CORE)
    assert bench.rules(number) == ["R02", "R03"]
    assert bench.clock(number, "R02").due == begun + timedelta(seconds=25)
    bench.now = begun + timedelta(seconds=25)
    calls.pick_up(bench.desk, call, "lin")
    assert state_of(bench.clock(number, "R02")) == ("met", bench.now, 0)
    assert bench.show(number).ticket.first_receiver == "lin"


def test_r02_late_and_ended_without_being_met(bench: Bench) -> None:
    begun = bench.now
    late, first = bench.ring("13800003333")
    given_up, second = bench.ring("13800004444")
    given_up_late, third = bench.ring("13800005555")
    bench.now = begun + timedelta(seconds=25)
    calls.hang_up(bench.desk, given_up)
    bench.now += US
    calls.pick_up(bench.desk, late, "zhou")
    calls.hang_up(bench.desk, given_up_late)
    assert bench.clock(first, "R02").state == "late"
    assert bench.clock(second, "R02").state == "cancelled"
    assert bench.clock(third, "R02").state == "late"


def test_r03_a_call_that_nobody_answers_is_missed_at_exactly_30_seconds(bench: Bench) -> None:
    begun = bench.now
    _call, number = bench.ring()
    at = begun + timedelta(seconds=30)
    assert bench.rules(number, at=at - US) == ["R02", "R03"]
    seen = bench.show(number, at=at)  # nobody looked, and looking writes nothing
    assert [event.kind for event in seen.events] == ["rang", "escalated", "missed"]
    missed = seen.events[-1]
    assert (missed.happened_at, missed.by, missed.of) == (at, None, 1)
    assert bench.clock(number, "R03", at=at).state == "cancelled"
    assert bench.clock(number, "R02", at=at).state == "late"
    assert bench.kinds(number) == ["rang"]


def test_r03_missed_is_written_once_however_often_the_desk_settles(bench: Bench) -> None:
    _call, number = bench.ring()
    bench.later(seconds=47)
    settled = bench.settle()
    assert [(done.number, done.event.kind) for done in settled] == [(number, "escalated"), (number, "missed")]
    assert settled[-1].event.recorded_at == bench.now
    assert bench.settle() == []
    assert bench.kinds(number).count("missed") == 1


def test_r03_picked_up_at_exactly_30_seconds_is_no_missed_call(bench: Bench) -> None:
    call, number = bench.ring()
    bench.later(seconds=30)
    calls.pick_up(bench.desk, call, "zhou")
    assert bench.clock(number, "R03").state == "met"
    assert "R04" not in {clock.rule for clock in bench.show(number).clocks}


def test_r03_a_caller_who_hangs_up_before_is_missed_at_that_instant(bench: Bench) -> None:
    call, number = bench.ring()
    gave_up = bench.later(seconds=9)
    calls.hang_up(bench.desk, call)
    assert bench.kinds(number) == ["rang", "hung_up", "missed"]
    assert bench.show(number).events[-1].happened_at == gave_up
    assert bench.clock(number, "R03").state == "cancelled"
    assert bench.clock(number, "R04").due == gave_up + timedelta(hours=1)
    bench.later(minutes=2)
    calls.hang_up(bench.desk, call)
    assert bench.kinds(number) == ["rang", "hung_up", "missed"]


def test_r03_a_line_of_the_hook_that_comes_late_counts_when_it_happened(bench: Bench) -> None:
    rang = bench.now
    calls.ring(bench.desk, "13800001111", call="a")
    calls.ring(bench.desk, "13800002222", call="b")
    calls.ring(bench.desk, "13800003333", call="c")
    bench.later(minutes=2)
    given_up = calls.hang_up(bench.desk, "a", at=rang + timedelta(seconds=10)).number
    answered = calls.pick_up(bench.desk, "b", "zhou", at=rang + timedelta(seconds=20)).number
    too_late = calls.pick_up(bench.desk, "c", "zhou", at=rang + timedelta(seconds=40)).number
    assert bench.kinds(given_up) == ["rang", "hung_up", "missed"]
    assert bench.clock(given_up, "R02").state == "cancelled"
    assert bench.clock(given_up, "R04").due == rang + timedelta(seconds=10, hours=1)
    assert bench.kinds(answered)[-1] == "picked_up"
    assert {bench.clock(answered, rule).state for rule in ("R02", "R03")} == {"met"}
    assert "missed" in bench.kinds(too_late)
    assert bench.clock(too_late, "R04").state == "met"
    assert bench.clock(too_late, "R03").state == "cancelled"


def missed_call(bench: Bench, caller: str | None) -> str:
    """A call that was given up at once, so that it is missed now."""
    call, number = bench.ring(caller)
    calls.hang_up(bench.desk, call)
    return number


@pytest.mark.parametrize("outcome", ["reached", "refused"])
def test_r04_a_missed_call_is_called_back_within_an_hour(bench: Bench, outcome: str) -> None:
    callers = iter(("13800000001", "13800000002", "13800000003"))
    due = bench.now + timedelta(hours=1)
    prove(
        bench,
        "R04",
        lambda: missed_call(bench, next(callers)),
        due,
        lambda number: bench.act(number, "called_back", outcome=outcome),
    )


def test_r04_no_answer_leaves_it_running(bench: Bench) -> None:
    number = missed_call(bench, CORE)
    bench.later(minutes=20)
    bench.act(number, "called_back", outcome="no_answer")
    assert bench.rules(number) == ["R04"]


def test_r04_ends_when_the_caller_comes_by_another_way(bench: Bench) -> None:
    number = missed_call(bench, CORE)
    bench.later(minutes=20)
    bench.act(number, "contacted", channel="online", text="打电话没人接")
    assert bench.clock(number, "R04").state == "met"
    assert bench.rules(number) == ["R06"]


def test_r04_does_not_start_when_the_number_is_withheld(bench: Bench) -> None:
    number = missed_call(bench, "withheld")
    assert bench.rules(number) == ["R36"]
    assert "withheld" in bench.refused(number, "called_back", outcome="reached")


def test_r04_is_cancelled_when_the_ticket_is_withdrawn_and_late_when_past_due(bench: Bench) -> None:
    early, late = missed_call(bench, CORE), missed_call(bench, "13800009999")
    bench.later(minutes=60)
    bench.act(early, "withdrawn", reason="spam")
    bench.now += US
    bench.act(late, "withdrawn", reason="spam")
    assert bench.clock(early, "R04").state == "cancelled"
    assert bench.clock(late, "R04").state == "late"


def test_r04_a_second_ring_joins_the_ticket_and_its_picking_up_ends_every_call_back(bench: Bench) -> None:
    number = missed_call(bench, CORE)
    bench.later(minutes=10)
    call, again = bench.ring(CORE)
    assert again == number
    second = bench.seq(number, "rang")
    assert bench.rules(number) == ["R02", "R03", "R04"]
    assert bench.clock(number, "R02", of=second).due == bench.now + timedelta(seconds=25)
    bench.later(seconds=5)
    calls.pick_up(bench.desk, call, "zhou")
    assert state_of(bench.clock(number, "R04")) == ("met", bench.now, 0)
    assert bench.clock(number, "R03", of=second).state == "met"
    assert bench.clock(number, "R03", of=1).state == "cancelled"


def test_r04_two_missed_calls_are_two_call_backs_ended_by_one(bench: Bench) -> None:
    number = missed_call(bench, CORE)
    bench.later(minutes=10)
    assert missed_call(bench, CORE) == number
    assert bench.rules(number) == ["R04", "R04"]
    bench.later(minutes=1)
    bench.act(number, "called_back", outcome="reached")
    assert {clock.state for clock in bench.show(number).clocks if clock.rule == "R04"} == {"met"}
    assert bench.rules(number) == ["R36"]


def test_r04_a_ring_after_the_call_back_opens_a_ticket_of_its_own(bench: Bench) -> None:
    number = missed_call(bench, CORE)
    bench.act(number, "called_back", outcome="reached")
    assert bench.ring(CORE)[1] != number


@pytest.mark.parametrize("given_up", [False, True])
def test_r03_picked_up_but_recorded_late_voids_the_missed_call(bench: Bench, given_up: bool) -> None:
    call, number = bench.ring()
    rang = bench.now
    if given_up:
        bench.later(seconds=20)
        calls.hang_up(bench.desk, call)
    bench.later(minutes=3)
    bench.settle()
    assert "missed" in bench.kinds(number)
    assert bench.rules(number) == ["R04"]
    calls.pick_up(bench.desk, call, "zhou", at=rang + timedelta(seconds=12))
    assert bench.clock(number, "R02").state == "met"
    assert state_of(bench.clock(number, "R03")) == ("met", rang + timedelta(seconds=12), 0)
    assert bench.rules(number) == ["R36"]
    assert "R04" not in {clock.rule for clock in bench.show(number).clocks}


def test_r03_a_call_given_up_cannot_be_picked_up_afterwards(bench: Bench) -> None:
    call, _number = bench.ring()
    rang = bench.now
    bench.later(seconds=8)
    calls.hang_up(bench.desk, call)
    bench.later(seconds=60)
    with pytest.raises(DeskError, match="hung up before"):
        calls.pick_up(bench.desk, call, "zhou", at=rang + timedelta(seconds=9))


def test_r01_is_judged_by_the_tier_known_at_the_ring(bench: Bench) -> None:
    call, number = bench.ring()
    assert bench.rules(number) == ["R02", "R03"]
    bench.later(seconds=5)
    bench.act(number, "classified", tier="core")
    assert bench.rules(number) == ["R02", "R03"]
    calls.pick_up(bench.desk, call, "zhou")
    assert bench.clock(number, "R02").state == "met"


def test_r17_the_form_completes_the_ticket_of_its_call(bench: Bench) -> None:
    call, number = bench.ring(CORE)
    rang = bench.now
    bench.later(seconds=10)
    calls.pick_up(bench.desk, call, "zhou")
    bench.later(seconds=90)
    assert bench.take("phone", "important", contact=CORE, call=call) == number
    assert bench.kinds(number) == ["rang", "picked_up", "received", "responded"]
    seen = bench.show(number)
    assert (seen.ticket.opened_at, seen.ticket.received_at) == (rang, bench.now)
    assert bench.rules(number) == ["R36"]


def test_a_hook_that_repeats_its_lines_changes_nothing(bench: Bench) -> None:
    call, number = bench.ring(CORE, "pbx-7")
    bench.later(seconds=3)
    first = bench.record()
    assert bench.ring(CORE, "pbx-7") == (call, number)
    assert bench.record() == first
    calls.pick_up(bench.desk, call, "zhou")
    bench.later(seconds=3)
    told = bench.record()
    assert calls.pick_up(bench.desk, call, "zhou").number == number
    assert bench.ring(CORE, "pbx-7")[1] == number
    assert bench.record() == told
    with pytest.raises(DeskError, match="no call 'pbx-8'"):
        calls.hang_up(bench.desk, "pbx-8")
    with pytest.raises(DeskError, match="used for something else"):
        bench.ring("13977778888", "pbx-7")
