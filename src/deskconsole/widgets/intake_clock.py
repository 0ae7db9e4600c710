"""The response clock on the intake form: how long the customer waits, and until when we must have answered."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from textual.content import Content
from textual.widget import Widget

from deskconsole.domain.calendar import Calendar
from deskconsole.domain.clocks import Book, explain_starts
from deskconsole.domain.pack import Pack
from deskconsole.present.catalogue import _, language
from deskconsole.present.cells import clip, width
from deskconsole.present.countdown import State, countdown


class IntakeClock(Widget):
    """One line; the clocks are those that receiving such an inquiry would start."""

    can_focus = False

    def __init__(self, calendar: Calendar, zone: tzinfo) -> None:
        super().__init__()
        self._calendar = calendar
        self._zone = zone
        self._pieces: list[tuple[str, str]] = []

    def show(self, now: datetime, opened_at: datetime, pack: Pack, attributes: Mapping[str, Any]) -> None:
        """Shows the clocks of an inquiry with these attributes that came at ``opened_at``."""
        waited = max(0, int((now - opened_at).total_seconds()))
        pieces = [(f" {_('New inquiry')}  {_('since')} {waited // 60:02}:{waited % 60:02}", "bold")]
        book = Book(pack, self._calendar)
        starts = explain_starts(book, "received", opened_at, attributes, attributes)
        for rule, clock in sorted(starts, key=lambda pair: pair[1].due)[:2]:
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
