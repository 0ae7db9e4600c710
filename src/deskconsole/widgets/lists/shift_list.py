"""The shift as a list: what waits to be accepted, the checklist, the news, who has which duty."""

from collections.abc import Sequence

from deskconsole.present.catalogue import _
from deskconsole.widgets.lists.line_list import Column, LineList

_NARROW = 64


class ShiftList(LineList):
    """Lines under headings; those of tickets have their countdown in front."""

    HEADED = False

    def heading(self) -> str:
        """There is no line of headings."""
        return ""

    def empty_text(self) -> str:
        """Before the first reading."""
        return _("Nothing to show yet.")

    def columns(self, cells: int) -> Sequence[Column]:
        """What it is, and who did it when; on a phone only the first."""
        room = cells - self.CLOCK_CELLS - 1
        if cells < _NARROW:
            return (Column("what", "", max(0, room)),)
        who = min(26, room // 3)
        return (Column("what", "", room - who - 1), Column("who", "", who))
