"""A report as it was counted: its sections with figures, tickets, questions and checks; nothing of it is worded yet."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from deskconsole.domain.figures.amounts import NOT_KNOWN, Amount, Usual
from deskconsole.domain.figures.figure import Figure
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.reports.contents import Section
from deskconsole.domain.reports.questions import Questions
from deskconsole.domain.rules.house.reports import ReportRule
from deskconsole.record import NamedTuple, dataclass

#: Whose figures a report has: everybody's, one department's by name, one person's.
ALL: Final = "all"
OWN: Final = "own"


class Counted(NamedTuple):
    """A figure, or a part of one. ``earlier``: the twelve periods before, where what is usual was asked."""

    figure: Figure
    by: Mapping[str, str | None] | None
    amount: Amount
    previous: Amount
    usual: Usual = NOT_KNOWN


class Listed(NamedTuple):
    """A ticket behind a figure."""

    number: str
    good: bool
    came_at: datetime
    channel: str | None
    kind: str | None
    category: str | None
    owner: str | None
    person: str | None = None


class Stated(NamedTuple):
    """How many tickets of a figure say so in one field of their form; ``value``: ``None`` where nothing is said."""

    field: str
    value: str | None
    numbers: tuple[str, ...]


class Checked(NamedTuple):
    """Quality checks of one level, or of one person's work: how many were to be made, made and failed, and the mean."""

    level: str | None
    person: str | None
    due: int
    done: int
    failed: int
    mean: float | None
    right: int


class Improvement(NamedTuple):
    """An improvement that is open."""

    number: str
    owner: str | None
    due: datetime | None
    opened_at: datetime
    content: str


class Placed(NamedTuple):
    """Somebody, or a department, in the assessment: ``place``, ``shared`` with others; ``None`` where there are too few
    cases. ``first``: named among the first."""

    subject: str
    place: int | None
    shared: bool
    points: float | None
    low: float | None
    high: float | None
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section as it was counted. ``rows``: its figures; ``course``: a figure from the oldest period on; ``more``:
    so many tickets beyond those that are listed; ``hidden``: the person may not see it."""

    section: Section
    rows: tuple[Counted, ...] = ()
    course: tuple[tuple[Period, Amount], ...] = ()
    tickets: tuple[Listed, ...] = ()
    more: int = 0
    questions: Questions | None = None
    stated: tuple[Stated, ...] = ()
    checks: tuple[Checked, ...] = ()
    causes: tuple[tuple[str | None, int], ...] = ()
    assessed: tuple[Placed, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What became of a report that is owed: by which ticket, by when, handed in by whom with which words, read by whom
    and when."""

    number: str
    owner: str | None
    due: datetime | None
    overdue: bool = False
    handed_in_at: datetime | None = None
    handed_in_by: str | None = None
    words: str | None = None
    read: tuple[tuple[str, datetime], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of one period. ``person``: whose work alone it is about; ``running``: the period is not over;
    ``changes``: since when tickets ran under another edition of which rules."""

    rule: ReportRule
    period: Period
    person: str | None
    made_at: datetime
    made_by: str
    running: bool
    parts: tuple[Part, ...]
    changes: tuple[tuple[str, datetime], ...] = ()
    handed_in: tuple[HandedIn, ...] = ()
