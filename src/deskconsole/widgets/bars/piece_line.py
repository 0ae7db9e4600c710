"""One line of pieces, painted again only when another text stands in it."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget


class PieceLine(Widget):
    """Texts with their styles; they are safe and fit."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self._pieces: Sequence[tuple[str, str]] = ()

    def show(self, pieces: Sequence[tuple[str, str]]) -> None:
        """Shows other pieces."""
        if pieces != self._pieces:
            self._pieces = pieces
            self.refresh()

    def render(self) -> Content:
        """The line."""
        return Content.assemble(*self._pieces)
