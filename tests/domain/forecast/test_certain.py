"""What is named cannot be met (R35): against every plan of small desks, and how much is left open on larger ones."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random

from deskconsole.domain.forecast.certain import Certain, certainly_late
from deskconsole.domain.forecast.fitting import Person, Task

NOW = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def desk(random: Random, most: int, count: int, span: int) -> tuple[list[Task], list[Person]]:
    """A desk by chance: some overdue, some for one person alone, people who are busy or leave."""
    people = [
        Person(
            f"p{n}",
            NOW + minutes(random.choice((0, 0, 5, 20))),
            None if random.random() < 0.5 else NOW + minutes(random.randint(20, span)),
        )
        for n in range(count)
    ]
    logins = [person.login for person in people]
    tasks = [
        Task(
            f"{n:03}",
            NOW + minutes(random.randint(-5, span)),
            minutes(random.randint(1, 25)),
            None if random.random() < 0.6 else frozenset(random.sample(logins, random.randint(1, count))),
        )
        for n in range(random.randint(1, most))
    ]
    return tasks, people


def free_after_overdue(tasks: Sequence[Task], people: Sequence[Person]) -> dict[str, datetime]:
    """When everybody is free once what is overdue is done, each by whoever is free first."""
    free = {person.login: max(person.free, NOW) for person in people}
    for task in sorted(tasks, key=lambda task: (task.due, task.key)):
        may = [person.login for person in people if task.who is None or person.login in task.who]
        if task.due < NOW and may:
            free[min(may, key=lambda login: free[login])] += task.takes
    return free


def fewest_late(tasks: Sequence[Task], people: Sequence[Person]) -> int:
    """Brute force: of all ways to give tasks to people or to let them be late. On one person the order of the dues is
    as good as any."""
    open_ = sorted((task for task in tasks if task.due >= NOW), key=lambda task: (task.due, task.key))
    free = free_after_overdue(tasks, people)
    choices = [[None, *(person for person in people if task.who is None or person.login in task.who)] for task in open_]
    return min(_late(open_, given, dict(free)) for given in product(*choices))


def _late(tasks: Sequence[Task], given: Sequence[Person | None], free: dict[str, datetime]) -> int:
    late = 0
    for task, person in zip(tasks, given, strict=True):
        if person is None:
            late += 1
            continue
        ends = free[person.login] = free[person.login] + task.takes
        if ends > task.due or (person.until is not None and ends > person.until):
            return len(tasks)
    return late


def named(found: Certain) -> int:
    return len(found.missed) + len(found.nobody)


def test_of_a_thousand_desks_nothing_is_named_that_a_plan_could_meet() -> None:
    """So many are named as are late in the best of all plans: none could be met together with what is not named; and
    whatever is not named is met by that plan."""
    random = Random(35)
    for _each in range(1000):
        tasks, people = desk(random, 5, random.randint(1, 3), 60)
        found = certainly_late(tasks, people, NOW)
        assert found.exact
        assert named(found) == fewest_late(tasks, people), (tasks, people)
        keys = {each.task.key for each in found.missed}
        assert all(each.done is None or each.done > each.task.due for each in found.missed)
        assert keys.isdisjoint(each.task.key for each in found.at_risk)
        others = [task for task in tasks if task.key not in keys and task not in found.nobody]
        assert fewest_late(others, people) == 0


def test_what_another_order_meets_is_at_risk_only() -> None:
    """Two people, three steps: the most urgent next leaves the long one late, though it can be begun first."""
    tasks = [
        Task("0001", NOW + minutes(30), minutes(20)),
        Task("0002", NOW + minutes(30), minutes(10)),
        Task("0003", NOW + minutes(40), minutes(10)),
        Task("0004", NOW + minutes(42), minutes(40)),
    ]
    people = [Person("p0", NOW), Person("p1", NOW)]
    found = certainly_late(tasks, people, NOW)
    assert (found.missed, found.exact, found.by) == ((), True, None)
    assert [(each.task.key, each.done) for each in found.at_risk] == [("0004", NOW + minutes(60))]
    alone = certainly_late(tasks, people[:1], NOW)
    assert ([each.task.key for each in alone.missed], alone.by) == (["0004"], NOW + minutes(42))


def test_overdue_work_takes_time_and_is_no_forecast() -> None:
    late = Task("0001", NOW - minutes(1), minutes(20))
    soon = Task("0002", NOW + minutes(15), minutes(10))
    assert certainly_late([soon], [Person("p0", NOW)], NOW).missed == ()
    found = certainly_late([late, soon], [Person("p0", NOW)], NOW)
    assert [(each.task.key, each.done) for each in found.missed] == [("0002", NOW + minutes(30))]
    assert certainly_late([late, soon], [Person("p0", NOW), Person("p1", NOW)], NOW).missed == ()
    elsewhere = certainly_late([soon._replace(who=frozenset({"dept"}))], [Person("p0", NOW)], NOW)
    assert (elsewhere.missed, [task.key for task in elsewhere.nobody]) == ((), ["0002"])


def test_who_has_been_at_something_goes_on_with_it() -> None:
    """Six minutes into the first of two steps of ten minutes nothing else is late than at their beginning."""
    tasks = [Task("0001", NOW + minutes(9), minutes(10)), Task("0002", NOW + minutes(9), minutes(10))]
    found = certainly_late(tasks, [Person("p0", NOW - minutes(6))], NOW)
    assert [(each.task.key, each.done) for each in (*found.missed, *found.at_risk)] == [("0002", NOW + minutes(14))]
    assert len(certainly_late(tasks, [Person("p0", NOW)], NOW).missed) == 2


def test_on_larger_desks_little_is_left_open() -> None:
    """Nobody can count all plans of these: what is neither named nor at risk is met by a plan, and most are exact."""
    random, exact = Random(7), 0
    for _each in range(60):
        tasks, people = desk(random, 60, random.randint(2, 8), 240)
        found = certainly_late(tasks, people, NOW)
        exact += found.exact
        late = [each.task for each in (*found.missed, *found.at_risk)]
        rest = certainly_late([task for task in tasks if task not in late], people, NOW)
        assert rest.missed == ()
    assert exact >= 36
