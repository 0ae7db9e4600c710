"""Forms that several kinds of a pack share: what ``[[shared]]`` says stands in each kind that ``uses`` it.

A mistake in it is told once, where it was made."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace as standard_replace
from typing import Any, Final

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.reading.overlay import Entry, Leaves, over
from deskconsole.record import replace

#: What is shared, and by what its entries are told apart.
_LISTS: Final = {"field": "name", "form": "event", "repeat": "name", "paper": "name"}
_KEY: Final = re.compile(r"(field|form|repeat|paper)\[(\d+)\](.*)", re.DOTALL)

#: Where the entries of a kind's lists were written: file and label of the kind → list → (place, number there) of each.
Origins = dict[tuple[str, str], dict[str, list[tuple[Place, int]]]]


def expand(leaves: Leaves, sound: Collection[str]) -> Origins:
    """Put what kinds share into each of them; ``sound`` are the shared forms that can be read.

    An own entry of the same name changes the shared one key by key, and ``drop = true`` takes it away, as a site's
    file does with a pack's.
    """
    shared = {str(entry.data.get("name")): entry for entry in leaves.entries["shared"]}
    if len(sound) < len(shared) or "shared" in leaves.misread:
        leaves.misread.add("kind")  # what it would have brought is not known, so nobody is blamed for naming it
    origins: Origins = {}
    for number, kind in enumerate(leaves.entries["kind"]):
        uses = _used_by(kind, shared.values())
        if uses:
            used = [shared[name] for name in uses if name in shared and name in sound]
            lost = [shared[name] for name in uses if name in shared and name not in sound]
            kind = standard_replace(kind, data=_without_changes(kind, lost)) if lost else kind
            leaves.entries["kind"][number] = standard_replace(kind, data=_with(leaves, kind, used))
            written = {name: [*_written(used, kind, name)] for name in _LISTS}
            origins[kind.place.file, kind.place.table] = written
    return origins


def _used_by(kind: Entry, shared: Iterable[Entry]) -> list[object]:
    """The names of what a kind shares: what it names itself, then what names it."""
    uses, name = kind.data.get("uses"), kind.data.get("name")
    own: list[object] = uses if isinstance(uses, list) else []
    named = [entry.data.get("name") for entry in shared if name in (entry.data.get("kinds") or ())]
    return [*own, *(each for each in named if each not in own)]


def located(problems: Iterable[Problem], origins: Origins) -> list[Problem]:
    """The problems of kinds where they were made, each once."""
    results: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        key = _KEY.fullmatch(problem.key)
        written = origins.get((problem.place.file, problem.place.table), {})
        if key is not None and int(key[2]) <= len(written.get(key[1], ())):
            place, number = written[key[1]][int(key[2]) - 1]
            problem = replace(problem, place=place, key=f"{key[1]}[{number}]{key[3]}")
        results.setdefault((problem.where, problem.key, problem.message), problem)
    return list(results.values())


def _without_changes(kind: Entry, lost: Iterable[Entry]) -> Mapping[str, Any]:
    """What the kind says of its own, without what it changes of shared forms that cannot be read."""
    data = dict(kind.data)
    for name, key in _LISTS.items():
        names = {item.get(key) for entry in lost for item in _tables(entry.data.get(name))}
        if names and name in data:
            data[name] = [item for item in _tables(data[name]) if item.get(key) not in names]
    return data


def _tables(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _with(leaves: Leaves, kind: Entry, used: Iterable[Entry]) -> Mapping[str, Any]:
    data: dict[str, Any] = dict(kind.data)
    for name, key in _LISTS.items():
        lists = [entry.data[name] for entry in used if isinstance(entry.data.get(name), list)]
        below = [item for each in lists for item in each]
        if below:
            own = data.get(name)
            merged = over(leaves, kind.place, name, below, own, key) if own else below
            data[name] = merged if merged is not own or not isinstance(own, list) else [*below, *own]
    return data


def _written(used: Iterable[Entry], kind: Entry, name: str) -> Iterator[tuple[Place, int]]:
    """Where each entry of one of the kind's lists stands, in the order of :func:`over`."""
    places: dict[object, tuple[Place, int]] = {}
    key = _LISTS[name]
    for entry in (*used, kind):
        items = entry.data.get(name)
        for number, item in enumerate(items if isinstance(items, list) else (), start=1):
            called = item.get(key) if isinstance(item, Mapping) else None
            if isinstance(item, Mapping) and item.get("drop") is True:
                places.pop(called, None)
            else:
                places[called if called is not None else (entry.place.table, number)] = (entry.place, number)
    yield from places.values()
