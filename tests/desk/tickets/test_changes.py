"""Taking back, reopening, withdrawing, merging, late entries, repeated and outdated writes."""

from datetime import timedelta

import pytest

from deskconsole.errors import DeskError, Outdated
from tests.desk.support import US, Bench, state_of

# --- undone ------------------------------------------------------------------------------------------------------


def test_undone_brings_back_ticket_and_clocks_as_they_were(bench: Bench) -> None:
    number = bench.take("online")
    before = bench.show(number)
    bench.later(seconds=20)
    bench.act(number, "responded")
    assert bench.rules(number) == ["R36"]
    bench.later(seconds=60)
    bench.act(number, "undone")
    after = bench.show(number)
    assert after.clocks == before.clocks
    assert after.ticket.first_response_at is None
    assert (after.events[-1].kind, after.events[-1].of) == ("undone", 2)
    assert "cannot be undone" in bench.refused(number, "undone")  # the form itself stays


def test_undone_one_after_the_other(bench: Bench) -> None:
    number = bench.take("phone")
    states = [bench.show(number)]
    for kind in ("answered", "proposed"):
        bench.later(seconds=5)
        bench.act(number, kind)
        states.append(bench.show(number))
    for before in (states[1], states[0]):
        bench.later(seconds=5)
        bench.act(number, "undone")
        assert bench.show(number).clocks == before.clocks
        assert bench.show(number).ticket.answers == before.ticket.answers


def test_undone_only_by_the_same_person_within_a_minute(bench: Bench) -> None:
    number = bench.take("phone")
    bench.act(number, "answered")
    assert "zhou did that" in bench.refused(number, "undone", "lin")
    assert "last event" in bench.refused(number, "undone", of=1)
    bench.later(seconds=60)
    bench.now += US
    assert "more than a minute" in bench.refused(number, "undone")


def test_undone_never_what_is_final(bench: Bench) -> None:
    number = bench.take("phone", "potential")
    bench.act(number, "finished", outcome="answered")
    bench.act(number, "filed")
    assert "'filed' cannot be undone" in bench.refused(number, "undone")
    _call, ringing = bench.ring()
    assert "'rang' cannot be undone" in bench.refused(ringing, "undone")
    bench.later(seconds=30)
    bench.settle()
    assert "cannot be undone" in bench.refused(ringing, "undone")


def test_undone_a_promise_leaves_no_thread_open(bench: Bench) -> None:
    number = bench.take("phone")
    bench.act(number, "promised", due=bench.now + timedelta(hours=1))
    bench.act(number, "undone")
    assert bench.rules(number) == ["R36"]
    assert "no promised reply" in bench.refused(number, "replied")
    bench.act(number, "finished", outcome="answered")


# --- reopened, withdrawn -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["customer", "wrong_number", "wrong number", "spam", "duplicate"])
def test_withdrawn_needs_a_reason_and_nothing_else(bench: Bench, reason: str) -> None:
    _call, number = bench.ring()
    bench.act(number, "withdrawn", reason=reason)
    seen = bench.show(number)
    assert (seen.closed, seen.ticket.withdrawn_reason) == (True, reason.replace(" ", "_"))
    assert bench.rules(number) == []


def test_withdrawn_with_another_reason_or_none_is_refused(bench: Bench) -> None:
    number = bench.take("phone")
    assert "reason" in bench.refused(number, "withdrawn")
    assert "is not one of" in bench.refused(number, "withdrawn", reason="keine Lust")


def test_withdrawn_ends_late_what_is_past_due(bench: Bench) -> None:
    number = bench.take("online")
    bench.act(number, "promised", due=bench.now + timedelta(minutes=1))
    bench.act(number, "promised", due=bench.now + timedelta(minutes=9))
    one, two = (clock.of for clock in bench.show(number).clocks if clock.rule == "R11")
    bench.later(minutes=1)
    bench.now += US
    bench.act(number, "withdrawn", reason="customer")
    assert bench.clock(number, "R11", of=one).state == "late"
    assert bench.clock(number, "R11", of=two).state == "cancelled"
    assert "withdrawn; reopen it first" in bench.refused(number, "answered")
    bench.act(number, "noted", text="来电确认撤回")
    bench.act(number, "reopened", reason="误操作")
    assert bench.rules(number) == ["R36"]
    assert not bench.show(number).closed


def test_reopened_only_what_has_ended(bench: Bench) -> None:
    number = bench.take("phone")
    assert "not finished" in bench.refused(number, "reopened", reason="x")


# --- merged ------------------------------------------------------------------------------------------------------


def test_merged_the_loser_closes_and_its_open_threads_go_on_in_the_survivor(bench: Bench) -> None:
    loser, survivor = bench.take("phone"), bench.take("online")
    due = bench.now + timedelta(hours=3)
    told = bench.now
    bench.act(loser, "promised", due=due, text="下午答复")
    bench.act(loser, "specialist_needed", to="dept:technical", text="力矩？")
    thread = bench.seq(loser, "specialist_needed")
    bench.act(loser, "accepted", "luo", of=thread, due=due)
    bench.later(minutes=10)
    bench.act(loser, "merged", into=survivor)
    gone = bench.show(loser)
    assert (gone.closed, gone.ticket.merged_into) == (True, survivor)
    assert bench.rules(loser) == []
    assert {clock.state for clock in gone.clocks} <= {"met", "cancelled"}
    assert bench.rules(survivor) == ["R05", "R11", "R12", "R13", "S08b"]
    clock = bench.clock(survivor, "R11")
    assert (clock.started, clock.due, clock.first_due) == (told, due, due)
    assert bench.clock(survivor, "R13").assignee == "luo"
    bench.act(survivor, "specialist_answered", "luo")
    bench.act(survivor, "replied")
    assert bench.clock(survivor, "R11").state == "met"
    assert "merged into" in bench.refused(loser, "answered")
    assert "merged into" in bench.refused(loser, "reopened", reason="x")


def test_merged_a_planned_task_goes_along(bench: Bench) -> None:
    loser, survivor = bench.take("phone"), bench.take("phone")
    due = bench.now + timedelta(days=2)
    bench.act(loser, "planned", to="lin", due=due, text="上门验收", recurrence="FREQ=MONTHLY")
    done = bench.act(loser, "planned", to="lin", due=due, text="电话").ticket.seq
    bench.act(loser, "followed_up", of=done)
    bench.act(loser, "merged", into=survivor)
    (plan,) = bench.show(survivor).ticket.plans.values()
    assert (plan.what, plan.due, plan.assignee, plan.recurrence) == ("上门验收", due, "lin", "FREQ=MONTHLY")
    clock = bench.clock(survivor, "R38")
    assert (clock.due, clock.assignee) == (due, "lin")
    bench.act(survivor, "followed_up")
    assert bench.clock(survivor, "R38", of=clock.of).state == "met"


def test_merged_needs_another_ticket_that_is_open(bench: Bench) -> None:
    number, other = bench.take("phone"), bench.take("phone")
    assert "into" in bench.refused(number, "merged")
    assert "there is no ticket" in bench.refused(number, "merged", into="SZ-20260914-9999")
    assert "into itself" in bench.refused(number, "merged", into=number)
    bench.act(other, "withdrawn", reason="spam")
    assert "not open" in bench.refused(number, "merged", into=other)


def test_merged_past_due_stays_late_and_keeps_its_own_due(bench: Bench) -> None:
    loser, survivor = bench.take("phone"), bench.take("phone")
    due = bench.now + timedelta(minutes=5)
    bench.act(loser, "promised", due=due)
    bench.later(minutes=20)
    bench.act(loser, "merged", into=survivor)
    assert bench.clock(loser, "R11").state == "late"
    clock = bench.clock(survivor, "R11")
    assert (clock.state, clock.due, clock.overdue(bench.now)) == ("running", due, True)


# --- late entries ------------------------------------------------------------------------------------------------


def test_a_late_entry_counts_when_it_happened(bench: Bench) -> None:
    number = bench.take("online")
    received = bench.now
    bench.later(minutes=30)
    bench.settle()
    assert bench.clock(number, "R05").overdue(bench.now)
    bench.act(number, "responded", at=received + timedelta(minutes=4))
    assert state_of(bench.clock(number, "R05")) == ("met", received + timedelta(minutes=4), 0)
    event = bench.show(number).events[-1]
    assert (event.late_entry, event.recorded_at) == (True, bench.now)


def test_a_late_entry_lies_between_the_start_of_the_ticket_and_two_minutes_from_now(bench: Bench) -> None:
    number = bench.take("online")
    assert "before the ticket began" in bench.refused(number, "responded", at=bench.now - US)
    ahead = bench.now + timedelta(minutes=2)
    assert "two minutes from now" in bench.refused(number, "responded", at=ahead + US)
    bench.act(number, "responded", at=ahead)


def test_a_reply_recorded_before_the_response_that_preceded_it(bench: Bench) -> None:
    number = bench.take("online")
    begun = bench.now
    bench.later(minutes=20)
    bench.act(number, "promised", at=begun + timedelta(minutes=6), due=begun + timedelta(hours=1))
    assert state_of(bench.clock(number, "R05")) == ("late", begun + timedelta(minutes=6), 1)
    bench.act(number, "replied", at=begun + timedelta(minutes=15))
    assert state_of(bench.clock(number, "R11")) == ("met", begun + timedelta(minutes=15), 0)
    assert bench.clock(number, "R36").started == begun + timedelta(minutes=15)


# --- keys and outdated views -------------------------------------------------------------------------------------


def test_a_key_makes_the_same_write_happen_once(bench: Bench) -> None:
    number = bench.take("phone", key="mail-1")
    first = bench.act(number, "answered", text="负载 10 kg", key="k1")
    written = bench.record()
    bench.later(minutes=10)
    again = bench.act(number, "answered", text="负载 10 kg", key="k1")
    assert (again.clocks, again.events, again.at) == (first.clocks, first.events, first.at)
    bench.now -= timedelta(minutes=10)
    assert bench.take("phone", key="mail-1") == number
    assert bench.record() == written


def test_a_key_with_other_content_is_refused(bench: Bench) -> None:
    number = bench.take("phone", key="mail-1")
    bench.act(number, "answered", text="负载 10 kg", key="k1")
    assert "'k1' has been used" in bench.refused(number, "answered", text="负载 12 kg", key="k1")
    assert "'mail-1' has been used" in bench.refused(number, "answered", text="负载 12 kg", key="mail-1")
    with pytest.raises(DeskError, match="'mail-1' has been used"):
        bench.take("online", key="mail-1")


def test_a_key_of_a_refused_write_can_be_used_again(bench: Bench) -> None:
    number = bench.take("phone")
    bench.refused(number, "replied", key="k1")
    bench.act(number, "answered", key="k1")


def test_expect_refuses_a_save_that_rests_on_an_outdated_view(bench: Bench) -> None:
    number = bench.take("phone")
    seen = bench.show(number).events[-1].seq
    bench.act(number, "answered", "lin")
    with pytest.raises(Outdated, match=rf"{seen + 1} answered \(lin\)"):
        bench.act(number, "finished", outcome="answered", expect=seen)
    bench.refused(number, "finished", outcome="answered", expect=seen + 2)
    bench.act(number, "finished", outcome="answered", expect=seen + 1)


def test_expect_is_not_outdated_by_what_the_desk_tells_upwards(bench: Bench) -> None:
    number = bench.take("online")
    seen = bench.show(number).events[-1].seq
    bench.later(minutes=20)
    bench.settle()
    assert bench.kinds(number)[-1] == "escalated"
    bench.act(number, "responded", expect=seen)


def test_what_the_desk_records_itself_is_refused(bench: Bench) -> None:
    number = bench.take("phone")
    for kind in ("rang", "received", "missed", "escalated", "sampled", "recounted", "erased", "reviewed", "coached"):
        assert "desk records this itself" in bench.refused(number, kind)
    assert "is not one of the events" in bench.refused(number, "explode")


def test_ownership_moves_only_by_a_transfer_with_a_reason(bench: Bench) -> None:
    number = bench.take("phone")
    bench.act(number, "answered", "lin")
    assert bench.show(number).ticket.owner == "zhou"
    assert "reason" in bench.refused(number, "transferred", to="lin")
    assert "no staff member" in bench.refused(number, "transferred", to="nobody", reason="换班")
    assert "owner already" in bench.refused(number, "transferred", to="zhou", reason="换班")
    bench.act(number, "transferred", to="lin", reason="换班")
    seen = bench.show(number)
    assert (seen.ticket.owner, seen.ticket.first_receiver) == ("lin", "zhou")


def test_a_ticket_is_found_by_the_end_of_its_number(bench: Bench) -> None:
    number = bench.take("phone")
    assert bench.show("1").number == bench.show("0001").number == number
    with pytest.raises(DeskError, match="there is no ticket '2'"):
        bench.show("2")
