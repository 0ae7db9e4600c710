"""The visitors of the day: expected, waiting, inside, left."""

from collections.abc import Sequence

from deskconsole.present.catalogue import _
from deskconsole.widgets.lists.line_list import Column, LineList

_NARROW, _WIDE = 64, 110
#: least and most cells of the columns that take what they need
_BOUNDS = {"name": (10, 18), "host": (6, 12), "pass": (6, 8)}
_WIDE_BOUNDS = {"name": (14, 28), "host": (8, 20), "pass": (6, 10)}
#: a time of day
_TIME = 5


class VisitorList(LineList):
    """Visitors under the headings waiting, expected, inside, left."""

    def heading(self) -> str:
        """The heading of the countdown."""
        return _("Left")

    def empty_text(self) -> str:
        """What an empty day says."""
        return _("Nobody is expected or here. w signs a walk-in in, e expects somebody")

    def columns(self, cells: int) -> Sequence[Column]:
        """Countdown, time, name, what there is to do or to know, host, pass; on a phone the first three."""
        room = cells - self.CLOCK_CELLS - 1
        time = Column("time", _("Time"), _TIME)
        if cells < _NARROW:
            name = min(10, max(0, room - _TIME - 1))
            return (
                time,
                Column("name", _("Visitor"), name),
                Column("brief", _("Now"), max(0, room - _TIME - name - 2)),
            )
        wide = cells >= _WIDE
        bounds = _WIDE_BOUNDS if wide else _BOUNDS
        name, host, pass_ = (max(least, min(self.needed.get(n, 0), most)) for n, (least, most) in bounds.items())
        left = room - _TIME - name - host - pass_ - 4
        columns = (
            time,
            Column("name", _("Visitor"), name),
            Column("host", _("Host"), host),
            Column("state", _("Now"), left // 2 if wide else left),
            Column("pass", _("Pass"), pass_),
        )
        return (*columns, Column("organisation", _("Organisation"), left - left // 2 - 1)) if wide else columns


class RoomList(LineList):
    """The meetings of the day and what is prepared for each."""

    def heading(self) -> str:
        """The heading of the countdown."""
        return _("Begins")

    def empty_text(self) -> str:
        """What a day without meetings says."""
        return _("No meeting room is taken today. e plans a meeting")

    def columns(self, cells: int) -> Sequence[Column]:
        """Countdown, hours, room, meeting, what is prepared; on a phone without the organiser."""
        room = cells - self.CLOCK_CELLS - 1
        hours, where = 11, max(4, min(self.needed.get("room", 0), 10))
        done = max(6, min(self.needed.get("done", 0), 34 if cells >= _NARROW else 8))
        if cells < _NARROW:
            return (
                Column("starts", _("Time"), _TIME),
                Column("room", _("Room"), where),
                Column("title", _("Meeting"), max(0, room - _TIME - where - done - 3)),
                Column("ticks", _("Ready"), done),
            )
        who = max(6, min(self.needed.get("organiser", 0), 12))
        return (
            Column("hours", _("Time"), hours),
            Column("room", _("Room"), where),
            Column("title", _("Meeting"), max(0, room - hours - where - who - done - 4)),
            Column("organiser", _("Organiser"), who),
            Column("done", _("Prepared"), done),
        )
