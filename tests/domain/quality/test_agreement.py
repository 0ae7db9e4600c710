"""Agreement of two who score: published kappas, and what must hold of every table (R33)."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from deskconsole.domain.quality.agreement import ENOUGH, agreement, tabulate
from tests.domain.vectors import supervision

tables = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 40), min_size=k, max_size=k), min_size=k, max_size=k)
)


@pytest.mark.parametrize("case", supervision("kappa") + supervision("kappa_linear"), ids=lambda case: case["id"])
def test_published_tables(case: dict[str, Any]) -> None:
    found = agreement(case["input"])
    value = found.kappa if case["kind"] == "kappa" else found.linear
    assert value == pytest.approx(case["expected"], abs=case["tol"])
    assert found.n == sum(map(sum, case["input"]))


@pytest.mark.parametrize("case", supervision("kappa_pairs"), ids=lambda case: case["id"])
def test_published_pairs_and_the_whole_scale(case: dict[str, Any]) -> None:
    given, expected = case["input"], case["expected"]

    def of(levels: list[int]) -> dict[str, float | None]:
        pairs = [(levels.index(a), levels.index(b)) for a, b in zip(given["a"], given["b"], strict=True)]
        found = agreement(tabulate(pairs, len(levels)))
        return {"unweighted": found.kappa, "linear": found.linear, "quadratic": found.quadratic}

    assert of(given["levels"]) == pytest.approx(expected, abs=case["tol"])
    kept = of([1, 2, 3, 4, 5, 6])
    assert case["note"].startswith(
        f"with the unused level 5 kept: linear {kept['linear']:.7f}, quadratic {kept['quadratic']:.6f}"
    )
    assert kept["unweighted"] == pytest.approx(expected["unweighted"], abs=case["tol"])


def test_nothing_to_agree_on_is_no_number() -> None:
    assert agreement([[0, 0], [0, 0]]) == (None, None, None, 0)
    assert agreement([[7, 0], [0, 0]]) == (None, None, None, 7)
    assert agreement([[3, 0], [0, 4]]) == (1, 1, 1, 7)
    assert 0 < ENOUGH < 1


@given(tables, st.integers(2, 7))
def test_what_holds_of_every_table(counts: list[list[int]], times: int) -> None:
    found = agreement(counts)
    swapped = agreement([list(column) for column in zip(*counts, strict=True)])
    more = agreement([[times * count for count in row] for row in counts])
    backwards = agreement([row[::-1] for row in counts[::-1]])
    for value, *others in zip(found[:3], swapped[:3], more[:3], backwards[:3], strict=True):
        if value is None:
            assert others == [None] * 3
            continue
        assert -1 <= value <= 1
        assert others == pytest.approx([value] * 3)
    if len(counts) == 2:  # of two levels a difference is a difference
        assert found.kappa == pytest.approx(found.linear) == pytest.approx(found.quadratic)
