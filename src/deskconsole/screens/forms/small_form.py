"""A small form over a screen that writes one thing: its rows, what was refused at its row, keys."""

from collections.abc import Sequence
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from deskconsole.actions import Scope
from deskconsole.errors import DeskError
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.form_row import FormRow

T = TypeVar("T")
#: What works on such a form.
_KEYS = ("save", "back", "help")


class SmallForm(DeskModal[T | None]):
    """Gives what :meth:`write` gave, ``None`` when the form was left. A refusal keeps everything typed."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(self, session: Session, rows: Sequence[FormRow]) -> None:
        super().__init__(session)
        self.rows = {row.field: row for row in rows}
        self._last = rows[-1]
        self._saving = False
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note -error")

    def title_text(self) -> str:
        """What stands above the form, in the language in use."""
        raise NotImplementedError

    async def write(self) -> T:
        """Writes what is entered; raises :class:`DeskError` naming the row."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, rows, what was refused, keys."""
        with Vertical(classes="dialog form"):
            yield self._title
            with VerticalScroll(classes="rows", can_focus=False):
                yield from self.rows.values()
            yield self._message
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands in the first row."""
        self._message.display = False
        self.relabel()
        next(iter(self.rows.values())).focus_entry()

    def relabel(self) -> None:
        """Title and keys in the language now in use."""
        super().relabel()
        self._title.update(Content(self.title_text()))
        self.query_one(KeyLine).show([key for key in shown_keys(self.scope) if key[0] in _KEYS])

    def entered(self, name: str) -> str:
        """What is entered in a row."""
        return self.rows[name].value.strip()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last row it saves."""
        if self._last.owns(event.control):
            self.action_save()
        else:
            self.focus_next()

    @on(ChoiceRow.Changed)
    def _chosen(self, event: ChoiceRow.Changed) -> None:
        if event.by_digit:
            self.focus_next()

    def action_save(self) -> None:
        """Writes; a second press while it is being written does nothing."""
        if not self._saving:
            self._saving = True
            self.run_worker(self._save())

    async def _save(self) -> None:
        for row in self.rows.values():
            row.say("")
        try:
            written = await self.write()
        except DeskError as error:
            self._saving = False
            self._refused(error)
        else:
            self.dismiss(written)

    def _refused(self, error: DeskError) -> None:
        row = self.rows.get(error.field or "")
        self._message.display = row is None
        if row is None:
            self._message.update(Content(message_of(error)))
            return
        row.say(message_at(error, row.label), error=True)
        row.focus_entry()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Phrases and wordings are for texts to customers."""
        if action in ("phrase", "take_wording", "take_answer"):
            return False
        return super().check_action(action, parameters)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> Any:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    async def action_back(self) -> None:
        """Leaves."""
        self.dismiss(None)
