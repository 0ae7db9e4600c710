"""The measurements work; how fast things are is never asserted, for that depends on the machine."""

import pytest

from tests.bench.__main__ import run, table
from tests.bench.figures import Figure, Ratio, Size, compare, of

QUICK = Size(quick=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        # It opens every screen twice beside a bare app, for a minute: with the long tests.
        *("start", pytest.param("keys", marks=pytest.mark.chaos), "line"),
        *("intake", "queue", "search", "papers", "knowledge", "wording", "forecast", "year"),
    ],
)
def test_each_measurement_yields_what_its_goals_are_held_against(name: str) -> None:
    found = run([f"measure_{name}"], QUICK)
    assert found
    assert any(each.limit is not None for each in found)
    assert all((each.subject if isinstance(each, Ratio) else each.median) >= 0 for each in found)


def test_table_shows_ratios_first_with_goal_and_verdict() -> None:
    slow = compare("twice", [2.0, 1.0, 3.0], [4.0, 4.0, 4.0], limit=1.5)
    lines = table([of("alone", "ms", [1.0, 2.0, 9.0], limit=3), slow]).splitlines()
    assert lines[2].split() == ["twice", "2.00", "4.00", "ms", "2.00", "≤", "1.5", "NO"]
    assert lines[-1].split() == ["alone", "2.00", "9.00", "ms", "3", "≤", "3", "yes"]


def test_a_goal_for_the_tail_is_held_against_the_95th_percentile() -> None:
    figure = of("keys", "ms", [1.0] * 9 + [50.0], limit=16, tail=True)
    assert isinstance(figure, Figure)
    assert figure.met is False
