"""Blind scores (R33, E22): whoever is still to score a ticket does not see what came of its other checks."""

from collections.abc import Callable, Collection, Sequence
from typing import Final

from deskconsole.domain.tickets.event import Event
from deskconsole.record import replace

#: What follows from a score: that it is there at all says how it was.
FOLLOWS: Final = frozenset({"finding_made", "review_seen", "appealed", "appeal_decided", "coached"})
_ENDS: Final = frozenset({"reviewed", "check_dropped"})
_TELLS: Final = frozenset({"outcome"})


def hidden_threads(events: Sequence[Event], login: str, may_make: Callable[[str], bool]) -> frozenset[int]:
    """The threads of a ticket that tell what came of its other checks, while ``login`` has one of it to score.

    Those that they scored themselves stay open. ``may_make``: whether a check of a level that nobody is asked for is
    theirs to make.
    """
    ended = {event.of for event in events if event.kind in _ENDS}
    drawn = {event.seq: event for event in events if event.kind == "sampled"}
    if not any(of not in ended and _is_theirs(event, login, may_make) for of, event in drawn.items()):
        return frozenset()
    own = {event.of for event in events if event.kind == "reviewed" and event.by == login}
    others = drawn.keys() - own
    findings = {event.seq for event in events if event.kind == "finding_made" and event.of in others}
    return frozenset(others | findings)


def _is_theirs(drawn: Event, login: str, may_make: Callable[[str], bool]) -> bool:
    return drawn.to == login or (drawn.to is None and may_make(str(drawn.fields.get("level") or "")))


def without_results(events: Sequence[Event], threads: Collection[int]) -> tuple[Event, ...]:
    """The events without what tells how the checks of these threads came out; that there are such checks stays."""
    return tuple(
        _without_outcome(event) if event.kind == "reviewed" and event.of in threads else event
        for event in events
        if not (event.kind in FOLLOWS and event.of in threads)
    )


def _without_outcome(event: Event) -> Event:
    return replace(event, fields={name: value for name, value in event.fields.items() if name not in _TELLS})
