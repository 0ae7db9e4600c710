"""The tables and charts of a report: each value beside what it is, so that a workbook can go on counting."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Final

from deskconsole.domain.figures.amounts import Amount
from deskconsole.domain.figures.figure import COUNT, CUTS, Figure
from deskconsole.domain.reports.report import Checked, Counted, Improvement, Listed, Part, Placed, Stated
from deskconsole.present.catalogue import _
from deskconsole.present.figures import texts
from deskconsole.present.reports.page import (
    BARS,
    LINE,
    POINTS,
    SHARE,
    Behind,
    Cell,
    Chart,
    Row,
    Table,
    number,
    shape_of,
    share,
    text,
)
from deskconsole.present.reports.sentences import Naming
from deskconsole.present.supervision import assessment_texts
from deskconsole.present.titles import Titles
from deskconsole.text.clean import one_line
from deskconsole.text.dates import printed

#: So many parts have a bar.
_BARS: Final = 12
#: So many numbers of a group stand in its line; all of them stand behind it.
_NUMBERS: Final = 6
_HOURS: Final = 24
#: Cuts that have an order of their own.
_IN_TIME: Final = (("weekday",), ("hour",), ("age",))


def value_cell(figure: Figure, amount: Amount) -> Cell:
    """What a figure comes to."""
    return Cell(texts.value_words(figure, amount), amount.value, shape_of(figure))


def plain_cell(figure: Figure, value: float | None) -> Cell:
    """A value alone."""
    return Cell(texts.plain_value(figure, value), value, shape_of(figure))


def of_figures(rows: Sequence[Counted]) -> Table:
    """Figures as a whole, each with the period before and what is usual."""
    lines = []
    for row in rows:
        figure = row.figure
        cells = (
            text(_(figure.title)),
            value_cell(figure, row.amount),
            plain_cell(figure, row.previous.value),
            number(row.amount.n),
            text(texts.usual_words(figure, row.usual)),
        )
        lines.append(Row(cells, Behind(figure.name)))
    heads = (_("Figure"), _("Value"), _("Before"), _("Cases"), _("Usually"))
    return Table(heads, tuple(lines), (5, 4, 3, 2, 6))


def of_parts(rows: Sequence[Counted], by: tuple[str, ...], naming: Naming) -> Table:
    """A figure by what it is cut."""
    figure = rows[0].figure
    whole = sum(row.amount.n for row in rows)
    lines = []
    for row in in_order(rows, by):
        of = (share(row.amount.n, whole),) if figure.measure == COUNT else (number(row.amount.n),)
        cells = (
            text(naming(row)),
            value_cell(figure, row.amount),
            *of,
            plain_cell(figure, row.previous.value),
        )
        lines.append(Row(cells, Behind(figure.name, by, _pair(row))))
    of_whole = _("Share") if figure.measure == COUNT else _("Cases")
    heads = (" · ".join(_(CUTS[cut]) for cut in by), _(figure.title), of_whole, _("Before"))
    return Table(heads, tuple(lines), (7, 5, 3, 3))


def in_order(rows: Sequence[Counted], by: tuple[str, ...]) -> Sequence[Counted]:
    """The parts of a number, the largest first, what has none last; hours, weekdays and ages in their own order."""
    if by in _IN_TIME or rows[0].figure.measure != COUNT:
        return rows
    return sorted(rows, key=lambda row: (None in (row.by or {}).values(), -row.amount.n))


def chart_of_parts(rows: Sequence[Counted], by: tuple[str, ...], naming: Naming, title: str) -> Chart | None:
    """The parts as bars, in the order of the table; of many those that are largest. What has too few cases for a rate
    has no bar: it would stand there as nothing."""
    judged = [row for row in rows if row.amount.value is not None]
    if len(judged) < 2:
        return None
    ordered = in_order(judged, by)[: _HOURS if by in _IN_TIME else _BARS]
    figure = rows[0].figure
    return Chart(
        BARS,
        title,
        tuple(naming.short(row) for row in ordered),
        tuple(row.amount.value for row in ordered),
        shape_of(figure),
    )


def of_course(part: Part, figure: Figure) -> Table:
    """A figure, period by period."""
    of = figure.measure != COUNT  # of a number the cases are the number
    lines = [
        Row((text(period.name), value_cell(figure, amount), *((number(amount.n),) if of else ())))
        for period, amount in part.course
    ]
    heads = (_("Period"), _(figure.title), *((_("Cases"),) if of else ()))
    return Table(heads, tuple(lines), (4, 4, 3)[: len(heads)])


def chart_of_course(part: Part, figure: Figure, title: str) -> Chart:
    """The same as a line."""
    values = tuple(amount.value for _period, amount in part.course)
    return Chart(LINE, title, tuple(period.name for period, _amount in part.course), values, shape_of(figure))


def of_hours(rows: Sequence[Counted]) -> Table | None:
    """A line a weekday, a column an hour, from the first hour with anything to the last."""
    counts = {_pair(row): row.amount.n for row in rows}
    hours = sorted({int(hour) for _weekday, hour in counts if hour is not None})
    if not hours:
        return None
    span = range(hours[0], min(hours[-1] + 1, _HOURS))
    figure = rows[0].figure
    lines = []
    for weekday in map(str, range(1, 8)):
        cells = [Cell(str(n) if n else "", n, "number") for n in (counts.get((weekday, str(hour)), 0) for hour in span)]
        of_day = sum(int(cell.value or 0) for cell in cells)
        behind = Behind(figure.name, ("weekday",), (weekday, None))
        lines.append(Row((text(texts.part_title(_NO_TITLES, "weekday", weekday)), *cells, number(of_day)), behind))
    heads = (_("Weekday"), *(f"{hour:02}" for hour in span), _("All"))
    return Table(heads, tuple(lines), (3, *(2 for _hour in span), 3), heat=True)


def of_tickets(tickets: Sequence[Listed], titles: Titles, zone: tzinfo) -> Table:
    """The tickets behind a figure."""
    lines = [
        Row(
            (
                text(each.number),
                text(printed(each.came_at, zone)),
                text(titles.title("channel", each.channel)),
                text(titles.title("kind", each.kind)),
                text(titles.title("category", each.category)),
                text(titles.person(each.owner)),
            ),
            Behind(numbers=(each.number,)),
        )
        for each in tickets
    ]
    heads = (_("Ticket"), _("Came"), _("Channel"), _("Kind"), _("Category"), _("Owner"))
    return Table(heads, tuple(lines), (6, 5, 3, 4, 4, 3))


def of_questions(part: Part, titles: Titles) -> Table | None:
    """The groups, each with some of its tickets."""
    if part.questions is None or not part.questions.groups:
        return None
    lines = []
    for group in part.questions.groups:
        numbers = " ".join(each[-4:] for each in group.numbers[:_NUMBERS])
        more = " …" if len(group.numbers) > _NUMBERS else ""
        cells = (
            text(one_line(group.text)[:120]),
            text(titles.title("category", group.category)),
            number(len(group.numbers)),
            text(numbers + more),
        )
        lines.append(Row(cells, Behind(numbers=(group.best, *(each for each in group.numbers if each != group.best)))))
    return Table((_("What is asked"), _("Category"), _("Tickets"), _("Which")), tuple(lines), (9, 3, 2, 5))


def of_fields(stated: Sequence[Stated], titles: Titles) -> Table:
    """What the forms say, field by field."""
    lines = []
    for each in stated:
        whole = sum(len(other.numbers) for other in stated if other.field == each.field)
        value = _("not said") if each.value is None else titles.form_value(each.field, each.value)
        cells = (
            text(titles.form_field(each.field) or each.field),
            text(value),
            number(len(each.numbers)),
            share(len(each.numbers), whole),
        )
        lines.append(Row(cells, Behind(numbers=each.numbers)))
    return Table((_("Field"), _("What it says"), _("Tickets"), _("Share")), tuple(lines), (4, 7, 2, 2))


def of_checks(lines: Sequence[Checked], titles: Titles) -> Table:
    """Checks by level, then by person."""
    rows = []
    for line in lines:
        name = titles.person(line.person) if line.person is not None else titles.title("check", line.level)
        mean = Cell(texts.NOTHING) if line.mean is None else Cell(texts.percent(line.mean), line.mean, SHARE)
        counts = (number(each) for each in (line.due, line.done, line.failed, line.right))
        rows.append(Row((text(name), *counts, mean)))
    heads = (_("Check or person"), _("Begun"), _("Made"), _("Failed"), _("To be put right"), _("Mean score"))
    return Table(heads, tuple(rows), (5, 2, 2, 2, 3, 3))


def of_assessed(lines: Sequence[Placed], of: str, titles: Titles) -> Table:
    """Places, points and the interval that they lie in; who has too few cases stands without any."""
    rows = []
    for line in lines:
        name = titles.title("department", line.subject) if of == "department" else titles.person(line.subject)
        place = assessment_texts.place(line.place, line.shared)
        between = "" if line.points is None else "–".join(map(assessment_texts.points, (line.low, line.high)))
        shown = assessment_texts.points(line.points)
        points = Cell(shown) if line.points is None else Cell(shown, round(line.points, 1), POINTS)
        rows.append(Row((text(place), text(("★ " if line.first else "") + name), points, text(between))))
    return Table((_("Place"), _("Assessed"), _("Points"), _("Interval")), tuple(rows), (2, 5, 2, 3))


def of_improvements(lines: Sequence[Improvement], titles: Titles, zone: tzinfo) -> Table:
    """Improvements that are open."""
    rows = [
        Row(
            (
                text(each.number),
                text(one_line(each.content)[:120]),
                text(titles.person(each.owner)),
                text(printed(each.due, zone) if each.due is not None else ""),
            ),
            Behind(numbers=(each.number,)),
        )
        for each in lines
    ]
    return Table((_("Ticket"), _("What"), _("Owner"), _("By when")), tuple(rows), (5, 10, 3, 4))


def _pair(row: Counted) -> tuple[str | None, str | None]:
    first, second, *_rest = (*(row.by or {}).values(), None, None)
    return first, second


#: Weekdays are called alike whatever the packs.
_NO_TITLES: Final = Titles(())
