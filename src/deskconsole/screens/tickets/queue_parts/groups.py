"""The queue in groups: what is late, what is due within the hour, today, later; and when that changes next."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Final

from deskconsole.desk.records import QueueLine
from deskconsole.present.catalogue import N_, Marked
from deskconsole.record import dataclass

HOUR: Final = timedelta(hours=1)
_TICK: Final = timedelta(microseconds=1)
_TITLES: Final = (N_("Overdue"), N_("Within 1 hour"), N_("Today"), N_("Later"))


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that follow each other under one heading."""

    title: Marked
    first: int
    end: int
    #: whether it is due on another day
    later: bool

    @property
    def count(self) -> int:
        """How many they are."""
        return self.end - self.first


def groups_of(lines: Sequence[QueueLine], now: datetime, zone: tzinfo) -> list[Group]:
    """The groups that hold something; ``lines`` are sorted by their due."""
    midnight = _midnight(now, zone)
    late = bisect_left(lines, now, key=_due)
    hour = bisect_right(lines, now + HOUR, lo=late, key=_due)
    today = bisect_right(lines, midnight, lo=hour, key=_due) if hour < len(lines) else hour
    edges = (0, late, hour, today, len(lines))
    return [
        Group(title, first, end, later=title is _TITLES[-1])
        for title, first, end in zip(_TITLES, edges[:-1], edges[1:], strict=True)
        if first < end
    ]


def next_change(lines: Sequence[QueueLine], now: datetime) -> datetime | None:
    """When the first line goes to another group, or becomes due soon; a new day is no matter of this."""
    late = bisect_left(lines, now, key=_due)
    hour = bisect_right(lines, now + HOUR, lo=late, key=_due)
    moments = [line.warn_at for line in lines[late:] if line.warn_at > now]
    moments += [lines[late].due + _TICK] if late < len(lines) else []
    moments += [lines[hour].due - HOUR] if hour < len(lines) else []
    return min(moments, default=None)


def due_soon(lines: Iterable[QueueLine], now: datetime) -> int:
    """How many of the lines are due soon."""
    return sum(line.warn_at <= now <= line.due for line in lines)


def overdue(lines: Sequence[QueueLine], now: datetime) -> int:
    """How many of the lines, sorted by their due, are overdue."""
    return bisect_left(lines, now, key=_due)


def _due(line: QueueLine) -> datetime:
    return line.due


def _midnight(now: datetime, zone: tzinfo) -> datetime:
    """When the local day ends; what is due then belongs to it (T4)."""
    return datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time.min, zone)
