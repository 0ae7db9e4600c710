"""Judging a ticket in one pass gives what folding and deriving give, whatever has happened to it."""

from collections.abc import Sequence

from hypothesis import given, settings

from deskconsole.domain.clocks.derive import derive, judge
from deskconsole.domain.tickets.ticket import fold
from tests.domain.clocks.test_properties import histories, lived
from tests.domain.histories import Desk, Step, books


@settings(max_examples=40)
@given(histories)
def test_one_pass_is_folding_and_deriving(history: tuple[Desk, Sequence[Step]]) -> None:
    events = lived(history).events
    for end in range(1, len(events) + 1):
        known = events[:end]
        book = books(known[-1].pack, known[-1].calendar)
        ticket, clocks = judge(known, books)
        assert ticket == fold(known, book.pack.stage_of, book.stages)
        assert clocks == derive(known, books)
