"""What a customer has had with the desk: tickets, calls, changes of the file."""

from collections.abc import Sequence
from typing import Final

from deskconsole.present.catalogue import _
from deskconsole.widgets.lists.line_list import Column, LineList

_NUMBER, _RUNNING = 10, 4
#: The second column takes what its texts need, between these widths in cells.
_WHAT: Final = (8, 14, 22)
_NARROW, _WIDE = 56, 84


class CustomerList(LineList):
    """Sections of lines: countdown of what is due, number, what it is, and its words."""

    def heading(self) -> str:
        """The heading of the countdown."""
        return _("Left")

    def empty_text(self) -> str:
        """Nobody has called or written yet."""
        return _("No ticket yet")

    def columns(self, cells: int) -> Sequence[Column]:
        """Number, what it is, words; on a phone the running number."""
        room = cells - self.CLOCK_CELLS - 1
        name, number = ("running", _RUNNING) if cells < _NARROW else ("number", _NUMBER)
        least, most, most_wide = _WHAT
        what = max(least, min(self.needed.get("what", 0), most_wide if cells >= _WIDE else most))
        return (
            Column(name, _("No."), number),
            Column("what", _("What"), what),
            Column("text", _("Request"), max(0, room - number - what - 2)),
        )
