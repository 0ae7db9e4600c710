"""Exports from the console: which days, which file; progress while it runs, Esc stops it and leaves nothing."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from deskconsole.actions import Scope
from deskconsole.documents.files import Stopped, free, usual_folder
from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, ngettext
from deskconsole.present.form_values import typed_value
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.text.dates import parse_day
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.form_row import Entry, FormRow, rows_of

#: How a day is typed: 2026-11-01, 11-01, 昨天, today.
_DAY: Final = FormField(name="day", title=Text(zh="日期", en="Day"), type="date", latest="today")
_ALL: Final = "all"


class ExportForm(DeskModal[str | None]):
    """Gives what to tell of the finished export, or ``None`` when it was left or stopped."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows = {row.field: row for row in self.make_rows()}
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note")
        self._halt = threading.Event()
        self._exporting = False

    def make_rows(self) -> list[FormRow]:
        """What is asked."""
        raise NotImplementedError

    def heading(self) -> str:
        """What is exported, in the language in use."""
        raise NotImplementedError

    def job(self, out: Path) -> Callable[[], int]:
        """What writes ``out``, as it is asked for now; raises :class:`DeskError` at the row that is wrong."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, rows, progress or what was refused, keys."""
        with Vertical(classes="dialog form"):
            yield self._title
            yield from self._rows.values()
            yield self._message
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands in the first row."""
        self.relabel()
        self._say("")
        next(iter(self._rows.values())).focus_entry()

    def on_unmount(self) -> None:
        """Whoever leaves the console does not wait for an export."""
        self._halt.set()

    def relabel(self) -> None:
        """In the language now in use."""
        super().relabel()
        self._title.update(Content(self.heading()))
        self.query_one(KeyLine).show([keys for keys in shown_keys(self.scope) if keys[0] in ("save", "back")])

    def value(self, name: str) -> str:
        """What stands in a row."""
        return self._rows[name].value.strip()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last row it begins."""
        last = list(self._rows.values())[-1]
        if last.owns(event.control):
            self.action_save()
        else:
            self.focus_next()

    def progress(self, done: int, of: int) -> None:
        """Called in the thread of the export: shows how far it is, ends it when Esc was pressed."""
        if self._halt.is_set():
            raise Stopped
        self._event_loop.call_soon_threadsafe(self._say, _("{done} of {of} · Esc stops").format(done=done, of=of))

    def action_save(self) -> None:
        """Begins; a second press while it runs does nothing."""
        if self._exporting:
            return
        for row in self._rows.values():
            row.say("")
        try:
            out = Path(self.value("out")).expanduser()
            job = self.job(out)
        except DeskError as error:
            self._refused(error)
            return
        self._exporting = True
        self._event_loop = asyncio.get_running_loop()
        self._say(_("Begun · Esc stops"))
        self.run_worker(self._run(job, out))

    async def _run(self, job: Callable[[], int], out: Path) -> None:
        try:
            rows = await self.session.ask(job)
        except DeskError as error:
            self._exporting = False
            if self.is_attached:
                self._refused(error)
            return
        if self.is_attached:
            message = ngettext("{out}: {n} row", "{out}: {n} rows", rows)
            self.dismiss(message.format(out=one_line(str(out)), n=rows))

    def _refused(self, error: DeskError) -> None:
        self._halt.clear()
        row = rows_of(self).get(error.field or "")
        if row is None:
            self._say(message_of(error))
            return
        self._say("")
        row.say(message_at(error, row.label), error=True)
        row.focus_entry()

    def _say(self, text: str) -> None:
        if self.is_attached:
            self._message.update(Content(text))
            self._message.display = bool(text)

    def say(self, text: str) -> None:
        """Says something below the form."""
        self._say(text)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    def action_back(self) -> None:
        """Stops what runs, else leaves."""
        if self._exporting:
            self._halt.set()
            self._say(_("Stopping …"))
        else:
            self.dismiss(None)


class LedgerForm(ExportForm):
    """The ledger of some days as a workbook or CSV."""

    def make_rows(self) -> list[FormRow]:
        """First and last day, what kind of file, where to."""
        today = self.session.now().astimezone(self.session.zone).date()
        first = today.replace(day=1)
        name = f"{self.session.desk.site_code}-{first:%Y%m%d}-{today:%Y%m%d}.xlsx"
        out = str(free(usual_folder() / name))
        return [
            FormRow("from", lambda: _("First day"), Entry.LINE, value=first.isoformat()),
            FormRow("to", lambda: _("Last day"), Entry.LINE, value=today.isoformat()),
            FormRow("out", lambda: _("To file"), Entry.LINE, value=out),
        ]

    def heading(self) -> str:
        """What is exported."""
        return _("Ledger of customer service (.xlsx or .csv)")

    def job(self, out: Path) -> Callable[[], int]:
        """Writes the ledger."""
        from deskconsole.desk.papers.ledger import days
        from deskconsole.documents.ledger import write_ledger

        period = days(self._day("from"), self._day("to"))
        return lambda: write_ledger(self.session.desk, period, out, progress=self.progress)

    def _day(self, name: str) -> Any:
        now, zone, calendar = self.session.now(), self.session.zone, self.session.desk.calendar
        typed = typed_value(_DAY, self.value(name), now, zone, calendar)
        return parse_day(typed, field=name) if isinstance(typed, str) else typed


class FollowUpsForm(ExportForm):
    """Follow-ups as a file for a calendar."""

    def make_rows(self) -> list[FormRow]:
        """Which ones, whose, where to."""
        out = str(free(usual_folder() / f"{self.session.desk.site_code}-follow-ups.ics"))
        return [
            FormRow("due", lambda: _("Which"), Entry.CHOICE, choices=_which, value=_ALL),
            FormRow("mine", lambda: _("Whose"), Entry.CHOICE, choices=_whose, value=_ALL),
            FormRow("out", lambda: _("To file"), Entry.LINE, value=out),
        ]

    def heading(self) -> str:
        """What is exported."""
        return _("Follow-ups for a calendar (.ics)")

    def job(self, out: Path) -> Callable[[], int]:
        """Writes the calendar."""
        from deskconsole.documents.follow_ups import write_follow_ups

        due = self.value("due")
        chosen = None if due in ("", _ALL) else due
        mine = self.value("mine") == "mine"
        return lambda: write_follow_ups(self.session.desk, out, due=chosen, mine=mine, progress=self.progress)


def _which() -> list[tuple[str, str]]:
    return [(_ALL, _("All")), ("overdue", _("Overdue")), ("today", _("Today")), ("week", _("This week"))]


def _whose() -> list[tuple[str, str]]:
    return [(_ALL, _("All")), ("mine", _("Mine"))]
