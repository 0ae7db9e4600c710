"""The ribbon of the queue: shown where there is room, drawn anew each minute."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from textual.geometry import Size

from deskconsole.desk.duty import Duty
from deskconsole.desk.records import QueueLine
from deskconsole.errors import DeskError
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.queue_parts.ribbon import hours_of, ribbon_pieces
from deskconsole.widgets.bars.piece_line import PieceLine

#: From this size of the screen on it is shown.
ROOM: Final = Size(100, 30)
#: So many open tickets at most are marked on it.
_MOST_MARKS: Final = 1_000
#: Days before and after today in which the roster is looked at: without one at all nobody is missing.
_AROUND: Final = 3


class DayRibbon:
    """The hours of the day with a mark where a clock falls due."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.line = PieceLine()
        self.line.display = False
        self._duties: list[Duty] = []
        #: the minute for which it was drawn last
        self._minute: datetime | None = None

    async def read(self, size: Size) -> None:
        """Reads who has which duty in the days around today, where it is shown."""
        if _has_room(size):
            self._duties = await self._session.ask(_duties_around, self._session)

    def show(self, lines: Sequence[QueueLine], size: Size) -> None:
        """Draws it for these tickets, where there is room for it."""
        self.line.display = _has_room(size)
        if self.line.display:
            session, now = self._session, self._session.now()
            self._minute = _minute(now)
            hours = hours_of(session.desk.calendar, self._duties, now)
            dues = [line.due for line in lines[:_MOST_MARKS] if line.due > now]
            self.line.show(ribbon_pieces(hours, dues, now, session.zone, size.width))

    def tick(self, now: datetime, lines: Sequence[QueueLine], size: Size) -> None:
        """A second has passed: in another minute it may look otherwise."""
        if _minute(now) != self._minute:
            self.show(lines, size)


def _has_room(size: Size) -> bool:
    return size.width >= ROOM.width and size.height >= ROOM.height


def _minute(now: datetime) -> datetime:
    return now.replace(second=0, microsecond=0)


def _duties_around(session: Session) -> list[Duty]:
    """Nobody where the person may not know. Called in a thread."""
    from deskconsole.desk.shifts.roster import roster  # not before the first paint

    try:
        return roster(session.desk, session.today() - timedelta(days=_AROUND), 2 * _AROUND + 1)
    except DeskError:
        return []
