"""What writes a report as each kind of file; imported when one is written, for the libraries are heavy."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.reports.rows import rows_behind
from deskconsole.documents.fonts import fonts_for
from deskconsole.documents.reports.pdf import write_pdf
from deskconsole.documents.reports.word import write_word
from deskconsole.documents.reports.workbook import write_workbook
from deskconsole.domain.reports.report import Report
from deskconsole.present.reports.page import Page
from deskconsole.present.titles import Titles

#: What writes a report to a file; the characters for which no font has a glyph.
Writer = Callable[[Desk, Report, Page, Titles, Path], str]


def _word(desk: Desk, report: Report, page: Page, titles: Titles, path: Path) -> str:
    write_word(page, path)
    return ""


def _workbook(desk: Desk, report: Report, page: Page, titles: Titles, path: Path) -> str:
    write_workbook(page, rows_behind(desk, report), titles, desk.zone, path)
    return ""


def _pdf(desk: Desk, report: Report, page: Page, titles: Titles, path: Path) -> str:
    return write_pdf(page, path, fonts_for(desk.settings.papers.font, desk.folder))


WRITERS: Final[Mapping[str, Writer]] = {".docx": _word, ".xlsx": _workbook, ".pdf": _pdf}
