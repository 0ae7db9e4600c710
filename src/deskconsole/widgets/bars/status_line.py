"""One line above the keys: what was just done, what was refused, how to take it back."""

from textual.content import Content
from textual.widget import Widget

from deskconsole.text.cells import pad
from deskconsole.text.clean import one_line


class StatusLine(Widget):
    """A message that stays until another takes its place; an error has a sign and a colour."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._error = False
        self._tail = ""

    def show_tail(self, text: str) -> None:
        """Shows something short at the end of the line, whatever the message is."""
        if text != self._tail:
            self._tail = text
            self.refresh()

    def say(self, text: str, *, error: bool = False) -> None:
        """Shows a message (made safe here)."""
        text = one_line(text)
        if (text, error) != (self.text, self._error):
            self.text, self._error = text, error
            self.refresh()

    def render(self) -> Content:
        """The line."""
        if not self.text and not self._tail:
            return Content("")
        room = self.size.width - (len(self._tail) + 2 if self._tail else 0)
        text = pad(f" {'✗ ' if self._error else ''}{self.text}" if self.text else "", room)
        tail = (f" {self._tail} " if self._tail else "", "$foreground-muted")
        return Content.assemble((text, "bold $warning" if self._error else "$accent"), tail)
