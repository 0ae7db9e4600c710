"""A long ticket is folded on from what it came to last: the same as the whole fold, whatever happened in between."""

from contextlib import suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from deskconsole.desk.records import TicketView
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import views
from deskconsole.domain.clocks.replay import ClockReplay
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError
from deskconsole.record import replace
from deskconsole.store import tickets
from deskconsole.store.record import folded, recording
from deskconsole.store.record.deriving import derive_again
from deskconsole.store.record.folded import FoldedTickets
from tests.desk.support import Bench

#: What people do with a ticket, each as it may be refused.
ACTS = ("answered", "noted", "promised", "replied", "finished", "undone", "reopened", "waiting", "resumed", "filed")


@pytest.fixture(autouse=True)
def _everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folded, "LONG", 1)


def whole(bench: Bench, number: str) -> TicketView:
    """The ticket as a desk sees it that has kept nothing of it."""
    desk = bench.by("he")
    desk.folded = FoldedTickets()
    return views.show(desk, number)


def something(bench: Bench, number: str, random: Random) -> None:
    """Something happens on the ticket, or is refused."""
    kind = random.choice((*ACTS, "called", "hung up"))
    bench.later(seconds=random.choice((1, 50, 4000, 90_000)))
    with suppress(DeskError, IndexError):
        if kind == "called":
            calls.ring(bench.desk, "13800001111", call=f"{bench.record()}")
        elif kind == "hung up":
            calls.hang_up(bench.desk, calls.ringing(bench.desk)[0].call)
        elif kind == "promised":
            bench.act(number, kind, due=(bench.now.replace(year=bench.now.year + 1)).isoformat())
        else:
            of = random.choice((None, random.randrange(1, 9)))
            bench.act(number, kind, of=of, text=f"{kind} {random.random()}", outcome="成交意向", reason="等客户资料")


def erase(bench: Bench, number: str) -> None:
    """The words of the ticket are erased, as another program does it."""
    with bench.desk.store.writing() as tx:
        record = tickets.find_ticket(tx, number)
        assert record is not None
        events = tickets.ticket_events(tx, record.id)
        seqs = [event.seq for event in events]
        recording.erase_payloads(tx, record.id, seqs)
        fields = {"events": seqs}
        erased = Event(len(events) + 1, "erased", bench.now, bench.now, by="root", fields=fields, source="cli")
        erased = replace(erased, pack=events[-1].pack, calendar=events[-1].calendar)
        recording.append_events(tx, record.id, [erased])
        derive_again(tx)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2**32))
def test_folding_on_is_folding_the_whole(seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        other = Bench.reopened(bench)
        _call, number = bench.ring()
        for _turn in range(14):
            who = random.choice((bench, other))
            bench.now = other.now = max(bench.now, other.now)
            something(who, number, random)
            bench.now = other.now = who.now
            for looker in (bench, other):
                assert views.show(looker.by("he"), number) == whole(looker, number)
        assert bench.verified() == []
        bench.desk.store.close()
        other.desk.store.close()


def test_words_that_another_program_erased_are_not_kept(bench: Bench) -> None:
    number = bench.take(content="张三丰的秘密")
    other = Bench.reopened(bench)
    assert "张三丰" in str(bench.show(number))
    erase(other, number)
    assert "张三丰" not in str(bench.show(number))
    assert bench.show(number) == views.show(bench.by("zhou"), number)
    other.desk.store.close()


class _Undone(Exception):
    """The transaction ends without a commit."""


def noted_in_vain(bench: Bench, number: str) -> None:
    """A note that is read and kept within a transaction, which is then undone."""
    with suppress(_Undone), bench.desk.store.writing() as tx:
        record = tickets.find_ticket(tx, number)
        assert record is not None
        event = replace(tickets.ticket_events(tx, record.id)[-1], seq=record.version + 1, kind="noted", text="never")
        recording.append_events(tx, record.id, [event])
        events, before = bench.desk.folded.events_of(tx, record)
        assert events[-1].text == "never"
        assert before is not None
        bench.desk.folded.keep(tx, record.id, tuple(events), before)
        raise _Undone


def test_what_was_taken_back_with_its_transaction_is_not_kept(bench: Bench) -> None:
    number = bench.take()
    bench.show(number)
    noted_in_vain(bench, number)
    assert bench.show(number).events[-1].text != "never"
    bench.act(number, "noted", text="always")
    assert [event.text for event in bench.show(number).events if event.kind == "noted"] == ["always"]


def test_a_long_ticket_costs_as_much_as_a_short_one(bench: Bench) -> None:
    """What is counted is events played, not seconds."""
    number = bench.take()
    for n in range(200):
        bench.later(seconds=1)
        bench.act(number, "noted", text=str(n))
    played = 0
    take = ClockReplay.take

    def counted(replay: ClockReplay, event: Event) -> None:
        nonlocal played
        played += 1
        take(replay, event)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ClockReplay, "take", counted)
        bench.act(number, "noted", text="one more")
    assert played <= 3


def test_whoever_can_dial_cannot_make_one_ticket_grow_for_ever(bench: Bench) -> None:
    numbers = []
    for n in range(2 * calls.MOST_JOINED + 1):
        call, number = bench.ring()
        bench.later(seconds=3)
        calls.hang_up(bench.desk, call)
        numbers.append(number)
        bench.later(seconds=n % 3)
    assert [numbers.count(number) for number in dict.fromkeys(numbers)] == [calls.MOST_JOINED, calls.MOST_JOINED, 1]
