"""Writes the tables of `docs/keys.md` from the registry of actions: ``python -m tests.architecture.keys``."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from deskconsole.actions import LISTS, NUMBERED, REGISTRY, Action, Scope
from deskconsole.actions.groups import SCREENS
from deskconsole.actions.keymap import site_names
from deskconsole.actions.meanings import MEANINGS, MOVED, meaning_of
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _, use

PAGE: Final = Path("docs/keys.md")
#: The list screens that have a column each.
COLUMNS: Final = tuple(scope for scope in SCREENS if scope in LISTS)


def meanings() -> dict[str, dict[str, set[Scope]]]:
    """Key → what it means → where. Digits are left out: they are places, each screen numbers what it shows."""
    found: dict[str, dict[str, set[Scope]]] = defaultdict(lambda: defaultdict(set))
    for action in REGISTRY:
        for key in action.keys:
            if not key.isdigit():
                found[key][meaning_of(action, key)] |= action.scopes
    return found


def page(text: str) -> str:
    """The page with its tables made anew."""
    use("en")
    for name, lines in (
        ("letters", _letters()),
        ("digits", _digits()),
        ("others", _others()),
        ("shared", _shared()),
        ("moved", _moved()),
        ("names", _names()),
    ):
        made = "\n".join(lines)
        pattern = rf"(<!-- {name}: made -->\n).*?(\n<!-- {name}: end -->)"
        text, times = re.subn(pattern, lambda match, made=made: match[1] + made + match[2], text, flags=re.DOTALL)  # type: ignore[misc]
        assert times == 1, name
    return text


def _title(key: str, meaning: str) -> str:
    declared = next((each.title for each in MEANINGS if each.key == key and each.title == meaning), None)
    return declared or next(_(a.title) for a in REGISTRY if a.name.removeprefix("app.") == meaning and key in a.keys)


def _code(key: str) -> str:
    label = key_label(key).replace("|", "\\|")
    return f"`{label}`"


def _rows(keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        for meaning, scopes in meanings()[key].items():
            marks = ["✓" if scope in scopes else "" for scope in COLUMNS]
            yield f"| {_code(key)} | {_title(key, meaning)} | {' | '.join(marks)} |"


def _letters() -> Iterator[str]:
    yield "| key | means | " + " | ".join(_(SCREENS[scope]) for scope in COLUMNS) + " |"
    yield "| --- | --- | " + " | ".join("---" for _scope in COLUMNS) + " |"
    keys = [key for key in meanings() if len(key) == 1]
    yield from _rows(sorted((key for key in keys if key.isalpha()), key=lambda key: (key.lower(), key.isupper())))
    yield from _rows(sorted(key for key in keys if not key.isalpha()))


def _digits() -> Iterator[str]:
    yield "| screen | 1 … 9, 0 |"
    yield "| --- | --- |"
    for scope in COLUMNS:
        held = {key: _(a.title) for a in REGISTRY if scope in a.scopes for key in a.keys if key.isdigit()}
        if scope is Scope.TICKET:
            held |= {"1 … 9": f"the steps of its kind, such as {_(_event(NUMBERED[2]).title)}"}
        if scope is Scope.ROOMS:
            held |= {"1 … 9": "tick what is prepared"}
        if held:
            shown = " · ".join(
                f"`{key}` {title}" for key, title in sorted(held.items(), key=lambda item: item[0] == "0")
            )
            yield f"| {_(SCREENS[scope])} | {shown} |"


def _event(name: str) -> Action:
    return next(action for action in REGISTRY if action.event == name)


def _others() -> Iterator[str]:
    yield "| key | means | where |"
    yield "| --- | --- | --- |"
    for key in sorted((key for key in meanings() if len(key) > 1), key=lambda key: (len(key), key)):
        for meaning, scopes in meanings()[key].items():
            where = (
                "everywhere" if Scope.EVERYWHERE in scopes else ", ".join(_(SCREENS[s]) for s in SCREENS if s in scopes)
            )
            where = "lists and forms" if len(scopes) == len(SCREENS) - 1 else where
            where = "all lists" if scopes == LISTS else where
            yield f"| {_code(key)} | {_title(key, meaning)} | {where} |"


def _shared() -> Iterator[str]:
    yield "| key | means | actions | why they are one |"
    yield "| --- | --- | --- | --- |"
    titles = {action.name: _(action.title) for action in REGISTRY}
    for each in MEANINGS:
        names = dict.fromkeys(titles[name] for name in each.actions)
        yield f"| {_code(each.key)} | {each.title} | {', '.join(names)} | {each.why} |"


def _moved() -> Iterator[str]:
    yield "| screen | before → now |"
    yield "| --- | --- |"
    keys = {action.name: action.keys for action in REGISTRY}
    for scope, moved in MOVED.items():
        shown = " · ".join(f"`{old}` → {_code(keys[name][0])}" for old, name in moved.items())
        yield f"| {_(SCREENS[scope])} | {shown} |"


def _names() -> Iterator[str]:
    yield "| name | keys | what it does |"
    yield "| --- | --- | --- |"
    for name, action in site_names().items():
        keys = " ".join(_code(key) for key in action.keys)
        yield f"| `{name}` | {keys or '–'} | {_(action.title)} |"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
