"""``figures list|show``, ``wallboard``: the registry of figures, what each comes to, and the board on the wall."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from deskconsole.cli.command import REMARK, Answer, Answering, Command, Group, Remark
from deskconsole.cli.parsing.arguments import argument, flag
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Json, Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.figures import figures
    from deskconsole.desk.staff import staff
    from deskconsole.domain.figures import figure as kinds, periods
    from deskconsole.present.figures import texts
    from deskconsole.text import dates


def _show(desk: desks.Desk, given: Namespace) -> Iterator[figures.FigureLine | Remark]:
    period = periods.read_period(given.period) if given.period else None
    by = tuple(each.strip() for each in (given.by or "").split(",") if each.strip())
    lines = figures.show_figures(desk, given.name, period=period, by=by, tickets=given.tickets)
    yield from lines
    period = period or figures.this_month(desk)
    for name, came in figures.rule_changes(desk, period):
        day = dates.short_date(desk.calendar.day(came), desk.calendar.day(desk.now()))
        yield Remark(_("From {day} on tickets ran under another edition of {pack}.").format(day=day, pack=name))


def _title(line: figures.FigureLine, reader: Answering) -> str:
    return _(line.figure.title)


def _by(line: figures.FigureLine, reader: Answering) -> Json:
    return dict(line.by) if line.by is not None else None


def _tickets(line: figures.FigureLine, reader: Answering) -> Json:
    return list(line.tickets) if line.tickets is not None else None


def _line(line: figures.FigureLine, reader: Answering) -> Iterator[str]:
    figure, titles = line.figure, reader.titles
    if not titles.people:
        titles.people = {person.login: person.name for person in staff.staff_list(reader.desk)}
    part = texts.by_words(titles, line.by)
    words = [
        reader.cell(_(figure.title) + (f"  {part}" if part else ""), 40),
        reader.cell(texts.value_words(figure, line.amount), 16),
        reader.cell(_("n={n}").format(n=line.amount.n), 8),
        reader.cell(_("before: {value}").format(value=texts.value_words(figure, line.previous)), 24),
        texts.usual_words(figure, line.usual),
    ]
    yield "  ".join(words)
    if line.tickets:
        yield "    " + " ".join(line.tickets)


def _formula(figure: kinds.Figure, reader: Answering) -> str:
    return _(figure.formula)


def _figure_line(figure: kinds.Figure, reader: Answering) -> Iterator[str]:
    yield f"{reader.cell(figure.name, 24)}  {_(figure.title)}"
    yield "    " + " · ".join((_(figure.formula), _(kinds.BASES[figure.basis]), _(figure.whose)))


_FIGURE: Final = Answer(
    Shape(
        "name title formula basis unit whose by",
        title=lambda figure, reader: _(figure.title),
        formula=_formula,
        whose=lambda figure, reader: _(figure.whose),
        by=lambda figure, reader: [cut for cut in kinds.CUTS if cut in figure.cuts],
    ),
    _figure_line,
)
_SHOWN: Final = Answer(
    Shape(
        "name title formula basis by value n low high unit previous steady tickets",
        name="figure.name",
        title=_title,
        formula=lambda line, reader: _formula(line.figure, reader),
        basis="figure.basis",
        by=_by,
        value="amount.value",
        n="amount.n",
        low="amount.low",
        high="amount.high",
        unit="figure.unit",
        previous="previous.value",
        tickets=_tickets,
    ),
    _line,
    of="FigureLine",
)
# fmt: off
COMMANDS: Final = (
    Group(
        "figures",
        N_("the figures of the desk"),
        Command("list", N_("every figure: what it is, of which tickets, whose, by what it can be cut"),
                use=lambda: figures.list_figures, answer=_FIGURE),
        Command("show", N_("what figures come to in a period, with the one before and what is usual"),
                argument("name", nargs="*", help=N_("which (default: all that can be cut so)")),
                argument("--period", "P", N_("2026, 2026-Q4, 2026-10, 2026-W40, 2026-10-03 or 2026-10-01..2026-10-15 "
                                             "(default: this month)")),
                argument("--by", "C", N_("cut by one or two of these: rule, channel, tier, category, kind, person, "
                                         "department, hour, weekday, cause, age, scoring, question")),
                flag("--tickets", N_("with the tickets behind each")),
                run=_show, answer=(_SHOWN, REMARK),
                examples=("figures show response_on_time --period 2026-10 --by person,rule",)),
    ),
)
