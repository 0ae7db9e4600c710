"""How many people a goal needs: published, the fewest that reach it, and what is refused by name (R35)."""

from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from deskconsole.domain.staffing.arrivals import PARTS, Day, Gap, gaps, projected, usual
from deskconsole.domain.staffing.need import Question, achieved, needed, remark
from deskconsole.domain.staffing.service_level import Calls, service_level
from deskconsole.errors import DeskError
from tests.domain.vectors import supervision

HUNDRED = Question(100, 1800, 180, 20)


@pytest.mark.parametrize("case", supervision("erlang_c_staff"), ids=lambda case: case["id"])
def test_published_needs(case: dict[str, Any]) -> None:
    asked, expected = case["input"], case["expected"]
    question = Question(
        asked["calls"], asked["interval_s"], asked["aht_s"], asked["target_s"], asked["sl"],
        max_occupancy=asked["max_occ"], shrinkage=asked["shrinkage"],
    )  # fmt: skip
    need = needed(question)
    assert (need.agents, need.rostered, need.is_met) == (expected["agents"], expected["rostered"], True)
    busy = needed(question._replace(max_occupancy=0.7))
    assert case["note"] == f"max_occ 0.7 -> {busy.agents} and {busy.rostered}"


@settings(max_examples=60)
@given(
    st.builds(
        Question, calls=st.floats(0.5, 900), interval=st.just(1800.0), handling=st.floats(10, 900),
        target=st.integers(0, 90), level=st.floats(0.05, 0.99), patience=st.none() | st.floats(2, 900),
        max_occupancy=st.none() | st.floats(0.3, 1), shrinkage=st.floats(0, 0.6),
    )
)  # fmt: skip
def test_the_fewest_who_reach_the_goal(question: Question) -> None:
    need = needed(question)
    assert need.is_met
    assert remark(question, need) is None
    assert need.achieved.service_level >= question.level
    assert need.rostered * (1 - question.shrinkage) >= need.agents - 1e-6
    assert (need.rostered - 1) * (1 - question.shrinkage) < need.agents
    if need.agents > 1 and (question.patience is not None or need.agents - 1 > need.load):
        assert not achieved(question, need.agents - 1).is_met


def test_fewer_are_needed_where_callers_hang_up_and_more_where_they_hang_up_at_once() -> None:
    assert needed(HUNDRED).agents == 14
    assert needed(HUNDRED._replace(patience=60)).agents < 14
    soon = Question(10, 1800, 180, 60, 0.95)
    assert needed(soon._replace(patience=1)).agents > needed(soon).agents


@pytest.mark.parametrize("calls", [8, 15])
def test_one_person_at_a_small_desk_is_told_that_they_are_alone(calls: int) -> None:
    """80 % within 20 seconds by one person: no number is given without saying so."""
    question = Question(calls, 1800, 100, 20)
    alone = achieved(question, 1)
    said = str(remark(question, alone))
    assert alone.load < 2
    assert said.startswith("one person alone cannot answer 80% within 20 seconds")
    assert said.endswith(f"{needed(question).agents} people can")
    assert needed(question).agents > 1


def test_too_few_are_told_how_many_would_be_enough() -> None:
    few = achieved(HUNDRED, 12)
    assert str(remark(HUNDRED, few)) == (
        "12 people do not reach the goal: 64.0% are answered within 20 seconds (80% wanted), they are busy 83.3% of "
        "the time; 14 people can"
    )
    assert remark(HUNDRED, achieved(HUNDRED, 14)) is None


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("calls", [0, -1, float("nan"), float("inf"), 1e-9, 1e8]),
        ("interval", [0, -5, float("nan"), 1e12]),
        ("handling", [0, -5, float("inf"), 1e12]),
        ("target", [-1, float("nan"), 1e12]),
        ("level", [0, 1, 1.2, -0.5, float("nan")]),
        ("patience", [0, -3, float("inf"), 1e-320]),
        ("max_occupancy", [0, 1.1, -1, float("nan")]),
        ("shrinkage", [-0.1, 1, 2, float("nan")]),
    ],
)
def test_bad_input_is_named(field: str, values: list[float]) -> None:
    for value in values:
        for asked in (needed, lambda question: achieved(question, 14)):
            with pytest.raises(DeskError) as refused:
                asked(HUNDRED._replace(**{field: value}))
            assert refused.value.field == field.replace("_", "-"), value


@pytest.mark.parametrize("agents", [0, -1, 10**9])
def test_no_number_of_people(agents: int) -> None:
    with pytest.raises(DeskError) as refused:
        achieved(HUNDRED, agents)
    assert refused.value.field == "agents"


def test_a_very_large_desk_is_counted_and_the_impossible_refused() -> None:
    large = needed(Question(100_000, 1800, 180, 20))
    assert (round(large.load), large.is_met) == (10_000, True)
    assert 10_000 < large.agents < 10_100
    with pytest.raises(DeskError, match="need more people than can be counted"):
        needed(HUNDRED._replace(max_occupancy=1e-9))


@pytest.mark.parametrize("case", supervision("service_level"), ids=lambda case: case["id"])
def test_published_service_levels(case: dict[str, Any]) -> None:
    day = case["input"]
    calls = Calls(day["answered"], day["abandoned"], day["answered_20"], day["abandoned_20"], day["abandoned_5"])
    names = {"f1": "lenient", "f2": "answered", "f3": "offered", "f4": "patient", "f5": "short"}
    found = {name: service_level(calls, formula) for name, formula in names.items()}
    assert {name: 100 * met / n for name, (met, n) in found.items()} == pytest.approx(case["expected"], abs=case["tol"])
    assert service_level(calls) == found["f4"]


@pytest.mark.parametrize("case", supervision("forecast"), ids=lambda case: case["id"])
def test_published_forecasts(case: dict[str, Any]) -> None:
    asked, expected = case["input"], case["expected"]
    trended = projected(asked["base"], asked["trend"], asked["months"])
    seasonal = projected(asked["base"], asked["trend"], asked["months"], asked["season"])
    assert (trended, seasonal) == pytest.approx((expected["trended"], expected["seasonal"]), abs=case["tol"])


def test_like_days_say_what_to_expect() -> None:
    mondays = [Day("mon", {18: calls}) for calls in (90, 90, 4, 6, 5, 5, 9, 5, 4, 6)]
    days = [*mondays, Day("holiday", {18: 1}), Day("holiday", {20: 2})]
    assert usual(days, "mon")[18] == 5
    assert usual(days, "holiday")[18:21] == [0.5, 0, 1]
    assert usual(days, "tue") == [0] * PARTS
    assert gaps([0, 2, 3], [0, 2, 1]) == [Gap(2, 3, 1)]
