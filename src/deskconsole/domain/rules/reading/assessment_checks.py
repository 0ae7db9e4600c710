"""What must hold of the indicators of the assessment."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.house.assessment import AssessmentPlan, Indicator

Records = Mapping[str, Sequence[tuple[Any, Place]]]


def check_assessment(records: Records, figures: Mapping[str, Collection[str]]) -> list[Problem]:
    """Every problem of the assessment of a pack; ``figures``: what can be counted, and by what each can be cut."""
    problems: list[Problem] = []
    for indicator, place in records["indicator"]:
        problems += _indicator(indicator, place, figures)
    for plan, place in records["assessment"]:
        problems += _plan(plan, place)
    if records["assessment"] and not records["indicator"]:
        problems.append(Problem("it says nothing to look at", records["assessment"][0][1], "name"))
    return problems


def _indicator(indicator: Indicator, place: Place, figures: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    if figures and indicator.figure not in figures:
        values = {"value": indicator.figure, "allowed": ", ".join(figures)}
        yield Problem("'{value}' is not one of {allowed}", place, "figure", values)
    elif figures and (missing := [each for each in indicator.of if each not in figures[indicator.figure]]):
        values = {"figure": indicator.figure, "value": missing[0]}
        yield Problem("'{figure}' is not counted by {value}", place, "of", values)
    if not 0 < indicator.weight <= 100:
        yield Problem("'{value}' is not a weight", place, "weight", {"value": indicator.weight})
    if indicator.full == indicator.none:
        yield Problem("it must differ from none", place, "full")
    if indicator.fewest < 0:
        yield Problem("'{value}' is not at least 0", place, "fewest", {"value": indicator.fewest})
    if not indicator.of:
        yield Problem("it says nobody whom it is counted for", place, "of")


def _plan(plan: AssessmentPlan, place: Place) -> Iterator[Problem]:
    if not 0 <= plan.least_weight <= 100:
        yield Problem("'{value}' is not a percentage", place, "least_weight", {"value": plan.least_weight})
    for name in ("people", "departments"):
        if getattr(plan, name) < 0:
            yield Problem("'{value}' is not at least 0", place, name, {"value": getattr(plan, name)})
    if not plan.every:
        yield Problem("it says no period", place, "every")
