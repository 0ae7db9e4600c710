"""The most deadlines that people can meet: a lower bound of what must be late, plans, and a search of all of them.

Everything is in microseconds from now on. On one person nothing is gained by another order than that of the dues, so a
plan is to whom each job is given, or that it is dropped.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import Final

from deskconsole.record import NamedTuple

#: Of so many jobs every plan is looked at, as long as no more than so many states lie side by side: some milliseconds.
MOST_JOBS: Final = 14
MOST_STATES: Final = 120
#: So many groups of people who may do the same are looked at by themselves, those with the most jobs.
MOST_GROUPS: Final = 8
NEVER: Final = 2**62


class Job(NamedTuple):
    """A step to be done: when it is due, how long it takes, the places of the people who may do it."""

    key: str
    due: int
    takes: int
    who: tuple[int, ...]


class Worker(NamedTuple):
    """When somebody is free, and until when they are there."""

    free: int
    until: int = NEVER


def is_possible(job: Job, workers: Sequence[Worker]) -> bool:
    """Whether somebody could do it in time if it were done first."""
    return any(workers[who].free + job.takes <= min(job.due, workers[who].until) for who in job.who)


def circles(jobs: Iterable[Job]) -> list[list[Job]]:
    """Jobs of people who share work, directly or by others: what one circle does is nothing to another."""
    results: list[tuple[set[int], list[Job]]] = []
    for job in jobs:
        people, members = set(job.who), [job]
        apart = []
        for circle in results:
            if circle[0].isdisjoint(people):
                apart.append(circle)
            else:
                people |= circle[0]
                members = circle[1] + members
        results = [*apart, (people, members)]
    return [sorted(members, key=_urgent) for _people, members in results]


def _urgent(job: Job) -> tuple[int, str]:
    return job.due, job.key


def dropped_in_order(jobs: Sequence[Job], workers: Sequence[Worker]) -> list[Job]:
    """What is dropped where each job, the earliest due first, goes to whoever is free first and has time for it."""
    free = [worker.free for worker in workers]
    dropped = []
    for job in jobs:
        who = _first_free(job, free, workers)
        if who is None:
            dropped.append(job)
        else:
            free[who] += job.takes
    return dropped


def _first_free(job: Job, free: Sequence[int], workers: Sequence[Worker]) -> int | None:
    who, earliest = None, NEVER
    for place in job.who:
        at = free[place]
        if at < earliest and at + job.takes <= min(job.due, workers[place].until):
            who, earliest = place, at
    return who


def dropped_longest(jobs: Sequence[Job], workers: Sequence[Worker]) -> list[Job]:
    """The same, but where a job does not fit, the longest that was given to one of its people is dropped instead, if
    that makes room (Moore and Hodgson; with one person no fewer can be dropped)."""
    free = [worker.free for worker in workers]
    given: list[list[tuple[int, str, Job]]] = [[] for _worker in workers]  # heaps, the longest first
    dropped = []
    for job in jobs:
        who = _first_free(job, free, workers)
        if who is None:
            who = _shorter_with(job, free, given, workers)
            if who is None:
                dropped.append(job)
                continue
            longest = heappop(given[who])[2]
            free[who] -= longest.takes
            dropped.append(longest)
        heappush(given[who], (-job.takes, job.key, job))
        free[who] += job.takes
    return [job for job in dropped if not _fits_still(job, free, workers)]


def _shorter_with(
    job: Job, free: Sequence[int], given: Sequence[Sequence[tuple[int, str, Job]]], workers: Sequence[Worker]
) -> int | None:
    """Who would be free the earliest with this job in place of the longest that they were given."""
    who, earliest = None, NEVER
    for place in job.who:
        if not given[place]:
            continue
        longest = -given[place][0][0]
        ends = free[place] - longest + job.takes
        if longest > job.takes and ends < earliest and ends <= min(job.due, workers[place].until):
            who, earliest = place, ends
    return who


def _fits_still(job: Job, free: list[int], workers: Sequence[Worker]) -> bool:
    """Whether there is room for it in the end, behind all that is given; then it is given too."""
    who = _first_free(job, free, workers)
    if who is not None:
        free[who] += job.takes
    return who is not None


def lower_bound(jobs: Sequence[Job], workers: Sequence[Worker]) -> int:
    """So many of the jobs, in the order of their dues, are late however they are done.

    By each due there must not be more work than time of its people; where there is, the longest are left out, which
    leaves out the fewest. Counted of all, and of those that only some people may do.
    """
    counts = Counter(job.who for job in jobs)
    everybody = {place for who in counts for place in who}
    groups = [set(who) for who, _count in counts.most_common(MOST_GROUPS)]
    return max(_too_many(jobs, who, workers) for who in (everybody, *groups))


def _too_many(jobs: Sequence[Job], people: set[int], workers: Sequence[Worker]) -> int:
    spans = [workers[place] for place in people]
    longest: list[int] = []
    work = count = 0
    for job in jobs:
        if not people.issuperset(job.who):
            continue
        heappush(longest, -job.takes)
        work += job.takes
        if work > _time_until(job.due, spans):
            work += heappop(longest)
            count += 1
    return count


def _time_until(due: int, spans: Sequence[Worker]) -> int:
    """The time that people have until then, all together."""
    time = 0
    for free, until in spans:
        ends = due if due < until else until
        if ends > free:
            time += ends - free
    return time


def fewest_dropped(jobs: Sequence[Job], workers: Sequence[Worker], most: int) -> tuple[list[Job] | None, bool]:
    """The fewest jobs that must be dropped, fewer than ``most`` (``None``: no plan does), and whether all plans were
    looked at."""
    if len(jobs) > MOST_JOBS:
        return None, False
    alike = _alike(jobs, workers)
    # Each state: when everybody is free → the dropped ones that led there, as few as possible.
    states: dict[tuple[int, ...], tuple[int, ...]] = {tuple(worker.free for worker in workers): ()}
    for place, job in enumerate(jobs):
        following: dict[tuple[int, ...], tuple[int, ...]] = {}
        for free, dropped in states.items():
            for other in _given(job, free, workers, alike):
                before = following.get(other)
                if before is None or len(dropped) < len(before):
                    following[other] = dropped
            if len(dropped) + 1 < most:
                before = following.get(free)
                if before is None or len(dropped) + 1 < len(before):
                    following[free] = (*dropped, place)
        if len(following) > MOST_STATES:
            return None, False
        states = following
    if not states:
        return None, True
    return [jobs[place] for place in min(states.values(), key=len)], True


def _alike(jobs: Sequence[Job], workers: Sequence[Worker]) -> list[list[int]]:
    """People who may do the same and are there as long: who of them does something makes no difference."""
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, worker in enumerate(workers):
        may = tuple(place in job.who for job in jobs)
        groups.setdefault((may, worker.until), []).append(place)
    return [group for group in groups.values() if len(group) > 1]


def _given(
    job: Job, free: tuple[int, ...], workers: Sequence[Worker], alike: Sequence[Sequence[int]]
) -> Iterable[tuple[int, ...]]:
    """When everybody is free if the job is given to each who has time for it, alike people in the order of time."""
    for place in job.who:
        ends = free[place] + job.takes
        if ends <= min(job.due, workers[place].until):
            other = list(free)
            other[place] = ends
            for group in alike:
                if place in group:
                    for where, at in zip(group, sorted(other[each] for each in group), strict=True):
                        other[where] = at
            yield tuple(other)
