"""Why a deadline lies where it does: what was counted on the way to it, and what was skipped (T2–T5, T9)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from deskconsole.domain.calendar.calendar import ONE_DAY, Calendar, DayReason
from deskconsole.domain.calendar.counting import Due, Pause, due, last_day, merged, months_after, unpaused
from deskconsole.domain.calendar.duration import IN_DAYS, Duration, Unit
from deskconsole.domain.calendar.from_dates import AT_ONCE, counted_from, due_from, last_day_before
from deskconsole.domain.calendar.instant import from_micros, to_micros
from deskconsole.record import dataclass

#: Days and intervals told at most; a screen shows far fewer, and a hundred say nothing that sixty do not.
TOLD: Final = 60


@dataclass(frozen=True, slots=True)
class DayOnTheWay:
    """One local day between start and due: whether it counted, and why it was open or closed."""

    day: date
    counted: bool
    reason: DayReason
    name: str | None
    paused: bool
    provisional: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a due came about. Instants are in UTC; ``intervals`` are the times that counted, from and to.

    ``days`` is empty for elapsed time and promises, which do not look at the calendar. ``left_out`` says how many
    intervals and days beyond the first were not told. ``closed``: why counting began later on the day of the start.
    """

    start: datetime
    due: datetime
    unit: Unit
    text: str
    provisional: bool
    intervals: tuple[tuple[datetime, datetime], ...]
    days: tuple[DayOnTheWay, ...]
    left_out: int
    closed: DayReason | None = None

    @property
    def counted(self) -> tuple[DayOnTheWay, ...]:
        """The days that counted, make-up working days among them."""
        return tuple(day for day in self.days if day.counted)

    @property
    def skipped(self) -> tuple[DayOnTheWay, ...]:
        """The days that did not count: rest days, holidays, days closed by the site, days of waiting."""
        return tuple(day for day in self.days if not day.counted)


def explain_due(
    start: datetime,
    duration: Duration,
    calendar: Calendar,
    *,
    ring_seconds: int = 5,
    promised: datetime | None = None,
    pauses: Sequence[Pause] = (),
    basis: date | datetime | None = None,
) -> Explanation:
    """The due of ``counting.due`` for the same arguments, with the way to it; raises the same errors.

    ``basis``: the date that it is counted from (T15).
    """
    if basis is not None:
        return _from_date(basis, start, duration, calendar)
    result = due(start, duration, calendar, ring_seconds=ring_seconds, promised=promised, pauses=pauses)
    waited = [] if duration.unit is Unit.PROMISED else merged(pauses)
    parts = [] if duration.unit in IN_DAYS else unpaused(start, result.at, waited)
    if duration.unit is Unit.WORKING:
        parts = _open(calendar, parts)
    looks = duration.unit in (Unit.WORKING, *IN_DAYS)
    days = list(_days(start, result.at, duration, calendar, waited, parts)) if looks else []
    closed = _closed(start, calendar, parts) if duration.unit is Unit.WORKING else None
    return _explained(start, result, duration, parts, days, closed)


def _explained(
    start: datetime,
    result: Due,
    duration: Duration,
    parts: Sequence[tuple[int, int]],
    days: Sequence[DayOnTheWay],
    closed: DayReason | None = None,
) -> Explanation:
    return Explanation(
        start=from_micros(to_micros(start)),
        due=result.at,
        unit=duration.unit,
        text=duration.text,
        provisional=result.provisional,
        intervals=tuple((from_micros(opens), from_micros(closes)) for opens, closes in parts[:TOLD]),
        days=tuple(days[:TOLD]),
        left_out=max(0, len(parts) - TOLD) + max(0, len(days) - TOLD),
        closed=closed,
    )


def _from_date(basis: date | datetime, start: datetime, duration: Duration, calendar: Calendar) -> Explanation:
    """The way to a due that a date says: on to it, or back from the date; none where the date lay too near."""
    result = due_from(basis, duration, calendar, start)
    by_itself = counted_from(basis, duration, calendar)
    if result != by_itself:
        return explain_due(start, AT_ONCE, calendar)
    if not duration.of_a_date:
        begins = basis if isinstance(basis, datetime) else from_micros(calendar.at(basis, 0))
        return explain_due(begins, duration, calendar)
    days: list[DayOnTheWay] = []
    if duration.unit in IN_DAYS:
        first, last = last_day(result.at, calendar), last_day_before(basis, duration, calendar)
        if duration.unit is Unit.WORKING_DAY:
            day = calendar.day(basis) if isinstance(basis, datetime) else basis
            last = day - ONE_DAY
        for day in _dates(first, last):
            counted = day == first or (duration.unit is Unit.WORKING_DAY and calendar.is_working_day(day))
            provisional = calendar.is_provisional(day)
            days.append(DayOnTheWay(day, counted, calendar.reason(day), calendar.name(day), False, provisional))
    return _explained(start, result, duration, [], days)


def _closed(start: datetime, calendar: Calendar, parts: Sequence[tuple[int, int]]) -> DayReason | None:
    reason = calendar.reason_at(start)
    same_day = bool(parts) and calendar.day(from_micros(parts[0][0])) == calendar.day(start)
    return reason if same_day and reason in (DayReason.BEFORE_OPENING, DayReason.BREAK) else None


def _open(calendar: Calendar, parts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of the parts lies in opening hours."""
    results: list[tuple[int, int]] = []
    for begin, end in parts:
        for day in _dates(calendar.day(from_micros(begin)), calendar.day(from_micros(end))):
            results += [
                (max(opens, begin), min(closes, end))
                for opens, closes in calendar.spans(day)
                if max(opens, begin) < min(closes, end)
            ]
    return results


def _days(
    start: datetime,
    end: datetime,
    duration: Duration,
    calendar: Calendar,
    waited: Sequence[Pause],
    parts: Sequence[tuple[int, int]],
) -> Iterator[DayOnTheWay]:
    first, unit = calendar.day(start), duration.unit
    last = last_day(end, calendar) if duration.minute is None else calendar.day(end)
    message = 0
    worked = {calendar.day(from_micros(opens)) for opens, _ in parts}
    begins = first if unit in (Unit.WORKING, Unit.CLOSING) else first + ONE_DAY
    if unit is Unit.MONTH:  # what lies in between says nothing; what the last day was moved over does
        begins = min(months_after(first, duration.amount), last)
    for day in _dates(begins, last):
        # T9: of a pause the days after the pausing day are not used up, the resuming day included.
        paused = any(calendar.day(begun) < day <= calendar.day(resumed) for begun, resumed in waited)
        if unit is Unit.WORKING:
            counted = day in worked
            paused = not counted and any(
                calendar.day(begun) <= day <= calendar.day(resumed) for begun, resumed in waited
            )
        elif unit is Unit.CLOSING:
            counted = day == last
        elif unit is Unit.WORKING_DAY:
            counted = calendar.is_working_day(day) and (not paused or day == last)
        else:
            # T4: what lies between the last day as counted and the one it moved to is skipped.
            enough = unit is Unit.MONTH or message >= duration.amount - 1
            moved_over = enough and not duration.fixed and not calendar.is_working_day(day)
            counted = day == last or not (paused or moved_over)
        message += counted
        reason = calendar.reason(day)
        if unit in (Unit.WORKING, Unit.CLOSING) and day == first and not counted and calendar.is_working_day(day):
            reason = calendar.reason_at(start)  # a working day, of which nothing was left
        yield DayOnTheWay(day, counted, reason, calendar.name(day), paused, calendar.is_provisional(day))


def _dates(first: date, last: date) -> Iterator[date]:
    return (first + number * ONE_DAY for number in range((last - first).days + 1))
