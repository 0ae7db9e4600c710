"""The same records are scored by everybody who checks, blind, and what that shows of their standard (R33)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from deskconsole.desk.look import Look
from deskconsole.desk.permissions import Staff
from deskconsole.desk.quality.beginning import begin_check, had_hand_in, put_on_record
from deskconsole.desk.quality.plans import cards, may_check, named, plans
from deskconsole.desk.use_cases import query
from deskconsole.desk.work import Work
from deskconsole.domain.quality.calibration import Calibration, Scored, calibrate
from deskconsole.domain.quality.draw import Candidate, draw
from deskconsole.domain.rules.house.checks import CheckPlan, Scorecard
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.site.checks import OPEN, SCORED, CheckRow
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import staff
from deskconsole.store.care import checks as rows

#: So many are needed to compare.
_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class CalibrationView:
    """A round as whoever leads sees it. ``waiting``: who still scores, with how many records; as long as somebody does,
    there is no ``result``: it would be seen before the last has scored."""

    level: str
    title: Text
    period: str
    card: Scorecard
    numbers: tuple[str, ...]
    waiting: Mapping[str, int]
    result: Calibration | None


def draw_together(
    work: Work, plan: CheckPlan, period: str, candidates: Sequence[Candidate], numbers: Mapping[str, str], seed: str
) -> str:
    """Draw so many records as the level says and give each to everybody who may check it; the id of the draw.

    ``numbers``: of the candidates, by their ids. Raises :class:`DeskError` where there are not two to compare.
    """
    people = [Staff.of(each) for each in staff.staff_list(work.tx)]
    able = [each.login for each in people if may_check(work.desk, plan, each)]
    if len(able) < _FEWEST:
        raise DeskError("level: at least two must be there who may check", field="level")
    wanted = min(plan.together, len(candidates))
    drawn = draw(candidates, Fraction(100 * wanted, len(candidates)), seed)
    id = put_on_record(work, plan, period, drawn, numbers)
    for uuid in drawn.drawn:
        ticket = work.ticket(numbers[uuid])
        for login in able:
            if not had_hand_in(ticket, login):
                begin_check(work, plan, ticket, login, draw=id, always=False)
    return id


@query(needs="draw_checks")
def calibration(look: Look, period: str | None = None, *, level: str | None = None) -> CalibrationView:
    """What the last round has shown, or that of a ``period``. Raises :class:`DeskError` where there was none."""
    existing = {name: plan for name, plan in plans(look.desk).items() if plan.together}
    plan = named("level", level, existing) if level is not None else next(iter(existing.values()), None)
    if plan is None:
        raise DeskError("level: the rules of this site have nothing that all score together", field="level")
    drawn = rows.last_draw(look.tx, plan.name, period.strip() if period is not None else None)
    if drawn is None:
        raise DeskError("period: nothing was drawn for it", field="period")
    checks = [row for row in rows.checks_of_draw(look.tx, drawn.draw) if row.state in (OPEN, SCORED)]
    waiting: dict[str, int] = defaultdict(int)
    for row in checks:
        if row.state == OPEN and row.reviewer is not None:
            waiting[row.reviewer] += 1
    card = named("card", checks[0].card if checks else plan.card, cards(look.desk))
    result = None if waiting else calibrate(card.section, _scored(checks))
    numbers = tuple(map(str, drawn.drawn))
    return CalibrationView(plan.name, plan.title, drawn.period, card, numbers, dict(waiting), result)


def _scored(checks: Sequence[CheckRow]) -> list[Scored]:
    points: dict[str, dict[str, Mapping[str, int | None]]] = {}
    for row in checks:
        if row.reviewer is not None and row.points is not None:
            points.setdefault(row.number, {})[row.reviewer] = row.points
    return [Scored(number, given) for number, given in points.items()]
