"""The clocks of one ticket: a line each, the countdown first."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any, ClassVar

from deskconsole.widgets.lists.line_list import Column, LineList


class ClockList(LineList, can_focus=False):
    """Running and paused clocks, the nearest due first; not selectable."""

    HEADED: ClassVar[bool] = False
    #: no more lines than this, so that the rest of the ticket keeps its place at 80×24
    MOST: ClassVar[int] = 4

    def __init__(self, zone: tzinfo, now: datetime, **options: Any) -> None:
        super().__init__(zone, now, **options)
        self.styles.height = 1

    def fit(self) -> None:
        """Takes as many lines as there are clocks, at most :attr:`MOST`."""
        self.styles.height = max(1, min(self.MOST, len(self.lines)))

    def columns(self, cells: int) -> Sequence[Column]:
        """Countdown, what is due, when, who is asked, the rule."""
        room = cells - self.CLOCK_CELLS - 1
        when, who, rule = (12, 0, 0) if cells < 64 else (12, 14, 5)
        title = room - when - (who + 1 if who else 0) - (rule + 1 if rule else 0) - 1
        columns = [Column("title", "", max(0, title)), Column("when", "", when)]
        if who:
            columns += [Column("who", "", who), Column("rule", "", rule)]
        return columns
