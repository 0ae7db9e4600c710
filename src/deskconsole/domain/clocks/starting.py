"""Which clocks an event would start: those that it starts for certain, and those that hang on what is not known yet."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from deskconsole.domain.clocks.clock import Clock, Rules
from deskconsole.domain.clocks.counted import channel_of
from deskconsole.domain.clocks.derive import runs_started
from deskconsole.domain.clocks.running_clock import assignee_of, clock_of, matches_start
from deskconsole.domain.plain import Value
from deskconsole.domain.rules.clock_rules import GIVEN, ClockRule, Conditions, Start, holds
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import kinds_of
from deskconsole.record import dataclass


@dataclass(frozen=True, slots=True)
class PossibleStart:
    """A clock that an event would start ``only_if`` these conditions hold; none: for certain. ``rules`` are those that
    it is counted by."""

    rule: ClockRule
    clock: Clock
    only_if: Conditions
    rules: Rules


def possible_starts(
    rules: Rules,
    kind: str,
    at: datetime,
    attributes: Mapping[str, Any],
    fields: Mapping[str, Any],
    given: Collection[str],
) -> list[PossibleStart]:
    """The clocks that an event would start, idle clocks left out, by (due, rule).

    ``attributes`` of the ticket (its form's under ``fields``) and ``fields`` of the event are what is known; ``given``
    are the names that somebody has said something of: what hangs on any other may still be so. Raises ``DeskError``
    where a promised time is missing.
    """
    event = Event(seq=1, kind=kind, happened_at=at, recorded_at=at, by="", fields=fields)
    results: list[PossibleStart] = []
    kinds = kinds_of(event)
    for spec in dict.fromkeys(spec for each in kinds for spec in rules.pack.clocks_started_by(each)):
        certain = matches_start(spec, event, attributes)
        for start in spec.starts_on if not spec.idle else ():
            only_if = {} if certain else _open(spec, start, event, attributes, given)
            if start.event in kinds and only_if is not None:
                assumed = {name: True if allowed[0] == GIVEN else allowed[0] for name, allowed in only_if.items()}
                held = {**attributes, **assumed}
                runs = runs_started(rules, kind, at, held, {**fields, **assumed})
                clocks = [(clock_of(run, assignee_of(run, None, None)), run.rules) for run in runs if run.spec is spec]
                results += [PossibleStart(spec, clock, only_if, own) for clock, own in clocks]
                break
    return sorted(results, key=lambda each: (bool(each.only_if), each.clock.due, each.rule.rule))


def _open(
    spec: ClockRule, start: Start, event: Event, attributes: Mapping[str, Any], given: Collection[str]
) -> Conditions | None:
    """The conditions of a start that do not hold with what is known, where that may still change; else ``None``."""
    form = attributes.get("fields") or {}
    own = {**attributes, "channel": channel_of(event, attributes)}
    facts = (
        (spec.own_when, own),
        (spec.event_when, {**form, **event.fields}),
        (start.where, {**form, **own, **event.fields}),
    )
    results: dict[str, tuple[Value, ...]] = {}
    for conditions, existing in facts:
        for name, allowed in conditions.items():
            if holds({name: allowed}, existing):
                continue
            results[name] = tuple(value for value in allowed if value in results.get(name, allowed))
            if name in given or not results[name]:
                return None
    return results
