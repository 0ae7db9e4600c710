"""How a record is scored: sections of criteria on short scales, and the formula (R33)."""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Final, Protocol

from deskconsole.record import NamedTuple

#: A critical section or criterion under this share makes the whole review 0.
CRITICAL: Final = 0.5


class Scale(Protocol):
    """A criterion as it is scored: points from ``least`` to ``most``."""

    @property
    def name(self) -> str: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...
    @property
    def weight(self) -> float: ...
    @property
    def critical(self) -> bool: ...


class Part(Protocol):
    """A section: its criteria."""

    @property
    def name(self) -> str: ...
    @property
    def critical(self) -> bool: ...
    @property
    def criterion(self) -> Sequence[Scale]: ...


class Review(NamedTuple):
    """What a record has reached, in shares from 0 to 1; ``None`` where nothing was rated.

    ``failed``: the critical sections and criteria that made the review 0. ``plain`` is what it would be without them:
    means by section are made of the ``sections``, which leave that 0 out.
    """

    score: float | None
    plain: float | None
    sections: Mapping[str, float | None]
    failed: tuple[str, ...]


def share(criterion: Scale, points: int) -> float:
    """(chosen − lowest) ÷ (highest − lowest)."""
    return (points - criterion.least) / (criterion.most - criterion.least)


def review(sections: Sequence[Part], points: Mapping[str, int | None]) -> Review:
    """Score a record: Σ score × weight ÷ Σ weight over what was rated.

    ``points``: by the criterion's name; ``None``, or none given, is not applicable and leaves both sums. A critical
    section, or criterion, under one half makes the review 0.
    """
    reached = {part.name: _mean([part], points) for part in sections}
    failed = [part.name for part in sections if part.critical and _below(reached[part.name])]
    failed += [
        each.name
        for part in sections
        for each in part.criterion
        if each.critical and (given := points.get(each.name)) is not None and _below(share(each, given))
    ]
    plain = _mean(sections, points)
    return Review(0.0 if failed else plain, plain, reached, tuple(failed))


def mean(scores: Sequence[float | None]) -> float | None:
    """The mean of those that were rated: of reviews, or of one section over several of them."""
    rated = [each for each in scores if each is not None]
    return fsum(rated) / len(rated) if rated else None


def _mean(sections: Sequence[Part], points: Mapping[str, int | None]) -> float | None:
    rated = [
        (share(each, given), each.weight)
        for part in sections
        for each in part.criterion
        if (given := points.get(each.name)) is not None
    ]
    weights = fsum(weight for _, weight in rated)
    return fsum(score * weight for score, weight in rated) / weights if weights else None


def _below(score: float | None) -> bool:
    return score is not None and score < CRITICAL
