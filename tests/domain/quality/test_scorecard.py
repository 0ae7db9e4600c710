"""Scorecards: the published scale, weights, what does not apply, and what is critical (R33)."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, strategies as st

from deskconsole.domain.figures.proportions import rate
from deskconsole.domain.quality.scorecard import mean, review, share
from tests.domain.vectors import supervision


@dataclass(frozen=True)
class Criterion:
    name: str
    most: int = 5
    weight: float = 1
    critical: bool = False
    least: int = 1


@dataclass(frozen=True)
class Section:
    name: str
    criterion: tuple[Criterion, ...]
    critical: bool = False


#: The three of the regulation: attitude, accuracy (critical), procedure with two of its own.
CARD = (
    Section("attitude", (Criterion("attitude"),)),
    Section("accuracy", (Criterion("accuracy", weight=2),), critical=True),
    Section("procedure", (Criterion("opening", most=2), Criterion("closing", most=3, weight=0.5))),
)
FULL = {"attitude": 5, "accuracy": 5, "opening": 2, "closing": 3}


@pytest.mark.parametrize("case", supervision("category_score"), ids=lambda case: case["id"])
def test_published_scales(case: dict[str, Any]) -> None:
    for points, expected in case["expected"].items():
        scale = Criterion("c", most=int(points))
        found = [100 * share(scale, point) for point in range(1, scale.most + 1)]
        assert found == pytest.approx(expected, abs=case["tol"])


@pytest.mark.parametrize("case", supervision("iqs"), ids=lambda case: case["id"])
def test_published_mean_of_reviews(case: dict[str, Any]) -> None:
    assert mean(case["input"]) == pytest.approx(case["expected"], abs=case["tol"])


@pytest.mark.parametrize("case", supervision("csat"), ids=lambda case: case["id"])
def test_published_satisfaction(case: dict[str, Any]) -> None:
    assert 100 * (rate(*case["input"]).value or 0) == pytest.approx(case["expected"], abs=1e-9)


def test_by_weight_over_what_was_rated() -> None:
    assert review(CARD, FULL).score == 1
    found = review(CARD, FULL | {"attitude": 3, "closing": 2})
    assert found.score == found.plain == pytest.approx((0.5 + 2 + 1 + 0.25) / 4.5)
    assert found.sections == pytest.approx({"attitude": 0.5, "accuracy": 1, "procedure": 1.25 / 1.5})
    left = review(CARD, {"attitude": 3, "accuracy": None, "opening": 2})
    assert left.score == pytest.approx(0.75)
    assert left.sections == {"attitude": 0.5, "accuracy": None, "procedure": 1}


def test_a_critical_section_under_one_half_makes_the_review_zero() -> None:
    found = review(CARD, FULL | {"accuracy": 2})
    assert (found.score, found.failed) == (0, ("accuracy",))
    assert found.plain == pytest.approx((1 + 0.5 + 1 + 0.5) / 4.5)
    assert found.sections["attitude"] == 1, "means by section leave the zero out"
    assert review(CARD, FULL | {"accuracy": 3}).failed == ()
    assert review(CARD, FULL | {"accuracy": None}).failed == ()
    assert review(CARD, FULL | {"attitude": 1}).failed == ()
    one = (Section("s", (Criterion("name_told", most=2, critical=True), Criterion("tone"))),)
    assert review(one, {"name_told": 1, "tone": 5})[::3] == (0, ("name_told",))


def test_nothing_rated_is_no_score() -> None:
    assert review(CARD, {}) == (None, None, {"attitude": None, "accuracy": None, "procedure": None}, ())
    assert mean([None, None]) is mean([]) is None
    assert mean([1, None, 0]) == 0.5


@given(st.fixed_dictionaries({name: st.none() | st.integers(1, most) for name, most in FULL.items()}))
def test_a_better_mark_is_never_worse(points: dict[str, int | None]) -> None:
    found = review(CARD, points)
    assert found.score is None or 0 <= found.score <= (found.plain or 0) <= 1
    for name, most in FULL.items():
        given = points[name]
        if given is not None and given < most:
            assert (review(CARD, points | {name: given + 1}).score or 0) >= (found.score or 0)
