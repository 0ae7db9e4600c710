"""Queue numbers under the kinds of business that they wait for."""

from collections.abc import Sequence

from deskconsole.present.catalogue import _
from deskconsole.widgets.lists.line_list import Column, LineList


class CounterList(LineList):
    """Numbers in the order in which they are called; in front how long they have waited."""

    HEADED = False

    def heading(self) -> str:
        """There is no line of headings."""
        return ""

    def empty_text(self) -> str:
        """What an empty hall says."""
        return _("Nobody waits. t takes a number")

    def columns(self, cells: int) -> Sequence[Column]:
        """The number, since when, how it stands."""
        room = cells - self.CLOCK_CELLS - 1
        return (
            Column("code", "", min(8, room)),
            Column("since", "", 6),
            Column("state", "", max(0, room - 16)),
        )
