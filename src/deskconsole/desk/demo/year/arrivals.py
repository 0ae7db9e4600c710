"""When people come in a made-up year: by hour, weekday, season, days off and make-up days of the site's calendar."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Any, Final

from deskconsole.domain.calendar.calendar import Calendar

_DAY: Final = timedelta(days=1)
_HOURS: Final = range(24)
_SATURDAY: Final = 5


def arrivals(
    data: Mapping[str, Any], calendar: Calendar, since: datetime, until: datetime, count: int, random: Random
) -> list[datetime]:
    """So many instants from ``since`` up to before ``until``, in their order."""
    hours: list[datetime] = []
    weights: list[float] = []
    for day in _days(calendar.day(since), calendar.day(until)):
        shares = data["hours" if calendar.is_working_day(day) else "rest_hours"]
        grown = 1 + (data["growth"] - 1) * _gone(day, calendar, since, until)
        of_day = _weight(data, calendar, day) * grown / sum(shares)
        for hour in _HOURS:
            begin = datetime.combine(day, time(hour), calendar.zone).astimezone(UTC)
            if since <= begin < until:
                hours.append(begin)
                weights.append(of_day * shares[hour])
    chosen = random.choices(hours, cum_weights=list(accumulate(weights)), k=count)
    instants = [hour + timedelta(milliseconds=random.randrange(3_600_000)) for hour in chosen]
    return sorted(at for at in instants if at < until)


def next_working(calendar: Calendar, at: datetime, random: Random) -> datetime:
    """The instant itself while the house works, else some time in the first hour of when it does again."""
    local = at.astimezone(calendar.zone)
    for day in _days(local.date(), local.date() + timedelta(days=30)):
        for opens, closes in calendar.spans(day) if calendar.is_working_day(day) else ():
            begin, end = (datetime.fromtimestamp(each // 1_000_000, UTC) for each in (opens, closes))
            if begin <= at < end:
                return at
            if at < begin:
                return begin + timedelta(seconds=random.randrange(3600))
    return at


def _days(first: date, last: date) -> Sequence[date]:
    return [first + n * _DAY for n in range((last - first).days + 1)]


def _gone(day: date, calendar: Calendar, since: datetime, until: datetime) -> float:
    """How far the year has gone, from 0 to 1."""
    first = calendar.day(since)
    return (day - first).days / max(1, (calendar.day(until) - first).days)


def _weight(data: Mapping[str, Any], calendar: Calendar, day: date) -> float:
    """How much comes on a day, against one in the middle of the week."""
    season = float(data["months"][day.month - 1])
    if not calendar.is_working_day(day):
        return season * float(data["rest"])
    if day.weekday() >= _SATURDAY:
        return season * float(data["make_up"])
    rested = not any(calendar.is_working_day(day - n * _DAY) for n in (1, 2, 3))
    return season * float(data["weekdays"][day.weekday()]) * (float(data["after_rest"]) if rested else 1)
