"""One of a few values, chosen by one key: a digit (from the tenth on 0 and letters), or left and right."""

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from textual.content import Content
from textual.events import Click, Key, Paste
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from deskconsole.text.cells import clip, width
from deskconsole.widgets.forms.passed_on import pass_on

#: Cells below which a terminal is narrow.
_NARROW: Final = 60
#: The key of each value, in order.
KEYS: Final = "1234567890abcdefghijklmnopqrstuvwxyz"


class ChoiceRow(Widget, can_focus=True):
    """Values side by side, each with its key; the chosen one stands in brackets and in the accent colour."""

    class Changed(Message):
        """Another value was chosen; ``by_digit``: the form may go on to its next field."""

        def __init__(self, row: "ChoiceRow", value: str, *, by_digit: bool) -> None:
            super().__init__()
            self.row = row
            self.value = value
            self.by_digit = by_digit

        @property
        def control(self) -> "ChoiceRow":
            """The row that sent it."""
            return self.row

    class Submitted(Message):
        """Enter was pressed: what is chosen stays, the form goes on."""

        def __init__(self, row: "ChoiceRow") -> None:
            super().__init__()
            self.row = row

        @property
        def control(self) -> "ChoiceRow":
            """The row that sent it."""
            return self.row

    def __init__(self, values: Sequence[tuple[str, str]], value: str = "", **options: Any) -> None:
        super().__init__(**options)
        self._values = tuple(values)
        self.value = value

    def offer(self, values: Sequence[tuple[str, str]]) -> None:
        """Offers other values or other titles: (name, title) each."""
        self._values = tuple(values)
        self.refresh(layout=True)

    def set_value(self, value: str) -> None:
        """Chooses without telling anybody."""
        if value != self.value:
            self.value = value
            self.refresh()

    def render(self) -> Content:
        """The values, on as many lines as they need."""
        pieces: list[tuple[str, str]] = []
        for y, line in enumerate(self._lines(self.size.width)):
            pieces += [("\n", "")] if y else []
            pieces += [(text, "bold $accent" if place == self._place else "") for _x, text, place in line]
        return Content.assemble(*pieces)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Every value keeps its digit in view, so a narrow row has several lines."""
        return max(1, len(self._lines(width)))

    def _lines(self, cells: int) -> list[list[tuple[int, str, int]]]:
        """Lines of (cell, text, place)."""
        lines: list[list[tuple[int, str, int]]] = [[]]
        x = 0
        for place, (name, title) in enumerate(self._values):
            if self._brief and name != self.value:
                continue
            key = KEYS[place] if place < len(KEYS) else "·"
            label = clip(f"{key} {title}", max(1, cells - 2))
            text = f"[{label}]" if name == self.value else f" {label} "
            if lines[-1] and x + width(text) > cells:
                lines.append([])
                x = 0
            lines[-1].append((x, text, place))
            x += width(text)
        return lines

    @property
    def _brief(self) -> bool:
        """Whether only what is chosen is shown: on a narrow terminal, while the keys are elsewhere."""
        return not self.has_focus and self.app.size.width < _NARROW and any(n == self.value for n, _t in self._values)

    def on_focus(self) -> None:
        """All that may be chosen is shown."""
        self._keys_changed()

    def on_blur(self) -> None:
        """What is chosen is known."""
        self._keys_changed()

    def _keys_changed(self) -> None:
        if self.app.size.width < _NARROW:
            self.refresh(layout=True)

    @property
    def _place(self) -> int:
        return next((place for place, (name, _) in enumerate(self._values) if name == self.value), -1)

    def on_key(self, event: Key) -> None:
        """A value's key (also a full-width one) chooses; left and right go on by one, backspace clears; other text goes
        on to a row of text."""
        key = unicodedata.normalize("NFKC", event.character or " ").lower()
        if len(key) == 1 and 0 <= KEYS.find(key) < len(self._values):
            self._choose(KEYS.find(key), by_digit=True)
        elif event.key in ("left", "right") and self._values:
            step = 1 if event.key == "right" else -1
            place = self._place
            self._choose((place + step) % len(self._values) if place >= 0 else 0, by_digit=False)
        elif event.key == "enter":
            self.post_message(self.Submitted(self))
        elif event.key in ("backspace", "delete"):
            self.set_value("")
            self.post_message(self.Changed(self, "", by_digit=False))
        else:
            pass_on(self, event)
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """What is pasted goes on to a row of text."""
        pass_on(self, event)

    def on_click(self, event: Click) -> None:
        """A click chooses."""
        lines = self._lines(self.size.width)
        line = lines[event.y] if 0 <= event.y < len(lines) else []
        place = next((place for x, text, place in line if x <= event.x < x + width(text)), None)
        if place is not None:
            self._choose(place, by_digit=False)

    def _choose(self, place: int, *, by_digit: bool) -> None:
        name = self._values[place][0]
        self.set_value(name)
        self.post_message(self.Changed(self, name, by_digit=by_digit))
