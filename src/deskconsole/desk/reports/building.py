"""A report of a period: every section counted by the one function of figures, or read from what stands behind one.

Who sees only their own figures has a report on these; whoever leads a team sees its people by name, and nobody else's.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from deskconsole.desk.assessment.judging import show_assessment
from deskconsole.desk.figures import figures
from deskconsole.desk.figures.figures import Behind, FigureLine
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import OWN
from deskconsole.desk.reports import handing_in
from deskconsole.desk.reports.checks import checked
from deskconsole.desk.reports.forms import stated
from deskconsole.desk.reports.improvements import open_improvements
from deskconsole.desk.reports.questions import frequent_questions
from deskconsole.desk.reports.rules import receives, report_named
from deskconsole.desk.use_cases import query
from deskconsole.domain.assessment.points import Total
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.reports import contents
from deskconsole.domain.reports.contents import Section
from deskconsole.domain.reports.report import Counted, Listed, Part, Placed, Report
from deskconsole.domain.rules.house.reports import ReportRule
from deskconsole.errors import DeskError

#: So many tickets stand in a list of a report; that there are more is said.
MOST: Final = 200


class ReportRequest:
    """What is asked for: which report, of which period, about whose work."""

    def __init__(self, look: Look, rule: ReportRule, period: Period, person: str | None, *, whole: bool) -> None:
        self.look, self.rule, self.period, self.person, self.whole = look, rule, period, person, whole


@query(needs="figures")
def show_report(look: Look, name: str, period: Period, *, person: str | None = None) -> Report:
    """A report of a period, ``person``: about one person's work alone; one that everybody makes of their own is that
    of who asks. Raises :class:`DeskError` for a report that there is not, and for somebody whose figures are nobody
    else's."""
    rule = report_named(look.desk, name)
    since, until = period.instants(look.desk.zone)
    if since > look.now:
        raise DeskError("period: '{value}' has not begun yet", field="period", value=period.name)
    handed = handing_in.handed_in(look, rule, period, person)
    whole = person is None and not rule.own and receives(rule, look.actor) and any(h.handed_in_at for h in handed)
    own = rule.own or (look.desk.roles.scope(look.actor.role, "figures") == OWN and not whole)
    whose = person if person is not None else look.actor.login if own else None
    request = ReportRequest(look, rule, period, whose, whole=whole)
    return Report(
        rule=rule,
        period=period,
        person=whose,
        made_at=look.now,
        made_by=look.actor.login,
        running=until > look.now,
        parts=tuple(_part(request, section) for section in contents.CONTENTS[name].sections),
        changes=tuple(figures.rule_changes(look, period)),
        handed_in=tuple(each for each in handed if not rule.own or each.owner == whose),
    )


def _part(request: ReportRequest, section: Section) -> Part:
    """A section; where the person may not see it, that alone."""
    try:
        return _BUILDERS[section.shows](request, section)
    except DeskError:
        if section.shows == contents.FIGURES:
            raise  # what is wrong is the person or the period
        return Part(section=section, hidden=True)


def _figures(request: ReportRequest, section: Section) -> Part:
    look, period = request.look, request.period
    if request.whole:
        lines = figures.of_all(look, section.figures, period, section.by, usual=section.steady)
    else:
        by, steady = section.by, section.steady
        lines = figures.show_figures(look, section.figures, period=period, by=by, usual=steady, person=request.person)
    return Part(section=section, rows=tuple(map(_counted, lines)))


def _course(request: ReportRequest, section: Section) -> Part:
    look, name, period = request.look, section.figures[0], request.period
    if request.whole:
        course = figures.trend_of_all(look, name, period)
    else:
        course = figures.trend(look, name, period, person=request.person)
    first = next((place for place, (_period, amount) in enumerate(course) if amount.n), len(course) - 1)
    return Part(section=section, course=tuple(course[first:]))


def _tickets(request: ReportRequest, section: Section) -> Part:
    behind = tickets_of(request, section)
    rows = [each for each in behind if not (section.poor and each.good)]
    return Part(section=section, tickets=tuple(map(_listed, rows[:MOST])), more=max(0, len(rows) - MOST))


def _questions(request: ReportRequest, section: Section) -> Part:
    behind = tickets_of(request, section)
    return Part(section=section, questions=frequent_questions(request.look, request.period, behind, request.person))


def _fields(request: ReportRequest, section: Section) -> Part:
    numbers = [each.number for each in tickets_of(request, section)]
    return Part(section=section, stated=stated(request.look, request.period, numbers, request.rule.fields))


def _checks(request: ReportRequest, section: Section) -> Part:
    rows, causes = checked(request.look, request.period, request.person, own=section.own)
    return Part(section=section, checks=rows, causes=causes)


def _assessed(request: ReportRequest, section: Section) -> Part:
    """People, or departments, as the person may see them."""
    seen = [each for each in show_assessment(request.look, request.period.name) if each.of == section.by[0]]
    placed = Counter(each.place for each in seen)
    lines = (
        Placed(each.subject, each.place, placed[each.place] > 1, *_points(each.total), each.named) for each in seen
    )
    return Part(section=section, assessed=tuple(lines))


def _points(total: Total) -> tuple[float | None, float | None, float | None]:
    return total.points, total.low, total.high


def _improvements(request: ReportRequest, section: Section) -> Part:
    return Part(section=section, improvements=open_improvements(request.look))


def tickets_of(request: ReportRequest, section: Section) -> list[Behind]:
    """The tickets behind the figure of a section; not for whoever only receives the report."""
    if request.whole:
        request.look.require(figures.PERSONS, action="tickets")
        if request.look.desk.roles.scope(request.look.actor.role, figures.PERSONS) == OWN:
            raise DeskError("report: the tickets behind are not yours to see", field="report")
    return figures.tickets_behind(request.look, section.figures[0], request.period, person=request.person)


def _counted(line: FigureLine) -> Counted:
    return Counted(line.figure, line.by, line.amount, line.previous, line.usual)


def _listed(each: Behind) -> Listed:
    return Listed(each.number, each.good, each.came_at, each.channel, each.kind, each.category, each.owner)


_BUILDERS: Final[Mapping[str, Callable[[ReportRequest, Section], Part]]] = {
    contents.FIGURES: _figures,
    contents.PARTS: _figures,
    contents.HOURS: _figures,
    contents.COURSE: _course,
    contents.TICKETS: _tickets,
    contents.QUESTIONS: _questions,
    contents.FIELDS: _fields,
    contents.CHECKS: _checks,
    contents.ASSESSED: _assessed,
    contents.IMPROVEMENTS: _improvements,
}
