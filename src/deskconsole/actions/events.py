"""The actions that record an event: how each is called, its letter, and the usual nine of a ticket."""

from collections.abc import Iterable
from typing import Final

from deskconsole.actions.action import TICKETS, Action, Scope
from deskconsole.domain.tickets.vocabulary import EVENTS, USUAL

#: The usual way of a ticket whose kind names no steps, in the order in which the keys 1 to 9 stand beside it.
NUMBERED: Final = USUAL


def event_actions() -> Iterable[Action]:
    """One action for each event that a person may record."""
    for name, kind in EVENTS.items():
        if kind.by_desk:
            continue
        scopes = TICKETS | {Scope.FOLLOW_UPS, Scope.VISITORS} if name in ("noted", "undone") else TICKETS
        keys = (kind.key,) if kind.key else ()
        yield Action(f"record('{name}')", kind.title, keys, frozenset(scopes), event=name)
