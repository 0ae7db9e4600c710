"""The banner of the telephone, the first line of every screen: the key that takes the call, who it is, how long."""

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
    """One ringing call (safe texts): the key that takes it, who it is in two words, how its clock stands, what else is
    known. ``quiet``: a caller nobody wants to hear."""

    who: str
    clock: str
    key: str = ""
    more: str = ""
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
        """Shows the calls; ``flash``: this second in colour."""
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
            end = " ".join(part for part in (call.clock, f"+{more}" if more > 0 else "") if part) + " "
            begin = f" {call.key}  {call.who} " if call.key else f" {call.who} "
            style = self._style(call)
            room = cells - width(begin) - width(end)
            if width(call.more) + 3 <= room:
                lines.append((f"{begin} {pad(call.more, room - 1)}{end}", style))
            elif room >= 0:
                lines.append((f"{pad(begin, cells - width(end))}{end}", style))
                lines += [(pad(f" {call.more}", cells), style)] if call.more else []
            else:
                lines += [(pad(begin, cells), style), (pad(f" {clip(f'{end}{call.more}', cells - 1)}", cells), style)]
        return lines

    def _style(self, call: CallLine) -> str:
        if call.quiet:
            return "$foreground-muted on $panel"
        # Always in reverse, so that it stands out without colour too, and each second another one; the sign of a late
        # call is in its text, red only for what is overdue.
        colour = "$error" if call.late else "$accent"
        return f"bold reverse {colour}" if self._flash else "bold reverse $foreground"

    def render(self) -> Content:
        """The lines."""
        pieces: list[tuple[str, str]] = []
        for text, style in self._lines(self.size.width):
            pieces += [("\n", ""), (text, style)] if pieces else [(text, style)]
        return Content.assemble(*pieces)

    def on_click(self, event: Click) -> None:
        """A click does what the key does."""
        self.post_message(self.PickUp())
