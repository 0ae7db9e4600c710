"""Rates and their Wilson intervals: published cases, and what must hold of every one (R34)."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from deskconsole.domain.figures.proportions import FEW, FEWEST, apart, rate, wilson
from tests.domain.vectors import supervision

counts = st.integers(0, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize("case", supervision("wilson95"), ids=lambda case: case["id"])
def test_published_intervals(case: dict[str, Any]) -> None:
    assert wilson(*case["input"]) == pytest.approx(case["expected"], abs=case["tol"])


def test_what_is_shown_of_few() -> None:
    eight = rate(8, 10)
    assert (eight.met, eight.n, eight.value, eight.is_unsure) == (8, 10, 0.8, True)
    assert [round(100 * (end or 0)) for end in eight[3:]] == [49, 94]
    assert rate(4, 4) == (4, 4, None, None, None)
    assert not rate(4, 4).is_unsure
    assert rate(FEWEST, FEWEST).value == 1
    assert rate(3, FEW - 1).is_unsure
    assert not rate(3, FEW).is_unsure
    assert wilson(0, 0) == (0, 1)


@pytest.mark.parametrize(("met", "n"), [(3, 2), (-1, 5), (0, -1)])
def test_what_is_no_share_is_refused(met: int, n: int) -> None:
    for refused in (rate, wilson):
        with pytest.raises(ValueError, match="is no share"):
            refused(met, n)


def test_only_rates_whose_intervals_do_not_meet_are_ranked() -> None:
    assert apart(rate(95, 100), rate(60, 100))
    assert apart(rate(60, 100), rate(95, 100))
    assert not apart(rate(62, 100), rate(60, 100))
    assert not apart(rate(4, 4), rate(0, 100))


@given(counts)
def test_an_interval_holds_its_rate_and_is_the_mirror_of_its_opposite(count: tuple[int, int]) -> None:
    met, n = count
    low, high = wilson(met, n)
    assert 0 <= low <= high <= 1
    if n:
        assert low <= met / n <= high
        assert (low == 0) == (met == 0)
        assert (high == 1) == (met == n)
    assert wilson(n - met, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@given(counts, st.integers(2, 9))
def test_more_cases_of_one_rate_are_surer(count: tuple[int, int], times: int) -> None:
    met, n = count
    (low, high), (nearer, upper) = wilson(met, n), wilson(met * times, n * times)
    assert upper - nearer <= high - low + 1e-12
