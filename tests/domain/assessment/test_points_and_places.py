"""Points by hand, and what holds of places whatever the figures are (R34)."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from deskconsole.domain.assessment.places import named, places
from deskconsole.domain.assessment.points import Total, evaluate, points_of, total_of
from deskconsole.domain.assessment.sanctions import sanction_of
from deskconsole.domain.figures.amounts import Amount
from deskconsole.domain.figures.proportions import rate
from deskconsole.domain.problems import Place
from deskconsole.domain.rules.house.assessment import AssessmentPlan, Indicator, Sanction
from deskconsole.domain.rules.reading.assessment_checks import check_assessment
from deskconsole.domain.rules.texts import Text

WORD = Text(zh="x", en="x")


def indicator(name: str, weight: float = 1, full: float = 1, none: float = 0, fewest: int = 5) -> Indicator:
    return Indicator(name=name, title=WORD, figure=name, weight=weight, full=full, none=none, fewest=fewest)


def share(good: int, n: int) -> Amount:
    each = rate(good, n)
    return Amount(n, each.value, good, each.low, each.high)


def test_points_lie_on_a_straight_line_between_the_ends() -> None:
    response = indicator("r", full=0.98, none=0.7)
    assert [points_of(response, value) for value in (0.5, 0.7, 0.84, 0.98, 1)] == pytest.approx([0, 0, 50, 100, 100])
    complaints = indicator("c", full=0, none=4)
    assert [points_of(complaints, value) for value in (0, 1, 4, 9)] == [100, 75, 0, 0], "less is better"


def test_a_total_by_hand() -> None:
    """18 of 20 in time (0.7 to 0.98): 71.4 points; 8 of 10 satisfied (0.5 to 0.95): 66.7; 3 of 4 are too few."""
    parts = (
        evaluate(indicator("response", 20, 0.98, 0.7), share(18, 20)),
        evaluate(indicator("satisfied", 10, 0.95, 0.5), share(8, 10)),
        evaluate(indicator("promises", 10), share(3, 4)),
    )
    assert [each.points for each in parts] == pytest.approx([71.42857, 66.66667, None])
    total = total_of(parts, 0.5)
    assert (total.points, total.weight) == pytest.approx(((20 * 71.42857 + 10 * 66.66667) / 30, 0.75))
    # 18/20: 69.9–97.2 % by Wilson, 0 to 97.2 points; 8/10: 49.0–94.3 %, 0 to 98.5; distances as squares.
    low, high = (20 * 71.42857, 10 * 66.66667), (20 * (97.17 - 71.42857), 10 * (98.48 - 66.66667))
    assert total.low == pytest.approx((total.points or 0) - (low[0] ** 2 + low[1] ** 2) ** 0.5 / 30, abs=0.1)
    assert total.high == pytest.approx((total.points or 0) + (high[0] ** 2 + high[1] ** 2) ** 0.5 / 30, abs=0.1)
    assert total_of(parts, 0.76) == Total(None, None, None, 0.75), "too little of it is known"
    assert total_of((), 0.0).points is None


def test_a_place_is_shared_where_the_intervals_overlap_and_the_last_is_not_who_was_not_assessed() -> None:
    totals = {
        "a": Total(90, 85, 95, 1),
        "b": Total(84, 80, 86, 1),  # reaches into a
        "c": Total(79, 78, 81, 1),  # reaches into b, and so shares with a
        "d": Total(60, 50, 70, 1),
        "e": Total(None, None, None, 0.2),
    }
    assert places(totals) == {"a": 1, "b": 1, "c": 1, "d": 4}
    assert named(places(totals), 3) == ("a", "b", "c")
    assert named(places(totals), 2) == (), "nobody can say which two"
    assert named({"x": 1, "y": 2, "z": 2}, 2) == ("x",)


_ENDS = st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted)
_TOTALS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), st.none() | _ENDS, max_size=12).map(
    lambda each: {
        name: Total(None, None, None, 0) if ends is None else Total(sum(ends) / 2, ends[0], ends[1], 1)
        for name, ends in each.items()
    }
)


@given(_TOTALS)
def test_places_never_separate_what_overlaps_and_follow_the_points(totals: dict[str, Total]) -> None:
    result = places(totals)
    assert set(result) == {name for name, total in totals.items() if total.points is not None}
    for one in result:
        for other in result:
            first, second = totals[one], totals[other]
            assert None not in (first.low, first.high, second.low, second.high)
            if (first.low or 0) <= (second.high or 0) and (second.low or 0) <= (first.high or 0):
                assert result[one] == result[other]
            elif (first.low or 0) > (second.high or 0):
                assert result[one] <= result[other]
    for name, place in result.items():
        better = sum(other < place for other in result.values())
        assert place == better + 1, (name, result)
    for most in range(4):
        assert len(named(result, most)) <= most


def test_a_first_violation_is_told_a_repeated_one_or_one_with_a_complaint_is_written() -> None:
    steps = [Sanction(name=name, title=WORD, text=WORD) for name in ("spoken", "written")]

    def follows(before: int, *, complaint: bool = False) -> str:
        sanction = sanction_of(steps, before, caused_complaint=complaint)
        return sanction.name if sanction is not None else ""

    assert [follows(0), follows(1), follows(5), follows(0, complaint=True)] == ["spoken", *["written"] * 3]
    assert sanction_of([], 0, caused_complaint=False) is None


def test_an_indicator_names_a_figure_that_is_counted_for_whom_it_is() -> None:
    plan = AssessmentPlan(name="p", title=WORD, least_weight=120, every=())
    wrong = [indicator("nothing"), indicator("backlog", 0, 1, 1), indicator("score")]
    records: dict[str, list[tuple[Any, Place]]] = {
        "indicator": [(each, Place("assessment.toml")) for each in wrong],
        "assessment": [(plan, Place("assessment.toml"))],
    }
    figures = {"score": {"person"}, "backlog": {"person", "department"}}
    assert [(problem.key, problem.template) for problem in check_assessment(records, figures)] == [
        ("figure", "'{value}' is not one of {allowed}"),
        ("weight", "'{value}' is not a weight"),
        ("full", "it must differ from none"),
        ("of", "'{figure}' is not counted by {value}"),
        ("least_weight", "'{value}' is not a percentage"),
        ("every", "it says no period"),
    ]
