"""What a rule asks for, but not yet: refused sooner than the rule allows."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.rules.clock_rules import ClockRule, Stop
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError


def check_early(clocks: Sequence[Clock], rules: Iterable[ClockRule], event: Event) -> None:
    """Refuse what a running clock asks for while its pack says that it is too early (`not_before`, elapsed time) and no
    other clock asks for the same now."""
    action = EVENTS[event.kind].action
    meant = [clock for clock in clocks if clock.active and not clock.idle and clock.do == action]
    asking = [(rule, clock) for rule in rules for clock in meant if _asks(clock, rule, event)] if meant else []
    early = [clock.started + wait_of(rule) for rule, clock in asking if too_early(rule, clock.started, event)]
    if early and len(early) == len(asking):
        raise DeskError("{event}: too early; not before {when}", event=event.kind, when=early[0])


def too_early(rule: ClockRule, started: datetime, event: Event) -> bool:
    """Whether a clock that began at ``started`` may not be met yet by what it asks for."""
    if rule.not_before is None or EVENTS[event.kind].action != rule.do:
        return False
    return event.happened_at < started + wait_of(rule)


def wait_of(rule: ClockRule) -> timedelta:
    """How long after its start a clock may be met at the earliest; none where the rule says nothing."""
    return timedelta(seconds=parse_duration(rule.not_before).amount) if rule.not_before is not None else timedelta(0)


def done_by(stop: Stop, event: Event) -> bool:
    """Whether an event is by somebody whom a stop lets end its clock."""
    by = stop.by
    if by is None:
        return True
    if not event.human and by.who == "person":
        return False
    if by.department and event.by_department not in by.department:
        return False
    return not by.role or event.by_role in by.role


def _asks(clock: Clock, rule: ClockRule, event: Event) -> bool:
    """Whether a running clock is of that rule, and the event of somebody who may end it."""
    if (clock.rule, clock.do, clock.name) != (rule.rule, rule.do, rule.name):
        return False
    return any(done_by(stop, event) for stop in rule.stops_on)
