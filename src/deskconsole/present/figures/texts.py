"""Figures in words: a value as it may be said, what is usual, what a part of a figure is called, a period."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from deskconsole.domain.figures.amounts import Amount, Usual
from deskconsole.domain.figures.duties import ANSWERED, NOT_ASKED, NOT_REACHED, REFUSED
from deskconsole.domain.figures.figure import COUNT, DURATIONS, MEAN, Figure
from deskconsole.domain.figures.proportions import FEW
from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.present.countdown import lasting
from deskconsole.present.dates import weekday_name
from deskconsole.present.titles import TABLES, Titles
from deskconsole.text.clean import one_line

#: What there is nothing to say of.
NOTHING: Final = "–"
_AGES: Final[Mapping[str, Marked]] = {
    "1": N_("under a day"),
    "3": N_("1 to 3 days"),
    "7": N_("3 to 7 days"),
    "30": N_("7 to 30 days"),
    "more": N_("30 days and more"),
}
_SCORING: Final[Mapping[str, Marked]] = {
    ANSWERED: N_("answered"),
    NOT_ASKED: N_("not asked"),
    REFUSED: N_("refused"),
    NOT_REACHED: N_("not reached"),
}


def percent(share: float) -> str:
    """A share in whole percent."""
    return f"{share * 100:.0f} %"


def plain_value(figure: Figure, value: float | None) -> str:
    """A value alone: a number, a share, a length of time; a dash where nothing can be said."""
    if value is None:
        return NOTHING
    if figure.measure in DURATIONS:
        return lasting(timedelta(seconds=value))
    if figure.measure == COUNT:
        return f"{value:.0f}"
    return f"{value:.1f}" if figure.measure == MEAN and figure.unit != "share" else percent(value)


def value_words(figure: Figure, amount: Amount) -> str:
    """A value as it may be said: of few cases a rate is ``8/10, 49–94 %``, of fewer than five the cases alone."""
    if amount.good is None or amount.n >= FEW:
        return plain_value(figure, amount.value)
    if not amount.n:
        return NOTHING
    cases = f"{amount.good}/{amount.n}"
    if amount.low is None or amount.high is None:
        return cases
    return _("{cases}, {low}–{high}").format(cases=cases, low=f"{amount.low * 100:.0f}", high=percent(amount.high))


def usual_words(figure: Figure, usual: Usual) -> str:
    """What is usual, and whether this is a change; empty where nobody can tell."""
    if usual.low is None or usual.high is None:
        return ""
    low, high = plain_value(figure, usual.low), plain_value(figure, usual.high)
    between = low if low == high else f"{low.removesuffix(' %')}–{high}"
    if usual.changed is None:
        return _("usually {between}").format(between=between)
    if usual.changed:
        return _("usually {between}: a change").format(between=between)
    return _("usually {between}: no change").format(between=between)


def part_title(titles: Titles, cut: str, part: str | None) -> str:
    """What a part of a figure is called: a person, a weekday, an hour, whatever a pack calls it."""
    if part is None:
        return _("none") if cut != "person" else _("nobody")
    if cut == "person":
        return titles.person(part)
    if cut == "weekday":
        return weekday_name(int(part))
    if cut == "hour":
        return f"{int(part):02}:00"
    if cut == "age":
        return _(_AGES[part])
    if cut == "question":
        return titles.question(part)
    if cut == "scoring":
        return _(_SCORING[part])
    return titles.title(cut, part) if cut in TABLES else one_line(part)


def by_words(titles: Titles, by: Mapping[str, str | None] | None) -> str:
    """The part that a line is of; empty for the whole."""
    return " · ".join(part_title(titles, cut, part) for cut, part in (by or {}).items())
