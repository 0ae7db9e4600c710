"""What the packs of the desk say of checks: levels, scorecards, causes; and the periods that are drawn of."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import Staff
from deskconsole.domain.rules.house.checks import CheckPlan, FindingCause, Scorecard
from deskconsole.errors import DeskError

Named = TypeVar("Named", CheckPlan, Scorecard, FindingCause)

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_WEEK: Final = re.compile(r"(\d{4})-W(\d{2})")
_MONTH: Final = re.compile(r"(\d{4})-(\d{2})")
#: How a period is written, for messages.
PERIODS: Final[Mapping[str, str]] = {"day": "2026-10-05", "week": "2026-W41", "month": "2026-10"}


def plans(desk: Desk) -> dict[str, CheckPlan]:
    """The levels of checks of all packs of the desk, each once."""
    return _each(plan for pack in desk.packs for plan in pack.checks)


def cards(desk: Desk) -> dict[str, Scorecard]:
    """The scorecards of all packs of the desk, each once."""
    return _each(card for pack in desk.packs for card in pack.scorecards)


def causes(desk: Desk) -> dict[str, FindingCause]:
    """Why a record may have failed, by all packs of the desk."""
    return _each(cause for pack in desk.packs for cause in pack.finding_causes)


def _each(entries: Iterable[Named]) -> dict[str, Named]:
    results: dict[str, Named] = {}
    for each in entries:
        results.setdefault(each.name, each)
    return results


def named(field: str, name: str, existing: Mapping[str, Named]) -> Named:
    """The one of that name; refused with those that there are."""
    if name not in existing:
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}",
            field=field,
            name=field,
            value=name[:60],
            allowed=", ".join(existing) or "-",
        )
    return existing[name]


def span(look: Look, plan: CheckPlan, period: str) -> tuple[datetime, datetime]:
    """From when until when a period of a level lasts at the site; refused where it is none, or none of this level."""
    first, last = _days(plan.every, period.strip())
    zone = look.desk.zone
    since, until = (datetime.combine(day, time(), zone).astimezone(look.now.tzinfo) for day in (first, last))
    if since > look.now:
        raise DeskError("period: '{value}' has not begun yet", field="period", value=period)
    return since, until


def _days(every: str, period: str) -> tuple[date, date]:
    try:
        if every == "day" and _DAY.fullmatch(period):
            first = date.fromisoformat(period)
            return first, first + timedelta(days=1)
        if every == "week" and (week := _WEEK.fullmatch(period)):
            first = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return first, first + timedelta(days=7)
        if every == "month" and (month := _MONTH.fullmatch(period)):
            first = date(int(month[1]), int(month[2]), 1)
            return first, (first + timedelta(days=31)).replace(day=1)
    except (ValueError, OverflowError):
        pass
    raise DeskError(
        "period: '{value}' is not written like {example}",
        field="period",
        value=period[:40],
        example=PERIODS[every],
    )


def may_check(desk: Desk, plan: CheckPlan, person: Staff) -> bool:
    """Whether somebody has a role that checks on this level."""
    return person.enabled and (person.role in plan.by or desk.roles.counts_as.get(person.role) in plan.by)


def expanded(card: Scorecard, given: Mapping[str, int | None]) -> dict[str, int | None]:
    """Points by criterion, where a section may stand for all of its own; ``None``: not applicable.

    Refused where a name is none of the card's, points are none of the scale, or something was not scored.
    """
    results: dict[str, int | None] = {}
    criteria = {each.name: each for each in card.criteria}
    sections = {section.name: section for section in card.section}
    for name, points in given.items():
        meant: Sequence[Any] = (
            [criteria[name]] if name in criteria else sections[name].criterion if name in sections else ()
        )
        if not meant:
            allowed = ", ".join(dict.fromkeys((*sections, *criteria)))
            raise DeskError("score: '{value}' is not one of {allowed}", field="score", value=name[:60], allowed=allowed)
        for criterion in meant:
            if points is not None and not criterion.least <= points <= criterion.most:
                raise DeskError(
                    "score: {criterion} has {least} to {most} points",
                    field="score",
                    criterion=criterion.name,
                    least=criterion.least,
                    most=criterion.most,
                )
            results[criterion.name] = points
    if missing := [name for name in criteria if name not in results]:
        raise DeskError("score: not scored yet: {names}", field="score", names=", ".join(missing))
    if all(points is None for points in results.values()):
        raise DeskError("score: nothing of it applies; then there is nothing to check", field="score")
    return {name: results[name] for name in criteria}
