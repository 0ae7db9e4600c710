"""The clock on the intake form: how long the customer waits, and until when we must have answered."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from textual.content import Content
from textual.widget import Widget

from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.rules.pack import Pack
from deskconsole.present.catalogue import _, language
from deskconsole.present.countdown import State, countdown, lasting
from deskconsole.text.cells import clip, width


class IntakeClock(Widget):
    """One line; the clocks are those that receiving such an inquiry would start."""

    can_focus = False

    def __init__(self, zone: tzinfo) -> None:
        super().__init__()
        self._zone = zone
        self._pieces: list[tuple[str, str]] = []

    def show(self, title: str, now: datetime, since: datetime, pack: Pack, clocks: Sequence[Clock]) -> None:
        """Shows the clocks of an inquiry that came at ``since``, the nearest two."""
        pieces = [(f" {title}  {_('since')} {lasting(now - since)}", "bold")]
        pieces.append((f"  {_('* must be filled in')}", "$foreground-muted"))
        for clock in clocks[:2]:
            result = pack.clocks_of(clock.rule)
            rule = next((rule for rule in result if rule.do == clock.do), result[0])
            shown = countdown(clock.due, now, self._zone, warn_from=clock.warn_at)
            style = {State.OVERDUE: "bold $error", State.SOON: "bold $warning"}.get(shown.state, "$accent")
            pieces += [("   ", ""), (f"{shown.marked.strip()} {rule.title.get(language())}", style)]
        if pieces != self._pieces:
            self._pieces = pieces
            self.refresh()

    def render(self) -> Content:
        """The line."""
        room, cut = self.size.width, []
        for text, style in self._pieces:
            text = clip(text, room)
            room -= width(text)
            cut.append((text, style))
        return Content.assemble(*cut)
