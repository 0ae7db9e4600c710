"""The box that a form is drawn in, over whatever screen it was opened from."""

from collections.abc import Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from deskconsole.present.catalogue import _
from deskconsole.screens.forms.content import FormContent, RowChanged, RowSubmitted
from deskconsole.text.cells import clip, width
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.note_line import NoteLine
from deskconsole.widgets.forms.passed_on import PassedOn

#: Cells of the box where there is room; the style sheet says so too.
_WIDEST: Final = 76


class FormBox(Vertical):
    """Title, rows and what stands beside them, what is said of them, keys. ``look``: more style classes."""

    def __init__(self, content: FormContent, look: str) -> None:
        super().__init__(classes=f"dialog form {look}")
        self._content = content
        self._title = Static("", markup=False, classes="dialog-title")
        self._rows = VerticalScroll(classes="rows", can_focus=False)
        self._message = NoteLine()
        self._keys = KeyLine()

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self._title
        for part in self._content.parts:
            yield from part.above()
        with self._rows:
            yield from self._content.rows
        for part in self._content.parts:
            yield from part.below()
        yield self._message
        yield self._keys

    def show(self, title: str, keys: Sequence[tuple[str, str, str]]) -> None:
        """Shows title and keys: (action name, key, title) each."""
        starred = any(row.required for row in self._content.rows.shown())
        hint = f"   {_('* must be filled in')}" if starred else ""
        room = min(_WIDEST, self.app.size.width) - width(hint) - 4
        self._title.update(Content.assemble(clip(title, room), (hint, "not bold $foreground-muted")))
        self._keys.show(keys)

    def say(self, text: str, *, error: bool) -> None:
        """Says something below the rows; the empty text takes it away."""
        self._message.say(text, error=error, sign=False)

    def scroll_to_top(self) -> None:
        """The cursor is in view, but so must be what the first row asks."""
        self._rows.scroll_home(animate=False)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: RowChanged) -> None:
        self._content.changed(event)

    @on(PassedOn)
    def _passed_on(self, event: PassedOn) -> None:
        self._content.passed_on(event.text, self._content.text_row(event.widget))

    @on(Input.Submitted)
    @on(ChoiceRow.Submitted)
    def _submitted(self, event: RowSubmitted) -> None:
        self._content.submitted(event)
