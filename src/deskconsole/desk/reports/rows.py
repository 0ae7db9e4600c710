"""The tickets behind the figures of a report, for whoever wants to go on counting with them."""

from typing import Final

from deskconsole.desk.figures import figures
from deskconsole.desk.figures.figures import Behind
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import ALL, DAY
from deskconsole.desk.reports.building import show_report
from deskconsole.desk.use_cases import query
from deskconsole.domain.figures.figure import Figure
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.reports import contents
from deskconsole.domain.reports.report import Report
from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple

#: So many tickets of a figure are written, those that pull it down first; how many more there are is said.
MOST: Final = 2_000


class RowsBehind(NamedTuple):
    """The tickets of one figure; ``more``: so many beyond those."""

    figure: Figure
    tickets: tuple[Behind, ...]
    more: int


@query(needs="figures")
def report_for_file(look: Look, name: str, period: Period, *, person: str | None = None) -> Report:
    """A report that is to leave as a file: of one's own work for everybody, any other for whoever may hand out."""
    report = show_report(look, name, period, person=person)
    if report.person != look.actor.login:
        look.require("export")
        if look.desk.roles.scope(look.actor.role, "export") == DAY:
            raise DeskError("report: '{login}' may hand out their own only", field="report", login=look.actor.login)
    return report


@query(needs="figures")
def rows_behind(look: Look, report: Report) -> list[RowsBehind]:
    """The tickets behind each figure of a report; none for whoever may not see them."""
    if not look.may(figures.PERSONS) or _is_received(look, report):
        return []
    results = []
    named = (row.figure for part in report.parts if part.section.shows == contents.FIGURES for row in part.rows)
    for figure in dict.fromkeys(named):
        rows = figures.tickets_behind(look, figure.name, report.period, person=report.person, limit=MOST + 1)
        count = next(row.amount.n for part in report.parts for row in part.rows if row.figure == figure and not row.by)
        more = max(0, count - MOST) if len(rows) > MOST else 0
        results.append(RowsBehind(figure, tuple(rows[:MOST]), more))
    return results


def _is_received(look: Look, report: Report) -> bool:
    """Whether the person sees more in it than they may count themselves."""
    return look.desk.roles.scope(look.actor.role, "figures") != ALL and report.person is None
