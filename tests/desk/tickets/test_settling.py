"""What time alone brings about: once each, by whoever looks; not while the system clock has gone back (T12)."""

from datetime import timedelta

from deskconsole.desk.tickets.settling import clock_behind, confirm_time
from tests.desk.support import US, Bench


def test_settling_twice_or_from_two_desks_changes_nothing_more(bench: Bench) -> None:
    bench.ring()
    bench.take("online")
    bench.later(hours=2)
    other = Bench.reopened(bench)
    assert len(bench.settle()) >= 3
    written = bench.record()
    assert bench.settle() == other.settle() == []
    assert bench.record() == written
    other.desk.store.close()


def test_settling_late_says_when_it_happened_and_when_it_was_written(bench: Bench) -> None:
    _call, number = bench.ring()
    rang = bench.now
    bench.later(hours=9)
    bench.settle()
    missed = next(event for event in bench.show(number).events if event.kind == "missed")
    assert (missed.happened_at, missed.recorded_at) == (rang + timedelta(seconds=30), bench.now)
    assert bench.clock(number, "R04").due == rang + timedelta(seconds=30, hours=1)
    assert bench.clock(number, "R04").overdue(bench.now)


def test_t12_settling_waits_while_the_system_clock_stands_behind(bench: Bench) -> None:
    number = bench.take("online")
    newest = bench.now
    bench.ring()
    bench.now = newest - timedelta(minutes=2)
    assert clock_behind(bench.desk) is None
    bench.now -= US
    behind = clock_behind(bench.desk)
    assert behind is not None
    assert (behind.newest, behind.by) == (newest, "zhou")
    bench.now = newest - timedelta(days=1)
    second = bench.take("online", "core", received=bench.now - timedelta(hours=3))  # records go on, in sequence
    assert bench.settle() == []
    assert "escalated" not in bench.kinds(number)
    assert second.startswith("SZ-20260913-")
    confirm_time(bench.desk)
    assert clock_behind(bench.desk) is None
    assert [(done.number, done.event.fields["rule"]) for done in bench.settle()] == [(second, "R05")]


def test_t12_a_console_five_minutes_fast_is_named_and_stops_the_others_once(bench: Bench) -> None:
    fast = Bench.reopened(bench)
    first = bench.take("online")
    fast.now = bench.now + timedelta(minutes=5)
    fast.act(first, "responded", by="lin")
    second = bench.take("online", received=bench.now - timedelta(hours=3))
    assert bench.settle() == []
    behind = clock_behind(bench.desk)
    assert behind is not None
    assert (behind.newest - bench.now, behind.by) == (timedelta(minutes=5), "lin")
    confirm_time(bench.desk)
    assert {done.number for done in bench.settle()} == {second}
    bench.later(hours=3)
    fast.now = bench.now + timedelta(minutes=5)
    third = fast.take("online", by="lin", received=bench.now - timedelta(hours=2))
    assert clock_behind(bench.desk) is None  # that much is known now
    assert third in {done.number for done in bench.settle()}
    fast.now = bench.now + timedelta(hours=1)
    fast.act(second, "noted", by="lin")
    assert clock_behind(bench.desk) is not None  # that is something else
    fast.desk.store.close()


def test_t12_events_keep_the_order_in_which_they_were_recorded(bench: Bench) -> None:
    number = bench.take("phone")
    begun = bench.now
    bench.later(minutes=30)
    bench.act(number, "answered")
    bench.now = begun + timedelta(minutes=10)
    bench.act(number, "proposed")
    assert bench.kinds(number)[-2:] == ["answered", "proposed"]
    assert bench.show(number).events[-1].recorded_at == begun + timedelta(minutes=10)


def test_t12_what_was_looked_at_can_be_saved_while_the_clock_is_behind(bench: Bench) -> None:
    fast = Bench.reopened(bench)
    fast.now = bench.now + timedelta(minutes=10)
    fast.take("phone")
    number = bench.take("online", received=bench.now - timedelta(hours=3))
    seen = bench.show(number)
    assert (seen.pending, clock_behind(bench.desk) is not None) == (1, True)
    acted = bench.act(number, "noted", expect=seen.events[-1].seq)
    assert "noted" in [event.kind for event in acted.events]
    fast.desk.store.close()
