"""Judging a ticket in one pass gives what folding and deriving give, whatever has happened to it."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings, strategies as st

from deskconsole.domain.clocks.derive import Evaluation, derive, evaluate
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import fold
from tests.domain.clocks.test_properties import histories, lived
from tests.domain.histories import LI, Desk, Step, rules_of, without_words
from tests.domain.lives import do, received


@settings(max_examples=40)
@given(histories)
def test_one_pass_is_folding_and_deriving(history: tuple[Desk, Sequence[Step]]) -> None:
    events = lived(history).events
    for end in range(1, len(events) + 1):
        known = events[:end]
        rules = rules_of(known[-1].pack, known[-1].calendar)
        ticket, clocks = evaluate(known, rules_of)
        assert ticket == fold(known, rules.pack.stage_of, rules.stages)
        assert clocks == derive(known, rules_of)


@settings(max_examples=60)
@given(histories, st.data())
def test_going_on_from_any_state_is_beginning_anew(history: tuple[Desk, Sequence[Step]], data: st.DataObject) -> None:
    """Whatever happened in between: late entries, what is taken back, new classes, another text."""
    events = lived(history).events
    if data.draw(st.booleans()):
        cut = data.draw(st.integers(1, len(events)))
        events = [*events[:cut], *(replace(event, calendar="other") for event in events[cut:])]
    stops = sorted({*data.draw(st.lists(st.integers(1, len(events)), max_size=5)), len(events)})
    before: Evaluation | None = None
    for end in stops:
        first = evaluate(events[:end], rules_of, before=before)
        assert tuple(first) == tuple(evaluate(events[:end], rules_of))
        assert first.ticket.void == evaluate(events[:end], rules_of).ticket.void
        if before is not None:
            assert tuple(evaluate(events[:end], rules_of, before=before)) == tuple(first), "it was left as it was"
        before = first


def test_a_state_of_other_events_is_not_gone_on_from() -> None:
    desk = received()
    before = evaluate(desk.events, rules_of)
    other = received(tier="core")
    do(other, "answered")
    assert tuple(evaluate(other.events, rules_of, before=before)) == tuple(evaluate(other.events, rules_of))
    assert evaluate(other.events, rules_of, before=before).ticket.tier == "core"


def test_what_was_erased_is_in_no_state_any_more() -> None:
    desk = received()
    do(desk, "answered", text="a secret")
    before = evaluate(desk.events, rules_of)
    gone = [without_words(event) for event in desk.events]
    gone.append(desk.draft("erased", LI, fields={"events": [2]}))
    assert "a secret" not in repr(evaluate(gone, rules_of, before=before).ticket)


def test_one_more_event_costs_the_same_after_two_thousand_as_after_five_hundred() -> None:
    """Counted in calls of the program's own functions, so that no machine is too slow for it."""
    few, many = long_life(500), long_life(2_000)
    assert calls_of_one_more(many) < 1.5 * calls_of_one_more(few)
    assert calls_of_one_more(many) < calls_of_one_more(many, anew=True) / 100


def long_life(length: int) -> list[Event]:
    """A ticket on which much is promised and kept."""
    desk = received()
    while len(desk.events) < length:
        desk.now += timedelta(minutes=3)
        due = (desk.now + timedelta(hours=1)).isoformat()
        promised = desk.draft("promised", LI, text="words", fields={"due": due})
        desk.events.append(promised)
        desk.events.append(desk.draft("replied", LI, text="words", of=promised.seq))
        desk.events.append(desk.draft("answered", LI, text="words"))
        desk.events.append(desk.draft("noted", LI, text="words"))
    return desk.events


def calls_of_one_more(events: Sequence[Event], *, anew: bool = False) -> int:
    """How often functions are called to evaluate the last event."""
    before = None if anew else evaluate(events[:-1], rules_of)
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        evaluate(events, rules_of, before=before)
    finally:
        sys.setprofile(None)
    return calls
