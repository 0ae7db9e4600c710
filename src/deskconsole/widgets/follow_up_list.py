"""The follow-up board: whom to call, why, and what was said last."""

from collections.abc import Sequence

from deskconsole.present.catalogue import _
from deskconsole.widgets.line_list import Column, LineList

_NARROW, _WIDE = 64, 110


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
        customer, phone, number, who = (28, 18, 10, 12) if wide else (20, 14, 10, 8)
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
