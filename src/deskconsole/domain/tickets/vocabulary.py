"""The vocabulary: every kind of event that can happen to a ticket, by its name and by its action."""

from collections.abc import Mapping
from typing import Final

from deskconsole.domain.tickets.events import (
    alarms,
    answers,
    calls,
    changes,
    checks,
    closing,
    hand_offs,
    lateness,
    offers,
    papers,
    promises,
    reports,
    reviews,
    surveys,
    trips,
    visits,
    waits,
    work,
)
from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.errors import DeskError
from deskconsole.text.marked import Marked

_FAMILIES: Final = (
    *(calls, visits, answers, offers, promises, hand_offs, waits, work, reviews, trips, closing, changes),
    *(alarms, lateness, papers, checks, surveys, reports),
)

#: Every event kind by name.
EVENTS: Final[Mapping[str, EventKind]] = {kind.name: kind for family in _FAMILIES for kind in family.KINDS}

#: Imperative action name → event kind that it records.
ACTIONS: Final[Mapping[str, EventKind]] = {kind.action: kind for kind in EVENTS.values()}

#: The usual way of a ticket whose kind names no steps, in the order in which the keys 1 to 9 stand beside it.
USUAL: Final = tuple(kind.name for kind in sorted(EVENTS.values(), key=lambda kind: kind.place) if kind.place)

#: First response: the first of these by a person (`model.md`, `responded`).
FIRST_RESPONSES: Final = frozenset(name for name, kind in EVENTS.items() if kind.first_response)

#: What of an event is said to the customer: its text, fields of it. The customer's own words and what the house notes
#: for itself (content, request, notes, questions to specialists, what a caller said) are not (R27).
CUSTOMER_WORDING: Final[Mapping[str, tuple[str, ...]]] = {
    name: kind.wording for name, kind in EVENTS.items() if kind.wording
}


def event_kind(name: str) -> EventKind:
    """The kind called ``name``; raises :class:`DeskError` naming it when there is none."""
    try:
        return EVENTS[name]
    except KeyError:
        raise DeskError("event: '{name}' is not one of the events of a ticket", field="event", name=name) from None


def titles_of(field: str) -> dict[str, Marked]:
    """What the values of a field are called that are not free text: outcomes, reasons."""
    return {value: title for kind in EVENTS.values() for value, title in kind.values.get(field, {}).items()}
