"""What events are called, for people; each kind says it itself (`deskconsole.domain.tickets.events`)."""

from collections.abc import Mapping
from typing import Final

from deskconsole.domain.tickets.fields import FIELDS
from deskconsole.domain.tickets.vocabulary import ACTIONS, EVENTS
from deskconsole.present.catalogue import Marked

EVENT_TITLES: Final[Mapping[str, Marked]] = {name: kind.title for name, kind in EVENTS.items()}


def event_title(event: str) -> Marked:
    """How an event is called; its machine name where it has no other."""
    return EVENT_TITLES.get(event) or Marked(event)


def do_title(do: str) -> Marked:
    """How the action that a clock asks for is called (``do`` is the imperative machine name)."""
    return ACTIONS[do].title if do in ACTIONS else Marked(do)


def field_title(event: str, name: str) -> Marked:
    """What a field of an event is called; its machine name where it has no other."""
    own = EVENTS[event].titles.get(name) if event in EVENTS else None
    return own or (FIELDS[name].title if name in FIELDS else None) or Marked(name)
