"""From figures to points: each indicator from 0 to 100, their weighted mean, and how sure that is."""

from collections.abc import Sequence
from math import sqrt
from typing import Final

from deskconsole.domain.figures.amounts import Amount
from deskconsole.domain.rules.house.assessment import Indicator
from deskconsole.record import NamedTuple

FULL: Final = 100.0


class Judged(NamedTuple):
    """One indicator of one person or department. ``points``: ``None`` where there are too few cases; ``low`` and
    ``high``: the points that the interval of a rate speaks for."""

    indicator: Indicator
    amount: Amount
    points: float | None
    low: float | None = None
    high: float | None = None


class Total(NamedTuple):
    """The weighted mean of what could be judged, with the interval of it; ``weight``: the share of all weights that it
    rests on. ``points``: ``None``: not assessed. Each indicator may lie anywhere within its own interval; that all of
    them lie at the same end at once is not to be expected, so that the distances are added as squares."""

    points: float | None
    low: float | None
    high: float | None
    weight: float


def points_of(indicator: Indicator, value: float) -> float:
    """The points of a value: 100 at ``full``, 0 at ``none``, between them on a straight line, beyond them no more."""
    share = (value - indicator.none) / (indicator.full - indicator.none)
    return FULL * min(max(share, 0.0), 1.0)


def evaluate(indicator: Indicator, amount: Amount) -> Judged:
    """An indicator of a figure's amount; of too few cases nothing is said."""
    if amount.value is None or amount.n < indicator.fewest:
        return Judged(indicator, amount, None)
    points = points_of(indicator, amount.value)
    if amount.low is None or amount.high is None:
        return Judged(indicator, amount, points, points, points)
    ends = sorted((points_of(indicator, amount.low), points_of(indicator, amount.high)))
    return Judged(indicator, amount, points, ends[0], ends[1])


def total_of(judged: Sequence[Judged], least_weight: float) -> Total:
    """The weighted mean of what was judged; not assessed where that is under ``least_weight`` (a share) of all."""
    whole = sum(each.indicator.weight for each in judged)
    judgeable = [each for each in judged if each.points is not None]
    weight = sum(each.indicator.weight for each in judgeable)
    share = weight / whole if whole else 0.0
    if not weight or share < least_weight:
        return Total(None, None, None, share)
    points = sum(each.indicator.weight * _given(each.points) for each in judgeable) / weight
    below, above = _distance(judgeable, "low") / weight, _distance(judgeable, "high") / weight
    return Total(points, max(points - below, 0.0), min(points + above, FULL), share)


def _distance(judged: Sequence[Judged], end: str) -> float:
    """How far the weighted sum may lie from this end, the distances of the indicators as squares."""
    parts = ((each.indicator.weight, _given(getattr(each, end)) - _given(each.points)) for each in judged)
    return sqrt(sum((weight * distance) ** 2 for weight, distance in parts))


def _given(value: float | None) -> float:
    assert value is not None
    return value
