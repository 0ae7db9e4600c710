"""The actions of a ticket beside it: number, letter, title; a disabled one keeps its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from deskconsole.present.cells import pad


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
        """The lines."""
        pieces: list[tuple[str, str]] = []
        for line in self._lines:
            if pieces:
                pieces.append(("\n", ""))
            if line.allowed:
                pieces += [(f"{line.number:1} ", "bold $accent"), (f"{line.letter:1} ", "$accent"), (line.title, "")]
            else:
                pieces.append((f"{line.number:1} {line.letter:1} {pad('-' + line.title, 24)}".rstrip(), "$foreground-muted"))
        return Content.assemble(*pieces)

    def on_click(self, event: Click) -> None:
        """Tells which action was meant."""
        if 0 <= event.y < len(self._lines):
            self.post_message(self.Picked(self._lines[event.y].event))
