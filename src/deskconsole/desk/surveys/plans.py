"""What the packs of the desk say of surveys, and the periods that are drawn of."""

from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.domain.figures.periods import Period, read_period
from deskconsole.domain.rules.house.surveys import Survey
from deskconsole.errors import DeskError

#: How a period is written, for messages.
_EXAMPLES: Final = {"month": "2026-10", "quarter": "2026-Q4", "year": "2026"}


def surveys(desk: Desk) -> dict[str, Survey]:
    """The surveys of all packs of the desk, each once."""
    results: dict[str, Survey] = {}
    for pack in desk.packs:
        for survey in pack.surveys:
            results.setdefault(survey.name, survey)
    return results


def survey_named(desk: Desk, name: str) -> Survey:
    """The survey of that name; refused with those that there are."""
    existing = surveys(desk)
    if name not in existing:
        allowed = ", ".join(existing) or "-"
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}", field="survey", name="survey", value=name[:60], allowed=allowed
        )
    return existing[name]


def period_of(look: Look, survey: Survey, text: str) -> Period:
    """The period that a text names; refused where it is none of the survey, or has not begun."""
    period = read_period(text)
    if period.kind != survey.every:
        raise DeskError(
            "period: '{value}' is not written like {example}",
            field="period",
            value=text[:40],
            example=_EXAMPLES[survey.every],
        )
    if period.instants(look.desk.zone)[0] > look.now:
        raise DeskError("period: '{value}' has not begun yet", field="period", value=text)
    return period
