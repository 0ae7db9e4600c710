"""The follow-up board: whom to call, why, and what was said last."""

from collections.abc import Sequence

from deskconsole.present.catalogue import _
from deskconsole.widgets.line_list import Column, LineList

_NARROW = 64


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
        customer, phone, number, who = (20, 14, 4, 8) if cells < 110 else (28, 18, 10, 12)
        left = room - customer - phone - number - who - 5
        why = left // 2
        return (
            Column("customer", _("Customer"), customer),
            Column("phone", _("Telephone"), phone),
            Column("why", _("Why"), why),
            Column("number", _("No."), number),
            Column("who", _("Who"), who),
            Column("last_words", _("Last words"), left - why),
        )
