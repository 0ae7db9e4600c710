"""Rates: how many of how many, how sure that is, and when there are too few to say anything (R34)."""

from math import sqrt
from statistics import NormalDist
from typing import Final

from deskconsole.record import NamedTuple

#: So wide is a 95 % interval on either side, in standard deviations: 1.95996….
Z95: Final = NormalDist().inv_cdf(0.975)
#: Of fewer than these there is neither a rate nor a rank.
FEWEST: Final = 5
#: Of fewer than these a rate is shown with its interval.
FEW: Final = 30


class Rate(NamedTuple):
    """``met`` of ``n``. ``value``, ``low`` and ``high`` are shares from 0 to 1, ``None`` where ``n`` is too small."""

    met: int
    n: int
    value: float | None
    low: float | None
    high: float | None

    @property
    def is_unsure(self) -> bool:
        """Whether the interval has to stand beside the value; the cases are too few without it."""
        return self.value is not None and self.n < FEW


def rate(met: int, n: int) -> Rate:
    """How many of how many, with the Wilson 95 % interval; of fewer than five no rate. Raises :class:`ValueError`."""
    _check(met, n)
    if n < FEWEST:
        return Rate(met, n, None, None, None)
    return Rate(met, n, met / n, *wilson(met, n))


def wilson(met: int, n: int, z: float = Z95) -> tuple[float, float]:
    """The score interval of E. B. Wilson (1927), without continuity correction: the shares that ``met`` of ``n`` speaks
    for. Nothing is known of none: 0 to 1. Raises :class:`ValueError` where more are met than there are."""
    _check(met, n)
    if n == 0:
        return 0.0, 1.0
    share, square = met / n, z * z / n
    middle = (share + square / 2) / (1 + square)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n)) / (1 + square)
    # At the ends the interval reaches 0 and 1 exactly; the last bit of a difference would say otherwise.
    low = 0.0 if met == 0 else max(0.0, middle - half)
    high = 1.0 if met == n else min(1.0, middle + half)
    return low, high


def apart(one: Rate, other: Rate) -> bool:
    """Whether two rates can be ranked: neither interval reaches into the other one (R34)."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.high < other.low or other.high < one.low


def _check(met: int, n: int) -> None:
    if not 0 <= met <= n:
        raise ValueError(f"{met} of {n} is no share")
