"""The hours of the day in one line: where clocks fall due, and where nobody is at the desk."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Final

from deskconsole.desk.duty import Duty
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.duty import Part, parts_of
from deskconsole.domain.calendar.instant import from_micros
from deskconsole.record import dataclass

HALF: Final = timedelta(minutes=30)
#: More hours than these have no room for their marks.
_MOST: Final = 16
#: How many hours are shown once the desk has closed.
_NIGHT: Final = 12
_HOUR: Final = timedelta(hours=1)
_MARK: Final = "╷"
_SEVERAL: Final = "┃"
_NOBODY: Final = "░"
#: The hour, and a blank on either side of it.
_LABEL: Final = 4
_PIECE = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Hours:
    """What of a day the ribbon shows: from ``begins`` on so many hours, and when in it nobody is there."""

    begins: datetime
    count: int
    gaps: tuple[tuple[datetime, datetime], ...] = ()

    def closed(self, at: datetime) -> bool:
        """Whether nobody is there in the half hour that begins at ``at``."""
        return any(begins <= at and at + HALF <= ends for begins, ends in self.gaps)


def hours_of(calendar: Calendar, duties: Iterable[Duty], now: datetime) -> Hours:
    """The hours from the first opening to the last closing, and the one that it is now; after that those of the night.

    What lies between openings is a gap, as is the whole day where the roster has others but not this one.
    """
    day = calendar.day(now)
    watch = parts_of(calendar, day)[0]
    if now >= watch.ends:
        return Hours(_full(now, calendar.zone), _NIGHT)
    first = _full(min(watch.begins, now), calendar.zone)
    last = max(watch.ends, now + _HOUR)
    count = max(1, min(-((first - last) // _HOUR), _MOST))
    return Hours(first, count, (*_pauses(calendar, day), *_unmanned(duties, day, watch.begins, watch.ends)))


def _pauses(calendar: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    spans = calendar.spans(day)
    return [(from_micros(before[1]), from_micros(after[0])) for before, after in pairwise(spans)]


def _unmanned(duties: Iterable[Duty], day: date, begins: datetime, ends: datetime) -> list[tuple[datetime, datetime]]:
    daytime = {duty.day for duty in duties if duty.part is not Part.NIGHT}
    return [(begins, ends)] if daytime and day not in daytime else []


def ribbon_pieces(hours: Hours, dues: Sequence[datetime], now: datetime, zone: tzinfo, cells: int) -> list[_PIECE]:
    """The ribbon in so many cells: each hour with a mark where a clock falls due, the hour that it is now bold."""
    block = cells // hours.count
    marks = block - _LABEL
    if marks < 2:
        return []
    pieces: list[_PIECE] = []
    cell = _HOUR / marks
    falls = Counter(-((hours.begins - due) // cell) - 1 for due in dues)  # one on the edge belongs to the cell it ends
    for n in range(hours.count):
        hour = hours.begins + n * _HOUR
        current = hour <= now < hour + _HOUR
        label = f" {hour.astimezone(zone):%H} "
        pieces.append((label, "bold reverse" if current else "$foreground-muted" if hour < now else ""))
        pieces.append(("".join(_mark(hours, falls, n * marks + at, cell) for at in range(marks)), ""))
    return pieces


def _mark(hours: Hours, falls: Mapping[int, int], at: int, cell: timedelta) -> str:
    if n := falls.get(at, 0):
        return _MARK if n == 1 else _SEVERAL
    half = hours.begins + HALF * int(at * cell // HALF)
    return _NOBODY if hours.closed(half) else " "


def _full(at: datetime, zone: tzinfo) -> datetime:
    """The full hour on the clock of the zone."""
    local = at.astimezone(zone)
    return at - timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
