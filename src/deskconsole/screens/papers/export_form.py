"""Exports from the console: which days, which file; progress while it runs, Esc stops it and leaves nothing."""

import asyncio
import threading
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Final

from deskconsole.desk.papers.ledger import days
from deskconsole.documents.files import Stopped, files_folder, free
from deskconsole.documents.follow_ups import write_follow_ups
from deskconsole.documents.ledger import write_ledger
from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.rules.texts import Text
from deskconsole.given_files import named
from deskconsole.present.catalogue import N_, _, ngettext
from deskconsole.present.form_values import typed_value
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.session import Session
from deskconsole.screens.papers.written_files import written_text
from deskconsole.text.dates import parse_day
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: How a day is typed: 2026-11-01, 11-01, 昨天, today.
_DAY: Final = FormField(name="day", title=Text(zh="日期", en="Day"), type="date", latest="today")
_ALL: Final = "all"


class ExportForm(Form[str]):
    """Gives what to tell of the finished export, or ``None`` when it was left or stopped."""

    def __init__(self, session: Session, rows: Iterable[FormRow], name: str) -> None:
        out = FormRow("out", N_("To file"), value=str(free(files_folder(session.desk) / name)))
        # No draft: proposals of today must not stand there tomorrow.
        super().__init__(session, [*rows, out])
        self._halt = threading.Event()

    def job(self, out: Path) -> Callable[[], int]:
        """What writes ``out`` and gives the number of rows; raises :class:`DeskError` at the row that is wrong."""
        raise NotImplementedError

    def submit(self) -> Callable[[], str]:
        """Begins."""
        out = named(self.entered("out"))
        job = self.job(out)
        self._halt.clear()
        self._event_loop = asyncio.get_running_loop()
        cells = self.app.size.width - 3
        self.say(_("Begun · Esc stops"))

        def export() -> str:
            rows = job()
            more = ngettext("{n} row", "{n} rows", rows).format(n=rows)
            return written_text(self.session, out, cells, more)

        return export

    def progress(self, done: int, of: int) -> None:
        """Called in the thread of the export: shows how far it is, ends it when Esc was pressed."""
        if self._halt.is_set():
            raise Stopped
        message = _("{done} of {of} · Esc stops").format(done=done, of=of)
        self._event_loop.call_soon_threadsafe(self._say_progress, message)

    def _say_progress(self, message: str) -> None:
        if self.is_attached and self.content.saving and not self._halt.is_set():
            self.say(message)

    def on_unmount(self) -> None:
        """Whoever leaves the console does not wait for an export."""
        self._halt.set()

    async def action_back(self) -> None:
        """Stops what runs, else leaves."""
        if self.content.saving:
            self._halt.set()
            self.say(_("Stopping …"))
        else:
            self.dismiss(None)


class LedgerForm(ExportForm):
    """The ledger of some days as a workbook or CSV."""

    def __init__(self, session: Session) -> None:
        today = session.today()
        first = today.replace(day=1)
        rows = [
            FormRow("from", N_("First day"), value=first.isoformat()),
            FormRow("to", N_("Last day"), value=today.isoformat()),
        ]
        super().__init__(session, rows, f"{session.desk.site_code}-{first:%Y%m%d}-{today:%Y%m%d}.xlsx")

    def heading(self) -> str:
        """What is exported."""
        return _("Ledger of customer service (.xlsx or .csv)")

    def job(self, out: Path) -> Callable[[], int]:
        """Writes the ledger."""
        period = days(self._day("from"), self._day("to"))
        return lambda: write_ledger(self.session.desk, period, out, progress=self.progress)

    def _day(self, name: str) -> date:
        now, zone, calendar = self.session.now(), self.session.zone, self.session.desk.calendar
        typed = typed_value(_DAY, self.entered(name), now, zone, calendar)
        if isinstance(typed, datetime):
            return typed.date()
        return parse_day(typed, field=name) if isinstance(typed, str) else typed


class FollowUpsForm(ExportForm):
    """Follow-ups as a file for a calendar."""

    def __init__(self, session: Session) -> None:
        rows = [
            FormRow("due", N_("Which"), Entry.CHOICE, choices=_which, value=_ALL),
            FormRow("mine", N_("Whose"), Entry.CHOICE, choices=_whose, value=_ALL),
        ]
        super().__init__(session, rows, f"{session.desk.site_code}-follow-ups.ics")

    def heading(self) -> str:
        """What is exported."""
        return _("Follow-ups for a calendar (.ics)")

    def job(self, out: Path) -> Callable[[], int]:
        """Writes the calendar."""
        due, mine = self.entered("due"), self.entered("mine") == "mine"
        chosen = None if due in ("", _ALL) else due
        return lambda: write_follow_ups(self.session.desk, out, due=chosen, mine=mine, progress=self.progress)


def _which() -> list[tuple[str, str]]:
    return [(_ALL, _("All")), ("overdue", _("Overdue")), ("today", _("Today")), ("week", _("This week"))]


def _whose() -> list[tuple[str, str]]:
    return [(_ALL, _("All")), ("mine", _("Mine"))]
