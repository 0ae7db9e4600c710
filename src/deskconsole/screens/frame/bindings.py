"""Key bindings, made from the registry of actions."""

import unicodedata

from textual.binding import Binding, BindingType
from textual.dom import DOMNode

from deskconsole.actions import LISTS, NUMBERED, REGISTRY, Scope, footer, in_scope, key_of
from deskconsole.actions.meanings import MOVED
from deskconsole.keys import bound_keys, key_label
from deskconsole.present.catalogue import _


def bindings(*scopes: Scope, prefix: str = "", letters: bool = True) -> list[BindingType]:
    """A binding for each key of each action of the scopes; ``prefix`` (``app.``) says who does it.

    ``letters=False`` leaves out single characters, for screens on which something is typed. Keys can be remapped by
    the action's name.
    """
    made: list[BindingType] = []
    for action in (action for scope in scopes for action in REGISTRY if scope in action.scopes):
        keys = [key for key in action.keys if letters or len(key) > 1]
        if keys:
            name = f"{prefix}{action.name}"
            made.append(Binding(",".join(bound_keys(keys)), name, show=False, id=action.name, priority=action.first))
    return made


def digits() -> list[BindingType]:
    """The digits of the usual steps of a ticket's kind."""
    return [
        Binding(",".join(bound_keys((str(place),))), f"numbered({place})", show=False)
        for place in range(1, len(NUMBERED) + 1)
    ]


def meant_instead(scope: Scope, key: str) -> str:
    """What works instead of a key that means nothing on a list: composed text, a letter that did something before.

    The empty text for every other key.
    """
    if scope in LISTS and unicodedata.category(key) == "Lo":
        message = _("“{text}” came from an input method: switch it off for letters, or use digits, F keys, ^P")
        return message.format(text=key)
    name = MOVED.get(scope, {}).get(key, "")
    action = next((action for action in in_scope(scope) if action.name == name), None)
    if action is None or any(key in existing.keys for existing in in_scope(scope)):
        return ""
    return _("“{old}” is “{key}” now: {title}").format(old=key, key=key_of(name), title=_(action.title))


def shown_keys(scope: Scope) -> list[tuple[str, str, str]]:
    """The line of keys of a screen: (action name, key, title) in the language in use."""
    return [(action.name, key_label(action.keys[0]), _(action.title)) for action in footer(scope) if action.keys]


def adopt_actions(node: DOMNode, *parts: object) -> None:
    """Lets a screen (or the app) do what its parts can: each ``action_…`` of a part is one of the screen's own."""
    for part in parts:
        for name in dir(type(part)):
            if name.startswith("action_"):
                setattr(node, name, getattr(part, name))
