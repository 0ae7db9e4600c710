"""What of the finished work is checked: a draw that anybody can repeat (R33, E22).

A seed, a percentage and the list of candidates decide everything: on another machine, another day, the same records
are drawn. Records of one category, channel and person are a stratum, so that no person and no kind of work is passed
over; a draw of 10 % lies within that of 20 %, and that within 30 %, by the same seed.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from math import ceil
from typing import Final

from deskconsole.record import NamedTuple

#: Category, channel, person.
Stratum = tuple[str, str, str]
#: A larger draw holds the smaller ones of these steps, in per cent.
_STEP: Final = 10
#: Krejcie and Morgan (1970): 95 % confidence, an error of 5 %, the worst case of one half.
_CHI_SQUARE, _ERROR, _HALF = 3.841, 0.05, 0.5


class Candidate(NamedTuple):
    """A record that may be drawn: the ticket's id. ``always``: it is checked anyway, outside the percentage."""

    id: str
    stratum: Stratum
    always: bool = False


class Share(NamedTuple):
    """A stratum, how many there are in it and how many of them are drawn."""

    stratum: Stratum
    size: int
    drawn: int


class Draw(NamedTuple):
    """What was drawn: ids by stratum in the order of the draw, those that always are, and what proves it.

    ``population``: the digest of all candidates with their strata, so that nobody can say later that others were there.
    """

    seed: str
    percent: str
    population: str
    size: int
    shares: tuple[Share, ...]
    drawn: tuple[str, ...]
    always: tuple[str, ...]


def draw(candidates: Sequence[Candidate], percent: Fraction | int, seed: str) -> Draw:
    """Draw exactly ⌈p · N⌉ of the N candidates that are not drawn anyway.

    Each stratum has its share by largest remainder, one at least where there is room; within it the first by
    sha256(seed|id) are drawn. Raises :class:`ValueError` for no percentage, and where an id comes twice.
    """
    strata: dict[Stratum, list[str]] = {}
    for each in candidates:
        if not each.always:
            strata.setdefault(each.stratum, []).append(each.id)
    if len({each.id for each in candidates}) != len(candidates):
        raise ValueError("a candidate is given twice")
    sizes = {stratum: len(ids) for stratum, ids in strata.items()}
    seats = allot(sizes, percent)
    drawn: list[str] = []
    for stratum in sorted(strata):
        drawn += in_order(strata[stratum], seed)[: seats[stratum]]
    return Draw(
        seed,
        str(Fraction(percent)),
        population(candidates),
        sum(sizes.values()),
        tuple(Share(stratum, sizes[stratum], seats[stratum]) for stratum in sorted(strata)),
        tuple(drawn),
        tuple(in_order([each.id for each in candidates if each.always], seed)),
    )


def in_order(ids: Iterable[str], seed: str) -> list[str]:
    """Ids in the order of the draw of this seed."""
    return sorted(ids, key=lambda id: sha256(f"{seed}|{id}".encode()).digest())


def allot(sizes: Mapping[Stratum, int], percent: Fraction | int) -> dict[Stratum, int]:
    """How many of each stratum are drawn, by its size: together exactly ⌈p · N⌉.

    Every tenth below ``percent`` is allotted first and kept: largest remainders alone would take a record away again
    from some small stratum when the percentage rises.
    """
    if not 0 <= percent <= 100:
        raise ValueError(f"{percent} is no percentage")
    seats = dict.fromkeys(sizes, 0)
    for step in (*range(_STEP, ceil(percent), _STEP), percent):
        seats = _raised(sizes, Fraction(step, 100), seats)
    return seats


def _raised(sizes: Mapping[Stratum, int], share: Fraction, seats: Mapping[Stratum, int]) -> dict[Stratum, int]:
    """Seats of a higher share, each stratum keeping what it has: one each first, then to the largest remainders."""
    results = dict(seats)
    free = ceil(share * sum(sizes.values())) - sum(results.values())
    by_size = sorted(sizes, key=lambda stratum: (-sizes[stratum], stratum))
    for stratum in by_size:
        if free and not results[stratum] and sizes[stratum]:
            results[stratum], free = 1, free - 1
    for stratum in by_size:
        due = min(int(share * sizes[stratum]) - results[stratum], free)
        if due > 0:
            results[stratum], free = results[stratum] + due, free - due
    while free > 0:
        room = [stratum for stratum in by_size if results[stratum] < sizes[stratum]]
        most = max(room, key=lambda stratum: share * sizes[stratum] - results[stratum])
        results[most], free = results[most] + 1, free - 1
    return results


def population(candidates: Iterable[Candidate]) -> str:
    """SHA-256 of the candidates in a fixed order: ids, strata, and which are drawn anyway."""
    lines = sorted("\t".join((each.id, *each.stratum, str(int(each.always)))) for each in candidates)
    return sha256("\n".join(lines).encode()).hexdigest()


def replacement(candidates: Sequence[Candidate], drawn: Iterable[str], instead_of: str, seed: str) -> str | None:
    """Who comes next in the stratum of a drawn record that cannot be checked; ``None`` where nobody is left in it."""
    taken = set(drawn)
    stratum = next((each.stratum for each in candidates if each.id == instead_of), None)
    rest = [each.id for each in candidates if each.stratum == stratum and not each.always and each.id not in taken]
    return next(iter(in_order(rest, seed)), None)


def enough(n: int) -> int:
    """How many of ``n`` are enough to speak for all of them, with an error of 5 % (Krejcie and Morgan, 1970)."""
    spread = _CHI_SQUARE * _HALF * (1 - _HALF)
    return round(spread * n / (_ERROR**2 * (n - 1) + spread)) if n else 0
