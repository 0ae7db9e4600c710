"""When a clock is due, and by what it was counted: its duration, a date of the form (T15), a share of another (T16)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.counting import Due, between, due as count_due
from deskconsole.domain.calendar.duration import Duration, Unit, parse_duration
from deskconsole.domain.calendar.from_dates import date_of, due_from
from deskconsole.domain.clocks.clock import Rules
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.tickets.event import DEPARTMENT, Event
from deskconsole.errors import DeskError
from deskconsole.record import replace

#: Whom a clock can ask that is of the desk, whatever department its starting event names.
_OF_THE_DESK = ("duty", "owner", "first_receiver")
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


def _used(share: float, whole: Whole) -> datetime:
    """When so much of a clock's time is used: of working time where it counts working time, as for T16."""
    counts, calendar = _measure(whole)
    if counts is Unit.ELAPSED:
        return whole.due - (whole.due - whole.started) * (1 - share)
    seconds = max(1, int(between(whole.started, whole.due, calendar) * share))
    return count_due(whole.started, parse_duration(f"{seconds} working seconds"), calendar).at


def _measure(whole: Whole) -> tuple[Unit, Calendar]:
    """What a share of it counts: working time where the whole does, else the time of the clock."""
    if whole.duration.unit in _WHILE_OPEN and not whole.duration.before:
        own = replace(whole.duration, unit=Unit.WORKING)
        return Unit.WORKING, whole.rules.calendar_for(own if whole.duration.unit is Unit.WORKING else whole.duration)
    return Unit.ELAPSED, whole.rules.calendar


def channel_of(event: Event, attributes: Mapping[str, Any]) -> Any:
    """The channel that something happens on, which need not be the ticket's."""
    if event.kind == "arrived":
        return "onsite"
    if event.kind == "contacted" and "channel" in event.fields:
        return event.fields["channel"]
    return attributes.get("channel")


def rules_for(spec: ClockRule, event: Event, attributes: Mapping[str, Any], rules: Rules) -> Rules:
    """The rules by which a clock that ``event`` starts is counted: of the channel that it happens on, and by the
    calendar that the clock names, else that of the department that it asks."""
    named = spec.calendar
    if named is None:
        first = next(iter(_departments_of(spec, event, attributes)), None)
        named = next((each.calendar for each in rules.pack.departments if each.name == first), None)
    return rules.on(channel_of(event, attributes)).by(named)


def _departments_of(spec: ClockRule, event: Event, attributes: Mapping[str, Any]) -> tuple[str, ...]:
    """The departments that a clock asks from its start on; none where it asks people of the desk."""
    if spec.departments or spec.role in _OF_THE_DESK:
        return spec.departments
    form = attributes.get("fields") or {}
    if isinstance(value := form.get(spec.role), str):  # a field that names a department, or a person
        return (value,)
    if event.to is not None and event.to.startswith(DEPARTMENT):
        return tuple(event.to.removeprefix(DEPARTMENT).split(","))
    return (event.by_department,) if spec.role == "accepter" and event.by_department else ()


def warnings_of(
    spec: ClockRule,
    started: datetime,
    due: datetime,
    stood_still: timedelta,
    moved_at: datetime | None,
    rules: Rules,
) -> tuple[tuple[datetime, tuple[str, ...]], ...]:
    """When a clock warns besides, and whom; what lies before its start, or before its due was moved, is left out."""
    moments = []
    for warning in spec.warning:
        if warning.before is not None:
            at = due - timedelta(seconds=parse_duration(warning.before).amount)
        else:
            at = _used(warning.share or 0, Whole(started + stood_still, due, due, spec.duration, rules))
        if at > started and (moved_at is None or at > moved_at):
            moments.append((at, warning.to or (spec.role,)))
    return tuple(moments)
