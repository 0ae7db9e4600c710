"""What must hold for the clocks of a pack, so that each can start, can be met, and is one instance per thread."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from deskconsole.domain.plain import Value
from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.clock_rules import (
    CLOCK_ROLES,
    IDLE,
    By,
    ClockRule,
    Conditions,
    Extension,
    Start,
    Stop,
    exclude,
)
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.reading.names import Names, Unknown, among
from deskconsole.domain.rules.reading.time_checks import check_shares, check_times
from deskconsole.domain.tickets.event import ATTRIBUTES
from deskconsole.domain.tickets.vocabulary import ACTIONS, EVENTS

#: keys that hold lists of stopping events
STOPS = ("stops_on", "stops_all", "ends_on", "until")


#: Steps that only tickets of kinds are offered that name them in their `steps`; everything else is offered to all.
_OWN_STEPS: Final = frozenset(name for name, kind in EVENTS.items() if kind.own_step)


def check_clocks(names: Names, clocks: Sequence[tuple[ClockRule, Place]]) -> list[Problem]:
    """Every problem of the clocks: names, durations, contradictions, and rules whose clocks would collide."""
    problems: list[Problem] = []
    for clock, place in clocks:
        problems += names.check("rule", [clock.rule], place, "rule")
        problems += among([clock.do], ACTIONS, place, "do")
        problems += _starts(names, clock, place)
        problems += _stops(names, clock, place)
        problems += check_times(names, clock, place)
        problems += _people(names, clock, place)
    return problems + _pauses(clocks) + _names(clocks) + check_shares(clocks) + _collisions(clocks)


def _pauses(clocks: Sequence[tuple[ClockRule, Place]]) -> list[Problem]:
    """A ticket that waits must have a clock that runs: one that asks to look at it again."""
    if any(start.event == "waiting" for clock, _place in clocks for start in clock.starts_on):
        return []
    paused = [place for clock, place in clocks if clock.pauses_while is not None]
    return [
        Problem(
            "no clock starts on '{event}', so that a ticket could wait without any that runs",
            place,
            "pauses_while",
            {"event": "waiting"},
        )
        for place in paused[:1]
    ]


def _starts(names: Names, clock: ClockRule, place: Place) -> list[Problem]:
    events = [start.event for start in clock.starts_on]
    problems = among(events, [*EVENTS, IDLE], place, "starts_on")
    if not events:
        problems.append(Problem("nothing starts this clock", place, "starts_on"))
    if clock.idle and len(events) > 1:
        problems.append(Problem("'idle' stands alone", place, "starts_on"))
    for number, start in enumerate(clock.starts_on, start=1):
        problems += names.check_where(start.event, start.where, place, f"starts_on[{number}].where", starts=True)
    return problems + names.check_when(clock.when, events, place)


def _stops(names: Names, clock: ClockRule, place: Place) -> list[Problem]:
    problems: list[Problem] = []
    for key in STOPS:
        stops: tuple[Stop, ...] = getattr(clock, key)
        for number, stop in enumerate(stops, start=1):
            at = f"{key}[{number}]"
            problems += names.check_events([stop.event], place, f"{at}.event")
            problems += names.check_where(stop.event, stop.where, place, f"{at}.where")
            if stop.after is not None:
                problems += names.check_events([stop.after], place, f"{at}.after")
            if stop.times < 1:
                problems.append(Problem("'{value}' is not at least 1", place, f"{at}.times", {"value": stop.times}))
            if stop.by is not None:
                problems += _by(names, stop.by, place, f"{at}.by")
    stoppable = bool(clock.stops_on or clock.stops_all)
    if clock.idle and stoppable:
        problems.append(Problem("an idle clock ends with the next step by itself; leave this out", place, "stops_on"))
    if not clock.idle and not stoppable:
        problems.append(Problem("nothing can meet this clock", place, "stops_on"))
    if clock.stops_on and clock.stops_all:
        problems.append(Problem("give stops_on or stops_all, not both", place, "stops_all"))
    return problems


def check_living(kinds: Sequence[Kind], clocks: Sequence[tuple[ClockRule, Place]]) -> list[Problem]:
    """Clocks of a pack without other problems that cannot do what they are for: their action does not stop them,
    nothing starts them, nothing meets them."""
    return [
        problem for clock, place in clocks for problem in (*_wrong_action(clock, place), *_dead(kinds, clock, place))
    ]


def _wrong_action(clock: ClockRule, place: Place) -> Iterator[Problem]:
    done = ACTIONS[clock.do]
    values = {"do": clock.do, "event": done.name}
    if clock.idle and not done.step:
        yield Problem("'{do}' does not end an idle clock: '{event}' is no step", place, "do", values)
    elif not clock.idle and done.name not in [stop.event for stop in (*clock.stops_on, *clock.stops_all)]:
        text = "'{do}' does not stop this clock: it records '{event}', which is not in stops_on"
        yield Problem(text, place, "do", values)


def _dead(kinds: Sequence[Kind], clock: ClockRule, place: Place) -> Iterator[Problem]:
    """What no kind of the pack offers where it is needed."""
    if clock.idle:
        return
    running = [kind for kind in kinds if any(_can_start(kind, clock, start) for start in clock.starts_on)]
    if not running:
        values = {"events": ", ".join(start.event for start in clock.starts_on)}
        text = "nothing can start this clock: no kind of the pack offers {events} as it is asked here"
        yield Problem(text, place, "starts_on", values)
        return
    unoffered = False
    for key in STOPS:
        for number, stop in enumerate(getattr(clock, key), start=1):
            if not any(_offers(kind, stop.event) for kind in running):
                unoffered = True
                values = {"event": stop.event, "kinds": ", ".join(kind.name for kind in running)}
                text = "'{event}' is never offered where this clock runs ({kinds})"
                yield Problem(text, place, f"{key}[{number}].event", values)
    if not unoffered:
        yield from _never_met(running, clock, place)


def _never_met(running: Sequence[Kind], clock: ClockRule, place: Place) -> Iterator[Problem]:
    """Kinds on whose tickets a clock would run that nothing there can meet."""
    for key, enough in (("stops_on", any), ("stops_all", all)):
        events = [stop.event for stop in getattr(clock, key)]
        for kind in running if events else ():
            if not enough(_offers(kind, event) for event in events):
                values = {"kind": kind.name, "events": ", ".join(events)}
                text = "kind '{kind}' never offers {events}, so that the clock could not be met there"
                yield Problem(text, place, key, values)


def _offers(kind: Kind, event: str) -> bool:
    return not kind.steps or event not in _OWN_STEPS or event in (*kind.steps, *kind.by_hand)


def _can_start(kind: Kind, clock: ClockRule, start: Start) -> bool:
    """Whether a ticket of a kind can start a clock: it is offered the event, and can be as is asked."""
    possible: dict[str, tuple[Value, ...]] = {"kind": (kind.name,)}
    if kind.channels:
        possible["channel"] = kind.channels
    if kind.level:
        possible["level"] = tuple(level.level for level in kind.level)
    elif kind.aside and not kind.asks("level"):
        possible["level"] = ()  # it has the form that it says, and nothing besides
    own = {field.name for field in (*kind.field, *kind.form_of(start.event))} | {
        *ATTRIBUTES,
        *EVENTS[start.event].fields,
    }
    absent: Conditions = {name: (False,) for name in (*clock.event_when, *start.where) if name not in own}
    conditions = (clock.own_when, clock.event_when, start.where)
    return _offers(kind, start.event) and not any(exclude(each, {**possible, **absent}) for each in conditions)


def _by(names: Names, by: By, place: Place, key: str) -> list[Problem]:
    return [
        *names.check("department", by.department, place, f"{key}.department"),
        *names.check("role", by.role, place, f"{key}.role"),
    ]


def _people(names: Names, clock: ClockRule, place: Place) -> list[Problem]:
    existing = [*names.defined["role"], *names.addressed]
    if isinstance(names.defined["role"], Unknown) or names.any_field:
        existing = Unknown(existing)
    roles = Unknown([*CLOCK_ROLES, *existing]) if isinstance(existing, Unknown) else [*CLOCK_ROLES, *existing]
    problems = among([clock.role], roles, place, "role")
    problems += among(clock.escalate_to, roles, place, "escalate_to")
    for number, warning in enumerate(clock.warning, start=1):
        problems += among(warning.to, roles, place, f"warning[{number}].to")
    problems += names.check("role", clock.tell, place, "tell")
    problems += names.check("department", clock.departments, place, "departments")
    problems += names.check_calendar(clock.calendar, place)
    if isinstance(clock.extendable, Extension):
        most, approver = clock.extendable.most, clock.extendable.approved_by
        if most is not None and most < 1:
            problems.append(Problem("'{value}' is not at least 1", place, "extendable.most", {"value": most}))
        if approver is not None:
            problems += names.check("role", [approver], place, "extendable.approved_by")
    if clock.role == "department" and not clock.departments:
        problems.append(Problem("missing; the role 'department' needs departments", place, "departments"))
    if clock.departments and clock.role != "department":
        problems.append(Problem("departments go with the role 'department'", place, "departments"))
    return problems


def _names(clocks: Sequence[tuple[ClockRule, Place]]) -> list[Problem]:
    """Clocks of one rule that have the same name."""
    return [
        Problem(
            "{rule} has another clock of the name '{value}'", place, "name", {"rule": clock.rule, "value": clock.name}
        )
        for number, (clock, place) in enumerate(clocks)
        if clock.name and any((other.rule, other.name) == (clock.rule, clock.name) for other, _place in clocks[:number])
    ]


def _collisions(clocks: Sequence[tuple[ClockRule, Place]]) -> list[Problem]:
    """Clocks of one rule that the same event could start: both would be the instance *(rule, of)*."""
    problems: list[Problem] = []
    for (first, first_place), (second, second_place) in combinations(clocks, 2):
        if first.rule != second.rule or exclude(first.when, second.when):
            continue
        for one in first.starts_on:
            for other in second.starts_on:
                both = _occasions(one.event) & _occasions(other.event)
                if both and not exclude(one.where, other.where):
                    values = {"event": min(both), "rule": first.rule, "other": first_place.table}
                    problems.append(
                        Problem("'{event}' already starts a clock of {rule}: {other}", second_place, "rule", values)
                    )
    return problems


def _occasions(event: str) -> set[str]:
    """The events that start what an event of this kind starts: itself, and those that imply it."""
    return {event, *(kind.name for kind in EVENTS.values() if kind.implies == event)}
