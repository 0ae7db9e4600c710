"""One measured figure, and how it is taken."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, in which unit: the median and the 95th percentile of ``runs``; ``limit`` is the promise."""

    name: str
    unit: str
    median: float
    p95: float
    runs: int
    limit: float | None = None

    def __str__(self) -> str:
        promise = "" if self.limit is None else f"   (promised: under {self.limit:g} {self.unit})"
        return f"{self.name:<56}{self.median:>10.2f} {self.unit}   p95 {self.p95:.2f}   n {self.runs}{promise}"


def take(name: str, action: Callable[[], object], *, runs: int, limit: float | None = None) -> Figure:
    """Milliseconds that ``action`` takes, after one run that does not count."""
    action()
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        action()
        taken.append((time.perf_counter() - begin) * 1000)
    return of(name, "ms", taken, limit=limit)


def of(name: str, unit: str, values: list[float], *, limit: float | None = None) -> Figure:
    """A figure of values that were measured elsewhere."""
    ordered = sorted(values)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return Figure(name, unit, statistics.median(ordered), p95, len(ordered), limit)
