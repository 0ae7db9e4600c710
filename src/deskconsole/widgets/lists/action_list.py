"""The actions of a ticket beside it: number, letter, title; a disabled one keeps its place."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from deskconsole.record import dataclass
from deskconsole.text.cells import pad, width

#: Cells that number and letter take.
_KEYS: Final = 4


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action: its event, its keys as people read them, its title, whether it may happen now."""

    event: str
    number: str
    letter: str
    title: str
    allowed: bool


class ActionList(Widget):
    """A line an action; what may not happen now is dim and marked by a hyphen. A click does it."""

    can_focus = False

    class Picked(Message):
        """An action was clicked."""

        def __init__(self, event: str) -> None:
            super().__init__()
            self.event = event

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ActionLine, ...] = ()

    @property
    def lines(self) -> tuple[ActionLine, ...]:
        """What is shown."""
        return self._lines

    def show(self, lines: Sequence[ActionLine]) -> None:
        """Shows other actions, or others enabled."""
        if tuple(lines) != self._lines:
            self._lines = tuple(lines)
            self.refresh()

    def render(self) -> Content:
        """The lines, in two columns where they fit."""
        rows, cells = self._rows()
        pieces: list[tuple[str, str]] = []
        for row in range(rows):
            if row:
                pieces.append(("\n", ""))
            for line in self._lines[row::rows]:
                pieces += _pieces(line, cells)
        return Content.assemble(*pieces)

    def _rows(self) -> tuple[int, int]:
        """How many rows there are, and how wide a column is."""
        needed = max((width(line.title) for line in self._lines), default=0) + _KEYS + 2
        columns = 2 if needed * 2 <= self.size.width else 1
        rows = -(-len(self._lines) // columns)
        return max(1, rows), self.size.width // columns

    def on_click(self, event: Click) -> None:
        """Tells which action was meant."""
        rows, cells = self._rows()
        place = event.y + rows * (event.x // max(1, cells))
        if event.y < rows and place < len(self._lines):
            self.post_message(self.Picked(self._lines[place].event))


def _pieces(line: ActionLine, cells: int) -> list[tuple[str, str]]:
    if line.allowed:
        title = pad(f" {line.title}", cells - _KEYS + 1)
        return [(f"{line.number:1} ", "bold $accent"), (f"{line.letter:1}", "$accent"), (title, "")]
    return [(pad(f"{line.number:1} {line.letter:1}-{line.title}", cells), "$foreground-muted")]
