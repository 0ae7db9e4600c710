"""Files of a pack as layers of entries: a site's own folder laid over the pack that it extends.

Entries are matched by their name (a clock by its rule, and by what it asks for where the rule has several): what
the upper layer says wins key by key, what it names anew is added, and ``drop = true`` takes an entry away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from deskconsole.domain.problems import Place, Problem, guess, unknown_key
from deskconsole.domain.rules.pack import TABLES
from deskconsole.record import dataclass, field

#: keys of which an entry has only one: giving the one takes the other away
ONE_OF = {"within": ("every", "until"), "every": ("within",)}

#: key of an entry that takes the entry of the same name below it away
DROP = "drop"


#: the file that names the pack
HEAD = "pack.toml"

#: the files of a pack
FILES = tuple(dict.fromkeys(file for file, _, _ in TABLES.values()))


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder of TOML files: file name → text. ``label`` goes before file names in messages.

    ``unread`` are files that could not be read at all; that is told where they were opened.
    """

    texts: Mapping[str, str]
    label: str = ""
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a file, still unread, and where it stands."""

    table: str
    place: Place
    data: Mapping[str, Any]


@dataclass(slots=True)
class Leaves:
    """All entries of a pack by table, the loose keys of its ``pack.toml`` and what was wrong so far."""

    head: dict[str, Any] = field(default_factory=dict)
    head_place: Place = field(default_factory=lambda: Place("pack.toml"))
    entries: dict[str, list[Entry]] = field(default_factory=lambda: {table: [] for table in TABLES})
    problems: list[Problem] = field(default_factory=list)
    #: tables that hold more than could be read: what they define is not known, so nobody is blamed for naming it
    misread: set[str] = field(default_factory=set)

    def lose(self, file: str) -> None:
        """A file of which nothing could be read."""
        self.misread.update(table for table, (name, _, _) in TABLES.items() if name == file)
        if file == HEAD:
            self.misread.add("")


def extends(text: str) -> str | None:
    """The pack that a ``pack.toml`` says it extends; ``None`` when it says nothing readable."""
    if "extends" not in text:
        return None
    import tomllib

    try:
        name = tomllib.loads(text).get("extends")
    except tomllib.TOMLDecodeError:
        return None
    return name if isinstance(name, str) else None


def gather(layers: Sequence[Layer]) -> Leaves:
    """The entries of all layers, the lowest first, merged into one pack's."""
    leaves = Leaves()
    for layer in layers:
        for name in layer.unread:
            leaves.lose(name)
        for name, text in layer.texts.items():
            _add_file(leaves, layer.label + name, name, text)
    return leaves


def _add_file(leaves: Leaves, label: str, name: str, text: str) -> None:
    if name not in FILES:
        problem = unknown_file(name, label)
        leaves.lose(str(problem.values.get("guess")))
        leaves.problems.append(problem)
        return
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        leaves.problems.append(Problem("not TOML: {error}", Place(label), values={"error": str(error)}))
        leaves.lose(name)
        return
    tables = [table for table, (file, _, _) in TABLES.items() if file == name]
    head = name == HEAD
    if head:
        leaves.head_place = Place(label, origin=(text, "", 0))
    for key, value in document.items():
        if key in tables:
            _add_entries(leaves, Place(label, origin=(text, key, 0)), key, value)
        elif head and key not in TABLES and not _is_table_list(value):
            leaves.head[key] = _over(leaves.head.get(key), value)
        elif key in TABLES:
            place = Place(label, origin=(text, key, 0))
            leaves.problems.append(
                Problem("[[{table}]] belongs in {file}", place, key, {"table": key, "file": TABLES[key][0]})
            )
        else:
            problem = unknown_key(key, tables, Place(label, origin=(text, "", 0)), key)
            leaves.misread.add(str(problem.values.get("guess")))
            leaves.problems.append(problem)


def unknown_file(name: str, label: str) -> Problem:
    """A TOML file that no pack has, such as ``clock.toml``."""
    meant = guess(name, FILES)
    if meant is not None:
        return Problem("unknown file; did you mean '{guess}'?", Place(label), values={"guess": meant})
    return Problem("unknown file; the files are: {known}", Place(label), values={"known": ", ".join(FILES)})


def _is_table_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _add_entries(leaves: Leaves, place: Place, table: str, value: object) -> None:
    if not isinstance(value, list):
        leaves.misread.add(table)
        leaves.problems.append(Problem("write [[{table}]] in double brackets", place, table, {"table": table}))
        return
    text = place.origin[0] if place.origin else ""
    seen: list[Entry] = []
    for index, data in enumerate(value):
        if not isinstance(data, Mapping):
            leaves.problems.append(Problem("write [[{table}]] in double brackets", place, table, {"table": table}))
            continue
        label = f"{table} {index + 1}"
        name = data.get(TABLES[table][2].KEY)
        if isinstance(name, str):
            label += f" ({name})"
        seen.append(Entry(table, Place(place.file, label, (text, table, index)), data))
    below = leaves.entries[table]
    leaves.entries[table] = _merge(below, seen) if below else _kept_parts(seen)


def _kept_parts(entries: Sequence[Entry]) -> list[Entry]:
    """The entries of a lowest layer, where there is nothing yet to drop."""
    return [entry for entry in entries if entry.data.get(DROP) is not True]


def _merge(below: Sequence[Entry], above: Sequence[Entry]) -> list[Entry]:
    merged = list(below)
    untouched = list(below)
    for entry in above:
        match = _match(entry, untouched)
        if match is None:
            merged.extend(_kept_parts([entry]))
            continue
        at = merged.index(match)
        untouched.remove(match)
        if entry.data.get(DROP) is True:
            del merged[at]
        else:
            merged[at] = replace(entry, data=_over_table(match.data, entry.data))
    return merged


def _match(entry: Entry, below: Sequence[Entry]) -> Entry | None:
    key = TABLES[entry.table][2].KEY
    same = [other for other in below if other.data.get(key) == entry.data.get(key)]
    if len(same) > 1 and "do" in entry.data:
        same = [other for other in same if other.data.get("do") == entry.data["do"]]
    return same[0] if len(same) == 1 else None


def _over_table(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        for other in ONE_OF.get(key, ()):
            if other not in above:
                merged.pop(other, None)
        merged[key] = _over(merged.get(key), value, "event" if key == "form" else "name")
    return merged


def _over(below: object, above: object, key: str = "name") -> object:
    """``above`` laid over ``below``: texts in two languages and lists of named entries merge, all else is replaced."""
    if isinstance(below, Mapping) and isinstance(above, Mapping) and set(above) <= {"zh", "en"}:
        return {**below, **above}
    if not (_named(below, key) and _named(above, key)):
        return above
    assert isinstance(below, list) and isinstance(above, list)
    merged = {item[key]: item for item in below}
    for item in above:
        if item.get(DROP) is True:
            merged.pop(item[key], None)
        else:
            merged[item[key]] = _over_table(merged.get(item[key], {}), item)
    return list(merged.values())


def _named(value: object, key: str) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, Mapping) and isinstance(item.get(key), str) for item in value)
    )
