"""Figures for whoever asks: of a period, with the one before, whether that is a change, and the tickets behind.

Who sees only their own figures is given these; whoever leads a team sees its people, and nobody else's by name.
A figure is counted by one function, whoever asks: :func:`_amounts`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.look import Look
from deskconsole.desk.permissions import NONE, OWN, TEAM
from deskconsole.desk.use_cases import query
from deskconsole.domain.figures import registry
from deskconsole.domain.figures.amounts import NOT_KNOWN, Amount, Usual, amount_of, length_of, usual_of
from deskconsole.domain.figures.figure import COUNT, DURATIONS, Figure
from deskconsole.domain.figures.periods import Period, period_at
from deskconsole.domain.figures.service_level import formula_named
from deskconsole.domain.figures.steady import PERIODS
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import staff
from deskconsole.store.figures import counting
from deskconsole.store.figures.counting import Span
from deskconsole.store.record import checking

#: By so many things at once a figure is cut at most.
MOST_CUTS: Final = 2
#: Nobody and nothing in particular: a part whose tickets have no such thing.
Part = tuple[str | None, str | None]
_WHOLE: Final[Part] = (None, None)
#: What a person is asked by name needs.
PERSONS: Final = "figures_persons"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure, or one part of it: ``by``, what it is cut by and to which part this belongs; ``previous``: the value
    of the period before; ``tickets``: the numbers behind it, those that do not count as well first, where asked."""

    figure: Figure
    by: Mapping[str, str | None] | None
    amount: Amount
    previous: Amount
    usual: Usual = NOT_KNOWN
    tickets: tuple[str, ...] | None = None
    #: the values of the twelve periods before, the oldest first, where what is usual was asked for
    earlier: tuple[float | None, ...] = ()

    @property
    def steady(self) -> bool | None:
        """Whether it is as usual; ``None``: nobody can tell."""
        return None if self.usual.changed is None else not self.usual.changed


@dataclass(frozen=True, slots=True)
class Behind:
    """A ticket behind a figure, whether it counts as well, and what it is."""

    number: str
    good: bool
    came_at: datetime
    channel: str | None
    kind: str | None
    category: str | None
    owner: str | None


@query(needs="figures")
def list_figures(look: Look) -> list[Figure]:
    """Every figure that there is."""
    return [_as_chosen(look, figure) for figure in registry.FIGURES.values()]


@query(needs="figures")
def this_month(look: Look) -> Period:
    """The period of whoever names none."""
    return period_at("month", look.desk.calendar.day(look.now))


@query(needs="figures")
def show_figures(
    look: Look,
    names: Sequence[str] = (),
    *,
    period: Period | None = None,
    by: Sequence[str] = (),
    tickets: bool = False,
    usual: bool = True,
    person: str | None = None,
) -> list[FigureLine]:
    """Each of the figures (of none named: all that can be cut so) for a period, by default this month; a line each, or
    a line for each part of its cuts. Raises :class:`DeskError` for a name, a cut or a person that is none of theirs.

    ``usual``: whether each is a change, which takes the twelve periods before; ``tickets``: with the numbers behind;
    ``person``: one person's alone.
    """
    period = period or this_month(look)
    cut = tuple(dict.fromkeys(by))
    if len(cut) > MOST_CUTS:
        raise DeskError("by: at most {most} at once", field="by", most=MOST_CUTS)
    figures = [registry.figure_named(name) for name in dict.fromkeys(names)]
    if not figures:
        figures = [each for each in registry.FIGURES.values() if set(cut) <= each.cuts]
    for figure in figures or registry.FIGURES.values():
        registry.check_cuts(figure, cut)
    if tickets:
        look.require(PERSONS, action="tickets")
    whose = _whose(look, person)
    chosen = [_as_chosen(look, figure) for figure in figures]
    return [
        line for each in chosen for line in _lines(look, each, period, cut, tickets=tickets, usual=usual, whose=whose)
    ]


def of_all(look: Look, names: Sequence[str], period: Period, by: Sequence[str], *, usual: bool) -> list[FigureLine]:
    """The same of everybody, by whatever names nobody: a part of a use case that has looked whether the person may."""
    cut = tuple(by)
    if "person" in cut:
        look.require(PERSONS, action="person")
    figures = [_as_chosen(look, registry.figure_named(name)) for name in names]
    return [
        line for each in figures for line in _lines(look, each, period, cut, tickets=False, usual=usual, whose=None)
    ]


@query(needs="figures")
def trend(
    look: Look, name: str, period: Period, *, count: int = PERIODS, person: str | None = None
) -> list[tuple[Period, Amount]]:
    """A figure in the periods before one and in it, the oldest first; ``person``: one person's alone."""
    return _trend(look, name, period, count, _whose(look, person))


def trend_of_all(look: Look, name: str, period: Period) -> list[tuple[Period, Amount]]:
    """The same of everybody, as :func:`of_all`."""
    return _trend(look, name, period, PERIODS, None)


def _trend(look: Look, name: str, period: Period, count: int, whose: str | None) -> list[tuple[Period, Amount]]:
    figure = registry.figure_named(name)
    periods = (*period.earlier(count), period)
    return [(each, _amounts(look, figure, (), _span(look, each, (), whose))[_WHOLE]) for each in periods]


@query(needs=PERSONS)
def tickets_behind(
    look: Look,
    name: str,
    period: Period,
    *,
    by: Sequence[str] = (),
    part: Part | None = None,
    limit: int | None = None,
    person: str | None = None,
) -> list[Behind]:
    """The tickets that a figure is made of, or one part of its cuts; those that do not count as well first."""
    figure, cut = registry.figure_named(name), tuple(by)
    registry.check_cuts(figure, cut)
    span = _span(look, period, cut, _whose(look, person))
    rows = counting.behind(look.tx, figure.counted, span, _pair(cut), part=part, limit=limit)
    return [
        Behind(row.number, bool(row.good), row.opened_at, row.channel, row.kind, row.category, row.owner)
        for row in rows
    ]


@query(needs="figures")
def rule_changes(look: Look, period: Period) -> list[tuple[str, datetime]]:
    """Regulations of which several editions judged the tickets of a period: each with when a further one began."""
    names = checking.pack_names(look.tx)
    seen: set[str] = set()
    changes = []
    for edition, came in counting.editions(look.tx, _span(look, period, (), None)):
        name = names.get(edition, edition)
        if name in seen:
            changes.append((name, came))
        seen.add(name)
    return changes


def _as_chosen(look: Look, figure: Figure) -> Figure:
    """A figure with the formula that the site has chosen."""
    return registry.by_formula(figure, formula_named(look.desk.settings.figures.service_level))


def amounts_of_everybody(look: Look, name: str, period: Period, by: str) -> dict[str, Amount]:
    """A figure by person or department, of all of them: for what compares everybody and hands out to each what they may
    see (the assessment), as a part of a use case."""
    figure = registry.figure_named(name)
    registry.check_cuts(figure, (by,))
    amounts = _amounts(look, figure, (by,), _everybody(look, period))
    return {part[0]: amount for part, amount in amounts.items() if part[0] is not None}


def numbers_of_everybody(look: Look, name: str, period: Period, by: str) -> dict[str, list[str]]:
    """The numbers of the tickets behind the same."""
    numbers = _numbers(look, registry.figure_named(name), (by,), _everybody(look, period))
    return {part[0]: listed for part, listed in numbers.items() if part[0] is not None}


def _everybody(look: Look, period: Period) -> Span:
    return Span(
        *period.instants(look.desk.zone), look.now, formula=formula_named(look.desk.settings.figures.service_level)
    )


# --- counting --------------------------------------------------------------------------------------------------------


def _lines(
    look: Look, figure: Figure, period: Period, cut: tuple[str, ...], *, tickets: bool, usual: bool, whose: str | None
) -> list[FigureLine]:
    spans = (_span(look, each, cut, whose) for each in (period, period.before))
    now, before = (_amounts(look, figure, cut, span) for span in spans)
    earlier = _earlier(look, figure, period, cut, before, whose) if usual else []
    behind = _numbers(look, figure, cut, _span(look, period, cut, whose)) if tickets else None
    lines = []
    for part, amount in now.items():
        previous = before.get(part, amount_of(figure, 0, 0, 0))
        values = [None if each is None else each.get(part, amount_of(figure, 0, 0, 0)).value for each in earlier]
        whole = figure.measure != COUNT or period.instants(look.desk.zone)[1] <= look.now
        lines.append(
            FigureLine(
                figure,
                dict(zip(cut, part, strict=False)) if cut else None,
                amount,
                previous,
                usual_of(figure, values, amount.value if whole else None) if usual else NOT_KNOWN,
                tuple(behind.get(part, ())) if behind is not None else None,
                tuple(values),
            )
        )
    return lines


def _amounts(look: Look, figure: Figure, cut: tuple[str, ...], span: Span) -> dict[Part, Amount]:
    """What a figure comes to in a span: as a whole under no part, else by part, in their order."""
    if figure.measure in DURATIONS:
        rows = counting.lengths(look.tx, figure.counted, span, _pair(cut))
        seconds: dict[Part, list[int]] = {} if cut else {_WHOLE: [row[2] for row in rows]}
        for first, second, each in rows if cut else ():
            seconds.setdefault((first, second), []).append(each)
        amounts = {part: length_of(figure, values) for part, values in seconds.items()}
    else:
        parts = counting.counted(look.tx, figure.counted, span, _pair(cut))
        amounts = {(row.first, row.second): amount_of(figure, row.n, row.good, row.total) for row in parts}
    return dict(sorted(amounts.items(), key=lambda item: tuple(map(_place, item[0]))))


def _place(part: str | None) -> tuple[bool, int, str]:
    """Numbers in their order, names in theirs, what has none last."""
    text = part or ""
    return part is None, int(text) if text.isdecimal() else 0, text


def _earlier(
    look: Look,
    figure: Figure,
    period: Period,
    cut: tuple[str, ...],
    before: dict[Part, Amount],
    whose: str | None,
) -> list[dict[Part, Amount] | None]:
    """The twelve periods before; nothing of those in which there was no desk yet."""
    begun = counting.first_came(look.tx)
    periods: list[dict[Part, Amount] | None] = []
    for each in period.earlier(PERIODS):
        if begun is None or each.instants(look.desk.zone)[1] <= begun:
            periods.append(None)
        else:
            span = _span(look, each, cut, whose)
            periods.append(before if each == period.before else _amounts(look, figure, cut, span))
    return periods


def _numbers(look: Look, figure: Figure, cut: tuple[str, ...], span: Span) -> dict[Part, list[str]]:
    numbers: dict[Part, list[str]] = {}
    for row in counting.behind(look.tx, figure.counted, span, _pair(cut)):
        numbers.setdefault((row.first, row.second), []).append(row.number)
    return numbers


def _pair(cut: tuple[str, ...]) -> tuple[str, str]:
    return (*cut, "", "")[:2]  # type: ignore[return-value]


def _span(look: Look, period: Period, cut: tuple[str, ...], whose: str | None) -> Span:
    """What may be counted for the person at the desk: everything, their own, their team's by name."""
    since, until = period.instants(look.desk.zone)
    more: dict[str, Any] = {}
    if whose is not None:
        more["whose"] = whose
    elif "person" in cut:
        look.require(PERSONS, action="person")
        if _scope(look, PERSONS) == TEAM:
            more["team"] = look.actor.department
    return Span(since, until, look.now, formula=formula_named(look.desk.settings.figures.service_level), **more)


def _whose(look: Look, person: str | None) -> str | None:
    """Whose figures alone are counted: those of who asks where these are all that they may see, else of whom they name.

    Whoever sees a team by name may name its people only.
    """
    own = _scope(look, "figures") == OWN
    if person is None or person == look.actor.login:
        return look.actor.login if own or person is not None else None
    record = staff.staff_by_login(look.tx, person)
    if record is None:
        raise DeskError("person: there is nobody called '{login}'", field="person", login=person[:60])
    look.require(PERSONS, action="person")
    if own or (_scope(look, PERSONS) == TEAM and record.department != look.actor.department):
        raise DeskError("person: the figures of '{login}' are not yours to see", field="person", login=person[:60])
    return person


def _scope(look: Look, needs: str) -> str:
    """How far a need goes for the person; whoever has broken the glass has a leader's."""
    scope = look.desk.roles.scope(look.actor.role, needs)
    return scope if scope != NONE else TEAM
