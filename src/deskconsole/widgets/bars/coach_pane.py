"""What the practice says: the step with its keys, what was well done, what went another way."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from deskconsole.text.cells import clip, pad, wrap

#: (text, style) of one paragraph.
Paragraph = tuple[str, str]
#: Lines at most; a phone has twenty.
_MOST = 6


class CoachPane(Widget):
    """A few lines, as many as the texts take in this width; the texts are safe."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self._paragraphs: tuple[Paragraph, ...] = ()

    def show(self, paragraphs: Sequence[Paragraph]) -> None:
        """Shows other paragraphs."""
        if tuple(paragraphs) != self._paragraphs:
            self._paragraphs = tuple(paragraphs)
            self._fit()
            self.refresh()

    def on_resize(self) -> None:
        """Another width may need another number of lines."""
        self._fit()

    def _fit(self) -> None:
        self.styles.height = max(1, len(self._lines(self.size.width or self.app.size.width)))

    def _lines(self, cells: int) -> list[Paragraph]:
        lines = [(line, style) for text, style in self._paragraphs for line in wrap(text, max(2, cells - 2))]
        if len(lines) > _MOST:
            last, style = lines[_MOST - 1]
            lines[_MOST - 1 :] = [(clip(f"{last}…", cells - 2), style)]
        return lines

    def render(self) -> Content:
        """The lines, each to the edge of the screen."""
        cells = self.size.width
        pieces: list[tuple[str, str]] = []
        for line, style in self._lines(cells):
            pieces += [("\n", ""), (pad(f" {line}", cells), style)] if pieces else [(pad(f" {line}", cells), style)]
        return Content.assemble(*pieces)
