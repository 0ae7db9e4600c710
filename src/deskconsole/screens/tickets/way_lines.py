"""The way to a due in two lines: the times and days that counted, and those that were skipped, with their names."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from itertools import groupby
from typing import Final

from deskconsole.domain.calendar.duration import IN_DAYS, Unit
from deskconsole.domain.calendar.explanation import DayOnTheWay, Explanation
from deskconsole.present.catalogue import _
from deskconsole.present.dates import day_name, short
from deskconsole.present.holidays import day_reason
from deskconsole.text.dates import clock_time, due_day

#: More parts than these say nothing that they do not.
_MOST: Final = 6


def counted_line(way: Explanation, now: datetime, zone: tzinfo) -> str:
    """The intervals that counted; for durations in days the days. Plain elapsed time has nothing to tell."""
    if way.unit is Unit.WORKING:
        return _some([_interval(begin, end, now, zone) for begin, end in way.intervals], way.left_out)
    if way.unit in IN_DAYS:
        return _some(list(_days(way.counted, now, zone)), way.left_out)
    if len(way.intervals) > 1:
        return _some([_interval(begin, end, now, zone) for begin, end in way.intervals], way.left_out)
    return ""


def skipped_line(way: Explanation, now: datetime, zone: tzinfo) -> str:
    """The rest days, holidays and days of waiting on the way, those of one kind together; what was closed at first."""
    parts = list(_days(way.skipped, now, zone))
    if way.closed is not None:
        opened = clock_time(way.intervals[0][0], zone)
        parts.insert(0, _("until {time} ({reason})").format(time=opened, reason=day_reason(way.closed, None)))
    return _some(parts, 0)


def _interval(begin: datetime, end: datetime, now: datetime, zone: tzinfo) -> str:
    if due_day(begin, zone) == due_day(end, zone):
        return f"{short(begin, now, zone)}-{clock_time(end, zone)}"
    return f"{short(begin, now, zone)} - {short(end, now, zone)}"


def _days(days: Iterable[DayOnTheWay], now: datetime, zone: tzinfo) -> Iterator[str]:
    """Days that follow each other for one reason are told as one."""
    today = now.astimezone(zone).date()
    for reason, group in groupby(days, key=_reason):
        results = list(group)
        while results:
            run = 1
            while run < len(results) and (results[run].day - results[0].day).days == run:
                run += 1
            yield _described(results[0].day, results[run - 1].day, today, reason)
            results = results[run:]


def _described(first: date, last: date, today: date, reason: str) -> str:
    name = day_name(first, today)
    days = name if first == last else f"{name} - {day_name(last, today)}"
    return f"{days} ({reason})" if reason else days


def _reason(day: DayOnTheWay) -> str:
    """Why it counted or not; that a plain working day counts needs no reason."""
    if day.paused and not day.counted:
        return _("stood still")
    if day.counted and day.reason.value == "weekday":
        return ""
    return day_reason(day.reason, day.name)


def _some(parts: list[str], left_out: int) -> str:
    more = len(parts) - _MOST + left_out
    text = ", ".join(parts[:_MOST])
    return text + " " + _("and {n} more").format(n=more) if more > 0 else text
