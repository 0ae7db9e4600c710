"""A due that a date of the form says: so long before it, after it, or until it (``time.md``, T15)."""

from datetime import date, datetime, timedelta

from deskconsole.domain.calendar.calendar import ONE_DAY, Calendar
from deskconsole.domain.calendar.counting import Due, due, last_day, months_after
from deskconsole.domain.calendar.duration import Duration, Unit, parse_duration
from deskconsole.domain.calendar.instant import from_micros, to_micros
from deskconsole.errors import DeskError

#: What is due of a date that lies too near when the clock starts.
AT_ONCE = parse_duration("today before closing")


def date_of(value: object) -> date | datetime | None:
    """The date or the instant that a field of a form holds; ``None`` where it holds none."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value) if len(value) == len("2026-10-08") else _instant(value)
    except ValueError:
        return None


def due_from(basis: date | datetime, duration: Duration, calendar: Calendar, started: datetime) -> Due:
    """When something is due that ``basis`` says (T15): never before the clock ``started``, then by closing of that day
    or of the next working day. Raises ``DeskError`` as ``counting.due`` does."""
    result = counted_from(basis, duration, calendar)
    return result if result.at > started else due(started, AT_ONCE, calendar)


def counted_from(basis: date | datetime, duration: Duration, calendar: Calendar) -> Due:
    """The due by the basis alone."""
    start = basis if isinstance(basis, datetime) else from_micros(calendar.at(basis, 0))
    if not duration.of_a_date:
        return due(start, duration, calendar)
    day = basis if not isinstance(basis, datetime) else calendar.day(basis)
    try:
        match duration.unit:
            case Unit.UNTIL:
                return Due(start if isinstance(basis, datetime) else from_micros(calendar.end_of_day(day)), False)
            case Unit.ELAPSED:
                return Due(from_micros(to_micros(start)) - timedelta(seconds=duration.amount), False)
            case Unit.WORKING_DAY:
                return _working_days_before(calendar, day, duration.amount)
            case Unit.MONTH:
                return _days_before(calendar, months_after(day, -duration.amount), day, duration)
            case _:
                return _days_before(calendar, day - duration.amount * ONE_DAY, day, duration)
    except OverflowError as error:
        raise DeskError(
            "'{duration}' from there is beyond the year 9999", field="within", duration=duration.text
        ) from error


def last_day_before(basis: date | datetime, duration: Duration, calendar: Calendar) -> date:
    """The day so long before a date, whether or not it is a rest day."""
    day = basis if not isinstance(basis, datetime) else calendar.day(basis)
    if duration.unit is Unit.MONTH:
        return months_after(day, -duration.amount)
    if duration.unit is Unit.DAY:
        return day - duration.amount * ONE_DAY
    return last_day(counted_from(basis, duration, calendar).at, calendar)


def _working_days_before(calendar: Calendar, basis: date, amount: int) -> Due:
    """Closing of the ``amount``-th working day before the date, which itself is never counted."""
    day, left = basis, amount
    for _turn in range(amount * 366 + 366):
        day -= ONE_DAY
        left -= bool(calendar.spans(day))
        if left == 0:
            return Due(from_micros(calendar.spans(day)[-1][1]), _rests(calendar, day, basis))
    raise DeskError("the calendar does not open often enough to count this duration", field="calendar")


def _days_before(calendar: Calendar, day: date, basis: date, duration: Duration) -> Due:
    """24:00 of the day; where that is a rest day, of the working day before it, unless the duration says otherwise."""
    if not duration.fixed:
        turns = 366
        while not calendar.spans(day):
            day, turns = day - ONE_DAY, turns - 1
            if turns == 0:
                text = "the calendar does not open often enough to count this duration"
                raise DeskError(text, field="calendar")
    return Due(from_micros(calendar.end_of_day(day)), not duration.fixed and _rests(calendar, day, basis))


def _rests(calendar: Calendar, first: date, last: date) -> bool:
    days = (first + number * ONE_DAY for number in range((last - first).days + 1))
    return calendar.observes and any(calendar.is_provisional(day) for day in days)


def _instant(text: str) -> datetime:
    return from_micros(to_micros(datetime.fromisoformat(text)))
