"""The queue's lines: what must be done next, for whom, by whom."""

from collections.abc import Sequence
from typing import Final

from deskconsole.present.catalogue import _
from deskconsole.text.cells import width
from deskconsole.widgets.lists.line_list import Column, LineList

#: Columns take what their texts need, between these widths in cells (least, most at 80 columns, most when wide).
_BOUNDS: Final = {"do": (8, 14, 26), "number": (4, 10, 10), "channel": (4, 7, 10), "owner": (4, 8, 14)}
_CUSTOMER = (12, 22, 32)
#: on a phone the running number stands without its day
_RUNNING: Final = 4
_NARROW, _WIDE = 64, 110


class QueueList(LineList):
    """Open tickets, the nearest due first."""

    #: what the list says when it is empty; nothing before it was read
    nothing = ""

    def heading(self) -> str:
        """The heading of the countdown."""
        return _("Left")

    def empty_text(self) -> str:
        """What an empty queue says."""
        return self.nothing

    def columns(self, cells: int) -> Sequence[Column]:
        """Countdown, do, number, customer, channel, owner, core request; on a phone the first four."""
        room = cells - self.CLOCK_CELLS - 1
        titles = self._titles()
        if cells < _NARROW:
            do = min(self._cells("do", wide=False), max(8, room // 3))
            return (
                Column("do", titles["do"], do),
                Column("running", titles["number"], _RUNNING),
                Column("customer", titles["customer"], max(0, room - _RUNNING - do - 2)),
            )
        wide = cells >= _WIDE
        fixed = {name: self._cells(name, wide=wide) for name in _BOUNDS}
        left = room - sum(fixed.values()) - len(fixed) - 1
        customer = max(_CUSTOMER[0], min(self.needed.get("customer", 0), _CUSTOMER[2 if wide else 1], left // 2))
        fixed |= {"customer": customer, "request": max(0, left - customer)}
        order = ("do", "number", "customer", "channel", "owner", "request")
        return tuple(Column(name, titles[name], fixed[name]) for name in order)

    def _cells(self, name: str, *, wide: bool) -> int:
        least, most, most_wide = _BOUNDS[name]
        least = max(least, width(self._titles()[name]))
        return max(least, min(self.needed.get(name, 0), most_wide if wide else most))

    def _titles(self) -> dict[str, str]:
        return {
            "do": _("Next"),
            "number": _("No."),
            "customer": _("Customer"),
            "channel": _("Channel"),
            "owner": _("Owner"),
            "request": _("Request"),
        }
