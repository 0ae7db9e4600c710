"""What a rule asks for, but not yet: refused sooner than the rule allows."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError


def check_early(clocks: Sequence[Clock], rules: Iterable[ClockRule], event: Event) -> None:
    """Refuse what a running clock asks for while its pack says that it is too early (`not_before`, elapsed time)."""
    for rule in rules:
        if rule.not_before is None or EVENTS[event.kind].action != rule.do:
            continue
        wait = timedelta(seconds=parse_duration(rule.not_before).amount)
        for clock in clocks:
            earliest = clock.started + wait
            if clock.rule == rule.rule and clock.do == rule.do and clock.active and event.happened_at < earliest:
                raise DeskError("{event}: too early; not before {when}", event=event.kind, when=earliest)
