"""From the meetings of a day to the grid of rooms and half hours, and back from a cell to a room and its time."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from deskconsole.desk.visitors.records import RoomUse
from deskconsole.record import dataclass
from deskconsole.text.clean import one_line
from deskconsole.widgets.time_grid import GridRow, Span

#: The hours that the grid shows at least; a meeting beyond them widens it.
_FIRST: Final = 8
_LAST: Final = 18
HALF: Final = timedelta(minutes=30)
#: How long a meeting takes when nobody says.
USUAL: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RoomGrid:
    """The grid of one day: when its first column begins, its rows and labels, how many columns are over."""

    begins: datetime
    rows: tuple[GridRow, ...]
    labels: tuple[str, ...]
    past: int

    def time_of(self, column: int) -> datetime:
        """When a column begins."""
        return self.begins + column * HALF

    def free_until(self, row: GridRow, column: int) -> datetime:
        """Until when a meeting that begins there may last: the usual time, or the next meeting."""
        ahead = [span.first for span in row.spans if span.first > column]
        return min([self.time_of(column) + USUAL, *(self.time_of(first) for first in ahead[:1])])


def room_grid(rooms: Sequence[str], uses: Iterable[RoomUse], day: date, now: datetime, zone: tzinfo) -> RoomGrid:
    """The grid of a day; each half hour that a meeting touches is taken."""
    meetings = sorted(uses, key=lambda use: use.starts)
    midnight = datetime.combine(day, time(), zone)
    opens = min([midnight + timedelta(hours=_FIRST), *(_floor(use.starts, midnight) for use in meetings)])
    closes = max([midnight + timedelta(hours=_LAST), *(use.ends for use in meetings)])
    closes = min(closes, midnight + timedelta(days=1))
    columns = -(-(closes - opens) // HALF)
    spans = {room: tuple(_span(use, opens, columns) for use in meetings if use.room == room) for room in rooms}
    labels = [f"{(opens + place * HALF).astimezone(zone):%H}" if place % 2 == 0 else "" for place in range(columns)]
    past = min(max(0, (now - opens) // HALF), columns)
    rows = tuple(GridRow(one_line(room), spans[room]) for room in rooms)
    return RoomGrid(opens, rows, tuple(labels), past)


def _floor(instant: datetime, midnight: datetime) -> datetime:
    """The whole hour before, so that labels stand at hours."""
    hours = max(timedelta(), instant - midnight) // timedelta(hours=1)
    return midnight + timedelta(hours=hours)


def _span(use: RoomUse, opens: datetime, columns: int) -> Span:
    first = max(0, (use.starts - opens) // HALF)
    last = min(columns, max(first + 1, -(-(use.ends - opens) // HALF)))
    return Span(use.id, first, last, one_line(use.title))
