"""One clock of a pack: what starts it, what must happen, within which time, and what ends it otherwise."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import ClassVar, Final, Literal

from deskconsole.domain.calendar.duration import Duration, parse_duration
from deskconsole.domain.plain import Value
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field

#: The word that stands for "an open ticket has no running or paused clock" in ``starts_on``.
IDLE: Final = "idle"

#: Who a clock can ask besides the roles that the pack names.
CLOCK_ROLES: Final = ("duty", "owner", "first_receiver", "accepter", "assignee", "department")

#: Among the allowed values: whatever is given.
GIVEN: Final = "*"

#: Conditions: name of an attribute or event field → allowed values. All must hold; absent counts as false.
Conditions = Mapping[str, tuple[Value, ...]]


def _no_conditions() -> Conditions:
    return MappingProxyType({})


def holds(conditions: Conditions, facts: Mapping[str, object]) -> bool:
    """Whether every condition holds; a fact that is absent or ``None`` counts as false.

    Whole numbers and truth values are kept apart (level 1 is not ``true``). :data:`GIVEN` allows any fact that is
    there.
    """
    for name, allowed in conditions.items():
        fact = facts.get(name)
        if fact is None:
            fact = False
        elif GIVEN in allowed:
            continue
        if not any(type(fact) is type(value) and fact == value for value in allowed):
            return False
    return True


def exclude(left: Conditions, right: Conditions) -> bool:
    """Whether no facts can satisfy both: some name is asked by both with no value in common."""
    return any(
        GIVEN not in (*left[name], *right[name])
        and not {(type(value), value) for value in left[name]} & {(type(value), value) for value in right[name]}
        for name in left.keys() & right.keys()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """An event that starts a clock, if its own fields are as ``where`` says."""

    SHORTHAND: ClassVar[str] = "event"
    event: str
    where: Conditions = field(default_factory=_no_conditions, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who must have recorded a stopping event: any ``person``, or someone of a department or role."""

    SHORTHAND: ClassVar[str] = "who"
    who: Literal["person", "anyone"] = "person"
    department: tuple[str, ...] = ()
    role: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """An event that ends a clock.

    ``of = "same"``: only in the clock's own thread. ``after``: only once that event has happened in the same
    thread, since the clock started. ``times``: the how manyth such event since the clock started it is.
    """

    SHORTHAND: ClassVar[str] = "event"
    event: str
    where: Conditions = field(default_factory=_no_conditions, hash=False)
    by: By | None = None
    of: Literal["any", "same"] = "any"
    after: str | None = None
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A limit of extensions: ``most`` times (none: as often as is told in time), each ``approved_by`` a role (or one
    above it)."""

    most: int | None = None
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockWarning:
    """A further warning of a clock: when a ``share`` of its time is used, or so long ``before`` it is due.

    ``to``: the roles that are told (none: whom the clock asks).
    """

    share: float | None = None
    before: str | None = None
    to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ClockRule:
    """How one rule counts time (``time.md``, Clocks).

    ``name`` tells it from the other clocks of its rule; see :func:`own_names`.
    ``stops_on``: any of them meets it; ``stops_all``: all of them together do; ``ends_on``: ends it without
    meeting it; ``until``: ends a repeating clock. ``not_before``: what ``do`` asks for is refused sooner than that
    after the start. ``judged = "at_start"``: a later change of attributes never touches it.
    ``warn_at`` is the share of the time used at which the desk warns. ``tell``: roles that are told at once on their
    consoles while it runs, by a ``line`` or a ``banner``; ``silent``: no bell rings for it. ``before_filing``: while it
    runs the ticket cannot be filed, although what it asks for could be done afterwards. ``beside``: it runs beside the
    work, so that an open ticket without any other clock still has the idle one. ``aside``: what it asks for is no
    work on the ticket, which may close meanwhile. ``role`` may also be a field of the ticket's form that names a
    person or a department. ``calendar``: by which it counts (see :class:`PackCalendar`). ``counted_from``: the date of
    the form that ``within`` counts from, instead of its start. ``warning``: further warnings, each with whom it goes
    to.
    """

    KEY: ClassVar[str] = "rule"
    rule: str
    name: str = ""
    do: str
    title: Text
    starts_on: tuple[Start, ...]
    when: Conditions = field(default_factory=_no_conditions, hash=False)
    within: str | None = None
    every: str | None = None
    until: tuple[Stop, ...] = ()
    stops_on: tuple[Stop, ...] = ()
    stops_all: tuple[Stop, ...] = ()
    ends_on: tuple[Stop, ...] = ()
    not_before: str | None = None
    once: bool = False
    extendable: bool | Extension = False
    pauses_while: Literal["waiting"] | None = None
    role: str = "owner"
    departments: tuple[str, ...] = ()
    warn_at: float = 0.8
    escalate_to: tuple[str, ...] = ("leader",)
    judged: Literal["now", "at_start"] = "now"
    tell: tuple[str, ...] = ()
    tell_by: Literal["line", "banner"] = "line"
    silent: bool = False
    before_filing: bool = False
    beside: bool = False
    aside: bool = False
    calendar: str | None = None
    counted_from: str | None = None
    warning: tuple[ClockWarning, ...] = ()

    @cached_property
    def share(self) -> bool:
        """Whether it is a share of another clock's time, so that it starts after that one."""
        return self.within is not None and " of " in self.within

    @cached_property
    def idle(self) -> bool:
        """Whether it runs while nothing else does (``starts_on = "idle"``)."""
        return any(start.event == IDLE for start in self.starts_on)

    @cached_property
    def time(self) -> str:
        """The text of its duration: of ``within``, or of ``every`` for a repeating clock."""
        return self.within or self.every or ""

    @cached_property
    def duration(self) -> Duration:
        """Its duration, of ``within`` or ``every``; raises ``DeskError`` for a text that is none."""
        return parse_duration(self.time)

    @cached_property
    def own_when(self) -> Conditions:
        """The conditions of ``when`` on the ticket's attributes."""
        return {name: allowed for name, allowed in self.when.items() if not name.startswith("event.")}

    @cached_property
    def event_when(self) -> Conditions:
        """The conditions of ``when`` on fields of the starting event, by field name."""
        prefix = "event."
        return {name[len(prefix) :]: allowed for name, allowed in self.when.items() if name.startswith(prefix)}


def own_names(clocks: Sequence[tuple[str, str]]) -> list[str]:
    """What the clocks of one rule are called, of each its ``name`` and ``do``: as they say; else nothing where there is
    only one, and what they ask for where there are several (``solve``, ``solve-2`` …)."""
    names: list[str] = []
    taken = {name for name, _do in clocks}
    for name, do in clocks:
        if not name and len(clocks) > 1:
            name = next(each for each in (do, *(f"{do}-{n}" for n in range(2, len(clocks) + 2))) if each not in taken)
        taken.add(name)
        names.append(name)
    return names
