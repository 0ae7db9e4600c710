"""What whoever fills in a form should know of the customer on it: a few lines, none while nobody is known."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line


class CustomerCard(Static):
    """Lines of (text, style), each cut to the width; hidden when there are none."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._lines: tuple[tuple[str, str], ...] = ()
        self.display = False

    @property
    def plain(self) -> str:
        """What is shown, without styles."""
        return "\n".join(text for text, _style in self._lines)

    def show(self, lines: Sequence[tuple[str, str]]) -> None:
        """Shows other lines; nothing is drawn when they are the same."""
        safe = tuple((one_line(text), style) for text, style in lines)
        if safe == self._lines:
            return  # each key asks again, and another height lays the whole form out anew
        self._lines = safe
        self.display = bool(safe)
        self.styles.height = max(1, len(safe))
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines."""
        pieces: list[tuple[str, str]] = []
        for place, (text, style) in enumerate(self._lines):
            pieces.append((("\n" if place else "") + clip(text, self.size.width), style))
        return Content.assemble(*pieces)
