"""The stage bar: how far a ticket has come."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from deskconsole.text.cells import width


class StageBar(Widget):
    """Stages in order: done with a tick, the present one marked, the rest dim. On narrow terminals only that one."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__()
        self._stages: Sequence[str] = ()
        self._at = -1

    def show(self, stages: Sequence[str], at: int) -> None:
        """Shows the titles of the stages; ``at`` is the place of the present one."""
        if (tuple(stages), at) != (tuple(self._stages), self._at):
            self._stages, self._at = tuple(stages), at
            self.refresh()

    def render(self) -> Content:
        """The bar."""
        pieces: list[tuple[str, str]] = [(" ", "")]
        for place, title in enumerate(self._stages):
            if place:
                pieces.append((" › ", "$foreground-muted"))
            if place < self._at:
                pieces.append((f"✓{title}", "$foreground-muted"))
            elif place == self._at:
                pieces.append((f"[{title}]", "bold $accent"))
            else:
                pieces.append((title, "$foreground-muted"))
        if sum(width(text) for text, _ in pieces) > self.size.width and 0 <= self._at < len(self._stages):
            pieces = [(f" [{self._stages[self._at]}] {self._at + 1}/{len(self._stages)}", "bold $accent")]
        return Content.assemble(*pieces)
