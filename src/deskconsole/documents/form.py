"""The paper form of a ticket as a file or on paper (R16, R17, R28)."""

import tempfile
from pathlib import Path
from typing import Final

from deskconsole import given_files
from deskconsole.desk.desk import Desk
from deskconsole.desk.exports import record_exported
from deskconsole.desk.papers.papers import ticket_on_paper
from deskconsole.desk.papers.whole_files import written
from deskconsole.desk.records import TicketView
from deskconsole.documents.files import suffix_of
from deskconsole.documents.fonts import fonts_for
from deskconsole.documents.paper import Paper, paper_of
from deskconsole.documents.pdf import write_pdf
from deskconsole.documents.printing import print_file
from deskconsole.documents.word import write_template, write_word
from deskconsole.errors import DeskError

SUFFIXES: Final = (".docx", ".pdf")


def make_form(desk: Desk, number: str, out: Path, *, paper: str | None = None, force: bool = False) -> str:
    """Write the form of a ticket to ``out``, as its name ends; the characters for which no font has a glyph.

    ``paper``: which of the kind's papers (default: the usual one). The hand-out is on the site's record. Raises
    :class:`DeskError`; nothing is written then.
    """
    suffix = suffix_of(out, SUFFIXES)
    view = ticket_on_paper(desk, number)
    made = paper_of(desk, view, paper)
    with written(out, force=force) as part:
        lacking = _write(desk, made, part, suffix, _template(desk, view, paper))
        record_exported(desk, "form", 1, file=out.name, number=view.number)
    return lacking


def make_template(desk: Desk, number: str, out: Path, *, paper: str | None = None, force: bool = False) -> None:
    """Write our own form with its placeholders unfilled, for a company to make its own Word file from."""
    suffix_of(out, SUFFIXES[:1])
    made = paper_of(desk, ticket_on_paper(desk, number), paper)
    with written(out, force=force) as part:
        write_template(made, part)


def print_form(desk: Desk, number: str, *, paper: str | None = None) -> str:
    """Print the form of a ticket; the characters for which no font has a glyph. Raises :class:`DeskError`."""
    view = ticket_on_paper(desk, number)
    made = paper_of(desk, view, paper)
    with tempfile.TemporaryDirectory(prefix="deskconsole-") as folder:
        path = Path(folder) / f"{view.number}.pdf"
        lacking = _write(desk, made, path, ".pdf", None)
        record_exported(desk, "print", 1, number=view.number)
        print_file(path, desk.settings.papers.printer, title=view.number)
    return lacking


def print_made(desk: Desk, out: Path) -> None:
    """Print a form that was just written."""
    check_printable(out)
    print_file(out, desk.settings.papers.printer, title=out.stem)


def check_printable(out: Path) -> None:
    """Refuses what a printer does not understand: a Word file is printed by a word processor."""
    if out.suffix.lower() != ".pdf":
        raise DeskError("print: only a PDF can be printed; end --out in .pdf, or leave it out", field="print")


def _template(desk: Desk, view: TicketView, paper: str | None) -> Path | None:
    """The company's own Word file for this paper, if the site has one."""
    kind = next((kind for kind in view.pack.kinds if kind.name == view.ticket.kind), view.pack.kinds[0])
    named = desk.settings.papers.templates.get(paper or kind.papers[0].name)
    return None if named is None else desk.folder / given_files.named(named)


def _write(desk: Desk, made: Paper, path: Path, suffix: str, own: Path | None) -> str:
    if suffix == ".docx":
        write_word(made, path, own)
        return ""
    return write_pdf(made, path, fonts_for(desk.settings.papers.font, desk.folder))
