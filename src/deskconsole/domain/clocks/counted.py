"""When a clock is due, and by what it was counted: its duration, a date of the form (T15), a share of another (T16)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.counting import Due, between, due as count_due
from deskconsole.domain.calendar.duration import Duration, Unit
from deskconsole.domain.calendar.from_dates import date_of, due_from
from deskconsole.domain.clocks.clock import Rules
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError
from deskconsole.record import replace

#: What is counted while the desk is open: a share of it is working time.
_WHILE_OPEN = (Unit.WORKING, Unit.WORKING_DAY, Unit.CLOSING)


class Whole(NamedTuple):
    """The time of a clock that others have a share of, as it was first told."""

    started: datetime
    first_due: datetime
    due: datetime
    duration: Duration
    rules: Rules


class Counted(NamedTuple):
    """A due, the duration that came to it (of a share: what the share came to), and the date that it hangs on."""

    due: Due
    duration: Duration
    basis: date | datetime | None = None


def basis_of(spec: ClockRule, event: Event, attributes: Mapping[str, Any]) -> date | datetime | None:
    """The date that a clock counts from, of the starting event or of the ticket's form; ``None``: it has none."""
    name = spec.counted_from
    if name is None:
        return None
    form = attributes.get("fields") or {}
    return date_of(event.fields.get(name, form.get(name)))


def count(
    spec: ClockRule,
    start: datetime,
    rules: Rules,
    promised: datetime | None,
    *,
    basis: date | datetime | None = None,
    whole: Whole | None = None,
) -> Counted:
    """The first due of a clock; raises ``DeskError`` where a promised time is missing."""
    duration = spec.duration
    if duration.unit is Unit.PROMISED and promised is None:
        raise DeskError("{rule}: the event carries no time; give the promised time as due", rule=spec.rule, field="due")
    if basis is not None:
        return Counted(due_from(basis, duration, rules.calendar_for(duration), start), duration, basis)
    if whole is not None:
        return _share(duration, start, whole)
    calendar = rules.calendar_for(duration)
    return Counted(
        count_due(start, duration, calendar, ring_seconds=rules.pack.ring_seconds, promised=promised), duration
    )


def _share(duration: Duration, start: datetime, whole: Whole) -> Counted:
    """T16: so much of the whole's time from ``start`` on, never after the whole itself while that is to come."""
    assert duration.share is not None
    counts, calendar = _measure(whole)
    if counts is Unit.WORKING:
        length = between(whole.started, whole.first_due, calendar)
    else:
        length = int((whole.first_due - whole.started).total_seconds())
    own = replace(duration, unit=counts, amount=max(1, int(length * duration.share)))
    result = count_due(start, own, calendar)
    if start < whole.due < result.at:
        result = Due(whole.due, result.provisional)
    return Counted(result, own)


def _measure(whole: Whole) -> tuple[Unit, Calendar]:
    """What a share of it counts: working time where the whole does, else the time of the clock."""
    if whole.duration.unit in _WHILE_OPEN and not whole.duration.before:
        own = replace(whole.duration, unit=Unit.WORKING)
        return Unit.WORKING, whole.rules.calendar_for(own if whole.duration.unit is Unit.WORKING else whole.duration)
    return Unit.ELAPSED, whole.rules.calendar
