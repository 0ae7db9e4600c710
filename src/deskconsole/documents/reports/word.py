"""A report as a Word file: sentences, tables, charts that Word can change, the tickets behind."""

from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import quoteattr

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Emu, Mm, Pt, RGBColor

from deskconsole.documents.files import save
from deskconsole.documents.reports.charts import WIDTH, chart_with_workbook, height_of
from deskconsole.documents.reports.heat import shade_of
from deskconsole.documents.texts import document_text
from deskconsole.documents.word_template import CHINESE, LATIN, add_field, label_cell, repeat_heading, set_fonts
from deskconsole.present.catalogue import _
from deskconsole.present.reports.page import TEXT, Chart, Page, Section, Table, joined

_CHART: Final = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEADING: Final = "黑体"
_GREY: Final = RGBColor(0x59, 0x59, 0x59)
#: In millimetres: what there is, and what stands before a fact.
_WIDTH: Final = 172
_LABEL: Final = 32
#: Pixels of a chart are of 96 to the inch.
_PIXEL: Final = 9525
#: The font of a chart, which its own text says nothing of.
_FONT: Final = (
    '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="900"><a:latin typeface="{latin}"/><a:ea '
    'typeface="{chinese}"/></a:defRPr></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
)
_EXTERNAL: Final = '<c:externalData r:id="{book}"><c:autoUpdate val="0"/></c:externalData>'
#: So many columns stand on a page upright; a wider table has small print.
_UPRIGHT: Final = 8


def write_word(page: Page, path: Path) -> None:
    """Writes the report as ``.docx`` to ``path``."""
    document = docx.Document()
    set_fonts(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(19)
    section.top_margin, section.bottom_margin = Mm(20), Mm(18)
    document.core_properties.title = document_text(page.title)
    document.core_properties.author = document_text(page.company)
    document.core_properties.comments = ""
    _Body(document).page(page)
    _head_and_foot(section, page)
    save(document, path)


class _Body:
    """Puts a report into one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._charts = 0

    def page(self, page: Page) -> None:
        """All of it."""
        title = self._document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(title, page.title, size=16, bold=True, font=_HEADING)
        self._facts(page)
        for section in page.sections:
            self._section(section)
        for name, words in page.words:
            self._heading(_("Own words of {name}").format(name=name))
            for line in document_text(words).splitlines():
                self._document.add_paragraph(line)

    def _facts(self, page: Page) -> None:
        table = self._document.add_table(rows=0, cols=2, style="Table Grid")
        table.autofit = False
        for label, value in page.facts:
            cells = table.add_row().cells
            label_cell(cells[0], document_text(label))
            cells[1].text = document_text(value)
            cells[0].width, cells[1].width = Mm(_LABEL), Mm(_WIDTH - _LABEL)
        for column, width in zip(table.columns, (_LABEL, _WIDTH - _LABEL), strict=True):
            column.width = Mm(width)

    def _heading(self, text: str) -> None:
        heading = self._document.add_paragraph(style="Heading 2")
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(14), Pt(4)
        heading.paragraph_format.keep_with_next = True
        _run(heading, text, size=12, bold=True, font=_HEADING)

    def _section(self, section: Section) -> None:
        self._heading(section.title)
        if section.sentences:
            paragraph = self._document.add_paragraph(document_text(joined(section.sentences)))
            paragraph.paragraph_format.keep_with_next = section.table is not None or section.chart is not None
        if section.chart is not None:
            self._chart(section.chart)
        if section.table is not None:
            self._table(section.table)
        if section.note:
            _run(self._document.add_paragraph(), section.note, size=8.5, colour=_GREY)

    def _table(self, table: Table) -> None:
        made = self._document.add_table(rows=0, cols=len(table.heads), style="Table Grid")
        made.autofit = False
        whole = sum(table.shares)
        widths = [Mm(_WIDTH * share / whole) for share in table.shares]
        size = 9.5 if len(table.heads) <= _UPRIGHT else 8
        top = made.add_row()
        for cell, head in zip(top.cells, table.heads, strict=True):
            label_cell(cell, document_text(head))
        most = max((cell.value or 0 for row in table.rows for cell in row.cells[:-1]), default=0) if table.heat else 0
        for row in table.rows:
            line = made.add_row()
            line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, shown in zip(line.cells, row.cells, strict=True):
                cell.text = document_text(shown.text)
                if shown.shape != TEXT:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if most and shown.value and shown is not row.cells[-1]:
                    _shade(cell, shade_of(shown.value / most))
        for row in made.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = width
                _small(cell, size)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        repeat_heading(made)

    def _chart(self, chart: Chart) -> None:
        """A chart with the workbook that it is drawn from, both as parts of the file."""
        self._charts += 1
        package = self._document.part.package
        xml, data = chart_with_workbook(chart)
        part = Part(PackURI(f"/word/charts/chart{self._charts}.xml"), _CHART, b"", package)
        book = Part(PackURI(f"/word/embeddings/chart{self._charts}.xlsx"), _WORKBOOK, data, package)
        related = part.relate_to(book, RELATION.PACKAGE)
        behind = _FONT.format(latin=LATIN, chinese=CHINESE) + _EXTERNAL.format(book=related)
        part._blob = xml.replace(b"</c:chart><", b"</c:chart>" + behind.encode() + b"<", 1)
        frame = self._document.add_paragraph()
        frame.alignment = WD_ALIGN_PARAGRAPH.CENTER
        name = self._document.part.relate_to(part, RELATION.CHART)
        width = Mm(150)
        height = Emu(int(width * height_of(chart) / WIDTH))
        frame.add_run()._r.append(_drawing(name, self._charts, width, height, chart.title))


def _drawing(name: str, number: int, width: int, height: int, title: str) -> Any:
    described = quoteattr(document_text(title))
    return parse_xml(
        f'<w:drawing {nsdecls("w", "wp", "a", "r")}><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Chart {number}" descr={described}/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{name}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )


def _run(paragraph: Any, text: str, *, size: float, bold: bool = False, font: str = "", colour: Any = None) -> None:
    run = paragraph.add_run(document_text(text))
    run.bold, run.font.size = bold, Pt(size)
    run.font.color.rgb = colour or RGBColor(0, 0, 0)
    run.font.name = LATIN
    run._r.get_or_add_rPr().rFonts.set(qn("w:eastAsia"), font or CHINESE)


def _small(cell: Any, size: float) -> None:
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            run.font.size = Pt(size)


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _head_and_foot(section: Any, page: Page) -> None:
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    _run(head, f"{page.company}\t\t{page.title}", size=9)
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot, f"{page.foot}　　", size=9)
    add_field(foot, "PAGE")
    _run(foot, " / ", size=9)
    add_field(foot, "NUMPAGES")
