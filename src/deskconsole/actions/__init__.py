"""The one registry of what can be done at the console: names, keys, titles.

Key bindings, the line of keys, the help of each screen, the command palette and the forms are all made from it. A
letter is never the only way: actions of a ticket have numbers too, and every key also works as the full-width
character that an input method sends in its place. Keys are written as Textual names them.
"""

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from deskconsole.actions.action import LISTS, Action, Scope
from deskconsole.actions.commands import commands
from deskconsole.actions.events import NUMBERED, event_actions
from deskconsole.actions.footers import FOOTERS, REST
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.present.event_titles import do_title, event_title

__all__ = [
    "LISTS",
    "NUMBERED",
    "REGISTRY",
    "Action",
    "Scope",
    "do_title",
    "event_action",
    "event_title",
    "first_key",
    "footer",
    "in_scope",
    "key_of",
    "keys_of",
    "named_action",
    "title_of",
    "use_keys",
]

#: Everything that can be done, commands first.
REGISTRY: Final[tuple[Action, ...]] = (*commands(), *event_actions())

#: What every action is found by.
_PALETTE: Final = "ctrl+p"
#: The site's own keys by the names of actions; they stand wherever keys are shown.
_own_keys: dict[str, tuple[str, ...]] = {}


def use_keys(own: Mapping[str, tuple[str, ...]]) -> None:
    """Shows the site's own keys from now on, in place of those of the registry."""
    _own_keys.clear()
    _own_keys.update(own)
    event_action.cache_clear()
    in_scope.cache_clear()
    footer.cache_clear()


def keys_of(name: str) -> tuple[str, ...]:
    """The keys of an action as they are now."""
    return _own_keys.get(name) or next((action.keys for action in REGISTRY if action.name == name), ())


def key_of(name: str) -> str:
    """The key of an action as people read it, for the words of a message."""
    return key_label(next(iter(keys_of(name)), ""))


def named_action(name: str) -> Action | None:
    """The action of this name, or that records the event of this name, as texts about the console name them."""
    names = (name, f"record('{name}')", f"app.{name}")
    return next((action for action in REGISTRY if action.name in names), None)


def first_key(name: str) -> str:
    """The key of an action that a text names; where it has none, that of the palette, which finds it."""
    action = named_action(name)
    keys = keys_of(action.name) if action is not None else ()
    return keys[0] if keys else _PALETTE


def title_of(name: str) -> str:
    """What an action that a text names is called, in the language in use."""
    action = named_action(name)
    return _(action.title) if action is not None else name


@functools.cache
def in_scope(scope: Scope) -> tuple[Action, ...]:
    """What works on a screen, with the keys that it has now; the order of the registry kept."""
    return tuple(_as_it_is(action) for action in REGISTRY if scope in action.scopes)


def _as_it_is(action: Action) -> Action:
    return replace(action, keys=_own_keys[action.name]) if action.name in _own_keys else action


@functools.cache
def footer(scope: Scope) -> tuple[Action, ...]:
    """What the line of keys of a screen shows, in its order."""
    here = in_scope(scope)
    existing = {action.name: action for action in (*in_scope(Scope.EVERYWHERE), *here)}
    own = [action.name for action in here if action.scopes == {scope}]
    return tuple(existing[name] for name in FOOTERS.get(scope, (*own, *REST)))


@functools.cache
def event_action(event: str) -> Action | None:
    """The action that records an event; ``None`` for events that only the desk itself records."""
    result = next((action for action in REGISTRY if action.event == event), None)
    return _as_it_is(result) if result is not None else None
