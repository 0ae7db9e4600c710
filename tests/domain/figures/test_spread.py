"""Median, 90 % point and mean: published, compared with the standard library, and what must hold of every list."""

import statistics
from typing import Any

import pytest
from hypothesis import given, strategies as st

from deskconsole.domain.figures.spread import quantile, spread
from tests.domain.vectors import supervision

lengths = st.lists(st.floats(0, 1e9), min_size=1, max_size=60)


@pytest.mark.parametrize("case", supervision("quantile"), ids=lambda case: case["id"])
def test_published_points(case: dict[str, Any]) -> None:
    found = quantile(sorted(case["input"]["values"]), case["input"]["share"])
    assert found == pytest.approx(case["expected"], abs=case["tol"])


def test_of_none_and_of_one() -> None:
    assert spread([]) == (0, None, None, None)
    assert spread([7]) == (1, 7, 7, 7)
    assert spread([4, 1, 3, 2]) == pytest.approx((4, 2.5, 3.7, 2.5))
    for values, share in (([], 0.5), ([1.0], 1.1), ([1.0], -0.1)):
        with pytest.raises(ValueError, match="there is no"):
            quantile(values, share)


@given(lengths, st.randoms(use_true_random=False))
def test_as_the_standard_library_counts_them_in_any_order(values: list[float], random: Any) -> None:
    found = spread(values)
    assert found.median == pytest.approx(statistics.median(values))
    assert found.mean == pytest.approx(statistics.fmean(values))
    if len(values) > 1:
        assert found.p90 == pytest.approx(statistics.quantiles(values, n=10, method="inclusive")[8])
    assert found.median is not None
    assert found.p90 is not None
    assert min(values) <= found.median <= found.p90 <= max(values)
    random.shuffle(values)
    assert spread(values) == found
