"""Which deadlines the people on duty cannot meet, told before they are missed: a plan of earliest due first.

Each open clock takes its usual time of one person. In the order of their dues, each is given to whoever could have it
done first; what would be done after its due is named. It is what a desk does that always takes the most urgent next,
not the best of all plans: with one person no order makes the worst delay smaller, with several another order
sometimes would.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from deskconsole.domain.figures.spread import quantile
from deskconsole.record import NamedTuple

#: Of fewer steps than these nobody knows what is usual.
FEWEST: Final = 5
#: What a step takes where nothing is known of it.
UNKNOWN: Final = timedelta(minutes=10)
#: What it takes at least.
LEAST: Final = timedelta(minutes=1)
#: So many more people at most are tried.
MOST_MORE: Final = 5


class Task(NamedTuple):
    """An open clock: what names it, when it is due, how long it takes; ``who``: who may do it (``None``: anybody), and
    whether the rule lets it be ``extendable``."""

    key: str
    due: datetime
    takes: timedelta
    who: frozenset[str] | None = None
    extendable: bool = False


class Person(NamedTuple):
    """Somebody on duty: from when on they are free, and until when they are there (``None``: as long as it takes)."""

    login: str
    free: datetime
    until: datetime | None = None


class Missed(NamedTuple):
    """A clock that cannot be met. ``done``: when it would be; ``None``: nobody is there long enough."""

    task: Task
    done: datetime | None


class Forecast(NamedTuple):
    """What cannot be met, by due; ``by``: until when the first of it is due (``None``: everything fits)."""

    missed: tuple[Missed, ...]
    by: datetime | None

    @property
    def keys(self) -> tuple[str, ...]:
        """What names the clocks that cannot be met."""
        return tuple(each.task.key for each in self.missed)

    @property
    def extendable(self) -> tuple[str, ...]:
        """Those whose rule allows a later time, if it is told before they are due."""
        return tuple(each.task.key for each in self.missed if each.task.extendable)


def forecast(tasks: Iterable[Task], people: Sequence[Person], now: datetime) -> Forecast:
    """Plan the earliest due first on these people; what would be done after its due, or by nobody, is named."""
    free = {person.login: max(person.free, now) for person in people}
    missed: list[Missed] = []
    for task in sorted(tasks, key=_order):
        who = _first_free(task, people, free)
        done = None
        if who is not None:
            done = free[who] = free[who] + task.takes
        if done is None or done > task.due:
            missed.append(Missed(task, done))
    return Forecast(tuple(missed), missed[0].task.due if missed else None)


def _order(task: Task) -> tuple[datetime, str]:
    return task.due, task.key


def _first_free(task: Task, people: Sequence[Person], free: Mapping[str, datetime]) -> str | None:
    """Who would have it done first: of those who may do it and are there long enough, whoever is free first."""
    who, earliest = None, None
    for person in people:
        at = free[person.login]
        if earliest is not None and at >= earliest:
            continue
        if task.who is not None and person.login not in task.who:
            continue
        if person.until is None or at + task.takes <= person.until:
            who, earliest = person.login, at
    return who


class Usual(NamedTuple):
    """How long steps take at this desk: by kind of work and step, by step alone, over all."""

    by_kind: Mapping[tuple[str, str], timedelta]
    by_step: Mapping[str, timedelta]
    all: timedelta

    def of(self, kind: str | None, step: str) -> timedelta:
        """The usual time of a step: of this kind of work, else of any, else of any step."""
        return self.by_kind.get((kind or "", step)) or self.by_step.get(step) or self.all

    def least(self, kind: str | None, step: str) -> timedelta:
        """The same, but of a step that nobody knows a time of it is :data:`LEAST`: nothing is named for a guess."""
        return self.by_kind.get((kind or "", step)) or self.by_step.get(step) or LEAST


def usual(steps: Iterable[tuple[str, str, timedelta]]) -> Usual:
    """The medians of steps that were done: (kind of work, step, how long); of fewer than five nothing is known."""
    kinds: dict[tuple[str, str], list[float]] = {}
    names: dict[str, list[float]] = {}
    everything: list[float] = []
    for kind, step, took in steps:
        seconds = took.total_seconds()
        kinds.setdefault((kind, step), []).append(seconds)
        names.setdefault(step, []).append(seconds)
        everything.append(seconds)
    return Usual(
        {key: length for key, values in kinds.items() if (length := _median(values)) is not None},
        {key: length for key, values in names.items() if (length := _median(values)) is not None},
        _median(everything) or UNKNOWN,
    )


def _median(values: Sequence[float]) -> timedelta | None:
    return timedelta(seconds=quantile(sorted(values), 0.5)) if len(values) >= FEWEST else None
