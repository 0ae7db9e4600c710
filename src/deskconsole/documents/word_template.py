"""Our own form as a Word file with placeholders: what is filled where a company has no template of its own, and what
a company may begin with when it makes one."""

from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from deskconsole.documents.paper import Listing, Pairs, Paper
from deskconsole.present.catalogue import _

#: Fonts that Word has wherever Chinese is written with it; another program takes its own instead.
LATIN: Final = "Times New Roman"
CHINESE: Final = "宋体"
_LABEL_SHADE: Final = "F2F2F2"
#: Widths in tenths of a millimetre: label and value, twice; the page is 210 mm wide.
_COLUMNS: Final = (260, 600, 260, 600)

#: Where the lines to sign and the dates begin, in millimetres.
_SIGNATURE_STOPS: Final = (30, 90, 106)


def template_of(paper: Paper) -> Document:
    """A document laid out as ``paper`` is, with a placeholder for each value and a row to repeat for each list."""
    document = docx.Document()
    set_fonts(document)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(19)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run("{{title}}")
    run.bold, run.font.size = True, Pt(16)
    table = _facts_table(document)
    for row in paper.layout:
        if isinstance(row, Pairs):
            _add_pairs(table, row)
    for row in paper.layout:
        if isinstance(row, Listing):
            _add_listing(document, row)
    _add_signatures(document, paper)
    _add_head_and_foot(section)
    return document


def set_fonts(document: Document) -> None:
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = LATIN, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), CHINESE)
    # Which shape a Chinese character has is a question of the language.
    message = OxmlElement("w:lang")
    message.set(qn("w:eastAsia"), "zh-CN")
    style.element.rPr.append(message)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2)


def _facts_table(document: Document) -> Table:
    table: Table = document.add_table(rows=0, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _COLUMNS, strict=True):
        column.width = Mm(width / 10)
    return table


def _add_pairs(table: Table, row: Pairs) -> None:
    cells = table.add_row().cells  # type: ignore[no-untyped-call]
    for cell, width in zip(cells, _COLUMNS, strict=True):
        cell.width = Mm(width / 10)
    for place, (label, name) in enumerate(row.entries):
        label_cell(cells[2 * place], label)
        cells[2 * place + 1].text = f"{{{{{name}}}}}"
    if len(row.entries) == 1:
        cells[1].merge(cells[3]).text = f"{{{{{row.entries[0][1]}}}}}"


def _add_listing(document: Document, listing: Listing) -> None:
    heading = document.add_paragraph()
    heading.paragraph_format.space_before, heading.paragraph_format.keep_with_next = Pt(8), True
    heading.add_run(listing.title).bold = True
    table = document.add_table(rows=2, cols=len(listing.columns), style="Table Grid")
    table.autofit = False
    whole = sum(share for _label, _name, share in listing.columns)
    for place, (label, name, share) in enumerate(listing.columns):
        label_cell(table.cell(0, place), label)
        table.cell(1, place).text = f"{{{{{listing.name}.{name}}}}}"
        # Some programs go by the column, others by each cell.
        table.columns[place].width = Mm(sum(_COLUMNS) / 10 * share / whole)
        for cell in table.columns[place].cells:
            cell.width = Mm(sum(_COLUMNS) / 10 * share / whole)
    repeat_heading(table)


def label_cell(cell: _Cell, text: str) -> None:
    cell.text = text
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", _LABEL_SHADE)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def repeat_heading(table: Table) -> None:
    """The heading stands again on each page that the table runs over."""

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _add_signatures(document: Document, paper: Paper) -> None:
    if not paper.signatures:
        return
    for signature in paper.signatures:
        line = document.add_paragraph(f"{signature}{_(': ')}\t{'_' * 20}\t{_('Date')}{_(': ')}\t{'_' * 14}")
        for stop in _SIGNATURE_STOPS:
            line.paragraph_format.tab_stops.add_tab_stop(Mm(stop))
        line.paragraph_format.space_before = Pt(12)
        line.paragraph_format.keep_with_next = signature != paper.signatures[-1]


def _add_head_and_foot(section: Any) -> None:
    head = section.header.paragraphs[0]
    head.text = "{{company}}\t\t{{number}}"
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    message = _("Printed {printed} by {printed_by}").format(printed="{{printed}}", printed_by="{{printed_by}}")
    foot.add_run(f"{message}　　")
    add_field(foot, "PAGE")
    foot.add_run(" / ")
    add_field(foot, "NUMPAGES")
    for paragraph in (head, foot):
        for run in paragraph.runs:
            run.font.size = Pt(9)


def add_field(paragraph: Any, code: str) -> None:
    """A page number, which only the word processor knows."""

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)
