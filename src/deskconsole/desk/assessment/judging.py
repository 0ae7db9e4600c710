"""How people and departments stand in a period: by figures while it is open, as frozen once it is closed.

Everybody sees their own, who leads a team its people, who is above everybody. Places are those among all.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.figures.figures import amounts_of_everybody, numbers_of_everybody
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import NONE, OWN, TEAM
from deskconsole.desk.use_cases import query
from deskconsole.domain.assessment.places import named, places
from deskconsole.domain.assessment.points import Judged, Total, evaluate, total_of
from deskconsole.domain.figures.amounts import Amount
from deskconsole.domain.figures.figure import COUNT
from deskconsole.domain.figures.periods import Period, period_at, read_period
from deskconsole.domain.figures.registry import figure_named
from deskconsole.domain.rules.house.assessment import AssessmentPlan, Honour, Indicator, Of, Sanction
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.site.assessments import WHOLE, AssessmentEntry, FrozenRow
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, replace
from deskconsole.store import staff
from deskconsole.store.figures import assessments as rows

PERSON: Final[Of] = "person"
DEPARTMENT: Final[Of] = "department"
#: What everybody needs who looks at assessments.
NEED: Final = "assessments"


@dataclass(frozen=True, slots=True)
class Assessed:
    """One person (a login) or department in a period. ``place``: among all, shared where the figures cannot tell;
    ``None``: not assessed. ``closed``: as it was frozen, and what stands behind each indicator with it."""

    period: str
    of: Of
    subject: str
    judged: tuple[Judged, ...]
    total: Total
    place: int | None
    named: bool
    closed: bool
    entries: tuple[AssessmentEntry, ...] = ()
    tickets: Mapping[str, tuple[str, ...]] | None = None

    @property
    def missing(self) -> tuple[Judged, ...]:
        """The indicators that could not be judged."""
        return tuple(each for each in self.judged if each.points is None)


def plan_of(desk: Desk) -> AssessmentPlan:
    """How this desk assesses; refused where no pack of it does."""
    plan = next((plan for pack in desk.packs for plan in pack.assessments), None)
    if plan is None:
        raise DeskError("period: the rules of this desk assess nobody", field="period")
    return plan


def indicators(desk: Desk) -> tuple[Indicator, ...]:
    """The indicators of all packs of the desk, each once."""
    return tuple({each.name: each for pack in reversed(desk.packs) for each in pack.indicators}.values())


def honours(desk: Desk) -> dict[str, Honour]:
    """The titles and awards of all packs of the desk, each once."""
    return {each.name: each for pack in reversed(desk.packs) for each in pack.honours}


def sanctions(desk: Desk) -> tuple[Sanction, ...]:
    """What follows violations, by the first pack that says so."""
    return next((pack.sanctions for pack in desk.packs if pack.sanctions), ())


def title_of(desk: Desk, entry: AssessmentEntry) -> Text | None:
    """What an honour or a sanction is called; ``None`` for an objection, and for one that the rules do not have now."""
    existing: Mapping[str, Honour | Sanction] = {**honours(desk), **{each.name: each for each in sanctions(desk)}}
    rule = existing.get(entry.name or "")
    return rule.title if rule is not None else None


@query(needs=NEED)
def show_assessment(look: Look, period: str | None = None) -> list[Assessed]:
    """People, then departments, each as far as the person may see them; who has a place first, in its order."""
    return [each for each in everybody(look, period_of(look, period)) if _may_see(look, each)]


@query(needs=NEED)
def last_month(look: Look) -> Period:
    """The period of whoever names none: the month that is over."""
    return period_at("month", look.desk.calendar.day(look.now)).before


def period_of(look: Look, text: str | None) -> Period:
    """The period that is meant; refused where assessments are not made of such."""
    if text is None:
        return last_month(look)
    period = read_period(text)
    every = plan_of(look.desk).every
    if period.kind not in every:
        raise DeskError("period: an assessment is of a month or a year, such as 2026-10 or 2026", field="period")
    if period.instants(look.desk.zone)[0] > look.now:
        raise DeskError("period: '{value}' has not begun yet", field="period", value=text[:40])
    return period


def everybody(look: Look, period: Period) -> list[Assessed]:
    """Everybody in a period, as a part of a use case."""
    frozen = rows.frozen(look.tx, period.name)
    entries = rows.entries(look.tx)
    plan = plan_of(look.desk)
    results = [_frozen(look.desk, row) for row in frozen] if frozen else [*_now(look, plan, period)]
    order = sorted(results, key=lambda each: (each.of != PERSON, each.place or len(results) + 1, each.subject))
    return [replace(each, entries=_entries_of(look, each, entries, period)) for each in order]


def _now(look: Look, plan: AssessmentPlan, period: Period) -> Iterable[Assessed]:
    """Everybody as the figures are now."""
    for of, most in ((PERSON, plan.people), (DEPARTMENT, plan.departments)):
        own = [each for each in indicators(look.desk) if of in each.of]
        amounts = {each.name: amounts_of_everybody(look, each.figure, period, of) for each in own}
        logins = {person.login for person in staff.staff_list(look.tx)}
        subjects = {name for each in amounts.values() for name in each if of != PERSON or name in logins}
        judged = {
            name: tuple(evaluate(each, amounts[each.name].get(name, _nothing(each))) for each in own)
            for name in subjects
        }
        totals = {name: total_of(each, plan.least_weight / 100) for name, each in judged.items()}
        place = places(totals)
        first = named(place, most)
        for name in subjects:
            yield Assessed(period.name, of, name, judged[name], totals[name], place.get(name), name in first, False)


def _nothing(indicator: Indicator) -> Amount:
    """Of a figure that counts, none are none; of any other nobody knows."""
    return Amount(0, 0 if figure_named(indicator.figure).measure == COUNT else None)


def _entries_of(
    look: Look, each: Assessed, entries: Sequence[AssessmentEntry], period: Period
) -> tuple[AssessmentEntry, ...]:
    """What stands beside one: of this period, and what is of no period but fell into it."""

    def belongs(entry: AssessmentEntry) -> bool:
        if entry.period is not None:
            return entry.period == period.name
        return period.first <= look.desk.calendar.day(entry.noted_at) < period.after

    return tuple(one for one in entries if (one.of, one.subject) == (each.of, each.subject) and belongs(one))


def _may_see(look: Look, each: Assessed) -> bool:
    scope = look.desk.roles.scope(look.actor.role, NEED)
    if scope in (OWN, TEAM, NONE):
        if each.of == DEPARTMENT:
            return each.subject == look.actor.department
        if each.subject == look.actor.login:
            return True
        person = staff.staff_by_login(look.tx, each.subject) if scope != OWN else None
        return person is not None and person.department == look.actor.department
    return True


# --- frozen ----------------------------------------------------------------------------------------------------------


def results_of(each: Assessed) -> dict[str, Any]:
    """What is frozen of each indicator: whole numbers."""
    return {
        one.indicator.name: {
            "figure": one.indicator.figure,
            "weight": _whole(one.indicator.weight),
            "n": one.amount.n,
            "good": one.amount.good,
            "value": _whole(one.amount.value),
            "points": _whole(one.points),
            "low": _whole(one.low),
            "high": _whole(one.high),
        }
        for one in each.judged
    }


def tickets_of(look: Look, period: Period, of: Of) -> dict[str, dict[str, list[str]]]:
    """Indicator → person or department → the numbers behind it, as a part of a use case."""
    own = [each for each in indicators(look.desk) if of in each.of]
    return {each.name: numbers_of_everybody(look, each.figure, period, of) for each in own}


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value * WHOLE)


def _opened(value: int | None) -> float | None:
    return None if value is None else value / WHOLE


def _frozen(desk: Desk, row: FrozenRow) -> Assessed:
    of: Of = "person" if row.of == PERSON else "department"
    total = Total(_opened(row.points), _opened(row.low), _opened(row.high), row.share / WHOLE)
    order = [each.name for each in indicators(desk)]
    names = sorted(row.results, key=lambda name: (order.index(name) if name in order else len(order), name))
    judged = tuple(_judged(desk, name, row.results[name]) for name in names)
    tickets = {name: tuple(map(str, numbers)) for name, numbers in row.tickets.items()}
    return Assessed(row.period, of, row.subject, judged, total, row.place, row.named, True, (), tickets)


def _judged(desk: Desk, name: str, result: Mapping[str, Any]) -> Judged:
    """An indicator as it was frozen, whatever the rules say of it now."""
    now = {each.name: each for each in indicators(desk)}.get(name)
    weight = result["weight"] / WHOLE
    title = now.title if now is not None else Text(zh=name, en=name)
    indicator = Indicator(name=name, title=title, figure=result["figure"], weight=weight, full=1, none=0)
    amount = Amount(result["n"], _opened(result["value"]), result["good"])
    return Judged(indicator, amount, _opened(result["points"]), _opened(result["low"]), _opened(result["high"]))
