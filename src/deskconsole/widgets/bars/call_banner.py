"""The banner of the telephone: who calls, for how long, and the key that picks it up; on every screen."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from deskconsole.record import dataclass
from deskconsole.text.cells import clip, pad, width

#: More calls than this are only counted.
_MOST = 2


@dataclass(frozen=True, slots=True)
class CallLine:
    """One ringing call: who (safe text), how its clock stands, the key. ``quiet``: a caller nobody wants to hear."""

    who: str
    clock: str
    key: str = ""
    late: bool = False
    quiet: bool = False


class CallBanner(Widget):
    """Hidden while nothing rings. One line a call, two where one is too short."""

    can_focus = False

    class PickUp(Message):
        """The banner was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self._calls: tuple[CallLine, ...] = ()
        self._flash = False
        self.display = False

    def show(self, calls: Sequence[CallLine], *, flash: bool) -> None:
        """Shows the calls; ``flash``: this second in reverse."""
        if (tuple(calls), flash) == (self._calls, self._flash):
            return
        self._calls, self._flash = tuple(calls), flash
        self.display = bool(calls)
        self._fit()
        self.refresh()

    def on_resize(self) -> None:
        """Another width may need another number of lines."""
        self._fit()

    def _fit(self) -> None:
        cells = self.size.width or self.app.size.width
        self.styles.height = max(1, len(self._lines(cells)))

    def _lines(self, cells: int) -> list[tuple[str, str]]:
        lines: list[tuple[str, str]] = []
        for place, call in enumerate(self._calls[:_MOST]):
            more = len(self._calls) - _MOST if place == _MOST - 1 else 0
            end = " ".join(part for part in (call.clock, f"+{more}" if more > 0 else "", call.key) if part) + " "
            style = self._style(call)
            if width(call.who) + width(end) + 3 <= cells:
                lines.append((f" {pad(call.who, cells - width(end) - 1)}{end}", style))
            else:
                lines += [(pad(f" {call.who}", cells), style), (pad(f" {clip(end, cells - 1)}", cells), style)]
        return lines

    def _style(self, call: CallLine) -> str:
        if call.quiet:
            return "$foreground-muted on $panel"
        # The sign of a late call is in its text; red only for what is overdue.
        colour = "$error" if call.late else "$accent"
        return f"bold reverse {colour}" if self._flash else f"bold {colour} on $panel"

    def render(self) -> Content:
        """The lines."""
        pieces: list[tuple[str, str]] = []
        for text, style in self._lines(self.size.width):
            pieces += [("\n", ""), (text, style)] if pieces else [(text, style)]
        return Content.assemble(*pieces)

    def on_click(self, event: Click) -> None:
        """A click does what the key does."""
        self.post_message(self.PickUp())
