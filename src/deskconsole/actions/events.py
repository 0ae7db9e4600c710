"""The actions that record an event: how each is called, its letter, and the usual nine of a ticket."""

from collections.abc import Iterable, Mapping
from typing import Final

from deskconsole.actions.action import TICKETS, Action, Scope
from deskconsole.domain.tickets.event import EVENTS
from deskconsole.present.event_titles import EVENT_TITLES

#: The usual way of a ticket whose kind names no steps, in the order in which the keys 1 to 9 stand beside it.
NUMBERED: Final = (
    *("responded", "need_recorded", "answered", "promised", "specialist_needed"),
    *("replied", "confirmed", "finished", "filed"),
)

_EVENT_KEYS: Final[Mapping[str, str]] = {
    **{"answered": "a", "called_back": "b", "confirmed": "c", "need_recorded": "d", "finished": "e"},
    **{"followed_up": "f", "filed": "g", "specialist_needed": "h", "classified": "l", "noted": "n"},
    **{"objected": "o", "promised": "p", "responded": "r", "proposed": "s", "transferred": "t"},
    **{"picked_up": "u", "waiting": "w", "withdrawn": "x", "replied": "y", "undone": "z"},
    **{"accepted": "A", "reminded": "B", "call_transferred": "C", "declined": "D", "extended": "E"},
    **{"attached": "F", "greeted": "G", "handed_off": "H", "contacted": "I", "solved": "K"},
    **{"merged": "M", "seen": "N", "reopened": "O", "planned": "P", "rated": "R"},
    **{"specialist_answered": "S", "hung_up": "U", "verified": "V", "resumed": "W", "left": "X"},
    **{"progress_told": "Y"},
}


def event_actions() -> Iterable[Action]:
    """One action for each event that a person may record."""
    for name, kind in EVENTS.items():
        if kind.by_desk:
            continue
        letter = _EVENT_KEYS.get(name)
        scopes = TICKETS | {Scope.FOLLOW_UPS, Scope.VISITORS} if name in ("noted", "undone") else TICKETS
        keys = (letter,) if letter else ()
        yield Action(f"record('{name}')", EVENT_TITLES[name], keys, frozenset(scopes), event=name)
