"""Known customers that fit what is typed, a line each."""

import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol

from textual.content import Content
from textual.events import Click, Key, Paste
from textual.message import Message
from textual.widget import Widget

from deskconsole.present.catalogue import _
from deskconsole.present.titles import Titles
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line
from deskconsole.text.private import Private
from deskconsole.widgets.forms.passed_on import pass_on


class CustomerEntry(Protocol):
    """What is known of a customer."""

    @property
    def name(self) -> str | None: ...

    @property
    def tier(self) -> str | None: ...

    @property
    def contacts(self) -> tuple[str | Private, ...]: ...

    @property
    def open_numbers(self) -> tuple[str, ...]: ...


class CustomerMatches(Widget, can_focus=True):
    """Up, down and Enter, or the digit of the line, take one; hidden while nobody fits.

    ``by_tab``: whether Tab comes here too; else only :meth:`enter` leads here, so that what is typed after a Tab is
    never a choice.
    """

    class Taken(Message):
        """A known customer was chosen."""

        def __init__(self, match: Any) -> None:
            super().__init__()
            self.match = match

    def __init__(self, *, by_tab: bool = False) -> None:
        super().__init__()
        self.matches: tuple[CustomerEntry, ...] = ()
        self._by_tab = by_tab
        self._entered = False
        self._lines: list[str] = []
        self._cursor = 0
        self.display = False

    def allow_focus(self) -> bool:
        """Whether the keys may come here now."""
        return self._by_tab or self._entered

    def enter(self) -> None:
        """The keys go to those who fit."""
        self._entered = True
        self.focus()

    def on_blur(self) -> None:
        """The keys go elsewhere."""
        self._entered = False

    def show(self, matches: Sequence[CustomerEntry], titles: Titles, exclude: str | None = None) -> None:
        """Shows other customers; none: the lines go away. ``exclude``: a ticket that is not worth telling of, as the
        call's own."""
        if not matches and not self.matches and not self.display:
            return
        self.matches = tuple(matches)
        self._cursor = 0
        self._lines = []
        for match in matches:
            numbers = [number[-4:] for number in match.open_numbers if number != exclude]
            open_ = _("open: {numbers}").format(numbers=", ".join(numbers))
            contact = one_line(match.contacts[0]) if match.contacts else ""
            parts = [titles.customer(match.name, match.tier), contact, open_ if numbers else ""]
            self._lines.append("  ".join(part for part in parts if part))
        self.display = bool(matches)
        self.styles.height = max(1, len(matches))
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
        """Moves and takes; text goes on to a row of text."""
        digit = unicodedata.normalize("NFKC", event.character or "")
        if event.key in ("down", "up"):
            self._cursor = (self._cursor + (1 if event.key == "down" else -1)) % max(1, len(self.matches))
            self.refresh()
        elif event.key == "enter" and self.matches:
            self.post_message(self.Taken(self.matches[self._cursor]))
        elif digit.isascii() and digit.isdecimal() and 1 <= int(digit) <= len(self.matches):
            self.post_message(self.Taken(self.matches[int(digit) - 1]))
        else:
            pass_on(self, event)
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """What is pasted goes on to a row of text."""
        pass_on(self, event)

    def on_click(self, event: Click) -> None:
        """Takes the line."""
        if 0 <= event.y < len(self.matches):
            self.post_message(self.Taken(self.matches[event.y]))
