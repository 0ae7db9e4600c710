"""Will it fit (R35): checked against every order of work for small desks, and a desk played minute by minute."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings, strategies as st

from deskconsole.domain.forecast.fitting import (
    UNKNOWN,
    Forecast,
    Person,
    Task,
    forecast,
    usual,
)

NOW = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def tasks_of(pairs: list[tuple[int, int]]) -> list[Task]:
    """Tasks from (minutes until due, minutes that it takes)."""
    return [Task(f"{n:02}", NOW + minutes(due), minutes(takes)) for n, (due, takes) in enumerate(pairs)]


def people(count: int) -> list[Person]:
    return [Person(f"p{n}", NOW) for n in range(count)]


def test_two_will_be_late_and_say_what_helps() -> None:
    """Three steps of half an hour within the hour, one of them of somebody who leaves."""
    tasks = [
        Task("0007", NOW + minutes(40), minutes(30)),
        Task("0003", NOW + minutes(35), minutes(30), frozenset({"p1"})),
        Task("0012", NOW + minutes(50), minutes(30), extendable=True),
        Task("0015", NOW + minutes(300), minutes(10)),
    ]
    alone = forecast(tasks, people(1), NOW)
    assert alone.keys == ("0003", "0012")
    assert [each.done for each in alone.missed] == [None, NOW + minutes(60)]
    assert (alone.by, alone.extendable) == (NOW + minutes(35), ("0012",))
    both = forecast(tasks, people(2), NOW)
    assert both.keys == ("0012",)
    leaving = [Person("p0", NOW, NOW + minutes(45)), Person("p1", NOW + minutes(10), None)]
    assert forecast(tasks, leaving, NOW).keys == ("0003", "0012")
    assert forecast([], [], NOW) == Forecast((), None)
    assert forecast(tasks[3:], [], NOW).missed[0].done is None


def test_exactly_at_its_due_is_in_time() -> None:
    (task,) = tasks_of([(10, 10)])
    assert forecast([task], people(1), NOW).keys == ()
    assert forecast([task._replace(due=task.due - timedelta(microseconds=1))], people(1), NOW).keys == ("00",)
    assert forecast([task], [Person("p", NOW - minutes(60))], NOW).keys == (), "nobody works in the past"


pairs = st.lists(st.tuples(st.integers(1, 60), st.integers(1, 25)), min_size=1, max_size=6)


def worst(order: tuple[Task, ...]) -> timedelta:
    """By how much the worst of them is late when one person does them in this order."""
    at, late = NOW, []
    for task in order:
        at += task.takes
        late.append(at - task.due)
    return max(late)


@settings(max_examples=60)
@given(pairs)
def test_no_order_of_one_person_is_better(pairs: list[tuple[int, int]]) -> None:
    """Brute force: everything fits exactly if some order lets everything fit, and the worst delay is the smallest."""
    tasks = tasks_of(pairs)
    best = min(worst(order) for order in permutations(tasks))
    missed = forecast(tasks, people(1), NOW).missed
    assert bool(missed) == (best > timedelta(0))
    if missed:
        assert max(each.done - each.task.due for each in missed if each.done is not None) == best


@settings(max_examples=60)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.integers(1, 3), st.integers(1, 20))
def test_steps_of_one_length_fit_if_any_order_lets_them(dues: list[int], count: int, takes: int) -> None:
    """Brute force on several people, where all steps take as long: the k-th of an order is done in round k ÷ people."""
    tasks = tasks_of([(due, takes) for due in dues])
    possible = any(
        all(NOW + task.takes * (place // count + 1) <= task.due for place, task in enumerate(order))
        for order in permutations(tasks)
    )
    assert bool(forecast(tasks, people(count), NOW).missed) is not possible


@settings(max_examples=60)
@given(pairs, st.integers(1, 3))
def test_as_a_desk_that_is_played_minute_by_minute(pairs: list[tuple[int, int]], count: int) -> None:
    waiting = sorted(tasks_of(pairs), key=lambda task: (task.due, task.key))
    busy_until, late = [0] * count, []
    for minute in range(200):
        for person in range(count):
            if waiting and busy_until[person] <= minute:
                task = waiting.pop(0)
                busy_until[person] = minute + int(task.takes / minutes(1))
                if NOW + minutes(busy_until[person]) > task.due:
                    late.append(task.key)
    assert forecast(tasks_of(pairs), people(count), NOW).keys == tuple(late)


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 60)), max_size=40), st.integers(0, 5))
def test_one_more_person_makes_nothing_late(pairs: list[tuple[int, int]], count: int) -> None:
    tasks = tasks_of(pairs)
    fewer, more = (forecast(tasks, people(each), NOW) for each in (count, count + 1))
    assert set(more.keys) <= set(fewer.keys)


def test_how_long_steps_usually_take() -> None:
    done = [("inquiry", "answer", minutes(each)) for each in (4, 5, 6, 7, 90)]
    done += [("order", "answer", minutes(each)) for each in (20, 20)]
    known = usual(done)
    assert known.of("inquiry", "answer") == minutes(6)
    assert known.of("order", "answer") == minutes(7), "of two orders nothing is known: the step over all kinds"
    assert known.of(None, "solve") == minutes(7), "nothing of the step: over all steps"
    assert usual(done[:4]).of("inquiry", "answer") == UNKNOWN


@pytest.mark.parametrize("count", [1, 10])
def test_three_hundred_clocks(count: int) -> None:
    tasks = tasks_of([(n * 7 % 480 + 30, 1 + n % 9) for n in range(300)])
    found = forecast(tasks, people(count), NOW)
    assert len(found.missed) == sum(each.done is None or each.done > each.task.due for each in found.missed)
    assert bool(found.missed) == (count == 1)
