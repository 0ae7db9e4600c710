"""What stands in the list of the assessed, and below it of the selected one."""

from collections.abc import Sequence
from typing import Final

from deskconsole.desk.assessment.judging import DEPARTMENT, Assessed, title_of
from deskconsole.domain.site.assessments import AssessmentEntry
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.supervision import assessment_texts
from deskconsole.present.titles import Titles
from deskconsole.screens.assessment.forms import key_of
from deskconsole.screens.frame.session import Session
from deskconsole.text import cells
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.lines import Line
from deskconsole.widgets.text_view import Piece

#: Which place, who, how many points, how it stands; on a phone without how it stands.
ASSESSED: Final = Layout(
    {
        0: (Column("place", N_("Place"), 4, 5), rest("who", N_("Assessed")), Column("points", N_("Points"), 5, 6)),
        64: (
            Column("place", N_("Place"), 4, 5),
            Column("who", N_("Assessed"), 8, 18),
            Column("points", N_("Points"), 5, 6),
            rest("stands", N_("How it stands")),
        ),
    },
    clock="",
    clock_cells=0,
)


def assessed_line(each: Assessed, others: Sequence[Assessed], titles: Titles) -> Line:
    """One of the people or departments; a place that several have says so."""
    shared = sum(each.of == other.of and each.place == other.place for other in others) > 1
    texts = {
        "place": assessment_texts.place(each.place, shared),
        "who": ("★ " if each.named else "") + who(each, titles),
        "points": assessment_texts.points(each.total.points),
        "stands": assessment_texts.standing(each.total, len(each.missing), closed=each.closed),
    }
    return Line(key_of(each), texts, dim=each.place is None)


def who(each: Assessed, titles: Titles) -> str:
    """What somebody, or a department, is called."""
    return titles.title("department", each.subject) if each.of == DEPARTMENT else titles.person(each.subject)


def about(each: Assessed, session: Session) -> list[Piece]:
    """By indicator: points, what they rest on, or why there are none; then what stands beside."""
    pieces: list[Piece] = []
    width = max((cells.width(one.indicator.title.get(language())) for one in each.judged), default=0)
    for one in each.judged:
        missing = one.points is None
        result = assessment_texts.why_missing(one) if missing else assessment_texts.points(one.points)
        weight = _("weight {n}").format(n=f"{one.indicator.weight:g}")
        pieces.append((f"{cells.pad(one.indicator.title.get(language()), width)}  ", "$foreground-muted"))
        words = (result, assessment_texts.value(one)) if not missing else (result,)
        pieces.append((" · ".join((*words, weight)) + "\n", ""))
    for entry in each.entries:
        pieces += [(f"{line}\n", "bold") for line in _entry(entry, session)]
    return pieces


def _entry(entry: AssessmentEntry, session: Session) -> list[str]:
    title = title_of(session.desk, entry)
    words = title.get(language()) if title is not None else entry.name or ""
    return assessment_texts.entry_lines(entry, words, session.titles.person)
