"""The ledger 客户服务台账 as a workbook or as CSV: one ticket a row, text only ever as text (E18).

Rows go to the file as they are read: a hundred thousand of them take no more memory than one page.
"""

import csv
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.exports import record_exported
from deskconsole.desk.papers.ledger import Days, LedgerLine, ledger_lines, ledger_size
from deskconsole.desk.papers.whole_files import written
from deskconsole.desk.staff import staff
from deskconsole.documents.files import Progress, suffix_of
from deskconsole.documents.texts import cell_text, document_text
from deskconsole.domain.tickets.papers import names_in
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, Marked, _, language
from deskconsole.present.event_fields import OUTCOMES
from deskconsole.present.form_values import describe_form
from deskconsole.present.papers.states import FILE_STATES
from deskconsole.present.titles import Titles
from deskconsole.text.dates import printed

SUFFIXES: Final = (".xlsx", ".csv")
#: Rows that a sheet has, without the heading.
_MOST_ROWS: Final = 1_048_575
#: Characters that a cell of a workbook may hold.
_MOST_CHARACTERS: Final = 32_767
#: Rows between two reports of how far it is.
_REPORT_EVERY: Final = 250

#: What one cell holds: text, a number, an instant, or nothing.
Value = str | int | datetime | None
_Write = Callable[[list[Value]], None]

#: Heading and width, in characters, of each column.
COLUMNS: Final[tuple[tuple[Marked, int], ...]] = (
    (N_("Number"), 18),
    (N_("Received"), 16),
    (N_("Channel"), 8),
    (N_("Kind"), 10),
    (N_("Category"), 12),
    (N_("Tier"), 12),
    (N_("Level"), 6),
    (N_("Urgent"), 6),
    (N_("Customer"), 24),
    (N_("Contact"), 18),
    (N_("Content"), 40),
    (N_("Core request"), 30),
    (N_("Further details"), 30),
    (N_("First receiver"), 12),
    (N_("Follow-up owner"), 12),
    (N_("First response"), 16),
    (N_("Answer or solution"), 40),
    (N_("Outcome"), 20),
    (N_("Finished"), 16),
    (N_("Feedback"), 30),
    (N_("Score"), 6),
    (N_("Deadlines missed"), 10),
    (N_("State"), 12),
    (N_("Filed"), 16),
    (N_("Papers"), 30),
)


def write_ledger(desk: Desk, period: Days, out: Path, *, force: bool = False, progress: Progress | None = None) -> int:
    """Write the ledger of a period to ``out``, as its name ends; how many rows it has.

    ``progress`` is told how far it is and may raise to stop: nothing is left then. The hand-out is on the site's
    record. Raises :class:`DeskError`.
    """
    suffix = suffix_of(out, SUFFIXES)
    size = ledger_size(desk, period)
    if suffix == ".xlsx" and size > _MOST_ROWS:
        raise DeskError(
            "out: {rows} rows are more than a sheet holds ({most}); name fewer days, or a .csv file",
            field="out",
            rows=size,
            most=_MOST_ROWS,
        )
    telling = _Telling(desk)
    with written(out, force=force) as part:
        rows = 0
        with (_workbook if suffix == ".xlsx" else _csv)(part, desk) as write:
            for line in ledger_lines(desk, period):
                if rows % _REPORT_EVERY == 0 and progress is not None:
                    progress(rows, max(size, rows))
                write(telling.row(line))
                rows += 1
        if progress is not None:
            progress(rows, rows)
        first, last = period.first.isoformat(), period.last.isoformat()
        record_exported(desk, "ledger", rows, file=out.name, first=first, last=last)
    return rows


class _Telling:
    """Lines as the values of their columns, in the language in use."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._titles = Titles(desk.packs)
        self._titles.people = {person.login: person.name for person in staff.staff_list(desk)}
        self._packs = {pack.name: pack for pack in desk.packs}

    def row(self, line: LedgerLine) -> list[Value]:
        """One row, in the order of :data:`COLUMNS`."""
        ticket, titles = line.ticket, self._titles
        return [
            ticket.number,
            ticket.received_at or ticket.opened_at,
            titles.title("channel", ticket.channel),
            titles.title("kind", ticket.kind),
            titles.title("category", ticket.category),
            titles.title("tier", ticket.tier),
            ticket.level,
            _("yes") if ticket.urgent else "",
            ticket.customer or "",
            ticket.contact or "",
            ticket.content or "",
            ticket.request or "",
            self._details(line),
            titles.person(ticket.first_receiver),
            titles.person(ticket.owner),
            line.first_response,
            "\n".join(line.solutions),
            "\n".join(filter(None, (_describe_outcome(line.outcome), line.outcome_text))),
            line.finished_at,
            "\n".join(filter(None, (_words(f.outcome, f.text) for f in line.feedback))),
            next((f.score for f in reversed(line.feedback) if f.score is not None), None),
            line.late,
            self._state(line),
            ticket.filed_at,
            self._papers(line),
        ]

    def _details(self, line: LedgerLine) -> str:
        pack = self._packs.get(line.ticket.pack)
        own = pack.form(line.ticket.kind, "received") if pack is not None else ()
        message = describe_form(own, line.ticket.fields, self._desk.zone, self._titles.people)
        return "\n".join(f"{label}{_(': ')}{value}" for label, value in message)

    def _papers(self, line: LedgerLine) -> str:
        """Where they are, which are missing, in which place they lie."""
        ticket, parts = line.ticket, list[str]()
        if ticket.papers is not None:
            parts.append(_(FILE_STATES[ticket.papers]))
        parts += [self._titles.title("document", name) for name in names_in(ticket.papers_open)]
        return " · ".join([*parts, *([line.place] if line.place else [])])

    def _state(self, line: LedgerLine) -> str:
        if line.merged_into is not None:
            return _("merged into {number}").format(number=line.merged_into)
        if line.withdrawn:
            return _("withdrawn")
        if line.ticket.filed_at is not None:
            return _("filed")
        return self._titles.title("stage", line.ticket.stage)


def _describe_outcome(outcome: str | None) -> str:
    return _(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome or ""


def _words(outcome: str | None, text: str) -> str:
    return " · ".join(filter(None, (_describe_outcome(outcome), text)))


@contextmanager
def _csv(path: Path, desk: Desk) -> Iterator[_Write]:
    """Every value in quotes, with the mark by which spreadsheets know UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow([_(heading) for heading, _width in COLUMNS])

        def write(values: list[Value]) -> None:
            writer.writerow(_as_text(values, desk))

        yield write


def _as_text(values: Iterable[Value], desk: Desk) -> Iterator[str]:
    for value in values:
        if isinstance(value, datetime):
            yield printed(value, desk.zone)
        elif isinstance(value, int):
            yield str(value)
        else:
            yield cell_text(value or "")


@contextmanager
def _workbook(path: Path, desk: Desk) -> Iterator[_Write]:
    """Texts as texts, instants as local times, numbers as numbers; rows go to a passing file as they come."""
    import xlsxwriter

    with tempfile.TemporaryDirectory(prefix="deskconsole-", ignore_cleanup_errors=True) as folder:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": folder}
        whole = BytesIO()
        book = xlsxwriter.Workbook(whole, options)
        sheet = book.add_worksheet(_("Ledger"))
        try:
            rows = _Rows(book, sheet, desk)
            yield rows.write
        except BaseException:
            # The book would be written as a whole when it is closed; only its passing file is let go.
            sheet.row_data_fh.close()
            raise
        sheet.autofilter(0, 0, rows.count, len(COLUMNS) - 1)
        book.close()
    path.write_bytes(whole.getbuffer())  # where that fails no half archive is left that complains later


class _Rows:
    """The one sheet of the ledger, row after row."""

    def __init__(self, book: Any, sheet: Any, desk: Desk) -> None:
        self.count = 0
        self._sheet, self._zone = sheet, desk.zone
        self._texts = book.add_format({"text_wrap": True, "valign": "top"})
        self._times = book.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"})
        heading = book.add_format({"bold": True, "bg_color": "#F2F2F2", "border": 1, "text_wrap": True})
        book.set_properties({"title": _("Ledger of customer service"), "author": desk.company.get(language())})
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 1)
        sheet.set_header("&C" + _("Ledger of customer service"))
        sheet.set_footer("&C&P / &N")
        for column, (_title, width) in enumerate(COLUMNS):
            sheet.set_column(column, column, width)
        for column, (title, _width) in enumerate(COLUMNS):
            sheet.write_string(0, column, _(title), heading)

    def write(self, values: list[Value]) -> None:
        """One more row."""
        self.count += 1
        for column, value in enumerate(values):
            if isinstance(value, datetime):
                local = value.astimezone(self._zone).replace(tzinfo=None)
                self._sheet.write_datetime(self.count, column, local, self._times)
            elif isinstance(value, int):
                self._sheet.write_number(self.count, column, value, self._texts)
            elif value:
                self._sheet.write_string(self.count, column, document_text(value)[:_MOST_CHARACTERS], self._texts)
