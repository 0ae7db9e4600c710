"""M13: numbers by kind of business, from 001 each day; called, called again, skipped, sent on; the wait is told."""

from datetime import timedelta
from typing import Any

import pytest

from deskconsole.desk.queue_numbers import queue_numbers
from deskconsole.errors import DeskError
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Any) -> Bench:
    return Bench(tmp_path, packs=("mall-desk",))


def codes(bench: Bench) -> list[tuple[str, str]]:
    return [(line.code, line.state) for line in queue_numbers.queue_tickets(bench.desk)]


def test_m13_numbers_begin_with_001_each_day_and_each_business(bench: Bench) -> None:
    taken = [queue_numbers.take_number(bench.desk, name).code for name in ("general", "general", "returns")]
    assert taken == ["A001", "A002", "B001"]
    bench.now = t("09-15 09:00")
    assert queue_numbers.take_number(bench.desk, "general").code == "A001"
    assert codes(bench) == [("A001", "waiting")], "yesterday's wait no more"


def test_m13_the_same_key_takes_one_number(bench: Bench) -> None:
    assert [queue_numbers.take_number(bench.desk, "general", key="k").code for _ in range(2)] == ["A001", "A001"]


def test_m13_people_ahead_and_the_estimated_wait(bench: Bench) -> None:
    lines = [queue_numbers.take_number(bench.desk, "returns") for _ in range(3)]
    assert [(line.ahead, line.wait) for line in lines] == [(n, timedelta(minutes=10 * n)) for n in range(3)]
    for _ in range(2):
        queue_numbers.call_next(bench.desk, "1")
        bench.later(minutes=4)
    queue_numbers.serve(bench.desk, "B002")
    queue_numbers.take_number(bench.desk, "returns")
    (_third, last) = queue_numbers.queue_tickets(bench.desk)
    assert (last.ahead, last.wait) == (1, timedelta(minutes=4)), "two took four minutes each today"


def test_m13_two_windows_halve_the_wait(bench: Bench) -> None:
    for _ in range(6):
        queue_numbers.take_number(bench.desk, "general")
    queue_numbers.call_next(bench.desk, "1")
    queue_numbers.call_next(bench.by("lin"), "2")
    assert queue_numbers.queue_tickets(bench.desk)[-1].wait == timedelta(minutes=9)


def test_m13_call_next_ends_the_one_before_and_takes_the_longest_waiting(bench: Bench) -> None:
    for name in ("general", "returns", "general"):
        queue_numbers.take_number(bench.desk, name)
        bench.later(minutes=1)
    first = queue_numbers.call_next(bench.desk, "1", ["returns"])
    assert (first.code, first.window, first.calls) == ("B001", "1", 1)
    assert queue_numbers.call_next(bench.desk, "1").code == "A001"
    assert codes(bench) == [("A001", "called"), ("A002", "waiting")]


def test_m13_called_again_skipped_and_back(bench: Bench) -> None:
    queue_numbers.take_number(bench.desk, "general")
    queue_numbers.call_next(bench.desk, "1")
    assert queue_numbers.recall(bench.desk, "a001").calls == 2
    queue_numbers.skip(bench.desk, "A001")
    assert codes(bench) == []
    assert queue_numbers.recall(bench.desk, "A001").state == "called"
    queue_numbers.serve(bench.desk, "A001")
    with pytest.raises(DeskError, match="A001 is served"):
        queue_numbers.recall(bench.desk, "A001")


def test_m13_sent_on_they_keep_number_and_place(bench: Bench) -> None:
    queue_numbers.take_number(bench.desk, "general")
    bench.later(minutes=5)
    queue_numbers.take_number(bench.desk, "returns")
    queue_numbers.call_next(bench.desk, "1", ["general"])
    moved = queue_numbers.send_on(bench.desk, "A001", "returns")
    assert (moved.counter, moved.state, moved.ahead) == ("returns", "waiting", 0)
    assert queue_numbers.call_next(bench.desk, "2", ["returns"]).code == "A001"


@pytest.mark.parametrize(
    ("do", "told"),
    [
        (lambda desk: queue_numbers.take_number(desk, "coffee"), "counter: 'coffee' is not one of general, returns"),
        (lambda desk: queue_numbers.call_next(desk, "1"), "nobody waits"),
        (lambda desk: queue_numbers.call_next(desk, " "), "window: must be"),
        (lambda desk: queue_numbers.recall(desk, "Z9"), "no number 'Z9' today"),
    ],
)
def test_m13_what_cannot_be_is_refused(bench: Bench, do: Any, told: str) -> None:
    before = bench.record()
    with pytest.raises(DeskError, match=told):
        do(bench.desk)
    assert bench.record() == before


def test_m13_everything_is_on_record(bench: Bench) -> None:
    queue_numbers.take_number(bench.desk, "general")
    queue_numbers.call_next(bench.desk, "1")
    queue_numbers.serve(bench.desk, "A001")
    assert bench.verified() == []


def test_m13_a_desk_without_counters_says_so(tmp_path: Any) -> None:
    with pytest.raises(DeskError, match="know no queue tickets"):
        queue_numbers.take_number(Bench(tmp_path).desk, "general")
