"""What a console keeps of the open tickets is at every moment what reading them all would give."""

from deskconsole.desk.records import QueueLine
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.open_lines import OpenLines
from deskconsole.desk.tickets.settling import settle
from tests.desk.support import Bench


def plain(lines: list[QueueLine]) -> list[QueueLine]:
    """Without what depends on the time at which a line was read."""
    return [line._replace(overdue=False) for line in lines]


def agree(bench: Bench, kept: OpenLines) -> list[QueueLine]:
    found = kept.read(bench.desk)
    assert plain(found) == plain(views.queue(bench.desk))
    return found


def test_kept_lines_follow_what_happens(bench: Bench) -> None:
    kept = OpenLines()
    assert agree(bench, kept) == []
    first, second = bench.take(), bench.take(channel="phone")
    assert len(agree(bench, kept)) == 2
    bench.later(minutes=1)
    bench.act(first, "responded")
    agree(bench, kept)
    bench.act(second, "transferred", to="lin", reason="at lunch")
    assert {line.owner for line in agree(bench, kept)} == {"zhou", "lin"}
    bench.later(minutes=1)
    bench.act(first, "withdrawn", reason="customer")
    assert [line.number for line in agree(bench, kept)] == [second]


def test_lines_that_nothing_happened_to_are_the_same_objects(bench: Bench) -> None:
    kept = OpenLines()
    numbers = [bench.take(customer=f"Customer {n}", contact=None) for n in range(5)]
    before = {line.number: line for line in kept.read(bench.desk)}
    bench.later(seconds=10)
    bench.act(numbers[2], "responded")
    after = {line.number: line for line in agree(bench, kept)}
    assert [after[number] is before[number] for number in numbers] == [True, True, False, True, True]


def test_a_call_that_nobody_answered_is_shown_before_and_after_it_is_recorded(bench: Bench) -> None:
    kept = OpenLines()
    call, number = bench.ring()
    agree(bench, kept)
    bench.later(minutes=2)
    assert [line.do for line in agree(bench, kept)] == ["call_back"]
    calls.ring(bench.desk, "13900002222", call="other")
    agree(bench, kept)
    settle(bench.desk)
    assert number in [line.number for line in agree(bench, kept)]
    assert call


def test_other_programs_are_followed_too(bench: Bench) -> None:
    kept = OpenLines()
    agree(bench, kept)
    other = Bench.reopened(bench)
    number = other.take()
    assert [line.number for line in agree(bench, kept)] == [number]
    other.desk.store.close()
