"""Which deadlines cannot all be met, whatever the order of work (R35): what is named is proved, the rest is at risk.

:func:`fitting.forecast` plans as a desk works, the most urgent next. With several people it may let something be late
that another order would meet, so before anything is named it is looked at again (:mod:`searching`):

- **missed**: no plan meets one of these together with everything that is not named. So many at least are late however
  the desk works; what nobody could do in time even first is among them.
- **at risk**: late if the most urgent is always done next; another order may meet it.
- ``exact``: there is a plan that meets everything but what is missed.

Assumed is what the caller says: how long each step takes, who is there and until when (somebody who is ``free`` since
before now has been at something since), and that what is overdue already is done first.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from deskconsole.domain.forecast.fitting import Missed, Person, Task, forecast
from deskconsole.domain.forecast.searching import (
    NEVER,
    Job,
    Worker,
    circles,
    dropped_in_order,
    dropped_longest,
    fewest_dropped,
    is_possible,
    lower_bound,
)
from deskconsole.record import NamedTuple

_US: Final = timedelta(microseconds=1)


class Certain(NamedTuple):
    """What the people there cannot meet, each by due; ``nobody``: what none of them may do."""

    missed: tuple[Missed, ...]
    at_risk: tuple[Missed, ...]
    nobody: tuple[Task, ...]
    exact: bool

    @property
    def by(self) -> datetime | None:
        """Until when all that is missed is due; ``None``: nothing is."""
        return self.missed[-1].task.due if self.missed else None


def certainly_late(tasks: Iterable[Task], people: Sequence[Person], now: datetime) -> Certain:
    """What cannot be met of what is due from ``now`` on; what is overdue by then only takes its time."""
    ordered = sorted(tasks, key=lambda task: (task.due, task.key))
    may = _may(ordered, people)
    workers = _workers([task for task in ordered if task.due < now], people, may, now)
    to_come = [task for task in ordered if task.due >= now]
    by_key = {task.key: task for task in to_come if may[task.who]}
    jobs = [Job(key, (task.due - now) // _US, task.takes // _US, may[task.who]) for key, task in by_key.items()]
    missed, unsure = _missed(jobs, workers)
    late = _late_as_worked(list(by_key.values()), people, workers, now)
    at_risk = {key for key in (*late, *unsure) if key not in missed}
    return Certain(
        tuple(_done(job, by_key[job.key], late, workers, now) for job in jobs if job.key in missed),
        tuple(late.get(key) or Missed(task, None) for key, task in by_key.items() if key in at_risk),
        tuple(task for task in to_come if not may[task.who]),
        not unsure,
    )


def _may(tasks: Sequence[Task], people: Sequence[Person]) -> Mapping[frozenset[str] | None, tuple[int, ...]]:
    """The places of the people who may do what is for some."""
    return {
        who: tuple(place for place, person in enumerate(people) if who is None or person.login in who)
        for who in {task.who for task in tasks}
    }


def _workers(
    overdue: Sequence[Task],
    people: Sequence[Person],
    may: Mapping[frozenset[str] | None, tuple[int, ...]],
    now: datetime,
) -> list[Worker]:
    """When everybody is free once what is overdue is done, by whoever is free first."""
    free = [(person.free - now) // _US for person in people]
    for task in overdue:
        if who := may[task.who]:
            free[min(who, key=free.__getitem__)] += task.takes // _US
    until = [NEVER if person.until is None else (person.until - now) // _US for person in people]
    return [Worker(*each) for each in zip(free, until, strict=True)]


def _missed(jobs: Sequence[Job], workers: Sequence[Worker]) -> tuple[set[str], set[str]]:
    """What is proved to be missed, and what no plan that was found meets besides."""
    hopeless = {job.key for job in jobs if not is_possible(job, workers)}
    missed, unsure = set(hopeless), set()
    for circle in circles(job for job in jobs if job.key not in hopeless):
        dropped = dropped_in_order(circle, workers)
        if not dropped:
            continue
        least = lower_bound(circle, workers)
        if len(dropped) > least:
            dropped = min(dropped, dropped_longest(circle, workers), key=len)
        exact = len(dropped) == least
        if not exact:
            fewer, exact = fewest_dropped(circle, workers, len(dropped))
            dropped = dropped if fewer is None else fewer
        keys = [job.key for job in sorted(dropped, key=lambda job: (job.due, job.key))]
        sure = len(keys) if exact else least
        missed.update(keys[:sure])
        unsure.update(keys[sure:])
    return missed, unsure


def _late_as_worked(
    tasks: Sequence[Task], people: Sequence[Person], workers: Sequence[Worker], now: datetime
) -> dict[str, Missed]:
    """What is late if the most urgent is always done next, whatever becomes late by that."""
    busy = [person._replace(free=now + worker.free * _US) for person, worker in zip(people, workers, strict=True)]
    begun = min((person.free for person in busy), default=now)
    return {each.task.key: each for each in forecast(tasks, busy, min(begun, now)).missed}


def _done(job: Job, task: Task, late: Mapping[str, Missed], workers: Sequence[Worker], now: datetime) -> Missed:
    """When it could be done: as the desk works; where it would be in time so, by others being late, is nowhere said."""
    if job.key in late:
        return late[job.key]
    ends = [workers[who].free + job.takes for who in job.who if workers[who].free + job.takes <= workers[who].until]
    first = min(ends, default=None)
    return Missed(task, None if first is None or first <= job.due else now + first * _US)
