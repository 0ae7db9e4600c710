"""What the fold says of a ticket (`model.md`)."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from deskconsole.domain.tickets.ticket import effective, fold
from tests.domain.histories import CHEN, LI, WANG, ZHAO, rules
from tests.domain.lives import clock, do, rang, received


def test_a_ticket_has_at_least_one_event() -> None:
    with pytest.raises(ValueError, match="at least one"):
        fold([], rules("robot-integrator").pack.stage_of, ())


def test_the_first_human_event_makes_first_receiver_and_owner() -> None:
    desk = rang()
    assert (desk.ticket.first_receiver, desk.ticket.owner) == (None, None)
    desk.act("picked_up", LI)
    do(desk, "answered", by=ZHAO)
    assert (desk.ticket.first_receiver, desk.ticket.owner) == ("li", "li")
    do(desk, "transferred", to="zhao", reason="holiday")
    assert (desk.ticket.first_receiver, desk.ticket.owner) == ("li", "zhao")


def test_the_stage_is_the_furthest_reached_and_goes_back_when_reopened() -> None:
    desk = received()
    assert desk.ticket.stage == "intake"
    do(desk, "answered")
    do(desk, "need_recorded")
    assert desk.ticket.stage == "answer"
    do(desk, "finished", outcome="bought")
    assert desk.ticket.stage == "follow-up"
    do(desk, "reopened", reason="one more question")
    assert desk.ticket.stage == "answer"


def test_reopening_does_not_push_a_ticket_ahead() -> None:
    desk = received()
    do(desk, "withdrawn", reason="spam")
    do(desk, "reopened", reason="no spam")
    assert desk.ticket.stage == "intake"


def test_only_the_words_of_a_person_are_a_first_response() -> None:
    desk = received(channel="online")
    do(desk, "noted")
    assert desk.ticket.first_response_at is None
    answered = do(desk, "answered", after=2)
    do(desk, "responded", after=2)
    assert desk.ticket.first_response_at == answered.happened_at


@pytest.mark.parametrize("told_first", [True, False])
def test_a_hand_off_is_open_until_answered_and_told(told_first: bool) -> None:
    desk = received()
    hand_off = do(desk, "specialist_needed", to="dept:technical").seq
    do(desk, "accepted", due=60, by=WANG)
    if told_first:
        do(desk, "promised", due=90)
    do(desk, "specialist_answered", by=WANG)
    assert desk.ticket.hand_offs[hand_off].state == "answered"
    assert desk.ticket.hand_offs[hand_off].open is not told_first
    if not told_first:
        assert do(desk, "answered").of == hand_off
        assert not desk.ticket.hand_offs[hand_off].open


def test_declining_before_acceptance_leaves_the_question_open_for_somebody_else() -> None:
    desk = received()
    hand_off = do(desk, "specialist_needed", to="wang").seq
    do(desk, "declined", reason="not mine", by=WANG)
    do(desk, "handed_off", to="sun")
    assert (desk.ticket.hand_offs[hand_off].state, desk.ticket.hand_offs[hand_off].to) == ("handed_off", "sun")
    do(desk, "accepted", due=60)
    assert desk.ticket.hand_offs[hand_off].specialist == "sun"


def test_a_reply_asks_for_confirmation_and_not_yet_leaves_it_so() -> None:
    desk = received()
    do(desk, "promised", due=60)
    do(desk, "replied")
    do(desk, "confirmed", outcome="not_yet")
    assert desk.ticket.reply_unconfirmed
    do(desk, "confirmed", outcome="no_reaction")
    assert not desk.ticket.reply_unconfirmed


def test_undoing_twice_goes_back_twice() -> None:
    desk = received()
    before = desk.ticket
    do(desk, "promised", after=0, due=60)
    do(desk, "specialist_needed", after=0, to="wang")
    do(desk, "undone", after=0.5)
    assert not desk.ticket.hand_offs
    assert desk.ticket.promises
    do(desk, "undone", after=0.2)
    assert replace(desk.ticket, seq=before.seq) == before


def test_an_undone_event_stays_on_record_but_counts_for_nothing() -> None:
    desk = received()
    do(desk, "answered", after=0)
    do(desk, "undone", after=0.5)
    assert [event.kind for event in desk.events] == ["received", "answered", "undone"]
    assert [event.kind for event in effective(desk.events)] == ["received"]


def test_r03_a_call_picked_up_in_time_and_reported_late_was_not_missed() -> None:
    desk = rang()
    desk.now += timedelta(minutes=2)
    desk.settle()
    assert "missed" in {event.kind for event in desk.events}
    desk.act("picked_up", LI, of=1, happened_at=desk.events[0].happened_at + timedelta(seconds=12))
    assert clock(desk, "R03").state == "met"
    assert not [clock for clock in desk.clocks if clock.rule == "R04"]
    assert desk.ticket.calls[1].state == "picked_up"


def test_r04_a_call_picked_up_after_it_counted_as_missed_stays_missed_and_is_answered() -> None:
    desk = rang()
    desk.now += timedelta(minutes=2)
    desk.act("picked_up", LI, of=1)
    assert clock(desk, "R03").state != "met"
    assert clock(desk, "R04").state == "met"


def test_waiting_ends_with_what_comes_after_it_only() -> None:
    desk = received()
    do(desk, "waiting", after=20, due=60)
    do(desk, "reminded", after=1, back=10)
    assert desk.ticket.waiting is not None
    do(desk, "reminded")
    assert desk.ticket.waiting is None


def test_r38_a_recurring_plan_comes_to_its_end() -> None:
    desk = received()
    do(desk, "finished", outcome="bought")
    do(desk, "planned", due=1440, recurrence="FREQ=WEEKLY;COUNT=3")
    dues = [clock(desk, "R38").due]
    for _ in range(2):
        desk.now = clock(desk, "R38").due
        do(desk, "followed_up", after=-1)
        dues.append(clock(desk, "R38").due)
    assert [b - a for a, b in pairwise(dues)] == [timedelta(days=7)] * 2
    desk.now = clock(desk, "R38").due
    do(desk, "followed_up", after=-1)
    assert not desk.ticket.open_plans()


def test_r38_nobody_reached_leaves_the_plan_open_until_a_next_time_takes_its_place() -> None:
    desk = received()
    plan = do(desk, "planned", due=60).seq
    do(desk, "followed_up", outcome="no_answer")
    assert desk.ticket.open_plans() == [plan]
    do(desk, "followed_up", outcome="no_answer", due=90)
    assert desk.ticket.open_plans() == [plan + 3]


def test_the_last_entry_is_the_latest_one_whatever_the_order() -> None:
    desk = received()
    answered = do(desk, "answered", after=30)
    do(desk, "need_recorded", after=5, back=20)
    assert desk.ticket.updated_at == answered.happened_at


def test_a_ticket_of_a_pack_without_stages_has_none() -> None:
    desk = received()
    assert fold(desk.events, lambda kind: None, ()).stage is None


def test_scores_come_from_rating_and_from_following_up() -> None:
    desk = received("mechanisms")
    do(desk, "rated", score=2)
    assert desk.ticket.score == 2
    do(desk, "followed_up", by=CHEN, score=4)
    assert desk.ticket.score == 4
