"""A report as a workbook: what it says, its tables with values that can be counted on with, charts, the rows behind."""

import io
import tempfile
from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from deskconsole.desk.reports.rows import RowsBehind
from deskconsole.documents.reports.charts import FORMATS, add_chart, explicit_charts, height_of, plain, write_values
from deskconsole.documents.reports.heat import shade_of
from deskconsole.documents.texts import document_text
from deskconsole.present.catalogue import _
from deskconsole.present.reports.page import SHARE, TEXT, Cell, Chart, Page, Section, Table
from deskconsole.present.titles import Titles

#: A cell holds so many characters at most.
_MOST: Final = 32_767
#: The height of a row, in pixels.
_ROW: Final = 20
#: Where the charts stand, to the right of the tables, and where their values lie.
_CHART_COLUMN: Final = 8
_WIDTHS: Final = (30, 18, 14, 18, 16, 16, 14)


def write_workbook(page: Page, behind: Sequence[RowsBehind], titles: Titles, zone: tzinfo, path: Path) -> None:
    """Writes the report as ``.xlsx`` to ``path``."""
    whole = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="deskconsole-", ignore_cleanup_errors=True) as folder:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "tmpdir": folder}
        book = xlsxwriter.Workbook(whole, options)
        book.set_properties({"title": document_text(page.title), "author": document_text(page.company)})
        _Sheets(book).write(page, behind, titles, zone)
        book.close()
    path.write_bytes(explicit_charts(whole.getvalue()))


class _Sheets:
    """The sheets of one workbook: the report, the values of its charts, the tickets behind its figures."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "font_size": 12})
        self._title = book.add_format({"bold": True, "font_size": 16})
        self._head = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True})
        self._cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._time = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self._forms: dict[tuple[str, str], Any] = {}
        self._row = 0

    def write(self, page: Page, behind: Sequence[RowsBehind], titles: Titles, zone: tzinfo) -> None:
        """All of it."""
        sheet = self._book.add_worksheet(_("Report"))
        data = self._book.add_worksheet(_("Chart values"))
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        self._string(sheet, 0, page.title, self._title)
        self._row = 1
        for label, value in (*page.facts, (_("Made"), page.foot)):
            self._string(sheet, 0, label, self._head)
            self._merged(sheet, value, first=1)
        charts = _Values(data)
        for section in page.sections:
            self._section(sheet, section, charts)
        for name, words in page.words:
            self._row += 1
            self._string(sheet, 0, _("Own words of {name}").format(name=name), self._bold)
            self._row += 1
            for line in words.splitlines():
                self._merged(sheet, line)
        if behind:
            self._behind(behind, titles, zone)

    def _section(self, sheet: Any, section: Section, charts: "_Values") -> None:
        self._row += 1
        top = self._row
        self._string(sheet, 0, section.title, self._bold)
        self._row += 1
        for sentence in section.sentences:
            self._merged(sheet, sentence)
        if section.table is not None:
            self._table(sheet, section.table)
        if section.note:
            self._merged(sheet, section.note)
        if section.chart is not None:
            first = charts.add(section.chart, self._form(section.chart.unit, ""))
            made = add_chart(self._book, charts.name, section.chart, first, 0, 1)
            sheet.insert_chart(top, _CHART_COLUMN, made)
            self._row = max(self._row, top + height_of(section.chart) // _ROW + 1)

    def _table(self, sheet: Any, table: Table) -> None:
        for column, head in enumerate(table.heads):
            self._string(sheet, column, head, self._head)
        self._row += 1
        most = max((cell.value or 0 for row in table.rows for cell in row.cells[:-1]), default=0) if table.heat else 0
        for row in table.rows:
            for column, cell in enumerate(row.cells):
                shade = shade_of(cell.value / most) if most and cell.value and cell is not row.cells[-1] else ""
                self._value(sheet, column, cell, shade)
            few = [cell.text for cell in row.cells if cell.shape == SHARE and "/" in cell.text]
            if few:  # of few cases the share alone would say too much
                sheet.write_string(self._row, len(row.cells), document_text(few[0]))
            self._row += 1

    def _value(self, sheet: Any, column: int, cell: Cell, shade: str) -> None:
        """A value as a number; what only stands in words as a text."""
        value = plain(cell.value, cell.shape)
        if not cell.text:
            sheet.write_blank(self._row, column, None, self._cell)
        elif cell.shape == TEXT or value is None:
            sheet.write_string(self._row, column, document_text(cell.text)[:_MOST], self._cell)
        else:
            sheet.write_number(self._row, column, value, self._form(cell.shape, shade))

    def _form(self, shape: str, shade: str) -> Any:
        if (shape, shade) not in self._forms:
            look: dict[str, Any] = {"num_format": FORMATS.get(shape, "0"), "border": 1, "valign": "top"}
            if shade:
                look["bg_color"] = f"#{shade}"
            self._forms[shape, shade] = self._book.add_format(look)
        return self._forms[shape, shade]

    def _string(self, sheet: Any, column: int, words: str, form: Any) -> None:
        sheet.write_string(self._row, column, document_text(words)[:_MOST], form)

    def _merged(self, sheet: Any, words: str, first: int = 0) -> None:
        """A sentence over the width of the tables."""
        text = document_text(words)[:_MOST]
        sheet.merge_range(self._row, first, self._row, len(_WIDTHS) - 1, "", self._text)
        sheet.write_string(self._row, first, text, self._text)
        lines = 1 + sum(2 if ord(sign) > 0xFF else 1 for sign in text) // 120
        if lines > 1:
            sheet.set_row_pixels(self._row, _ROW * lines)
        self._row += 1

    def _behind(self, behind: Sequence[RowsBehind], titles: Titles, zone: tzinfo) -> None:
        sheet = self._book.add_worksheet(_("Tickets behind"))
        heads = (
            *(_("Figure"), _("Ticket"), _("Counts as well"), _("Came")),
            *(_("Channel"), _("Kind"), _("Category"), _("Owner")),
        )
        for column, (head, width) in enumerate(zip(heads, (26, 22, 10, 18, 12, 16, 16, 14), strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, self._head)
        sheet.freeze_panes(1, 0)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&C&P / &N")
        self._row = 1
        for each in behind:
            for ticket in each.tickets:
                yes = _("yes") if ticket.good else _("no")
                words = {0: _(each.figure.title), 1: ticket.number, 2: yes, 4: titles.title("channel", ticket.channel)}
                words |= {5: titles.title("kind", ticket.kind), 6: titles.title("category", ticket.category)}
                words[7] = titles.person(ticket.owner)
                for column, text in words.items():
                    sheet.write_string(self._row, column, document_text(text))
                sheet.write_datetime(self._row, 3, _local(ticket.came_at, zone), self._time)
                self._row += 1
            if each.more:
                message = _("{title}: {n} more tickets; all of them: figures show {name} --tickets")
                text = message.format(title=_(each.figure.title), n=each.more, name=each.figure.name)
                sheet.write_string(self._row, 0, text)
                self._row += 1
        sheet.autofilter(0, 0, max(1, self._row - 1), len(heads) - 1)


class _Values:
    """The sheet with the values that charts are drawn from."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._row = 0
        self.name: str = sheet.get_name()

    def add(self, chart: Chart, form: Any) -> int:
        """The values of a chart under its title; the row of the first."""
        self._sheet.write_string(self._row, 0, document_text(chart.title))
        first = self._row + 1
        write_values(self._sheet, chart, first, 0, 1, form)
        self._row = first + len(chart.categories) + 1
        return first


def _local(at: datetime, zone: tzinfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)
