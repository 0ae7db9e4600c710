"""The site's own keys, from `site.toml`: checked, shown, bound."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from deskconsole.actions import NUMBERED, REGISTRY, Action, Scope, event_action, use_keys
from deskconsole.desk.settings import NAME
from deskconsole.errors import DeskError
from deskconsole.keys import bound_keys

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
    for scope in Scope:
        if scope is not Scope.EVERYWHERE:
            _check_clashes(scope, taken)
    use_keys(taken)
    return {name: ",".join(bound_keys(keys)) for name, keys in taken.items()}


def _named(name: str) -> Action:
    results = [action for action in REGISTRY if action.name == name]
    results = results or [a for a in REGISTRY if (bare := _ARGUMENT.fullmatch(a.name)) and bare[1] == name]
    if len(results) != 1:
        raise DeskError("{file}: keys.{name}: there is no such action", file=NAME, name=name)
    return results[0]


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
