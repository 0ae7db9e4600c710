"""What people read of an assessment: points, places, why somebody is not assessed, what stands beside the figures."""

from collections.abc import Callable
from typing import Final

from deskconsole.domain.assessment.points import Judged, Total
from deskconsole.domain.figures.figure import Figure
from deskconsole.domain.figures.registry import FIGURES
from deskconsole.domain.site.assessments import HONOUR, OBJECTION, AssessmentEntry
from deskconsole.present.catalogue import N_, _
from deskconsole.present.figures import texts
from deskconsole.text.clean import one_line

#: What is assessed.
SECTIONS: Final = {"person": N_("Individuals"), "department": N_("Departments")}


def points(value: float | None) -> str:
    """Points as they are said; a dash for none."""
    return "–" if value is None else f"{value:.1f}"


def place(value: int | None, shared: bool) -> str:
    """A place, marked where it is shared; a dash for none."""
    return "–" if value is None else _("{n}=").format(n=value) if shared else str(value)


def standing(total: Total, missing: int, *, closed: bool) -> str:
    """Whether it is closed, and why nobody can say anything."""
    if total.points is None:
        return _("not assessed: too few cases for {share} of the weights").format(share=texts.percent(1 - total.weight))
    low, high = points(total.low), points(total.high)
    between = _("between {low} and {high}").format(low=low, high=high)
    parts = [_("figures frozen")] if closed else []
    few = [_("{n} without enough cases").format(n=missing)] if missing else []
    return _(", ").join((*parts, between, *few))


def value(judged: Judged) -> str:
    """What an indicator's figure comes to, and of how many."""
    figure: Figure | None = FIGURES.get(judged.indicator.figure)
    if figure is None:
        return "–"
    return _("{value} (n={n})").format(value=texts.plain_value(figure, judged.amount.value), n=judged.amount.n)


def why_missing(judged: Judged) -> str:
    """Why an indicator is not assessed."""
    return _("too few: {n} of {fewest}").format(n=judged.amount.n, fewest=max(judged.indicator.fewest, 5))


def entry_lines(entry: AssessmentEntry, title: str, person: Callable[[str | None], str]) -> list[str]:
    """What stands beside the figures, in one line each."""
    text = one_line(entry.text or "")
    if entry.what == OBJECTION:
        answer = entry.answer if entry.answered_at is not None else None
        message = one_line(answer) if answer else _("(taken away)") if entry.answered_at else _("not answered yet")
        return [
            _("Objection: {text}").format(text=text or _("(taken away)")),
            _("Answer: {text}").format(text=message),
        ]
    ticket = f" · {entry.number}" if entry.number else ""
    words = f" · {text}" if text else ""
    period = f" · {entry.period}" if entry.period else ""
    sign = "★" if entry.what == HONOUR else "!"
    return [f"{sign} {title}{period}{ticket}{words} · {person(entry.noted_by)}"]
