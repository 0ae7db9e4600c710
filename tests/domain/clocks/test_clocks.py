"""From events to clocks, where one example says more than a property (`time.md`, T6–T10)."""

from datetime import UTC, datetime, timedelta

import pytest

from deskconsole.domain.clocks.derive import CANCELLED, LATE, MET, PAUSED, RUNNING, derive, next_due
from deskconsole.domain.clocks.running_clock import soon_from
from deskconsole.errors import DeskError
from tests.domain.histories import CHEN, LI, SUN, WANG, ZHAO, Person, rules_of, without_words
from tests.domain.lives import clock, do, minutes, rang, received, running

TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(("more", "state", "breaches"), [(timedelta(0), MET, 0), (TICK, LATE, 1)])
def test_t06_done_at_its_due_is_on_time_and_a_microsecond_later_is_late(
    more: timedelta, state: str, breaches: int
) -> None:
    desk = received(channel="online", tier="core")
    desk.now = clock(desk, "R05").due + more
    assert not clock(desk, "R05").overdue(clock(desk, "R05").due)
    desk.act("responded", LI)
    assert (clock(desk, "R05").state, clock(desk, "R05").breaches) == (state, breaches)


def test_t07_an_extension_moves_the_due_and_never_the_first_due() -> None:
    desk = received()
    promise = do(desk, "promised", due=60)
    first = clock(desk, "R11").due
    do(desk, "extended", due=120, reason="a part is missing")
    assert clock(desk, "R11").first_due == first
    assert minutes(desk.now, clock(desk, "R11").due) == 120
    desk.now = first + timedelta(minutes=5)
    desk.act("replied", LI, text="done", of=promise.seq)
    assert clock(desk, "R11").state == MET, "judged against the last told time"


def test_t07_a_new_promise_is_a_new_clock() -> None:
    desk = received()
    one, two = do(desk, "promised", due=60), do(desk, "promised", due=90)
    do(desk, "replied", of=two.seq)
    assert clock(desk, "R11", one.seq).state == RUNNING
    assert clock(desk, "R11", two.seq).state == MET


@pytest.mark.parametrize(("hours", "breaches"), [(24, 0), (24.001, 1), (48, 1), (48.001, 2), (72, 2), (100, 4)])
def test_t08_breaches_of_an_interval(hours: float, breaches: int) -> None:
    desk = received("mechanisms")
    do(desk, "shipped", after=0)
    assert clock(desk, "X02").breaches_at(desk.now + timedelta(hours=hours)) == breaches
    do(desk, "progress_told", after=hours * 60)
    told = clock(desk, "X02")
    assert (told.state, told.breaches) == (RUNNING, breaches)
    assert (told.started, told.due) == (desk.now, desk.now + timedelta(hours=24)), "the next interval starts from then"


@pytest.mark.parametrize(("hours", "state", "breaches"), [(23, CANCELLED, 1), (25, LATE, 2)])
def test_t08_until_ends_the_last_interval_and_breaches_add_up(hours: int, state: str, breaches: int) -> None:
    desk = received("mechanisms")
    do(desk, "shipped", after=0)
    do(desk, "progress_told", after=30 * 60)
    do(desk, "delivered", after=hours * 60)
    assert (clock(desk, "X02").state, clock(desk, "X02").breaches) == (state, breaches)


def test_t08_a_late_entry_before_the_interval_counts_for_none() -> None:
    desk = received("mechanisms")
    do(desk, "shipped", after=0)
    do(desk, "progress_told", after=60)
    started = clock(desk, "X02").started
    do(desk, "progress_told", after=30, back=45)
    assert clock(desk, "X02").started == started


def test_t09_the_time_not_used_is_counted_on() -> None:
    desk = received("mechanisms", level=2)  # Friday 10:00, 8 working hours: due at closing
    due = clock(desk, "X03").due
    do(desk, "waiting", after=120, due=600)
    assert clock(desk, "X03").state == PAUSED
    assert "X10" in running(desk), "the time to look again runs"
    do(desk, "resumed", after=60)
    assert clock(desk, "X03").state == RUNNING
    # An hour is left over Friday's closing; the Sunday after is a make-up day that opens at 09:00.
    assert clock(desk, "X03").due == due + timedelta(days=1, hours=16)
    assert clock(desk, "X03").first_due == due


@pytest.mark.parametrize("kind", ["resumed", "reminded", "contacted"])
def test_t09_hearing_of_the_customer_or_reminding_ends_the_pause(kind: str) -> None:
    desk = received("mechanisms", level=2)
    do(desk, "waiting", due=600)
    desk.act(kind, LI, text="words", fields={"channel": "phone"} if kind == "contacted" else {})
    assert clock(desk, "X03").state == RUNNING
    assert desk.ticket.waiting is None


def test_t09_what_was_heard_before_the_waiting_began_does_not_end_it() -> None:
    desk = received("mechanisms", level=2)
    do(desk, "waiting", after=30, due=600)
    do(desk, "contacted", after=1, back=20, channel="phone")
    assert desk.ticket.waiting is not None
    assert clock(desk, "X03").state == PAUSED


def test_t09_one_already_late_and_a_promise_do_not_pause() -> None:
    desk = received("mechanisms", level=2)
    do(desk, "promised", due=5000)
    desk.now = clock(desk, "X03").due + timedelta(hours=1)
    do(desk, "waiting", due=600)
    assert clock(desk, "X03").state == RUNNING
    assert clock(desk, "X11").state == RUNNING


def test_t09_what_ends_while_it_stands_still_is_on_time() -> None:
    desk = received("mechanisms", level=2)
    do(desk, "answered")
    do(desk, "waiting", due=60)
    do(desk, "confirmed", after=10_000)
    ended = clock(desk, "X03")
    assert ended.state == MET
    assert ended.ended is not None
    assert ended.ended <= ended.due


def test_t09_a_clock_that_starts_while_the_ticket_waits_stands_still_at_once() -> None:
    desk = received("mechanisms", level=3)
    do(desk, "waiting", due=600)
    do(desk, "classified", level=2)
    assert clock(desk, "X03").state == PAUSED


def test_t10_tier_known_late_cancels_one_clock_and_starts_the_other_at_its_own_start() -> None:
    desk = received(channel="online", tier="core")
    do(desk, "classified", after=3, tier="intent")
    assert clock(desk, "R05").state == CANCELLED
    assert minutes(clock(desk, "R06").started, clock(desk, "R06").due) == 15
    assert clock(desk, "R06").started == desk.events[0].happened_at
    assert not clock(desk, "R06").reclassified


def test_t10_a_due_already_past_is_late_and_marked() -> None:
    desk = received(channel="online", tier="intent")
    do(desk, "classified", after=10, tier="core")
    found = clock(desk, "R05")
    assert found.reclassified
    assert found.overdue(desk.now)
    assert clock(desk, "R06").state == CANCELLED


def test_t10_a_clock_past_its_due_stays() -> None:
    desk = received(channel="online", tier="core")
    do(desk, "classified", after=6, tier="intent")
    assert clock(desk, "R05").overdue(desk.now)
    assert running(desk) == ["R05", "R06"]


def test_t10_what_stopped_a_newly_applying_rule_in_the_meantime_counts() -> None:
    desk = received(channel="online", tier="intent")
    do(desk, "responded")
    do(desk, "classified", tier="core")
    assert not [clock for clock in desk.clocks if clock.rule == "R05"]


def test_t10_ring_clocks_are_judged_by_the_tier_known_at_the_ring() -> None:
    desk = rang()
    desk.now += timedelta(seconds=5)
    desk.act("classified", LI, fields={"tier": "core"})
    assert running(desk) == ["R02", "R03"]


def test_r36_the_idle_clock_begins_anew_with_each_step_until_something_else_runs() -> None:
    desk = received()
    assert running(desk) == ["R36"]
    first = clock(desk, "R36")
    do(desk, "noted", after=5)
    assert clock(desk, "R36") == first, "a note is no step"
    do(desk, "answered", after=5)
    assert clock(desk, "R36", first.of).state == MET
    assert (clock(desk, "R36").started, clock(desk, "R36").due) == (desk.now, desk.now + timedelta(minutes=30))
    do(desk, "promised", due=60)
    assert running(desk) == ["R11"]


def test_r36_a_step_entered_late_does_not_end_an_idle_clock_that_began_after_it() -> None:
    desk = received()
    do(desk, "answered", after=20)
    begun = clock(desk, "R36")
    do(desk, "need_recorded", after=5, back=15)
    assert clock(desk, "R36") == begun


def test_a_late_entry_finds_its_place_by_when_it_happened() -> None:
    desk = received(channel="online", tier="core")
    do(desk, "responded", after=20, back=17)
    assert clock(desk, "R05").state == MET
    assert minutes(clock(desk, "R05").started, clock(desk, "R05").ended or desk.now) == 3


def test_a_late_start_is_caught_up_with_what_happened_since() -> None:
    desk = received()
    do(desk, "contacted", after=30, channel="online")
    do(desk, "responded", after=1)
    do(desk, "contacted", after=30, back=31, channel="online")
    assert clock(desk, "R06", desk.events[-1].seq).state == MET


def test_an_ended_clock_is_not_touched_by_a_late_entry() -> None:
    desk = received(channel="online", tier="core")
    do(desk, "responded", after=20)
    assert clock(desk, "R05").state == LATE
    do(desk, "answered", after=1, back=19)
    assert clock(desk, "R05").state == LATE


def test_a_withdrawn_ticket_has_no_clock_even_if_one_began_after_the_entrys_own_time() -> None:
    desk = received()
    promise = do(desk, "promised", after=20, due=60)
    do(desk, "withdrawn", after=1, back=10, reason="customer")
    ended = clock(desk, "R11", promise.seq)
    assert (ended.state, ended.ended) == (CANCELLED, ended.started)
    assert desk.closed


def test_r18_whom_an_ended_clock_asked_stays_when_the_owner_changes() -> None:
    desk = received()
    promise = do(desk, "promised", due=60)
    do(desk, "replied", of=promise.seq)
    do(desk, "transferred", to="zhao", reason="holiday")
    assert clock(desk, "R11").assignee == "li"
    do(desk, "promised", due=60, by=ZHAO)
    assert clock(desk, "R11").assignee == "zhao"


@pytest.mark.parametrize(
    ("to", "by", "whom"), [("wang", LI, "wang"), ("dept:technical", WANG, "wang"), ("wang", SUN, "wang")]
)
def test_r13_is_asked_of_who_accepted(to: str, by: Person, whom: str) -> None:
    desk = received()
    do(desk, "specialist_needed", to=to)
    do(desk, "accepted", due=60, by=by)
    assert clock(desk, "R13").assignee == whom


def test_r12_ends_only_when_the_customer_is_told_after_acceptance() -> None:
    desk = received()
    hand_off = do(desk, "specialist_needed", to="dept:technical")
    do(desk, "promised", due=60)
    assert clock(desk, "R12").state == RUNNING
    do(desk, "accepted", due=60, by=WANG)
    assert clock(desk, "R12").state == RUNNING
    do(desk, "promised", due=90)
    assert (clock(desk, "R12").of, clock(desk, "R12").state) == (hand_off.seq, MET)


def test_a_bad_score_after_filing_starts_the_second_follow_up_once() -> None:
    desk = received("mechanisms")
    do(desk, "finished", outcome="done")
    do(desk, "filed")
    assert desk.closed
    do(desk, "rated", score=2)
    do(desk, "rated", score=1)
    assert running(desk) == ["X06"]
    do(desk, "followed_up", by=LI)
    assert running(desk) == ["X06"]
    do(desk, "followed_up", by=CHEN, score=5)
    assert desk.closed


def test_all_of_several_stops_are_needed_in_any_order() -> None:
    desk = received("mechanisms", level=1)
    do(desk, "group_formed")
    assert clock(desk, "X04").state == RUNNING
    do(desk, "responded")
    assert clock(desk, "X04").state == MET


def test_one_rule_may_ask_two_things_one_after_the_other() -> None:
    desk = received("mechanisms")
    do(desk, "arrived")
    do(desk, "host_told")
    asked = [(c.rule, c.do, c.state) for c in desk.clocks if c.rule == "X09"]
    assert asked == [("X09", "tell_host", MET), ("X09", "host_answer", RUNNING)]


def test_a_promise_whose_words_were_erased_keeps_its_clock() -> None:
    desk = received()
    promise = do(desk, "promised", due=60)
    erased = [without_words(event) if event.seq == promise.seq else event for event in desk.events]
    assert derive(erased, rules_of) == desk.clocks


def test_the_nearest_running_clock_is_what_must_be_done_next() -> None:
    desk = received()
    do(desk, "promised", due=600)
    near = do(desk, "promised", due=60)
    found = next_due(desk.clocks)
    assert found is not None
    assert found.of == near.seq
    assert next_due([]) is None


@pytest.mark.parametrize(
    ("length", "share", "after"),
    [
        (60, 0.8, 48),  # four fifths are used
        (15, 0.8, 10),  # little is left
        (5, 0.8, 2.5),  # a short one warns in its second half, not from its start
        (60, 0.5, 30),
        (600, 1, 595),
        (0, 0.8, 0),
    ],
)
def test_due_soon_by_the_share_used_or_by_how_little_is_left(length: float, share: float, after: float) -> None:
    begins = datetime(2026, 9, 14, 9, tzinfo=UTC)
    soon = soon_from(begins, begins + timedelta(minutes=length), share)
    assert soon == begins + timedelta(minutes=after)


def test_the_clock_of_a_ticket_says_from_when_it_is_due_soon() -> None:
    desk = received(channel="online", tier="core")
    assert minutes(clock(desk, "R05").started, clock(desk, "R05").warn_at) == 2.5


def test_what_was_told_too_early_is_refused_but_only_what_the_clock_asks_for() -> None:
    desk = received("mechanisms", channel="online")
    do(desk, "answered")
    with pytest.raises(DeskError, match="too early"):
        do(desk, "reminded", after=30)
    do(desk, "contacted", after=1, channel="online")
    assert clock(desk, "X05").state == MET
