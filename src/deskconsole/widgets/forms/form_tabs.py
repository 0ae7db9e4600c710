"""The forms that are open at once, side by side: the one typed in and the parked ones, each with its clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from deskconsole.present.countdown import lasting
from deskconsole.text.cells import clip, width
from deskconsole.text.clean import one_line

#: Cells that a name may take.
_NAME = 12
#: Cells of a clock, with what stands around it.
_CLOCK = 8


@dataclass(frozen=True, slots=True)
class Tab:
    """One form: its draft, whom it is for, since when; ``current``: the one that is typed in."""

    id: str
    name: str
    since: datetime
    current: bool = False


class FormTabs(Widget):
    """One line; hidden while only one form is open."""

    can_focus = False

    class Picked(Message):
        """A form was clicked."""

        def __init__(self, id: str) -> None:
            super().__init__()
            self.id = id

    def __init__(self) -> None:
        super().__init__()
        self.tabs: tuple[Tab, ...] = ()
        self._now: datetime | None = None
        self._end = ""
        self._shown = ""
        self._places: list[tuple[int, int, str]] = []
        self.display = False

    def show(self, tabs: Sequence[Tab], now: datetime, end: str = "") -> None:
        """Shows other forms; ``end`` stands behind them."""
        self.tabs, self._now, self._end = tuple(tabs), now, end
        self.display = len(self.tabs) > 1 or bool(end)
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """The clocks, where their text has changed."""
        self._now = now
        text = "".join(text for text, _style in self._pieces())
        if text != self._shown:
            self._shown = text
            self.refresh()

    def _pieces(self) -> list[tuple[str, str]]:
        pieces: list[tuple[str, str]] = []
        self._places, x = [], 0
        room = (self.size.width or 80) - width(self._end) - 2
        needed = sum(min(_NAME, width(one_line(tab.name))) + _CLOCK for tab in self.tabs)
        # Where not all fit, the one that is typed in is seen.
        tabs = self.tabs if needed <= room else sorted(self.tabs, key=lambda tab: not tab.current)
        for tab in tabs:
            clock = lasting((self._now or tab.since) - tab.since)
            name = clip(one_line(tab.name), _NAME)
            text = f"[{name} {clock}]" if tab.current else f" {name} {clock} "
            if x + width(text) > room:
                pieces.append((" …", "$foreground-muted"))
                break
            pieces.append((text, "bold $accent" if tab.current else ""))
            self._places.append((x, x + width(text), tab.id))
            x += width(text)
        if self._end:
            pieces.append((f"  {self._end}", "$foreground-muted"))
        return pieces

    def render(self) -> Content:
        """The line."""
        return Content.assemble(*self._pieces())

    def on_click(self, event: Click) -> None:
        """Goes to the form."""
        result = next((id for start, end, id in self._places if start <= event.x < end), None)
        if result is not None:
            self.post_message(self.Picked(result))
