"""How many calls are to be expected (R35): the median of the last like days, trend and season, and the gaps.

Days are alike that are of one kind: a weekday, a holiday, a make-up working day. Half hours are counted from midnight.
"""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Final

from deskconsole.record import NamedTuple

#: So many like days are looked back upon.
DAYS: Final = 8
#: Half hours of a day.
PARTS: Final = 48


class Day(NamedTuple):
    """A day gone by: its kind, and the calls of each half hour that had any."""

    kind: str
    calls: Mapping[int, int]


class Gap(NamedTuple):
    """Half an hour (0 is the first after midnight) with fewer people rostered than it needs."""

    part: int
    needed: int
    rostered: int


def usual(days: Sequence[Day], kind: str) -> list[float]:
    """The calls to be expected each half hour of a day of that kind; ``days`` in the order of time, the latest last.

    A desk without such a day behind it expects none: nothing is known.
    """
    like = [day.calls for day in days if day.kind == kind][-DAYS:]
    return [float(median(calls.get(part, 0) for calls in like)) if like else 0.0 for part in range(PARTS)]


def projected(base: float, trend: float = 1.0, steps: int = 0, season: float = 1.0) -> float:
    """A load so many steps on: ``trend`` is the factor of each step, ``season`` that of the time of year."""
    return base * trend**steps * season


def gaps(needed: Sequence[int], rostered: Sequence[int]) -> list[Gap]:
    """Where the roster has fewer people than are needed."""
    pairs = zip(needed, rostered, strict=True)
    return [Gap(part, need, have) for part, (need, have) in enumerate(pairs) if have < need]
