"""What must hold of scorecards, of the levels of checks, and of surveys."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.house.checks import SELF, CheckPlan, Criterion, Scorecard
from deskconsole.domain.rules.house.surveys import Survey
from deskconsole.domain.rules.reading.names import Names

Records = Mapping[str, Sequence[tuple[Any, Place]]]
#: Points of a scale: fewer tell nothing apart, more nobody tells apart.
_FEWEST: Final = 2
_MOST: Final = 5
#: So many records at most are scored by all.
_TOGETHER: Final = 20


def check_quality(names: Names, records: Records) -> list[Problem]:
    """Every problem of the checks of a pack."""
    problems: list[Problem] = []
    for card, place in records["scorecard"]:
        problems += _card(card, place)
    for plan, place in records["check"]:
        problems += _plan(names, plan, place)
    for survey, place in records["survey"]:
        problems += _survey(names, survey, place)
    if records["check"] and not records["finding_cause"]:
        problems.append(Problem("there are checks, but no finding_cause", records["check"][0][1], "name"))
    return problems


def _card(card: Scorecard, place: Place) -> Iterator[Problem]:
    if not card.section or not card.criteria:
        yield Problem("it says nothing to look at", place, "section")
    if not 0 <= card.passes <= 100:
        yield Problem("'{value}' is not a percentage", place, "passes", {"value": card.passes})
    # A section may be called like its only criterion: its points are then that criterion's.
    taken: set[str] = set()
    for number, section in enumerate(card.section, start=1):
        own = [each.name for each in section.criterion]
        for name in ([section.name] if own != [section.name] else []) + own:
            if name in taken:
                yield Problem("'{name}' stands there twice", place, f"section[{number}].name", {"name": name})
            taken.add(name)
        for place_of, criterion in enumerate(section.criterion, start=1):
            yield from _criterion(criterion, place, f"section[{number}].criterion[{place_of}]")


def _criterion(criterion: Criterion, place: Place, key: str) -> Iterator[Problem]:
    points = criterion.most - criterion.least + 1
    if not (_FEWEST <= points <= _MOST and criterion.least >= 0 and criterion.most <= 9):
        values = {"value": f"{criterion.least}–{criterion.most}", "fewest": _FEWEST, "most": _MOST}
        yield Problem("'{value}' is not a scale of {fewest} to {most} points", place, f"{key}.most", values)
    if not 0 < criterion.weight <= 100:
        yield Problem("'{value}' is not a weight", place, f"{key}.weight", {"value": criterion.weight})


def _plan(names: Names, plan: CheckPlan, place: Place) -> Iterator[Problem]:
    if not 0 <= plan.percent <= 100:
        yield Problem("'{value}' is not a percentage", place, "percent", {"value": plan.percent})
    if not 0 <= plan.together <= _TOGETHER:
        values = {"value": plan.together, "most": _TOGETHER}
        yield Problem("'{value}' is not a whole number from 1 to {most}", place, "together", values)
    if bool(plan.percent) == bool(plan.together):
        yield Problem("either percent or together", place, "percent")
    if plan.together and (plan.spot or plan.always or SELF in plan.by):
        yield Problem("what all score together has neither spot nor always, nor 'self'", place, "together")
    if not 1 <= plan.appeal_days <= 365:
        yield Problem("'{value}' is not at least 1", place, "appeal_days", {"value": plan.appeal_days})
    if SELF not in plan.by:
        yield from names.check("role", plan.by, place, "by")
    elif not plan.own:
        yield Problem("'self' stands alone", place, "by")
    if not plan.by:
        yield Problem("it says nobody who checks", place, "by")
    yield from names.check("scorecard", [plan.card], place, "card")
    for number, always in enumerate(plan.always, start=1):
        yield from names.check("kind", always.kinds, place, f"always[{number}].kinds")
        if not (always.kinds or always.major or always.low):
            yield Problem("it says nothing to look at", place, f"always[{number}]")
    yield from names.check_duration(plan.within, place, "within")


def _survey(names: Names, survey: Survey, place: Place) -> Iterator[Problem]:
    if not 0 <= survey.percent <= 100:
        yield Problem("'{value}' is not a percentage", place, "percent", {"value": survey.percent})
    yield from names.check("role", survey.by, place, "by")
    if not survey.by:
        yield Problem("it says nobody who asks", place, "by")
    if not survey.question:
        yield Problem("it says nothing to ask", place, "question")
    taken: set[str] = set()
    for number, question in enumerate(survey.question, start=1):
        if question.name in taken:
            values = {"name": question.name}
            yield Problem("'{name}' stands there twice", place, f"question[{number}].name", values)
        taken.add(question.name)
    yield from names.check_duration(survey.within, place, "within")
    for number, after in enumerate(survey.tries, start=1):
        yield from names.check_duration(after, place, f"tries[{number}]")
