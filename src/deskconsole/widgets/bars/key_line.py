"""The bottom line: the keys that work here. A click does what the key does."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from deskconsole.text.cells import width


class KeyLine(Widget):
    """Keys with what they do, as many as fit."""

    can_focus = False

    class Pressed(Message):
        """A key of the line was clicked; ``name`` is the action's."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__()
        self._keys: Sequence[tuple[str, str, str]] = ()
        self._places: list[tuple[int, int, str]] = []

    def show(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Shows other keys: (action name, key, title) each."""
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def render(self) -> Content:
        """The line."""
        pieces: list[tuple[str, str]] = [(" ", "")]
        self._places = []
        x, room = 1, self.size.width - 1
        for name, key, title in self._keys:
            size = width(key) + 1 + width(title)
            if x + size > room:
                continue
            self._places.append((x, x + size, name))
            pieces += [(key, "bold $accent"), (f" {title}  ", "")]
            x += size + 2
        return Content.assemble(*pieces)

    def on_click(self, event: Click) -> None:
        """Tells which key was meant."""
        name = next((name for start, end, name in self._places if start <= event.x < end), None)
        if name is not None:
            self.post_message(self.Pressed(name))
