"""How far two raters agree beyond chance: Cohen's kappa, plain and weighted, over the whole scale.

A level that nobody chose stays in the scale: weights count how many steps apart two ratings are, and a scale that loses
its unused levels would make the same two ratings look nearer or farther each month.
"""

from collections.abc import Sequence
from typing import Final

from deskconsole.record import NamedTuple

#: Below this, two who score the same records do not score by the same standard; the report says so.
ENOUGH: Final = 0.6


class Agreement(NamedTuple):
    """Kappa of ``n`` pairs: all differences alike, by the steps between them, by the square of the steps.

    1 is full agreement, 0 what chance would do. ``None`` where there is nothing to agree on: no pairs, or both always
    chose one and the same level.
    """

    kappa: float | None
    linear: float | None
    quadratic: float | None
    n: int


def agreement(counts: Sequence[Sequence[int]]) -> Agreement:
    """Agreement of two raters; ``counts[i][j]``: how often the first chose level i of the scale and the second j."""
    n = sum(map(sum, counts))
    kappa, linear, quadratic = (_kappa(counts, n, power) for power in (0, 1, 2))
    return Agreement(kappa, linear, quadratic, n)


def tabulate(pairs: Sequence[tuple[int, int]], levels: int) -> list[list[int]]:
    """Pairs of places in a scale of so many levels as a table."""
    counts = [[0] * levels for _ in range(levels)]
    for first, second in pairs:
        counts[first][second] += 1
    return counts


def _kappa(counts: Sequence[Sequence[int]], n: int, power: int) -> float | None:
    """1 − observed ÷ expected disagreement, where a disagreement weighs its steps to the power of 0, 1 or 2.

    Counted in whole numbers up to the last division: no rounding, whatever the scale.
    """
    rows = [sum(row) for row in counts]
    columns = [sum(column) for column in zip(*counts, strict=True)]
    observed = expected = 0
    for i, row in enumerate(counts):
        for j, count in enumerate(row):
            weight = abs(i - j) ** power if i != j else 0
            observed += weight * count
            expected += weight * rows[i] * columns[j]
    return 1 - observed * n / expected if expected else None
