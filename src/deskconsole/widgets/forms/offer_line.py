"""Open tickets to add to, a line each: Enter or the digit takes one."""

import unicodedata
from collections.abc import Sequence

from textual.content import Content
from textual.events import Click, Key, Paste
from textual.message import Message
from textual.widget import Widget

from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.passed_on import pass_on


class OfferLine(Widget, can_focus=True):
    """Hidden while nothing is offered."""

    class Taken(Message):
        """A ticket was chosen."""

        def __init__(self, number: str) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__()
        self.offers: tuple[tuple[str, str], ...] = ()
        self._hint = ""
        self.display = False

    def show(self, offers: Sequence[tuple[str, str]], hint: str = "") -> None:
        """Offers tickets: (number, what it is about) each; ``hint`` names the key that takes the first."""
        self.offers = tuple((number, one_line(text)) for number, text in offers)
        self._hint = hint
        self.display = bool(offers)
        self.styles.height = max(1, len(self.offers))
        self.refresh()

    def render(self) -> Content:
        """The lines."""
        pieces: list[tuple[str, str]] = []
        for place, (_number, text) in enumerate(self.offers):
            hint = f"  {self._hint}" if place == 0 and self._hint else ""
            line = clip(f"{'›' if self.has_focus and place == 0 else ' '}{place + 1} {text}{hint}", self.size.width)
            pieces.append((("\n" if place else "") + line, "bold $accent" if place == 0 else "$accent"))
        return Content.assemble(*pieces)

    def on_key(self, event: Key) -> None:
        """Takes one; text goes on to a row of text, everything else to the form."""
        digit = unicodedata.normalize("NFKC", event.character or "")
        if event.key == "enter" and self.offers:
            place = 0
        elif digit.isascii() and digit.isdecimal() and 1 <= int(digit) <= len(self.offers):
            place = int(digit) - 1
        elif event.key in ("down", "up"):
            self.screen.focus_next() if event.key == "down" else self.screen.focus_previous()
            event.stop()
            return
        else:
            pass_on(self, event)
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Taken(self.offers[place][0]))

    def on_paste(self, event: Paste) -> None:
        """What is pasted goes on to a row of text."""
        pass_on(self, event)

    def on_click(self, event: Click) -> None:
        """Takes the line."""
        if 0 <= event.y < len(self.offers):
            self.post_message(self.Taken(self.offers[event.y][0]))
