"""Start + duration + calendar → due instant, and working time between two instants (``time.md``, T1–T5 and T9).

Pure and exact: whole microseconds, instants in UTC, no clock of the machine and no time zone of the machine.
"""

from calendar import monthrange
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
    """When what starts at ``start`` must be done (T1–T4, T14), each of the ``pauses`` added in its turn (T9).

    ``promised`` is the time that the starting event carries, for the duration of that name. Raises ``DeskError``
    when it is missing, when a pause ends before it begins, and when the calendar does not open often enough.
    """
    start = _utc(start)
    if duration.before:
        raise DeskError("'{duration}' needs a date to count to", field="within", duration=duration.text)
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
    if duration.unit in (Unit.PROMISED, Unit.UNTIL) or paused_at > due or paused_at == resumed_at:
        return Due(due, False)
    with _within_reach(duration):
        if duration.unit in (Unit.ELAPSED, Unit.RING):
            return Due(due + (resumed_at - paused_at), False)
        if duration.unit is Unit.WORKING:
            left = _open_micros(calendar, to_micros(paused_at), to_micros(due))
            return _working_due(calendar, resumed_at, left, paused_at)
        return _resume_days(due, duration, calendar, paused_at, resumed_at)


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
            return _working_days_due(calendar, calendar.day(start), duration.amount, duration.minute)
        case Unit.DAY:
            return _days_due(calendar, calendar.day(start), duration, duration.amount)
        case Unit.MONTH:
            first = calendar.day(start)
            return _days_due(calendar, first, duration, (months_after(first, duration.amount) - first).days)
        case Unit.CLOSING:
            return _closing_due(calendar, start)
        case Unit.PROMISED:
            if promised is None:
                raise DeskError("a promised time must be given", field="due")
            ahead = timedelta(seconds=duration.amount)
            return Due(max(_utc(promised) - ahead, start) if ahead else _utc(promised), False)
        case Unit.UNTIL:
            raise DeskError("'{duration}' needs a date to count to", field="within", duration=duration.text)
        case Unit.SHARE:
            raise DeskError("'{duration}' needs a clock to be a share of", field="within", duration=duration.text)


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


def months_after(day: date, months: int) -> date:
    """T14: the same day of a later month (an earlier one: negative), or its last day where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= date.max.year:
        raise OverflowError("beyond the years that there are")
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _closing_due(calendar: Calendar, start: datetime) -> Due:
    """T14: closing of today while it is still to come, else of the next working day."""
    first, micros = calendar.day(start), to_micros(start)
    spans = calendar.spans(first)
    if spans and spans[-1][1] >= micros:
        return Due(from_micros(spans[-1][1]), calendar.is_provisional(first))
    return _working_days_due(calendar, first, 1)


def _working_days_due(calendar: Calendar, start: date, amount: int, minute: int | None = None) -> Due:
    """T3: closing of the ``amount``-th working day after ``start``, which itself is never counted; T14: or a ``minute``
    of it."""
    left = amount
    for day in _days(calendar, start + ONE_DAY):
        spans = calendar.spans(day)
        if not spans:
            continue
        left -= 1
        if left == 0:
            at = spans[-1][1] if minute is None else calendar.at(day, minute)
            return Due(from_micros(at), _rests(calendar, start + ONE_DAY, day))
    raise _never_open()


def _days_due(calendar: Calendar, start: date, duration: Duration, amount: int) -> Due:
    """T4: 24:00 of the ``amount``-th day after ``start``, or of the next working day when that one is none; T14: not
    moved where the duration says so, and at its minute where it names one."""
    last = start + amount * ONE_DAY
    for day in [last] if duration.fixed else _days(calendar, last):
        if duration.fixed or calendar.spans(day):
            at = calendar.end_of_day(day) if duration.minute is None else calendar.at(day, duration.minute)
            return Due(from_micros(at), not duration.fixed and _rests(calendar, start + ONE_DAY, day))
    raise _never_open()


def _resume_days(
    due: datetime, duration: Duration, calendar: Calendar, paused_at: datetime, resumed_at: datetime
) -> Due:
    """T9 for days: those after the pausing day up to the due day, counted on after the resuming day."""
    paused, resumed, minute = calendar.day(paused_at), calendar.day(resumed_at), duration.minute
    last = last_day(due, calendar) if minute is None else calendar.day(due)
    if duration.unit in (Unit.DAY, Unit.MONTH):
        left = max(0, (last - paused).days)
        passed = left == 0 and minute is not None and calendar.at(resumed, minute) < to_micros(resumed_at)
        moved = _days_due(calendar, resumed, duration, left + passed)
    else:
        ahead = (paused + number * ONE_DAY for number in range(1, (last - paused).days + 1))
        left = sum(bool(calendar.spans(day)) for day in ahead)
        # None left: today's closing, or its minute, still serves, when it is still to come.
        spans = calendar.spans(resumed)[-1:] if left == 0 else ()
        ends = [closes if minute is None else calendar.at(resumed, minute) for _opens, closes in spans]
        if ends and ends[0] >= to_micros(resumed_at):
            moved = Due(from_micros(ends[0]), False)
        else:
            moved = _working_days_due(calendar, resumed, max(1, left), minute)
    if duration.fixed:
        return moved
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
