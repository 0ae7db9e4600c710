"""What stands over everything until somebody does something about it; and the quiet lines of whoever has called."""

from collections.abc import Sequence

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from deskconsole.record import dataclass
from deskconsole.text.cells import pad


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """One line (a safe text). ``quiet``: for whoever has called; ``late``: nobody has reacted in time."""

    text: str
    quiet: bool = False
    late: bool = False


class AlarmBanner(Widget):
    """Hidden while nothing stands; it neither flashes nor sounds."""

    can_focus = False

    class TakeOver(Message):
        """The banner was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[AlarmLine, ...] = ()
        self.display = False

    def show(self, lines: Sequence[AlarmLine]) -> None:
        """Shows other lines."""
        if tuple(lines) == self.lines:
            return
        self.lines = tuple(lines)
        self.display = bool(lines)
        self.styles.height = max(1, len(lines))
        self.refresh()

    def render(self) -> Content:
        """The lines."""
        pieces: list[tuple[str, str]] = []
        for line in self.lines:
            style = "$foreground-muted" if line.quiet else f"bold reverse {'$error' if line.late else '$foreground'}"
            pieces += [("\n", "")] if pieces else []
            pieces.append((pad(f" {line.text}", self.size.width), style))
        return Content.assemble(*pieces)

    def on_click(self, event: Click) -> None:
        """A click does what the key does, where one is offered."""
        if any(not line.quiet for line in self.lines):
            self.post_message(self.TakeOver())
