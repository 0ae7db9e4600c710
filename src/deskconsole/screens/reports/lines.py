"""The lines of a report on the screen: each row of its tables in the same few columns, with a bar where it is one."""

from collections.abc import Callable, Mapping
from typing import Final

from deskconsole.domain.reports import contents
from deskconsole.present.catalogue import N_, _
from deskconsole.present.reports.page import SHARE, Behind, Page, Row, Section, Table
from deskconsole.record import NamedTuple
from deskconsole.text.clean import one_line
from deskconsole.widgets.lists.drawn import bar, spark
from deskconsole.widgets.lists.layout import Column, Layout, fixed, rest
from deskconsole.widgets.lists.lines import Line

_BAR: Final = 10
_VALUE: Final = Column("value", N_("Value"), 6, 17)
#: On a phone the value alone; at eighty cells with a bar and the period before; wider, what is usual or how many more.
REPORT: Final = Layout(
    {
        0: (rest("title", N_("What")), _VALUE),
        64: (rest("title", N_("What")), _VALUE, fixed("bar", "", _BAR), Column("before", N_("Before"), 6, 9)),
        100: (
            *(rest("title", N_("What")), _VALUE, fixed("bar", "", _BAR), Column("before", N_("Before"), 6, 9)),
            Column("more", N_("Besides"), 10, 40),
        ),
    },
    empty=N_("Being counted …"),
    clock="",
    clock_cells=0,
)


class ReportLine(NamedTuple):
    """A line, of which section, and what stands behind it."""

    line: Line
    section: Section | None = None
    behind: Behind = Behind()


def lines_of(page: Page) -> list[ReportLine]:
    """Every line of a report: what it is, then section by section."""
    lines = [ReportLine(Line("", {"section": one_line(page.title)}))]
    for place, (label, value) in enumerate(page.facts):
        text = f"{label}{_(': ')}{value}"
        lines.append(ReportLine(Line(f"fact {place}", {"title": one_line(text)}, dim=True)))
    for place, section in enumerate(page.sections):
        lines.append(ReportLine(Line("", {"section": section.title}), section))
        rows = _rows(section)
        if not rows:
            text = one_line(" ".join(section.sentences))
            lines.append(ReportLine(Line(f"{place}", {"title": text}, dim=True), section))
        for number, (texts, row) in enumerate(rows):
            lines.append(ReportLine(Line(f"{place} {number}", texts), section, row.behind))
    for place, (name, words) in enumerate(page.words):
        lines.append(ReportLine(Line("", {"section": _("Own words of {name}").format(name=name)})))
        for number, text in enumerate(words.splitlines()):
            lines.append(ReportLine(Line(f"words {place} {number}", {"title": one_line(text)})))
    return lines


def _rows(section: Section) -> list[tuple[Mapping[str, str], Row]]:
    table = section.table
    if table is None:
        return []
    most = max((row.cells[1].value or 0.0 for row in table.rows if len(row.cells) > 1), default=0.0)
    make = _MAKERS[section.shows]
    return [(make(table, row, most), row) for row in table.rows]


def _texts(row: Row, *names: str) -> dict[str, str]:
    return {name: one_line(cell.text) for name, cell in zip(names, row.cells, strict=False) if name}


def _figure(table: Table, row: Row, most: float) -> dict[str, str]:
    texts = _texts(row, "title", "value", "before", "", "more")
    value = row.cells[1]
    return texts | ({"bar": bar(value.value, _BAR)} if value.shape == SHARE and value.value is not None else {})


def _part(table: Table, row: Row, most: float) -> dict[str, str]:
    texts = _texts(row, "title", "value", "more", "before")
    return texts | {"bar": _bar(row, most)}


def _course(table: Table, row: Row, most: float) -> dict[str, str]:
    return _texts(row, "title", "value") | {"bar": _bar(row, most)}


def _bar(row: Row, most: float) -> str:
    value = row.cells[1]
    if value.value is None:
        return ""
    return bar(value.value if value.shape == SHARE else value.value / most if most else 0.0, _BAR)


def _hours(table: Table, row: Row, most: float) -> dict[str, str]:
    """A weekday with a line over its hours."""
    hours = row.cells[1:-1]
    drawn = spark([cell.value or 0 for cell in hours])
    span = f"{table.heads[1]}–{table.heads[-2]}"
    return {"title": f"{row.cells[0].text}  {drawn}", "value": row.cells[-1].text, "more": span}


def _ticket(table: Table, row: Row, most: float) -> dict[str, str]:
    number, came, *others, owner = (cell.text for cell in row.cells)
    title = " · ".join(filter(None, (number[-4:], came[5:], *others)))
    return {"title": one_line(title), "value": one_line(owner)}


def _question(table: Table, row: Row, most: float) -> dict[str, str]:
    return _texts(row, "title", "before", "value", "more")


def _field(table: Table, row: Row, most: float) -> dict[str, str]:
    field, value, count, part = (one_line(cell.text) for cell in row.cells)
    return {"title": f"{field}{_(': ')}{value}", "value": count, "more": part}


def _check(table: Table, row: Row, most: float) -> dict[str, str]:
    name, due, done, failed, right, mean = (one_line(cell.text) for cell in row.cells)
    words = _("{done} of {due} made, {failed} failed, {right} to be put right")
    return {"title": name, "value": mean, "more": words.format(done=done, due=due, failed=failed, right=right)}


def _improvement(table: Table, row: Row, most: float) -> dict[str, str]:
    number, what, owner, due = (one_line(cell.text) for cell in row.cells)
    return {"title": f"{number[-4:]} {what}", "value": owner, "more": due}


def _assessed(table: Table, row: Row, most: float) -> dict[str, str]:
    place, who, points, between = (one_line(cell.text) for cell in row.cells)
    return {"title": f"{place}  {who}", "value": points, "more": between}


_MAKERS: Final[Mapping[str, Callable[[Table, Row, float], dict[str, str]]]] = {
    contents.FIGURES: _figure,
    contents.PARTS: _part,
    contents.COURSE: _course,
    contents.HOURS: _hours,
    contents.TICKETS: _ticket,
    contents.QUESTIONS: _question,
    contents.FIELDS: _field,
    contents.CHECKS: _check,
    contents.ASSESSED: _assessed,
    contents.IMPROVEMENTS: _improvement,
}
