"""The two lines under the top line: whom or what a screen is about, and what should be known at once."""

from textual.content import Content
from textual.widget import Widget

from deskconsole.text.cells import clip


class Head(Widget):
    """A bold line and a quiet one, cut where the screen ends; the texts are safe."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__(id="head")
        self._lines = ("", "")

    def show(self, first: str, second: str) -> None:
        """Shows other lines."""
        if (first, second) != self._lines:
            self._lines = (first, second)
            self.refresh()

    def render(self) -> Content:
        """Both lines."""
        first, second = (clip(f" {line}", self.size.width) for line in self._lines)
        return Content.assemble((first, "bold"), ("\n", ""), (second, "$foreground-muted"))
