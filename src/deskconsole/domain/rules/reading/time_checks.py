"""What must hold for the time of a pack's clocks: one time each, in units that go together, of dates that there are."""

from collections.abc import Iterator, Sequence

from deskconsole.domain.calendar.duration import Duration, Unit, parse_duration
from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.clock_rules import IDLE, ClockRule
from deskconsole.domain.rules.reading.names import Names, among
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError

#: What of a date without a time cannot be counted.
_TIMES_OF_DAY = (Unit.ELAPSED, Unit.WORKING)


def check_times(names: Names, clock: ClockRule, place: Place) -> list[Problem]:
    problems: list[Problem] = []
    for key in ("within", "every", "not_before"):
        text: str | None = getattr(clock, key)
        if text is not None:
            problems += names.check_duration(text, place, key, of_clock=key == "within")
    if clock.within is not None and clock.every is not None:
        problems.append(Problem("give within or every, not both", place, "every"))
    if clock.within is None and clock.every is None:
        problems.append(Problem("missing; give within, or every with until", place, "within"))
    if clock.until and clock.every is None and clock.within is not None:
        problems.append(Problem("until goes with every; use ends_on beside within", place, "until"))
    if clock.every is not None and clock.within is None and not clock.until:
        problems.append(Problem("a clock that repeats needs until, else it never ends", place, "until"))
    if not 0 < clock.warn_at <= 1:
        problems.append(Problem("'{value}' is not a share between 0 and 1", place, "warn_at", {"value": clock.warn_at}))
    return [*problems, *_units(clock, place), *_from_field(names, clock, place), *_warnings(clock, place)]


def _units(clock: ClockRule, place: Place) -> list[Problem]:
    problems: list[Problem] = []
    within, every, not_before = (_parsed(text) for text in (clock.within, clock.every, clock.not_before))
    if every is not None and every[0] not in (Unit.ELAPSED, Unit.WORKING, Unit.WORKING_DAY):
        text = "a clock that repeats counts elapsed or working time, such as '24 hours' or '1 working day'"
        problems.append(Problem(text, place, "every"))
    if within is not None and within[0] is Unit.PROMISED:
        for start in clock.starts_on:
            if start.event in EVENTS and "due" not in EVENTS[start.event].required:
                values = {"event": start.event}
                problems.append(Problem("'promised' needs a time, and '{event}' carries none", place, "within", values))
            if start.event == IDLE:
                problems.append(
                    Problem("'promised' needs a time, and '{event}' carries none", place, "within", {"event": IDLE})
                )
    if not_before is not None:
        if not_before[0] is not Unit.ELAPSED:
            problems.append(Problem("must be elapsed time, such as '60 minutes'", place, "not_before"))
        elif (limit := within or every) is not None and limit[0] is Unit.ELAPSED and not_before[1] >= limit[1]:
            messages = {"value": clock.not_before, "within": clock.time}
            problems.append(Problem("'{value}' is not before '{within}'", place, "not_before", messages))
    return problems


def _parsed(text: str | None) -> tuple[Unit, int] | None:
    if text is None:
        return None
    try:
        duration = parse_duration(text)
    except DeskError:  # told already
        return None
    return duration.unit, duration.amount


def _warnings(clock: ClockRule, place: Place) -> Iterator[Problem]:
    """Further warnings: one time each, within the clock's own."""
    within = _duration(clock.within or clock.every)
    for number, warning in enumerate(clock.warning, start=1):
        key = f"warning[{number}]"
        if (warning.share is None) == (warning.before is None):
            yield Problem("give share or before", place, key)
        if warning.share is not None and not 0 < warning.share < 1:
            text = "'{value}' is not a share between 0 and 1"
            yield Problem(text, place, f"{key}.share", {"value": warning.share})
        before = _duration(warning.before)
        if warning.before is not None and (before is None or before.unit is not Unit.ELAPSED or before.before):
            yield Problem("must be elapsed time, such as '60 minutes'", place, f"{key}.before")
        elif before is not None and within is not None and _longer(before, within):
            values = {"value": warning.before, "within": clock.time}
            yield Problem("'{value}' is not less than '{within}'", place, f"{key}.before", values)


def _longer(before: Duration, within: Duration) -> bool:
    return within.unit is Unit.ELAPSED and not within.before and before.amount >= within.amount


def _from_field(names: Names, clock: ClockRule, place: Place) -> list[Problem]:
    """A clock that a date of the form says, and one that needs one."""
    duration = _duration(clock.within)
    name = clock.counted_from
    if name is None:
        if duration is not None and duration.of_a_date:
            text = "'{value}' needs a date: name a field of the form in counted_from"
            return [Problem(text, place, "within", {"value": clock.within})]
        return []
    dates = {each for start in clock.starts_on for each in names.dates_of(start.event)}
    problems = [] if names.any_field else among([name], dates, place, "counted_from")
    if clock.idle or clock.within is None or (duration is not None and duration.unit in (Unit.PROMISED, Unit.SHARE)):
        problems.append(Problem("counted_from goes with within, such as '7 days before'", place, "counted_from"))
    if clock.pauses_while is not None:
        text = "what hangs on a date does not stand still; leave this out"
        problems.append(Problem(text, place, "pauses_while"))
    if duration is not None and duration.unit in _TIMES_OF_DAY and name in names.days_of(clock.starts_on):
        text = "'{value}' needs a time of day, and '{name}' is a date"
        problems.append(Problem(text, place, "within", {"value": clock.within, "name": name}))
    return problems


def check_shares(clocks: Sequence[tuple[ClockRule, Place]]) -> list[Problem]:
    """Clocks that are a share of another's time: that one is there, is told apart, and has a time of its own."""
    problems: list[Problem] = []
    for clock, place in clocks:
        duration = _duration(clock.within)
        if duration is None or duration.share is None:
            continue
        rule, name = duration.of
        wholes = [each for each, _place in clocks if each.rule == rule and name in ("", each.name or each.do)]
        values = {"rule": rule, "name": name or rule}
        if not wholes:
            existing = sorted({each.rule for each, _place in clocks} - {clock.rule})
            problems += among([rule], existing, place, "within")
            if rule in existing:
                problems.append(Problem("{rule} has no clock of the name '{name}'", place, "within", values))
        if any(each is clock or each.share or each.idle or each.every is not None for each in wholes):
            text = "'{name}' has no time of its own that a share could be taken of"
            problems.append(Problem(text, place, "within", values))
        if not 0 < duration.share <= 1:
            problems.append(Problem("'{value}' is more than the whole", place, "within", {"value": clock.within}))
        if clock.calendar is not None:
            problems.append(Problem("a share counts as the clock that it is a share of", place, "calendar"))
    return problems


def _duration(text: str | None) -> Duration | None:
    try:
        return parse_duration(text) if text is not None else None
    except DeskError:  # told already
        return None
