"""Whether a figure has changed: XmR limits as published, and the verdict over the last 12 periods."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from deskconsole.domain.figures.steady import FEWEST_PERIODS, PERIODS, limits, share_limits, steadiness
from tests.domain.vectors import supervision

values = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30)


@pytest.mark.parametrize("case", supervision("xmr"), ids=lambda case: case["id"])
def test_published_limits_of_single_values(case: dict[str, Any]) -> None:
    expected = case["expected"]
    found = limits(case["input"])
    assert found == pytest.approx(tuple(expected[name] for name in ("mean", "mr", "lo", "hi")), abs=case["tol"])


@pytest.mark.parametrize("case", supervision("p_limits"), ids=lambda case: case["id"])
def test_published_limits_of_shares(case: dict[str, Any]) -> None:
    given = case["input"]
    assert share_limits(given["p"], given["n"]) == pytest.approx(case["expected"], abs=case["tol"])


YEAR = [0.91, 0.92, 0.90, 0.93, 0.91, 0.92, 0.90, 0.91, 0.93, 0.92, 0.91, 0.92]


@pytest.mark.parametrize(("value", "changed"), [(0.91, False), (0.95, False), (0.80, True), (1.0, True), (None, None)])
def test_a_change_is_what_lies_outside_the_usual(value: float | None, changed: bool | None) -> None:
    assert steadiness(YEAR, value).changed is changed


def test_the_limits_themselves_are_no_change_and_a_year_is_looked_at() -> None:
    usual = steadiness(YEAR, 0.9).limits
    assert usual is not None
    assert steadiness(YEAR, usual.high).changed is steadiness(YEAR, usual.low).changed is False
    assert steadiness([5.0, 0.0, *YEAR], 0.9).limits == usual
    assert steadiness([0.0, *YEAR[1:]], 0.9).limits != usual
    assert len(YEAR) == PERIODS
    assert usual.within(0, 0.915).high == 0.915
    assert usual.within(0, 1) == usual


def test_too_little_known_is_no_verdict() -> None:
    assert steadiness(YEAR[: FEWEST_PERIODS - 1], 0.1) == (None, None)
    assert steadiness(YEAR[:FEWEST_PERIODS], 0.1).changed is True
    assert steadiness([*[None] * 7, *YEAR[:5]], 0.1) == (None, None)
    assert limits([1.0]) is limits([1.0, None, 2.0]) is limits([]) is None
    assert limits([1.0, 2.0, None, 9.0, 9.0]) == pytest.approx((5.25, 0.5, 5.25 - 1.5 / 1.128, 5.25 + 1.5 / 1.128))


@pytest.mark.parametrize("wrong", [lambda: limits([1.0, float("nan")]), lambda: share_limits(1.2, 3)])
def test_what_is_no_figure_is_refused(wrong: Any) -> None:
    with pytest.raises(ValueError):
        wrong()


@given(values, st.floats(0.1, 100), st.floats(-100, 100))
def test_another_unit_or_another_zero_changes_no_verdict(earlier: list[float], times: float, more: float) -> None:
    plain, moved = limits(earlier), limits([times * value + more for value in earlier])
    assert plain is not None
    assert moved is not None
    assert moved.low == pytest.approx(times * plain.low + more, rel=1e-6, abs=1e-3)
    assert plain.low <= plain.mean <= plain.high
    assert plain.moving_range >= 0
