"""Which part of which day somebody has the duty of (R35): the day of a working day, the day of a holiday, the night."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from deskconsole.domain.calendar.calendar import ONE_DAY, Calendar
from deskconsole.domain.calendar.instant import from_micros, to_micros
from deskconsole.record import dataclass

#: From when to when there is daytime duty on a rest day of a calendar that never opens, in minutes.
_USUAL: Final = (9 * 60, 18 * 60)
_MINUTE: Final = timedelta(minutes=1)


class Part(StrEnum):
    """A part of a day that somebody has the duty of."""

    DAY = "day"
    NIGHT = "night"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Watch:
    """One part of one local day; a night belongs to the day on which it begins. Instants are UTC."""

    day: date
    part: Part
    begins: datetime
    ends: datetime


def watch_at(calendar: Calendar, at: datetime) -> Watch:
    """The part of a day that ``at`` falls into.

    Daytime lasts from a working day's first opening to its last closing; on a rest day as long as on Mondays. What
    lies between is night.
    """
    today = calendar.day(at)
    for day in (today, today - ONE_DAY):
        begins, ends, part = _daytime(calendar, day)
        if begins <= at < ends:
            return Watch(day, part, begins, ends)
        if at >= ends:
            return Watch(day, Part.NIGHT, ends, _daytime(calendar, day + ONE_DAY)[0])
    before = today - ONE_DAY - ONE_DAY  # a day that closes after midnight
    return Watch(before, Part.NIGHT, _daytime(calendar, before)[1], _daytime(calendar, before + ONE_DAY)[0])


def parts_of(calendar: Calendar, day: date) -> tuple[Watch, Watch]:
    """The daytime and the night of a local day."""
    begins, ends, part = _daytime(calendar, day)
    return Watch(day, part, begins, ends), Watch(day, Part.NIGHT, ends, _daytime(calendar, day + ONE_DAY)[0])


def _daytime(calendar: Calendar, day: date) -> tuple[datetime, datetime, Part]:
    spans = calendar.spans(day)
    if spans:
        return from_micros(spans[0][0]), from_micros(spans[-1][1]), Part.DAY
    usual = calendar.hours.get("mon") or ()
    first, last = (usual[0].start, usual[-1].end) if usual else _USUAL
    midnight = datetime(day.year, day.month, day.day, tzinfo=calendar.zone)
    begins, ends = (from_micros(to_micros(midnight + minutes * _MINUTE)) for minutes in (first, last))
    return begins, ends, Part.HOLIDAY
