"""What a figure comes to: of how many, its value, and how sure a rate is."""

from collections.abc import Sequence
from typing import Final

from deskconsole.domain.figures.figure import AVERAGE, COUNT, MEDIAN, RATE, Figure
from deskconsole.domain.figures.proportions import rate
from deskconsole.domain.figures.spread import spread
from deskconsole.domain.figures.steady import Limits, steadiness
from deskconsole.record import NamedTuple


class Amount(NamedTuple):
    """A figure of ``n`` cases. ``value``: ``None`` where there are too few to say anything (a rate of fewer than 5);
    ``good``: of a rate, how many; ``low``, ``high``: its Wilson interval. A rate is a share from 0 to 1, a length is in
    seconds."""

    n: int
    value: float | None
    good: int | None = None
    low: float | None = None
    high: float | None = None


class Usual(NamedTuple):
    """What is usual by the last 12 periods, and whether the value is a change (R34); ``None``: nobody can tell."""

    changed: bool | None
    low: float | None
    high: float | None


NOT_KNOWN: Final = Usual(None, None, None)


def amount_of(figure: Figure, n: int, good: int, total: int) -> Amount:
    """What a figure that counts comes to."""
    if figure.measure == COUNT:
        return Amount(n, n)
    if figure.measure == RATE:
        share = rate(good, n)
        return Amount(n, share.value, good, share.low, share.high)
    return Amount(n, total / (n * figure.whole) if n else None)


def length_of(figure: Figure, seconds: Sequence[int]) -> Amount:
    """What a figure of durations comes to, in seconds."""
    each = spread(seconds)
    value = each.median if figure.measure == MEDIAN else each.mean if figure.measure == AVERAGE else each.p90
    return Amount(each.n, value)


def usual_of(figure: Figure, earlier: Sequence[float | None], value: float | None) -> Usual:
    """Whether a value is a change against the periods before it, the oldest first."""
    verdict = steadiness(earlier, value)
    if verdict.limits is None:
        return NOT_KNOWN
    limits: Limits = verdict.limits.within(0, 1 if figure.measure == RATE else float("inf"))
    return Usual(verdict.changed, limits.low, limits.high)
