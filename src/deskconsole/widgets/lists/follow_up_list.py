"""The follow-up board: whom to call, why, and what was said last."""

from collections.abc import Sequence

from deskconsole.present.catalogue import _
from deskconsole.widgets.lists.line_list import Column, LineList

_NARROW, _WIDE = 64, 110
#: least and most cells of the columns that take what they need
_BOUNDS = {"customer": (12, 20), "phone": (9, 14), "number": (4, 10), "who": (6, 10)}
_WIDE_BOUNDS = {"customer": (16, 30), "phone": (11, 24), "number": (4, 10), "who": (6, 16)}


class FollowUpList(LineList):
    """Follow-ups under the headings overdue, today, this week, later."""

    def heading(self) -> str:
        """The heading of the countdown."""
        return _("Left")

    def empty_text(self) -> str:
        """What an empty board says."""
        return _("No follow-up is planned.")

    def columns(self, cells: int) -> Sequence[Column]:
        """Countdown, customer, telephone, why, last words, number; on a phone the first two."""
        room = cells - self.CLOCK_CELLS - 1
        if cells < _NARROW:
            phone = 12
            return (
                Column("customer", _("Customer"), max(0, room - phone - 1)),
                Column("phone", _("Telephone"), phone),
            )
        wide = cells >= _WIDE
        bounds = _WIDE_BOUNDS if wide else _BOUNDS
        customer, phone, number, who = (
            max(least, min(self.needed.get(name, 0), most)) for name, (least, most) in bounds.items()
        )
        left = room - customer - phone - number - who - 4
        why = left // 2 if wide else left
        columns = (
            Column("customer", _("Customer"), customer),
            Column("phone", _("Telephone"), phone),
            Column("why", _("Why"), why),
            Column("number", _("No."), number),
            Column("who", _("Who"), who),
        )
        return (*columns, Column("last_words", _("Last words"), left - why - 1)) if wide else columns
