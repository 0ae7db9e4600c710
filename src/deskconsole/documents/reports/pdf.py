"""A report as a PDF: the layout is ``report.typ``, which also draws the charts; texts reach it as one JSON input."""

import json
from pathlib import Path
from typing import Any, Final

from deskconsole.documents.fonts import Fonts
from deskconsole.documents.pdf import compiled
from deskconsole.documents.reports.heat import shade_of
from deskconsole.documents.texts import document_text
from deskconsole.present.catalogue import _, language
from deskconsole.present.reports.page import POINTS, SECONDS, SHARE, TEXT, Chart, Page, Section, Table, highest, joined

_LAYOUT: Final = Path(__file__).with_name("report.typ")
_MINUTE: Final = 60


def write_pdf(page: Page, path: Path, fonts: Fonts) -> str:
    """Writes the report as PDF to ``path``; the characters for which no font has a glyph."""
    made, lacking = compiled(_LAYOUT, {"report": json.dumps(content(page, fonts.families), ensure_ascii=False)}, fonts)
    path.write_bytes(made)
    return lacking


def content(page: Page, families: tuple[str, ...]) -> dict[str, Any]:
    """What the layout is given."""
    return {
        "title": document_text(page.title),
        "company": document_text(page.company),
        "lang": language(),
        "region": "cn" if language() == "zh" else "gb",
        "fonts": list(families),
        "facts": [[document_text(label), document_text(value)] for label, value in page.facts],
        "sections": [_section(section) for section in page.sections],
        "words": [
            [document_text(_("Own words of {name}").format(name=name)), document_text(words).splitlines()]
            for name, words in page.words
        ],
        "foot": document_text(page.foot),
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "title": document_text(section.title),
        "text": document_text(joined(section.sentences)),
        "note": document_text(section.note),
        "table": _table(section.table) if section.table is not None else None,
        "chart": _chart(section.chart) if section.chart is not None else None,
    }


def _table(table: Table) -> dict[str, Any]:
    most = max((cell.value or 0 for row in table.rows for cell in row.cells[:-1]), default=0) if table.heat else 0
    return {
        "heads": [document_text(head) for head in table.heads],
        "shares": list(table.shares),
        "rows": [
            [
                {
                    "text": document_text(cell.text),
                    "right": cell.shape != TEXT,
                    "fill": shade_of(cell.value / most) if most and cell.value and cell is not row.cells[-1] else None,
                }
                for cell in row.cells
            ]
            for row in table.rows
        ],
    }


def _chart(chart: Chart) -> dict[str, Any]:
    """A chart by the shares of its highest value, each with its label."""
    most = 1.0 if chart.unit == SHARE else highest(chart.values) or 1.0
    return {
        "shape": chart.shape,
        "title": document_text(chart.title),
        "bars": [
            {
                "name": document_text(name),
                "share": None if value is None else max(0.0, value / most),
                "label": "–" if value is None else _label(value, chart.unit),
            }
            for name, value in zip(chart.categories, chart.values, strict=True)
        ],
    }


def _label(value: float, unit: str) -> str:
    if unit == SHARE:
        return f"{value * 100:.0f} %"
    if unit == SECONDS:
        return f"{value / _MINUTE:.0f}′"
    return f"{value:.1f}" if unit == POINTS else f"{value:.0f}"
