"""Attaching files to a ticket by their paths, completed while they are typed."""

import os
from pathlib import Path
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static, TextArea

from deskconsole.actions import Scope, event_title
from deskconsole.desk.papers.attachments import KIND, attach
from deskconsole.desk.tickets.records import TicketView
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.text.sizes import size_words
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.form_row import Entry, FormRow, rows_of

#: Files that one form attaches.
_FILES: Final = ("file", "file 2", "file 3")


class Paths(Suggester):
    """Completes the path of a file that exists; the right arrow takes what is offered."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first entry of the folder that goes on with what is typed; a folder with its slash."""
        if not value.strip():
            return None
        typed = Path(value).expanduser()
        folder, begun = (typed, "") if value.endswith(os.sep) else (typed.parent, typed.name)
        try:
            with os.scandir(folder) as entries:
                result = min(
                    (
                        entry.name + (os.sep if entry.is_dir() else "")
                        for entry in entries
                        if entry.name.startswith(begun) and (begun or not entry.name.startswith("."))
                    ),
                    default=None,
                )
        except (OSError, ValueError):
            return None
        return None if result is None else value[: len(value) - len(begun)] + result


class AttachForm(DeskModal[TicketView | None]):
    """Gives the ticket with its files attached, or ``None`` when the form was left."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(self, session: Session, view: TicketView) -> None:
        super().__init__(session)
        self.view = view
        self._saving = False
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note -error")
        self._files = [FormRow(name, lambda: _("File path"), Entry.LINE) for name in _FILES]
        self._text = FormRow("text", lambda: _("Text"), Entry.AREA)
        for row in self._files:
            if isinstance(row.input, Input):
                row.input.suggester = Paths()
                row.input.placeholder = _("→ completes; ~ is your home")

    def compose(self) -> ComposeResult:
        """Title, paths, what they are, what was refused, keys."""
        with Vertical(classes="dialog form"):
            yield self._title
            yield from self._files
            yield self._text
            yield self._message
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands in the first path."""
        self.relabel()
        self._message.display = False
        self._files[0].focus_entry()

    def relabel(self) -> None:
        """In the language now in use."""
        super().relabel()
        customer = self.session.titles.customer(self.view.ticket.customer, self.view.ticket.tier)
        self._title.update(Content(f"{_(event_title(KIND))} · {self.view.number[-4:]} {customer}"))
        self.query_one(KeyLine).show([keys for keys in shown_keys(self.scope) if keys[0] in ("save", "back")])

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self, event: Any) -> None:
        row = next((row for row in self.query(FormRow) if row.owns(event.control)), None)
        if row is not None:
            row.say(_size_of(row.value) if row in self._files else "")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Enter goes on."""
        self.focus_next()

    def action_save(self) -> None:
        """Copies the files and records them; a second press meanwhile does nothing."""
        if not self._saving:
            self._saving = True
            self.run_worker(self._save())

    async def _save(self) -> None:
        paths = [Path(row.value.strip()) for row in self._files if row.value.strip()]
        try:
            view = await self.session.ask(
                attach,
                self.session.desk,
                self.view.number,
                paths,
                text=self._text.value.strip() or None,
                expect=self.view.events[-1].seq,
                source="console",
            )
        except DeskError as error:
            self._saving = False
            self._refused(error)
            return
        self.session.recorded(view, KIND)
        self.dismiss(view)

    def _refused(self, error: DeskError) -> None:
        """At the path that it names, else below the form."""
        named = str(error.values.get("path", ""))
        rows = rows_of(self)
        row = rows.get(error.field or "")
        for each in self._files:
            if named and each.value.strip() and str(Path(each.value.strip()).expanduser()) == named:
                row = each
        if row is None:
            self._message.update(Content(message_of(error)))
            self._message.display = True
            return
        row.say(message_at(error, row.label), error=True)
        row.focus_entry()

    def say(self, text: str) -> None:
        """Says something below the form."""
        self._message.update(Content(text))
        self._message.display = bool(text)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    def action_back(self) -> None:
        """Nothing is attached."""
        self.dismiss(None)


def _size_of(typed: str) -> str:
    """How large the file is that a path names; empty while it names none."""
    try:
        path = Path(typed.strip()).expanduser()
        return f"= {size_words(path.stat().st_size)}" if typed.strip() and path.is_file() else ""
    except (OSError, ValueError):
        return ""
