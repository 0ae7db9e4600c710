"""Whether those who check score by one standard: the same records, scored by all of them, nobody seeing the others.

Two figures say it. The spread of a section is how far the highest and the lowest mean of it lie apart on one record,
averaged over the records. Agreement is the weighted kappa of each two, over every criterion that both rated.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import fsum
from typing import Final

from deskconsole.domain.quality.agreement import ENOUGH, Agreement, agreement, tabulate
from deskconsole.domain.quality.scorecard import Part, mean, review
from deskconsole.record import NamedTuple

#: What somebody gave: criterion → points; ``None``: not applicable.
Points = Mapping[str, int | None]
#: Fewer pairs of ratings than these say nothing of two people.
FEWEST: Final = 5


class Scored(NamedTuple):
    """One record, and what each of those who scored it gave, by login."""

    number: str
    points: Mapping[str, Points]


class SectionSpread(NamedTuple):
    """Of one section: how far the people lie apart, from 0 to 1, and on which record most; ``None``: nobody knows."""

    section: str
    spread: float | None
    most: float | None
    number: str | None


class Pair(NamedTuple):
    """How far two people agree."""

    first: str
    second: str
    agreement: Agreement


class Calibration(NamedTuple):
    """What a round of scoring the same records has shown. ``means``: by login, from 0 to 1; ``linear``: the mean of the
    weighted kappas, by how many ratings each rests on; ``None`` where there are too few."""

    means: Mapping[str, float | None]
    sections: tuple[SectionSpread, ...]
    pairs: tuple[Pair, ...]
    linear: float | None

    @property
    def enough(self) -> bool | None:
        """Whether they score by one standard; ``None``: too few ratings to say."""
        return None if self.linear is None else self.linear >= ENOUGH


def calibrate(sections: Sequence[Part], records: Sequence[Scored]) -> Calibration:
    """What the scores of the same records say of those who gave them; records that one alone scored say nothing."""
    compared = [record for record in records if len(record.points) > 1]
    people = sorted({login for record in compared for login in record.points})
    means = {
        login: mean([review(sections, record.points[login]).plain for record in compared if login in record.points])
        for login in people
    }
    spreads = tuple(_spread(section, compared) for section in sections)
    pairs = tuple(_pair(sections, compared, *two) for two in combinations(people, 2))
    return Calibration(means, spreads, pairs, _together(pairs))


def _spread(section: Part, records: Sequence[Scored]) -> SectionSpread:
    apart: list[tuple[float, str]] = []
    for record in records:
        shares = [review([section], points).plain for points in record.points.values()]
        rated = [share for share in shares if share is not None]
        if len(rated) > 1:
            apart.append((max(rated) - min(rated), record.number))
    if not apart:
        return SectionSpread(section.name, None, None, None)
    most, number = max(apart, key=lambda each: each[0])
    average = fsum(each for each, _number in apart) / len(apart)
    return SectionSpread(section.name, average, most, number if most else None)


def _pair(sections: Sequence[Part], records: Sequence[Scored], first: str, second: str) -> Pair:
    """Every criterion that both rated, the whole of each scale kept; scales of different lengths apart."""
    by_scale: dict[int, list[tuple[int, int]]] = {}
    for record in records:
        ones, others = record.points.get(first, {}), record.points.get(second, {})
        for criterion in (each for section in sections for each in section.criterion):
            one, other = ones.get(criterion.name), others.get(criterion.name)
            if one is not None and other is not None:
                levels = criterion.most - criterion.least + 1
                by_scale.setdefault(levels, []).append((one - criterion.least, other - criterion.least))
    several = [agreement(tabulate(pairs, levels)) for levels, pairs in sorted(by_scale.items())]
    return Pair(first, second, _merged(several))


def _merged(several: Sequence[Agreement]) -> Agreement:
    """Of several scales: the mean by how many ratings each has."""
    n = sum(each.n for each in several)

    def over(values: Sequence[tuple[float | None, int]]) -> float | None:
        rated = [(value, count) for value, count in values if value is not None]
        total = sum(count for _value, count in rated)
        return fsum(value * count for value, count in rated) / total if total else None

    return Agreement(
        over([(each.kappa, each.n) for each in several]),
        over([(each.linear, each.n) for each in several]),
        over([(each.quadratic, each.n) for each in several]),
        n,
    )


def _together(pairs: Sequence[Pair]) -> float | None:
    several = [each.agreement for each in pairs if each.agreement.n >= FEWEST]
    return _merged(several).linear
