"""Judging a ticket in one pass gives what folding and deriving give, whatever has happened to it."""

from collections.abc import Sequence

from hypothesis import given, settings

from deskconsole.domain.clocks.derive import derive, evaluate
from deskconsole.domain.tickets.ticket import fold
from tests.domain.clocks.test_properties import histories, lived
from tests.domain.histories import Desk, Step, rules_of


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
