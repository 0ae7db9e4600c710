"""Erlang B, C and A: published cases, textbook identities, and a simulation-free recount for small desks (R35)."""

from math import exp
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from deskconsole.domain.staffing.queueing import Achieved, erlang_b, impatient, patient
from deskconsole.errors import DeskError
from tests.domain.vectors import supervision

loads = st.floats(0.05, 60)
NAMES = {"pw": "wait_probability", "sl": "service_level", "asa_s": "mean_wait", "occ": "occupancy", "ab": "abandoned"}


@pytest.mark.parametrize("case", supervision("erlang_b"), ids=lambda case: case["id"])
def test_published_blocking(case: dict[str, Any]) -> None:
    found = [erlang_b(load, agents) for load, agents in case["input"]]
    assert found == pytest.approx(case["expected"], abs=case["tol"])


@pytest.mark.parametrize("case", supervision("erlang_c"), ids=lambda case: case["id"])
def test_published_waits(case: dict[str, Any]) -> None:
    given, expected = case["input"], case["expected"]
    load = given["calls"] * given["aht_s"] / given["interval_s"]
    if isinstance(expected, str):
        with pytest.raises(DeskError) as refused:
            patient(load, given["agents"], given["aht_s"], given["target_s"])
        assert expected.removeprefix("refused: ") in str(refused.value)
        assert refused.value.field == "agents"
        return
    found = patient(load, given["agents"], given["aht_s"], given["target_s"])._asdict()
    assert {name: found[NAMES[name]] for name in expected} == pytest.approx(expected, rel=case["tol"])


@pytest.mark.parametrize("case", supervision("erlang_a"), ids=lambda case: case["id"])
def test_published_hang_ups(case: dict[str, Any]) -> None:
    given, expected = case["input"], dict(case["expected"])
    load = given["calls"] * given["aht_min"] / given["interval_min"]
    found = impatient(
        load, given["agents"], 60 * given["aht_min"], 60 * given["target_min"], 60 * given["patience_min"]
    )
    assert found.mean_wait / 60 == pytest.approx(expected.pop("asa_min"), abs=case["tol"])
    named = found._asdict()
    assert {name: named[NAMES[name]] for name in expected} == pytest.approx(expected, abs=case["tol"])


@given(st.floats(0.05, 0.98), st.floats(0, 600))
def test_one_person_is_the_textbook_queue(load: float, target: float) -> None:
    """M/M/1: who calls waits with the probability of the load."""
    found = patient(load, 1, 60, target)
    assert found.wait_probability == pytest.approx(load)
    assert found.service_level == pytest.approx(1 - load * exp(-(1 - load) * target / 60))
    assert found.mean_wait == pytest.approx(60 * load / (1 - load))


def recounted(load: float, agents: int, handling: float, patience: float) -> tuple[float, float]:
    """The share that waits and the share that gives up, from the balance of 400 states written out."""
    weights = [1.0]
    for present in range(1, 400):
        served, waiting = min(present, agents), max(0, present - agents)
        weights.append(weights[-1] * (load / handling) / (served / handling + waiting / patience))
    total = sum(weights)
    left = sum(weight * (present - agents) / patience for present, weight in enumerate(weights) if present > agents)
    return sum(weights[agents:]) / total, left / total / (load / handling)


@settings(max_examples=40)
@given(st.floats(0.05, 30), st.integers(1, 40), st.floats(60, 900), st.floats(5, 200))
def test_hang_ups_are_what_the_balance_of_states_says(
    load: float, agents: int, handling: float, patience: float
) -> None:
    found = impatient(load, agents, handling, 20, patience)
    assert (found.wait_probability, found.abandoned) == pytest.approx(
        recounted(load, agents, handling, patience), abs=1e-7
    )


@settings(max_examples=40)
@given(loads, st.integers(1, 70), st.floats(5, 600), st.floats(0, 300))
def test_what_holds_of_every_desk(load: float, agents: int, patience: float, target: float) -> None:
    found = impatient(load, agents, 120, target, patience)
    assert 0 <= found.service_level <= 1
    assert 0 <= found.occupancy <= 1
    assert found.abandoned is not None
    assert found.abandoned == pytest.approx(found.mean_wait / patience, abs=1e-9)
    more = impatient(load, agents + 1, 120, target, patience)
    assert more.service_level >= found.service_level - 1e-9
    assert (more.abandoned or 0) <= found.abandoned + 1e-12
    later = impatient(load, agents, 120, target + 30, patience)
    assert later.service_level >= found.service_level - 1e-9
    assert impatient(load, agents, 120, 1e7, patience).service_level == pytest.approx(1 - found.abandoned, abs=1e-9)
    assert impatient(load, agents, 120, 0, patience).service_level == pytest.approx(
        1 - found.wait_probability, abs=1e-9
    )


@pytest.mark.parametrize(("load", "agents"), [(0.5, 2), (8.0, 10), (40.0, 45)])
def test_callers_of_endless_patience_are_erlang_c(load: float, agents: int) -> None:
    endless, waits = impatient(load, agents, 180, 20, 1e9), patient(load, agents, 180, 20)
    assert endless[:4] == pytest.approx(waits[:4], rel=1e-4)


@pytest.mark.parametrize(
    "found",
    [
        patient(9_900, 10_000, 300, 20),
        impatient(10_000, 9_900, 300, 20, 120),
        impatient(3_000, 10, 300, 20, 120),
        impatient(10, 15_000, 300, 20, 120),
        impatient(0.001, 1, 1, 86_400, 0.001),
    ],
)
def test_large_and_lopsided_desks_keep_their_digits(found: Achieved) -> None:
    numbers = [each for each in found if each is not None]
    assert all(0 <= each < 1e6 and each == each for each in numbers)
    assert found.service_level <= 1


def test_a_large_desk_answers_nearly_all_or_loses_what_it_cannot_take() -> None:
    assert impatient(10_000, 9_000, 300, 20, 120).abandoned == pytest.approx(0.1, abs=0.005)
    assert impatient(3_000, 10, 300, 20, 120).abandoned == pytest.approx(1 - 10 / 3_000, abs=1e-3)


def test_a_queue_that_nobody_can_count_is_refused() -> None:
    with pytest.raises(DeskError) as refused:
        impatient(15_000, 10, 60, 20, 86_400)
    assert refused.value.field == "patience"
