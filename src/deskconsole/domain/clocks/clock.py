"""One deadline of one ticket, and the texts that it is judged by."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Final

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.duration import Duration, Unit
from deskconsole.domain.rules.pack import Pack
from deskconsole.record import dataclass, field, replace

#: States of a clock; overdue is derived, never stored.
RUNNING: Final = "running"
PAUSED: Final = "paused"
MET: Final = "met"
LATE: Final = "late"
CANCELLED: Final = "cancelled"
ACTIVE: Final = frozenset({RUNNING, PAUSED})


@dataclass(frozen=True, slots=True)
class Rules:
    """One pack text and one calendar text: what a ticket is judged by."""

    pack: Pack
    calendar: Calendar
    #: the channel of the ticket, where something is counted for one
    channel: str | None = None
    #: the further calendar of the site by which something is counted, if any
    named: str | None = None

    @property
    def stages(self) -> tuple[str, ...]:
        """The names of the stages, in order."""
        return self.pack.stages_in_order

    def on(self, channel: object) -> "Rules":
        """The rules for what happens on a channel."""
        counts = str(channel) if self.pack.always_open(channel) else None
        return self if counts == self.channel else replace(self, channel=counts)

    def by(self, name: str | None) -> "Rules":
        """The rules for what is counted by one of the site's further calendars; ``None``: by its own."""
        return self if name == self.named else replace(self, named=name)

    def calendar_for(self, duration: Duration) -> Calendar:
        """What a duration is counted by: a calendar that is named, else the site's; working time of a channel that is
        open day and night by the clock (T2)."""
        if self.named is not None:
            return self.calendar.by(self.named)
        working = duration.unit is Unit.WORKING
        return self.calendar.day_and_night if working and self.channel is not None else self.calendar


#: From the hashes that an event names to the texts.
RulesOf = Callable[[str, str], Rules]


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline of one ticket. Instants are UTC; ``warn_at`` is when it becomes due soon.

    ``due`` moves with extensions and pauses, ``first_due`` does not (T7). For a repeating clock
    ``started`` and ``due`` are those of the current interval and ``breaches`` counts the ended ones (T8). ``name``:
    which of the clocks of its rule it is, where there are several.
    """

    rule: str
    of: int
    do: str
    role: str
    assignee: str | None
    started: datetime
    due: datetime
    first_due: datetime
    ended: datetime | None
    state: str
    breaches: int
    provisional: bool
    reclassified: bool
    warn_at: datetime
    every: timedelta | None = None
    name: str = ""
    #: why it was late, who said so, and whether that is accepted; no time moves by it
    cause: str | None = None
    cause_by: str | None = None
    cause_state: str | None = None
    extendable: bool = field(default=False, compare=False)
    idle: bool = field(default=False, compare=False)
    #: others are told of it: it is nobody's next step on the ticket while another clock runs
    aside: bool = field(default=False, compare=False)
    escalate_to: tuple[str, ...] = field(default=(), compare=False)
    #: whether it keeps the ticket from being filed whatever it asks for
    before_filing: bool = field(default=False, compare=False)
    #: when it warns besides, and which roles
    warnings: tuple[tuple[datetime, tuple[str, ...]], ...] = field(default=(), compare=False)
    #: what came to its first due, and the date of the form that this hangs on
    duration: Duration | None = field(default=None, compare=False)
    basis: date | datetime | None = field(default=None, compare=False)
    #: the further calendar of the site by which it counts
    calendar: str | None = field(default=None, compare=False)
    #: since when it stands still, while it does
    paused_at: datetime | None = field(default=None, compare=False)

    @property
    def active(self) -> bool:
        """Whether it still asks for something: running or paused."""
        return self.state in ACTIVE

    def overdue(self, now: datetime) -> bool:
        """Whether it runs past its due; done exactly at its due is on time (T6)."""
        return self.state == RUNNING and now > self.due

    def was_late(self, at: datetime) -> bool:
        """Whether it ended late, or an interval of it did, or it is late by then."""
        return self.state == LATE or self.breaches > 0 or self.overdue(at)

    def breaches_at(self, now: datetime) -> int:
        """Breaches up to ``now``: those recorded and those of the interval that runs."""
        if not self.overdue(now):
            return self.breaches
        return self.breaches + breaches(self.started, self.due, now, self.every)


def next_due(clocks: Iterable[Clock]) -> Clock | None:
    """The nearest running clock: what must be done next; what others are told of only where nothing else runs."""
    running = [clock for clock in clocks if clock.state == RUNNING]
    return min(running, key=lambda clock: (clock.aside, clock.due, clock.rule, clock.of), default=None)


def breaches(started: datetime, due: datetime, at: datetime, every: timedelta | None) -> int:
    """T8: ceil((end − start) / every) − 1 for a repeating clock, 1 for any other that is past its due."""
    if at <= due:
        return 0
    if every is None:
        return 1
    return max(0, -(-(at - started) // every) - 1)
