"""Known customers that fit what is typed, a line each."""

import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol

from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.widget import Widget

from deskconsole.present.catalogue import _
from deskconsole.present.titles import Titles
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line


class Hit(Protocol):
    """What is known of a customer."""

    @property
    def name(self) -> str | None: ...

    @property
    def tier(self) -> str | None: ...

    @property
    def contacts(self) -> tuple[str, ...]: ...

    @property
    def open_numbers(self) -> tuple[str, ...]: ...


class CustomerHits(Widget, can_focus=True):
    """Up, down and Enter, or the digit of the line, take one; hidden while nobody fits."""

    class Taken(Message):
        """A known customer was chosen."""

        def __init__(self, hit: Any) -> None:
            super().__init__()
            self.hit = hit

    def __init__(self) -> None:
        super().__init__()
        self.hits: tuple[Hit, ...] = ()
        self._lines: list[str] = []
        self._cursor = 0
        self.display = False

    def show(self, hits: Sequence[Hit], titles: Titles) -> None:
        """Shows other customers; none: the lines go away."""
        if not hits and not self.hits and not self.display:
            return
        self.hits = tuple(hits)
        self._cursor = 0
        self._lines = []
        for hit in hits:
            open_ = _("open: {numbers}").format(numbers=", ".join(n[-4:] for n in hit.open_numbers))
            contact = one_line(hit.contacts[0]) if hit.contacts else ""
            parts = [titles.customer(hit.name, hit.tier), contact, open_ if hit.open_numbers else ""]
            self._lines.append("  ".join(part for part in parts if part))
        self.display = bool(hits)
        self.styles.height = max(1, len(hits))
        self.refresh()

    def render(self) -> Content:
        """The lines, the marked one in the accent colour while the list has the keys."""
        pieces: list[tuple[str, str]] = []
        for place, line in enumerate(self._lines):
            marked = place == self._cursor and self.has_focus
            text = clip(f"{'›' if marked else ' '}{place + 1} {line}", self.size.width)
            pieces.append((("\n" if place else "") + text, "bold $accent" if marked else ""))
        return Content.assemble(*pieces)

    def on_key(self, event: Key) -> None:
        """Moves and takes."""
        digit = unicodedata.normalize("NFKC", event.character or "")
        if event.key in ("down", "up"):
            self._cursor = (self._cursor + (1 if event.key == "down" else -1)) % max(1, len(self.hits))
            self.refresh()
        elif event.key == "enter" and self.hits:
            self.post_message(self.Taken(self.hits[self._cursor]))
        elif digit.isascii() and digit.isdecimal() and 1 <= int(digit) <= len(self.hits):
            self.post_message(self.Taken(self.hits[int(digit) - 1]))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_click(self, event: Click) -> None:
        """Takes the line."""
        if 0 <= event.y < len(self.hits):
            self.post_message(self.Taken(self.hits[event.y]))
