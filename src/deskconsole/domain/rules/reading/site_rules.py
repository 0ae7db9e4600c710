"""What of a rule of the site fits a pack: a house has one way of taking feedback, and packs with other channels.

A rule of the site may speak of what some packs have and others have not. What needs something says so: a table with
``needs = { channel = ["phone"] }`` is left out of a pack that lacks any of it. In conditions and in lists of channels,
departments, kinds and categories a name that the pack lacks counts as not said; where nothing is left of one, the table
that it stands in can never hold, and is left out as well. Any other name that is not there is a mistake, as in a pack.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from deskconsole.domain.problems import Problem, unknown_name
from deskconsole.domain.rules.tables import TABLES

#: A file of a pack as it was read.
Document = Mapping[str, Any]
#: Table → the names that are there.
Defined = Mapping[str, set[str]]

NEEDS: Final = "needs"
_DROP: Final = "drop"
#: Keys with a list of names, and of what.
_LISTS: Final = {"channels": "channel", "departments": "department", "kinds": "kind", "categories": "category"}
#: Keys with conditions, and what of these names something of the pack.
_CONDITIONS: Final = ("when", "where", "shown_when", "required_when")
_ASKED: Final = ("tier", "channel", "category", "kind")
#: Lists without which a clock is none.
_VITAL: Final = ("starts_on", "stops_on", "stops_all", "until")
_GONE: Final = object()


def leave_out(entries: dict[str, list[Any]], problems: list[Problem], own: Iterable[Document]) -> None:
    """Leave out what does not fit a pack whose files are ``own``; ``entries`` are those of the rules of the site."""
    for each in (entry for listed in entries.values() for entry in listed):
        problems += _wrong_needs(each)
    named = _defined({table: [] for table in entries}, own)
    whole = {table: [entry for entry in listed if _added_to(entry, named)] for table, listed in entries.items()}
    while True:
        defined = _defined(entries, own)
        before = sum(map(len, entries.values()))
        for table, listed in whole.items():
            fitting = [(entry, _fitting(entry.data, defined)) for entry in listed]
            entries[table] = [replace(entry, data=data) for entry, data in fitting if data is not _GONE]
        if sum(map(len, entries.values())) == before:
            return


def _added_to(entry: Any, named: Defined) -> bool:
    """Whether an entry that needs one of its own name only adds to what the pack has, and the pack has it."""
    key = entry.data.get(TABLES[entry.table][2].KEY)
    own = [names for table, names in _needs(entry.data) if table == entry.table and key in names]
    return not own or str(key) in named[entry.table]


def _wrong_needs(entry: Any) -> list[Problem]:
    needs = entry.data.get(NEEDS, {})
    if not isinstance(needs, Mapping) or not all(isinstance(names, list) for names in needs.values()):
        text = 'write a table with lists of names, such as channel = ["phone"]'
        return [Problem(text, entry.place, NEEDS)]
    return [unknown_name(table, TABLES, entry.place, NEEDS) for table in needs if table not in TABLES]


def _defined(entries: Mapping[str, list[Any]], own: Iterable[Document]) -> Defined:
    """The names of the rules of the site and of the pack, without those that it takes away."""
    keys = {table: record.KEY for table, (_file, _attribute, record) in TABLES.items()}
    existing = {table: {str(entry.data.get(keys[table])) for entry in listed} for table, listed in entries.items()}
    for document in own:
        for table, names in existing.items():
            value = document.get(table)
            for data in value if isinstance(value, list) else ():
                name = data.get(keys[table]) if isinstance(data, Mapping) else None
                (names.discard if name and data.get(_DROP) is True and table != "clock" else names.add)(str(name))
    return existing


def _fitting(data: Any, defined: Defined) -> Any:
    """What of a value fits, tables and lists within it too."""
    if isinstance(data, list):
        items = [_fitting(item, defined) for item in data]
        return [item for item in items if item is not _GONE]
    if not isinstance(data, Mapping):
        return data
    if any(not set(map(str, names)) <= defined.get(table, set()) for table, names in _needs(data)):
        return _GONE
    results: dict[str, Any] = {}
    for key, value in data.items():
        fitting = _fitting_key(key, value, defined)
        if fitting is _GONE:
            return _GONE
        results[key] = fitting
    results.pop(NEEDS, None)
    return results


def _needs(data: Mapping[str, Any]) -> list[tuple[str, list[Any]]]:
    needs = data.get(NEEDS)
    tables = needs.items() if isinstance(needs, Mapping) else ()
    return [(table, names) for table, names in tables if isinstance(names, list)]


def _fitting_key(key: str, value: Any, defined: Defined) -> Any:
    if key in _LISTS and isinstance(value, list) and value:
        return [name for name in value if name in defined[_LISTS[key]]] or _GONE
    if key in _CONDITIONS and isinstance(value, Mapping):
        results = {name: _allowed(name, allowed, defined) for name, allowed in value.items()}
        return _GONE if [] in results.values() else results
    if isinstance(value, list | Mapping):
        fitting = _fitting(value, defined)
        return _GONE if key in _VITAL and value and not fitting else fitting
    return value


def _allowed(name: str, allowed: Any, defined: Defined) -> Any:
    if name not in _ASKED or not isinstance(allowed, list) or not allowed:
        return allowed
    return [value for value in allowed if not isinstance(value, str) or value in (*defined[name], "*")]
