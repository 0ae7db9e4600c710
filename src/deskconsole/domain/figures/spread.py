"""Lengths of time as figures: the median and the 90 % point, and the mean beside them."""

from collections.abc import Sequence
from math import floor, fsum

from deskconsole.record import NamedTuple


class Spread(NamedTuple):
    """How a length is spread over ``n`` cases, in the unit of the cases; ``None`` where there are none."""

    n: int
    median: float | None
    p90: float | None
    mean: float | None


def spread(values: Sequence[float]) -> Spread:
    """Median, 90 % point and mean of these lengths, in any order."""
    if not values:
        return Spread(0, None, None, None)
    ordered = sorted(values)
    return Spread(len(ordered), quantile(ordered, 0.5), quantile(ordered, 0.9), fsum(ordered) / len(ordered))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value that ``share`` of the ascending ``ordered`` lie at or below, on the straight line between neighbours.

    The seventh method of Hyndman and Fan (1996), which a workbook has as PERCENTILE.INC, so that who has the list can
    recount it. Raises :class:`ValueError` without values, and for a share that is none.
    """
    if not ordered or not 0 <= share <= 1:
        raise ValueError(f"there is no {share} point of {len(ordered)} values")
    place = share * (len(ordered) - 1)
    below = floor(place)
    low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    # Rounding must not put the result outside its two neighbours.
    return min(max(low + (place - below) * (high - low), low), high)
