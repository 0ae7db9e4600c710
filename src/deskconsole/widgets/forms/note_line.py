"""What is said at a row of a form or below the rows, broken by cells: a Chinese text begins beside its sign."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from deskconsole.text.cells import width, wrap
from deskconsole.text.clean import one_line

_WRONG = "✗ "


class NoteLine(Widget):
    """As many lines as the text needs, none while there is nothing to say; what is wrong has a sign and a colour."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__(classes="note")
        self._sign = ""
        self._text = ""
        self.display = False

    @property
    def text(self) -> str:
        """What stands here, with its sign."""
        return f"{self._sign}{self._text}"

    def say(self, text: str, *, error: bool = False, sign: bool = True) -> None:
        """Says something (made safe here); the empty text takes it away. ``sign``: what is wrong gets one."""
        self._sign, self._text = _WRONG if error and sign and text else "", one_line(text)
        self.set_class(error, "-error")
        self.display = bool(text)
        self.refresh(layout=True)

    def _lines(self, cells: int) -> list[str]:
        room = max(8, cells - width(self._sign))
        indent = " " * width(self._sign)
        return [f"{indent if place else self._sign}{line}" for place, line in enumerate(wrap(self._text, room))]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for each that the text needs."""
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        """The lines."""
        return Content("\n".join(self._lines(self.size.width)))
