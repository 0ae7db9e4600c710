"""A line at the bottom of a list that is typed into to see fewer lines."""

from textual import on
from textual.widgets import Input

from deskconsole.widgets.forms.line_input import LineInput
from deskconsole.widgets.lists.line_list import LineList


class TypedFilter(LineInput):
    """Hidden until it is opened. Whoever shows the list asks for :attr:`text` when this has changed."""

    def __init__(self, filtered: LineList) -> None:
        super().__init__(id="typed", compact=True)
        self._filtered = filtered
        self.cursor_blink = False
        self.display = False

    @property
    def text(self) -> str:
        """What is typed; empty while the line is hidden."""
        return self.value.strip() if self.display else ""

    def open(self, placeholder: str) -> None:
        """Shows the line and gives it the keys."""
        self.placeholder = placeholder
        self.display = True
        self.focus()

    @on(Input.Submitted)
    def close(self) -> None:
        """The list gets the keys back; what is typed goes on being looked for."""
        if not self.text:
            self.take_away()
        self._filtered.focus()

    def take_away(self) -> None:
        """Every line is shown again."""
        self.clear()
        self.display = False
        self._filtered.focus()
        self.post_message(self.Changed(self, ""))
