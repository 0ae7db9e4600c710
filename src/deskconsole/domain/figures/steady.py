"""Whether a figure has changed or only varies: the limits of a chart of single values and their moving range (XmR).

The limits are the mean of the earlier periods ± three standard deviations, and a standard deviation is the mean moving
range ÷ 1.128 (W. A. Shewhart's d₂ of pairs). The rounded factor 2.66 that some handbooks print is not used.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import fsum, isfinite, sqrt
from typing import Final

from deskconsole.record import NamedTuple

#: So many periods before the present one are looked at.
PERIODS: Final = 12
#: Of fewer than these, nobody can say what is usual.
FEWEST_PERIODS: Final = 6
#: The mean range of two values of a normal distribution, in standard deviations.
_D2: Final = 1.128


class Limits(NamedTuple):
    """What is usual: from ``low`` to ``high`` around ``mean``; ``moving_range`` is the mean step between neighbours."""

    mean: float
    moving_range: float
    low: float
    high: float

    def within(self, least: float, most: float) -> "Limits":
        """The same limits, where no value can lie below ``least`` or above ``most``: a rate from 0 to 1."""
        return Limits(self.mean, self.moving_range, max(self.low, least), min(self.high, most))


class Steadiness(NamedTuple):
    """Whether a value is a change. ``changed`` is ``None``, and so are the limits, where too little is known."""

    changed: bool | None
    limits: Limits | None


def limits(values: Sequence[float | None]) -> Limits | None:
    """The XmR limits of values in the order of time, all of them; ``None`` without two known neighbours.

    A period without a value (``None``) takes no part: neither in the mean nor in a step from it or to it.
    """
    known = [value for value in values if value is not None]
    steps = [abs(after - before) for before, after in pairwise(values) if before is not None and after is not None]
    if not all(map(isfinite, known)):
        raise ValueError("a value is not a number")
    if not steps:
        return None
    mean, moving_range = fsum(known) / len(known), fsum(steps) / len(steps)
    return Limits(mean, moving_range, mean - 3 * moving_range / _D2, mean + 3 * moving_range / _D2)


def steadiness(earlier: Sequence[float | None], value: float | None) -> Steadiness:
    """Whether ``value`` is a change against the last 12 of the ``earlier`` periods, which end just before it.

    It is one outside the limits; on them it is none. Under six known periods, or without a value, nobody can tell.
    """
    recent = earlier[-PERIODS:]
    usual = limits(recent) if sum(each is not None for each in recent) >= FEWEST_PERIODS else None
    if usual is None:
        return Steadiness(None, None)
    if value is None:
        return Steadiness(None, usual)
    return Steadiness(not usual.low <= value <= usual.high, usual)


def share_limits(share: float, n: int) -> tuple[float, float]:
    """The limits of a chart of shares (p chart) for samples of ``n``: three standard deviations, within 0 and 1."""
    if not 0 <= share <= 1 or n < 1:
        raise ValueError(f"{share} of {n} is no share")
    half = 3 * sqrt(share * (1 - share) / n)
    return max(0.0, share - half), min(1.0, share + half)
