"""A list of appointments is read from a file: everybody in it is expected, or every mistake is named by its line."""

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from deskconsole.actions import Scope
from deskconsole.desk.visitors.expected_list import import_list
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.text_view import TextView

#: The columns that every list has; the others are the own fields of the kind.
COLUMNS: Final = "name, date, time, phone, kind, purpose, host, organisation, room …"


class ListForm(DeskModal[int | None]):
    """Gives how many are expected now, ``None`` when the form was left."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._reading = False
        self._title = Static("", markup=False, classes="dialog-title")
        self.file = FormRow("file", lambda: _("Path"), Entry.LINE)
        self.mistakes = TextView(classes="rows")

    def compose(self) -> ComposeResult:
        """Which file; below, what is wrong in it."""
        with Vertical(classes="dialog form"):
            yield self._title
            yield self.file
            yield self.mistakes
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands in the name of the file."""
        self.relabel()
        self.file.focus_entry()

    def relabel(self) -> None:
        """Title, what a list looks like, keys, in the language now in use."""
        super().relabel()
        self._title.update(Content(_("Read a list of appointments")))
        self.mistakes.show(
            [(_("A CSV (UTF-8) with a heading: {columns}").format(columns=COLUMNS), "$foreground-muted")]
        )
        self.query_one(KeyLine).show([key for key in shown_keys(self.scope) if key[0] in ("save", "back", "help")])

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Reads the file; a second press while it is being read does nothing."""
        if not self._reading:
            self._reading = True
            self.run_worker(self._read())

    async def _read(self) -> None:
        try:
            result, made = await self.session.ask(import_list, self.session.desk, self.file.value.strip())
        except DeskError as error:
            self.file.say(message_of(error), error=True)
        else:
            if made:
                self.dismiss(len(made))
                return
            self.file.say(
                _("nothing was taken over") if result.refused else _("there is no appointment in it"), error=True
            )
            messages = [
                _("line {number}: {reason}").format(number=n, reason=message_of(reason)) for n, reason in result.refused
            ]
            self.mistakes.show([(text + "\n", "") for text in messages])
        self._reading = False

    def action_phrase(self) -> None:
        """There is nothing to say here."""

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    async def action_back(self) -> None:
        """Leaves."""
        self.dismiss(None)
