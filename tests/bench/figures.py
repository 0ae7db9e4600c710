"""What a measurement yields: a figure, or a ratio of two figures that were taken in the same run."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

#: Units in which little is shown with more digits.
_FINE: Final = 10


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: everything, or a smoke run that only shows that each measurement works."""

    quick: bool = False

    def of(self, full: int, quick: int) -> int:
        """A number of runs, rows or seconds."""
        return quick if self.quick else full


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in which unit: the median and the 95th percentile of ``runs``.

    ``limit`` is the goal; the median is held against it, with ``tail`` the 95th percentile.
    """

    name: str
    unit: str
    median: float
    p95: float
    runs: int
    limit: float | None = None
    tail: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the goal was reached; ``None`` where there is none."""
        return None if self.limit is None else (self.p95 if self.tail else self.median) <= self.limit

    def cells(self) -> tuple[str, ...]:
        """The figure as a line of the table."""
        goal = "" if self.limit is None else f"{'p95 ' if self.tail else ''}≤ {self.limit:g}"
        return (self.name, number(self.median), number(self.p95), self.unit, str(self.runs), goal, verdict(self.met))


@dataclass(frozen=True, slots=True)
class Ratio:
    """``subject`` in relation to ``baseline``, both in ``unit``; the goal is at most ``limit`` times as much."""

    name: str
    baseline: float
    subject: float
    unit: str
    limit: float | None = None

    @property
    def ratio(self) -> float:
        """How many times as much."""
        return self.subject / self.baseline if self.baseline else float("inf")

    @property
    def met(self) -> bool | None:
        """Whether the goal was reached; ``None`` where there is none."""
        return None if self.limit is None else self.ratio <= self.limit

    def cells(self) -> tuple[str, ...]:
        """The ratio as a line of the table."""
        goal = "" if self.limit is None else f"≤ {self.limit:g}"
        shown = f"{self.ratio:.2f}"
        return (self.name, number(self.baseline), number(self.subject), self.unit, shown, goal, verdict(self.met))


def verdict(met: bool | None) -> str:
    """What stands in the last column."""
    return "" if met is None else "yes" if met else "NO"


def number(value: float) -> str:
    """A value with as many digits as mean something."""
    return f"{value:.2f}" if abs(value) < _FINE else f"{value:.1f}" if abs(value) < _FINE**3 else f"{value:,.0f}"


def sample(action: Callable[[], object], runs: int) -> list[float]:
    """Milliseconds that ``action`` takes, after one run that does not count."""
    action()
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


def in_turn(actions: Sequence[Callable[[], object]], runs: int) -> list[list[float]]:
    """Milliseconds of several actions, one after the other in each round: what disturbs one disturbs all."""
    for action in actions:
        action()
    taken: list[list[float]] = [[] for _ in actions]
    for _ in range(runs):
        for action, values in zip(actions, taken, strict=True):
            begin = time.perf_counter()
            action()
            values.append((time.perf_counter() - begin) * 1000)
    return taken


def of(name: str, unit: str, values: Sequence[float], *, limit: float | None = None, tail: bool = False) -> Figure:
    """A figure of values that were measured elsewhere."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return Figure(name, unit, statistics.median(ordered), p95, len(ordered), limit, tail)


def compare(
    name: str, baseline: Sequence[float], subject: Sequence[float], unit: str = "ms", *, limit: float | None = None
) -> Ratio:
    """The ratio of two medians."""
    return Ratio(name, statistics.median(baseline), statistics.median(subject), unit, limit)
