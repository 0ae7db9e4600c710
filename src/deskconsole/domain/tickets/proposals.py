"""Proposals: one or two solutions, each with advantages, fitting scenario and rough cost (R20)."""

from typing import Final

from deskconsole.domain.tickets.event import PROPOSALS, Event
from deskconsole.errors import DeskError
from deskconsole.record import replace

#: Between the names of two solutions where an event has no text of its own.
_BETWEEN: Final = "；"


def check_proposals(event: Event) -> None:
    """Refuse a proposal that lacks one of its parts, a second one without a first, and nothing at all."""
    given = [[name for name in parts if event.fields.get(name)] for parts in PROPOSALS]
    if not any(given) and event.text is None:
        raise DeskError("proposed: nothing is proposed; give a solution with its parts, or a text", field="solution")
    for number, parts in enumerate(PROPOSALS, start=1):
        if not any(given[number - 1 :]):
            continue
        for name in parts:
            if not event.fields.get(name):
                raise DeskError(
                    "{event}: proposal {number}: {name} is missing",
                    field=name,
                    event=event.kind,
                    number=number,
                    name=name,
                )


def with_summary(event: Event) -> Event:
    """The event with its solutions as its text, where nothing else was said."""
    if event.kind != "proposed" or event.text:
        return event
    named = [str(event.fields[parts[0]]) for parts in PROPOSALS if event.fields.get(parts[0])]
    return replace(event, text=_BETWEEN.join(named) or None)
