"""What each report consists of: figures, what they are cut by, their course, tickets behind; in the order of the page.

Every figure is one of the registry. Who makes a report, for whom and by when is data of the packs
(``domain.rules.house.reports``), under the same name. A further report is one more entry here and its name there.
"""

from collections.abc import Mapping
from typing import Final

from deskconsole.domain.figures.periods import Kind
from deskconsole.record import dataclass
from deskconsole.text.marked import N_, Marked

#: What a section shows: figures with the period before; one figure by what it is cut; its course over the last periods;
#: by weekday and hour; the tickets behind it, or those that pull it down; questions that are alike; what the forms of
#: the tickets behind say; quality checks; places of the assessment; improvements that are open.
FIGURES: Final = "figures"
PARTS: Final = "parts"
COURSE: Final = "course"
HOURS: Final = "hours"
TICKETS: Final = "tickets"
QUESTIONS: Final = "questions"
FIELDS: Final = "fields"
CHECKS: Final = "checks"
ASSESSED: Final = "assessed"
IMPROVEMENTS: Final = "improvements"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report. ``by``: what its figures are cut by; ``steady``: whether each is a change is said as well;
    ``poor``: of its tickets those alone that pull the figure down; ``own``: of checks those of one's own work alone."""

    shows: str
    title: Marked
    figures: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    steady: bool = False
    poor: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """A report: its title and period where no pack says otherwise, and its sections."""

    title: Marked
    every: Kind
    sections: tuple[Section, ...]


def _figures(title: Marked, *names: str, steady: bool = False) -> Section:
    return Section(FIGURES, title, names, steady=steady)


def _parts(title: Marked, figure: str, *by: str) -> Section:
    return Section(PARTS, title, (figure,), by)


def _course(title: Marked, figure: str) -> Section:
    return Section(COURSE, title, (figure,))


def _tickets(title: Marked, figure: str, *, poor: bool = False) -> Section:
    return Section(TICKETS, title, (figure,), poor=poor)


_FREQUENT: Final = Section(QUESTIONS, N_("Frequent questions"), ("received",))
_IMPROVEMENTS: Final = Section(IMPROVEMENTS, N_("Improvements still open"))
_LATE: Final = _tickets(N_("What was late"), "late")

_CONTENTS: Final = {
    "weekly": Content(
        N_("Weekly summary of one's own inquiries"),
        "week",
        (
            _figures(N_("The week in figures"), "received", "finished", "response_on_time", steady=True),
            _figures(
                N_("In time"),
                *("response_time", "promises_kept", "hand_offs_answered", "filed_on_time", "late", "backlog"),
            ),
            _figures(N_("What customers said"), "answered_score", "satisfied", "score"),
            _parts(N_("By category"), "received", "category"),
            _FREQUENT,
            _LATE,
        ),
    ),
    "monthly": Content(
        N_("Report on the reception of inquiries"),
        "month",
        (
            _figures(N_("Overview"), "received", "finished", "resolved", "response_on_time", steady=True),
            _parts(N_("By category"), "received", "category"),
            _parts(N_("By channel"), "received", "channel"),
            _parts(N_("By tier"), "received", "tier"),
            _course(N_("Trend of demand"), "received"),
            _FREQUENT,
            _figures(
                N_("In time"),
                *("response_time", "resolution_on_time", "resolution_time", "promises_kept", "hand_offs_answered"),
                *("filed_on_time", "on_time", "on_time_excused", "first_contact", "backlog"),
            ),
            _figures(N_("What customers said"), "answered_score", "satisfied", "score", "complaints", "reopened"),
            _parts(N_("Weak points: late, by rule"), "late", "rule"),
            _parts(N_("Weak points: late, by department"), "late", "department"),
            _LATE,
        ),
    ),
    "supervision": Content(
        N_("Report of the monthly check"),
        "month",
        (
            _figures(N_("Overview"), "received", "on_time", "late", "filed", "complaints", steady=True),
            Section(CHECKS, N_("Quality checks")),
            _parts(N_("Late, by person"), "late", "person"),
            _parts(N_("Complaints by kind"), "complaints", "kind"),
            _tickets(N_("Complaints of the period"), "complaints"),
        ),
    ),
    "satisfaction": Content(
        N_("Report on the satisfaction of customers"),
        "quarter",
        (
            _figures(N_("Overview"), "answered_score", "satisfied", "content", "score", steady=True),
            _parts(N_("Who was asked"), "answered_score", "scoring"),
            _parts(N_("Satisfied, by category"), "satisfied", "category"),
            _parts(N_("Satisfied, by channel"), "satisfied", "channel"),
            _course(N_("Course of satisfaction"), "satisfied"),
            _tickets(N_("Scores of 1 and 2"), "content", poor=True),
        ),
    ),
    "self_check": Content(
        N_("Report on one's own checks"),
        "day",
        (
            Section(CHECKS, N_("Own checks"), own=True),
            _figures(N_("The day in figures"), "received", "finished", "filed", "filed_on_time", "late"),
            _LATE,
        ),
    ),
    "quality": Content(
        N_("Report on quality checks"),
        "month",
        (
            Section(CHECKS, N_("Quality checks")),
            _figures(N_("The work that was checked"), "finished", "filed", "filed_on_time", "on_time", steady=True),
            _parts(N_("Late, by rule"), "late", "rule"),
        ),
    ),
    "complaints": Content(
        N_("Analysis of complaints"),
        "month",
        (
            _figures(N_("Overview"), "complaints", steady=True),
            _course(N_("Course of complaints"), "complaints"),
            _parts(N_("By cause"), "complaints", "cause"),
            _parts(N_("By department"), "complaints", "department"),
            _parts(N_("By person"), "complaints", "person"),
            _parts(N_("By kind"), "complaints", "kind"),
            Section(FIELDS, N_("By what the forms say"), ("complaints",)),
            _tickets(N_("Complaints of the period"), "complaints"),
        ),
    ),
    "makers": Content(
        N_("Quality information for the makers"),
        "month",
        (
            _figures(N_("Overview"), "received", "complaints", "reopened", steady=True),
            _parts(N_("By kind of work"), "received", "kind"),
            _parts(N_("Complaints by cause"), "complaints", "cause"),
            Section(FIELDS, N_("By goods"), ("received",)),
            _FREQUENT,
            _tickets(N_("Complaints of the period"), "complaints"),
        ),
    ),
    "alarms": Content(
        N_("Report on alarms"),
        "month",
        (
            _figures(N_("Overview"), "overdue", "overdue_day", "late", "late_accepted", steady=True),
            _parts(N_("Which rule warns most"), "overdue", "rule"),
            _parts(N_("By department"), "overdue", "department"),
            _course(N_("Course of alarms"), "overdue"),
            _tickets(N_("What stood for more than a day"), "overdue_day"),
        ),
    ),
    "assessment": Content(
        N_("Report on the assessment"),
        "month",
        (
            Section(ASSESSED, N_("People by their points"), by=("person",)),
            Section(ASSESSED, N_("Departments by their points"), by=("department",)),
            _parts(N_("First response in time, by person"), "response_on_time", "person"),
            _parts(N_("Resolved, by person"), "resolved", "person"),
            _parts(N_("Satisfied, by person"), "satisfied", "person"),
            _parts(N_("Filed in time, by person"), "filed_on_time", "person"),
        ),
    ),
    "staffing": Content(
        N_("Report on staffing"),
        "month",
        (
            _figures(
                N_("Overview"), "received", "calls", "missed_calls", "service_level", "short_give_ups", steady=True
            ),
            Section(HOURS, N_("Received, by weekday and hour"), ("received",), ("weekday", "hour")),
            Section(HOURS, N_("Calls, by weekday and hour"), ("calls",), ("weekday", "hour")),
            _parts(N_("Received, by weekday"), "received", "weekday"),
            _parts(N_("Missed calls, by hour"), "missed_calls", "hour"),
        ),
    ),
}

#: Improvements that are open stand in every report (S02).
CONTENTS: Final[Mapping[str, Content]] = {
    name: Content(each.title, each.every, (*each.sections, _IMPROVEMENTS)) for name, each in _CONTENTS.items()
}
