"""Why clocks were late: kept with the clock, ended or not; nothing else of it changes."""

from collections.abc import MutableMapping
from copy import copy
from typing import Final

from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.clocks.running_clock import RunningClock
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.lateness import GIVEN
from deskconsole.record import replace

#: Events that speak of a clock that was late.
EXPLAINED: Final = "late_explained"
JUDGED: Final = "lateness_judged"


def explain(runs: MutableMapping[tuple[str, int], RunningClock], ended: list[Clock], event: Event) -> None:
    """Keeps with the clock that an event names what it says of its lateness. What has ended is replaced in ``runs`` and
    ``ended``, not changed: another replay may go on from it."""
    key = (str(event.fields.get("rule")), event.of or 0)
    run = runs.get(key)
    if run is None:
        return
    if event.kind == EXPLAINED:
        cause = (str(event.fields.get("late_cause")), event.by, GIVEN)
    else:
        cause = (run.cause[0] or "", run.cause[1], event.outcome or GIVEN)
    if run.result is None:
        run.cause = cause
        return
    other = copy(run)
    other.cause = cause
    other.result = replace(run.result, cause=cause[0], cause_by=cause[1], cause_state=cause[2])
    ended[ended.index(run.result)] = other.result
    runs[key] = other
