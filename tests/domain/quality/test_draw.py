"""Draws (R33, E22): exactly the share, nested, spread over strata, repeatable, and proof against tampering."""

import random
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from hashlib import sha256
from math import ceil, floor
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from deskconsole.domain.quality.draw import Candidate, Stratum, allot, draw, enough, in_order, population, replacement
from tests.domain.vectors import supervision

CATEGORIES, CHANNELS, PEOPLE = ("product", "price", "delivery"), ("phone", "online"), ("li", "wang", "zhao")


def day(size: int, seed: int = 1, always: float = 0.05) -> list[Candidate]:
    """A day of records, unevenly spread; some are checked anyway."""
    chance = random.Random(seed)
    return [
        Candidate(
            f"t{number:05}",
            (chance.choices(CATEGORIES, (6, 3, 1))[0], chance.choice(CHANNELS), chance.choice(PEOPLE)),
            chance.random() < always,
        )
        for number in range(size)
    ]


def check(candidates: Sequence[Candidate], seed: str) -> None:
    """Everything that must hold of the draws of a seed."""
    free = [each for each in candidates if not each.always]
    strata = Counter(each.stratum for each in free)
    of = {each.id: each.stratum for each in candidates}
    smaller: set[str] = set()
    for percent in (10, 20, 30):
        found = draw(candidates, percent, seed)
        wanted = ceil(Fraction(percent, 100) * len(free))
        assert len(found.drawn) == len(set(found.drawn)) == wanted
        assert smaller <= set(found.drawn)
        assert set(found.always) == {each.id for each in candidates if each.always}
        counts = Counter(of[id] for id in found.drawn)
        assert counts == {share.stratum: share.drawn for share in found.shares if share.drawn}
        if wanted >= len(strata):
            assert set(counts) == set(strata)
        else:
            assert max(counts.values(), default=0) <= 1
        smaller = set(found.drawn)


def test_a_few_seeds() -> None:
    candidates = day(260)
    drawn = set()
    for seed in range(40):
        check(candidates, f"2026-10-{seed}")
        drawn.add(draw(candidates, 20, f"2026-10-{seed}").drawn)
    assert len(drawn) == 40


@pytest.mark.chaos
def test_ten_thousand_seeds() -> None:
    chosen: Counter[str] = Counter()
    candidates = day(150)
    for seed in range(10_000):
        check(candidates, str(seed))
        chosen.update(draw(candidates, 20, str(seed)).drawn)
    shares = {share.stratum: share for share in draw(candidates, 20, "0").shares}
    for each in candidates:
        if not each.always:
            expected = shares[each.stratum].drawn / shares[each.stratum].size
            assert abs(chosen[each.id] / 10_000 - expected) < 0.03  # nobody is drawn more often than their stratum


sizes = st.dictionaries(
    st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(CHANNELS), st.sampled_from(PEOPLE)), st.integers(1, 60)
)


@settings(max_examples=150)
@given(sizes)
def test_the_share_is_exact_and_nested_whatever_the_strata(sizes: dict[Stratum, int]) -> None:
    total, smaller = sum(sizes.values()), dict.fromkeys(sizes, 0)
    for percent in range(10, 101, 10):
        seats = allot(sizes, percent)
        assert sum(seats.values()) == ceil(Fraction(percent, 100) * total)
        assert all(smaller[each] <= seats[each] <= sizes[each] for each in sizes)
        smaller = seats
    assert allot(sizes, 100) == sizes
    assert not any(allot(sizes, 0).values())


@given(sizes, st.integers(1, 10))
def test_a_first_draw_is_within_one_of_each_share(sizes: dict[Stratum, int], percent: int) -> None:
    """Largest remainder: a stratum has its share rounded down or up, or one because it would have none."""
    share = Fraction(percent, 100)
    seats = allot(sizes, percent)
    if sum(seats.values()) >= len(sizes):
        assert min(seats.values(), default=1) >= 1
        small = sum(share * size < 1 for size in sizes.values())
        for each, seat in seats.items():
            assert floor(share * sizes[each]) - small <= seat <= max(1, ceil(share * sizes[each]))


@pytest.mark.parametrize("case", supervision("largest_remainder"), ids=lambda case: case["id"])
def test_published_remainders_without_their_paradox(case: dict[str, Any]) -> None:
    """Largest remainders alone take a seat from the third for one more: a record would be given back."""
    sizes = {("", "", str(number)): count for number, count in enumerate(case["input"]["sizes"])}
    ten, eleven = (list(allot(sizes, Fraction(100 * places, sum(sizes.values()))).values()) for places in (10, 11))
    assert ten == case["expected"]["10"]
    assert (sum(eleven), eleven) == (11, [5, 4, 2])
    assert case["expected"]["11"][2] < ten[2] == eleven[2]


def test_the_order_is_that_of_the_digest() -> None:
    """As ``printf '1|7' | sha256sum`` says it: whoever has the seed can repeat the draw by hand."""
    assert sha256(b"1|7").hexdigest() < sha256(b"1|8").hexdigest()
    ids = [f"{n}" for n in range(50)]
    assert in_order(ids, "1") == sorted(ids, key=lambda id: sha256(f"1|{id}".encode()).hexdigest())
    assert in_order(ids, "2") != in_order(ids[::-1], "1") == in_order(ids, "1")


def test_another_machine_draws_the_same_from_any_order_of_candidates() -> None:
    candidates = day(120)
    found = draw(candidates, 20, "2026-10-05")
    assert draw(candidates[::-1], 20, "2026-10-05") == found
    assert (found.percent, found.size) == ("20", sum(not each.always for each in candidates))


def test_whoever_was_there_is_proved_by_a_digest() -> None:
    candidates = day(30)
    digest = population(candidates)
    first = candidates[0]
    for other in (
        candidates[1:],
        [first._replace(always=not first.always), *candidates[1:]],
        [first._replace(stratum=("price", "phone", "nobody")), *candidates[1:]],
        [*candidates, first._replace(id="t99999")],
    ):
        assert population(other) != digest


def test_a_replacement_is_the_next_of_the_same_stratum() -> None:
    candidates = day(200)
    found = draw(candidates, 20, "s")
    first = found.drawn[0]
    instead = replacement(candidates, found.drawn, first, "s")
    of = {each.id: each.stratum for each in candidates}
    assert instead is not None
    assert of[instead] == of[first]
    stratum = [each.id for each in candidates if of[each.id] == of[first] and not each.always]
    drawn = sum(of[id] == of[first] for id in found.drawn)
    assert in_order(stratum, "s")[drawn] == instead
    assert replacement(candidates, [each.id for each in candidates], first, "s") is None
    assert replacement(candidates, found.drawn, "unknown", "s") is None


@pytest.mark.parametrize("percent", [-1, 101])
def test_no_percentage(percent: int) -> None:
    with pytest.raises(ValueError, match="no percentage"):
        draw(day(3), percent, "s")


def test_nobody_twice_and_nobody_at_all() -> None:
    with pytest.raises(ValueError, match="twice"):
        draw([*day(3), *day(1)], 10, "s")
    assert draw([], 20, "s").drawn == ()


@pytest.mark.parametrize("case", supervision("krejcie_morgan"), ids=lambda case: case["id"])
def test_published_sizes_of_samples(case: dict[str, Any]) -> None:
    assert enough(case["input"]) == case["expected"]
    assert enough(0) == 0
