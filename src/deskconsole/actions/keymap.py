"""The site's own keys, from `site.toml`: checked, shown, bound."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from deskconsole.actions import NUMBERED, REGISTRY, Action, Scope, event_action, use_keys
from deskconsole.domain.problems import guess
from deskconsole.errors import DeskError
from deskconsole.keys import bound_keys

#: The site's own settings.
NAME: Final = "site.toml"
#: Screens on which characters are typed: no single character may act there.
_TYPED: Final = frozenset({Scope.EVERYWHERE, Scope.INTAKE, Scope.FORM})
_KEY: Final = re.compile(r"(?:(?:ctrl|shift|alt)\+)*[a-z0-9_]+|\S")
_ARGUMENT: Final = re.compile(r"\w+\('(\w+)'\)")


def use_site_keys(own: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Shows the site's keys and gives them as the app binds them: action name → keys.

    Actions are named as in the registry, or by what they record (``answered``) or show (``overdue``). Raises
    :class:`DeskError` where a name is unknown, a key is none, or two actions of one screen have the same key.
    """
    taken: dict[str, tuple[str, ...]] = {}
    for name, keys in own.items():
        action = _named(name)
        for key in keys:
            _check_key(name, key, action)
        taken[action.name] = keys
    for scope in Scope if taken else ():
        if scope is not Scope.EVERYWHERE:
            _check_clashes(scope, taken)
    use_keys(taken)
    return {name: ",".join(bound_keys(keys)) for name, keys in taken.items()}


def site_names() -> dict[str, Action]:
    """What each action is called in the site's file: by what it records or shows, where that says which one it is."""
    short = {action.name: _short(action.name) for action in REGISTRY}
    times = Counter(short.values())
    return {short[action.name] if times[short[action.name]] == 1 else action.name: action for action in REGISTRY}


def _named(name: str) -> Action:
    existing = {action.name: action for action in REGISTRY} | site_names()
    if name in existing:
        return existing[name]
    if (meant := guess(name, existing)) is not None:
        raise DeskError(
            "{file}: keys.{name}: no such action; did you mean '{guess}'?", file=NAME, name=name, guess=meant
        )
    raise DeskError("{file}: keys.{name}: no such action; `deskconsole keys` lists them", file=NAME, name=name)


def _check_key(name: str, key: str, action: Action) -> None:
    if not _KEY.fullmatch(key):
        raise DeskError(
            "{file}: keys.{name}: '{key}' is not a key; write ctrl+k, f9 or a single character",
            file=NAME,
            name=name,
            key=key,
        )
    if len(key) == 1 and action.scopes & _TYPED:
        raise DeskError(
            "{file}: keys.{name}: '{key}' is typed into fields there; give a ctrl or function key",
            file=NAME,
            name=name,
            key=key,
        )


def _check_clashes(scope: Scope, own: Mapping[str, tuple[str, ...]]) -> None:
    """Two actions of one screen with one key, at least one of them by the site's own choice."""
    holders: dict[str, str] = {}
    if scope is Scope.TICKET:
        holders = {str(place): _title(event) for place, event in enumerate(NUMBERED, start=1)}
    for action, key in _pairs(scope, own):
        other = holders.get(key)
        if other is not None and other != action.name and (action.name in own or other in own):
            raise DeskError(
                "{file}: keys: '{key}' would do two things on one screen: {one} and {other}; change one",
                file=NAME,
                key=key,
                one=_short(other),
                other=_short(action.name),
            )
        holders.setdefault(key, action.name)


def _pairs(scope: Scope, own: Mapping[str, tuple[str, ...]]) -> Iterable[tuple[Action, str]]:
    for action in REGISTRY:
        if scope in action.scopes or Scope.EVERYWHERE in action.scopes:
            for key in own.get(action.name, action.keys):
                yield action, key


def _title(event: str) -> str:
    action = event_action(event)
    return action.name if action is not None else event


def _short(name: str) -> str:
    bare = _ARGUMENT.fullmatch(name)
    return bare[1] if bare is not None else name
