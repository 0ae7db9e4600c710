"""Start + duration + calendar → due instant, and working time between two instants (``time.md``, T1–T5 and T9).

Pure and exact: whole microseconds, instants in UTC, no clock of the machine and no time zone of the machine.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Final

from deskconsole.domain.calendar.calendar import ONE_DAY, Calendar
from deskconsole.domain.calendar.duration import Duration, Unit
from deskconsole.domain.calendar.instant import SECOND, from_micros, to_micros
from deskconsole.errors import DeskError
from deskconsole.record import dataclass

#: How far ahead is searched. No rule waits for a century; a calendar that hardly ever opens must not hang the desk.
HORIZON_DAYS: Final = 36_525

#: From when until when a ticket waited on the customer.
Pause = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Due:
    """A due instant in UTC. ``provisional``: a day on the way to it lies in a year not officially known (T5)."""

    at: datetime
    provisional: bool


def due(
    start: datetime,
    duration: Duration,
    calendar: Calendar,
    *,
    ring_seconds: int = 5,
    promised: datetime | None = None,
    pauses: Sequence[Pause] = (),
) -> Due:
    """When what starts at ``start`` must be done (T1–T4), each of the ``pauses`` added in its turn (T9).

    ``promised`` is the time that the starting event carries, for the duration of that name. Raises ``DeskError``
    when it is missing, when a pause ends before it begins, and when the calendar does not open often enough.
    """
    start = _utc(start)
    with _within_reach(duration):
        result = _first_due(start, duration, calendar, ring_seconds, promised)
        for paused, resumed in merged(pauses):
            if resumed > start:
                moved = resume_due(result.at, duration, calendar, max(paused, start), resumed)
                result = Due(moved.at, result.provisional or moved.provisional)
    return result


def resume_due(due: datetime, duration: Duration, calendar: Calendar, paused_at: datetime, resumed_at: datetime) -> Due:
    """The due after one pause: the time not used is counted on from ``resumed_at`` in the same unit (T9).

    A clock already late at ``paused_at``, and one with a promised time, keeps its due. ``provisional`` tells of the
    days counted here only. Raises ``DeskError`` as ``due`` does.
    """
    due, paused_at, resumed_at = _utc(due), _utc(paused_at), _utc(resumed_at)
    if resumed_at < paused_at:
        raise _backwards(paused_at, resumed_at)
    if duration.unit is Unit.PROMISED or paused_at > due or paused_at == resumed_at:
        return Due(due, False)
    with _within_reach(duration):
        if duration.unit in (Unit.ELAPSED, Unit.RING):
            return Due(due + (resumed_at - paused_at), False)
        if duration.unit is Unit.WORKING:
            left = _open_micros(calendar, to_micros(paused_at), to_micros(due))
            return _working_due(calendar, resumed_at, left, paused_at)
        return _resume_days(due, duration.unit, calendar, paused_at, resumed_at)


def between(start: datetime, end: datetime, calendar: Calendar, pauses: Sequence[Pause] = ()) -> int:
    """Whole working seconds from ``start`` to ``end`` outside the ``pauses``; 0 when the end is before the start.

    Raises ``DeskError`` for instants more than a century apart and for a pause that ends before it begins.
    """
    try:
        parts = unpaused(start, end, pauses)
        return sum(_open_micros(calendar, opens, closes) for opens, closes in parts) // SECOND
    except OverflowError as error:
        raise _too_far() from error


def unpaused(start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> list[tuple[int, int]]:
    """The pieces from ``start`` to ``end`` that lie outside the ``pauses``, in microseconds since 1970."""
    parts: list[tuple[int, int]] = []
    begin, last = to_micros(start), to_micros(end)
    for paused, resumed in merged(pauses):
        stop = min(to_micros(paused), last)
        if begin < stop:
            parts.append((begin, stop))
        begin = max(begin, to_micros(resumed))
    if begin < last:
        parts.append((begin, last))
    return parts


def merged(pauses: Iterable[Pause]) -> list[Pause]:
    """The pauses in order of time, those that touch or overlap made one; refuses one that ends before it begins."""
    results: list[Pause] = []
    for paused, resumed in sorted((_utc(paused), _utc(resumed)) for paused, resumed in pauses):
        if resumed < paused:
            raise _backwards(paused, resumed)
        if results and paused <= results[-1][1]:
            results[-1] = (results[-1][0], max(results[-1][1], resumed))
        else:
            results.append((paused, resumed))
    return results


def last_day(due: datetime, calendar: Calendar) -> date:
    """The local day that a due instant belongs to: one at 24:00 belongs to the day that it ends."""
    return calendar.day(from_micros(to_micros(due) - 1))


def _first_due(
    start: datetime, duration: Duration, calendar: Calendar, ring_seconds: int, promised: datetime | None
) -> Due:
    match duration.unit:
        case Unit.RING:
            return Due(start + timedelta(seconds=duration.amount * ring_seconds), False)
        case Unit.ELAPSED:
            return Due(start + timedelta(seconds=duration.amount), False)
        case Unit.WORKING:
            return _working_due(calendar, start, duration.amount * SECOND, start)
        case Unit.WORKING_DAY:
            return _working_days_due(calendar, calendar.day(start), duration.amount)
        case Unit.DAY:
            return _days_due(calendar, calendar.day(start), duration.amount)
        case Unit.PROMISED:
            if promised is None:
                raise DeskError("a promised time must be given", field="due")
            ahead = timedelta(seconds=duration.amount)
            return Due(max(_utc(promised) - ahead, start) if ahead else _utc(promised), False)


def _working_due(calendar: Calendar, start: datetime, amount: int, counted_from: datetime) -> Due:
    """T2: ``amount`` microseconds of opening time after ``start``, due at a closing when used up exactly there."""
    begin, left = to_micros(start), amount
    for day in _days(calendar, calendar.day(start)):
        for opens, closes in calendar.spans(day):
            if closes <= begin:
                continue
            opens = max(opens, begin)
            if left <= closes - opens:
                return Due(from_micros(opens + left), _rests(calendar, calendar.day(counted_from), day))
            left -= closes - opens
    raise _never_open()


def _working_days_due(calendar: Calendar, start: date, amount: int) -> Due:
    """T3: closing of the ``amount``-th working day after ``start``, which itself is never counted."""
    left = amount
    for day in _days(calendar, start + ONE_DAY):
        spans = calendar.spans(day)
        if not spans:
            continue
        left -= 1
        if left == 0:
            return Due(from_micros(spans[-1][1]), _rests(calendar, start + ONE_DAY, day))
    raise _never_open()


def _days_due(calendar: Calendar, start: date, amount: int) -> Due:
    """T4: 24:00 of the ``amount``-th day after ``start``, or of the next working day when that one is none."""
    for day in _days(calendar, start + amount * ONE_DAY):
        if calendar.spans(day):
            return Due(from_micros(calendar.end_of_day(day)), _rests(calendar, start + ONE_DAY, day))
    raise _never_open()


def _resume_days(due: datetime, unit: Unit, calendar: Calendar, paused_at: datetime, resumed_at: datetime) -> Due:
    """T9 for days: those after the pausing day up to the due day, counted on after the resuming day."""
    paused, resumed, last = calendar.day(paused_at), calendar.day(resumed_at), last_day(due, calendar)
    if unit is Unit.DAY:
        moved = _days_due(calendar, resumed, max(0, (last - paused).days))
    else:
        ahead = (paused + number * ONE_DAY for number in range(1, (last - paused).days + 1))
        left = sum(bool(calendar.spans(day)) for day in ahead)
        # None left: today's closing still serves, when it is still to come.
        closing = calendar.spans(resumed)[-1:] if left == 0 else ()
        if closing and closing[0][1] >= to_micros(resumed_at):
            moved = Due(from_micros(closing[0][1]), False)
        else:
            moved = _working_days_due(calendar, resumed, max(1, left))
    return Due(moved.at, moved.provisional or _rests(calendar, paused + ONE_DAY, last_day(moved.at, calendar)))


def _open_micros(calendar: Calendar, start: int, end: int) -> int:
    """The opening time from ``start`` to ``end``, all in microseconds."""
    if end <= start:
        return 0
    # One day more: where the clock is put back over midnight, the next day's opening may lie before `end`.
    first, last = calendar.day(from_micros(start)), calendar.day(from_micros(end)) + ONE_DAY
    if (last - first).days > HORIZON_DAYS:
        raise _too_far()
    spans = chain.from_iterable(calendar.spans(first + number * ONE_DAY) for number in range((last - first).days + 1))
    return sum(max(0, min(closes, end) - max(opens, start)) for opens, closes in spans)


def _days(calendar: Calendar, first: date) -> Iterator[date]:
    """The days from ``first`` on for as long as it makes sense to look for an open one."""
    ahead = min(HORIZON_DAYS, (date.max - first).days)
    if calendar.last_open is not None:
        ahead = min(ahead, (calendar.last_open - first).days)
    return (first + number * ONE_DAY for number in range(ahead + 1))


def _rests(calendar: Calendar, first: date, last: date) -> bool:
    """Whether a day from ``first`` to ``last`` lies in a year that is not officially known (T5)."""
    if not calendar.observes or all(calendar.is_official(year) for year in range(first.year, last.year + 1)):
        return False
    return any(calendar.is_provisional(first + number * ONE_DAY) for number in range((last - first).days + 1))


@contextmanager
def _within_reach(duration: Duration) -> Iterator[None]:
    try:
        yield
    except OverflowError as error:
        raise DeskError(
            "'{duration}' from there is beyond the year 9999", field="within", duration=duration.text
        ) from error


def _utc(at: datetime) -> datetime:
    """The same instant in UTC: within one zone Python compares the clocks on the wall, not the instants."""
    return from_micros(to_micros(at))


def _never_open() -> DeskError:
    return DeskError("the calendar does not open often enough to count this duration", field="calendar")


def _too_far() -> DeskError:
    return DeskError("the two times are more than a century apart, or beyond the year 9999", field="end")


def _backwards(paused: datetime, resumed: datetime) -> DeskError:
    return DeskError(
        "the pause from {paused} ends before it begins, at {resumed}",
        field="pauses",
        paused=paused.isoformat(),
        resumed=resumed.isoformat(),
    )
