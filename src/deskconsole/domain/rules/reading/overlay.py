"""Files of a pack as layers of entries: a site's own folder laid over the pack that it extends.

Entries are matched by their name (a clock by its rule, and where the rule has several by its own name or by what it
asks for): what the upper layer says wins key by key, what it names anew is added whole, and ``drop = true`` takes an
entry away. What would change or take away something that is not there is a mistake.

Rules of the site lie under a pack in the same way (``site_rules``); their entries stand behind the pack's own.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from deskconsole.domain.file_text import read_toml
from deskconsole.domain.problems import Place, Problem, guess, shown, unknown_key
from deskconsole.domain.rules.clock_rules import own_names
from deskconsole.domain.rules.reading.site_rules import Document, leave_out
from deskconsole.domain.rules.tables import TABLES
from deskconsole.record import dataclass, field

#: keys of which an entry has only one: giving the one takes the other away
ONE_OF = {"within": ("every", "until"), "every": ("within",)}

#: key of an entry that takes the entry of the same name below it away
DROP = "drop"


#: longest list of names in a message, in characters
_LISTED = 400
#: the file that names the pack
HEAD = "pack.toml"

#: the files of a pack
FILES = tuple(dict.fromkeys(file for file, _, _ in TABLES.values()))


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder of TOML files: file name → text. ``label`` goes before file names in messages.

    ``unread`` are files that could not be read at all; that is told where they were opened. ``site_rule`` is the rule
    of the site whose files these are; empty: the pack's own.
    """

    texts: Mapping[str, str]
    label: str = ""
    unread: tuple[str, ...] = ()
    site_rule: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a file, still unread, and where it stands. ``under``: a rule of the site brought it."""

    table: str
    place: Place
    data: Mapping[str, Any]
    under: bool = False


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
    table = read_toml(text, HEAD) if "extends" in text else {}
    name = None if isinstance(table, Problem) else table.get("extends")
    return name if isinstance(name, str) else None


def site_rules_of(layers: Sequence[Layer]) -> tuple[tuple[str, ...], Place]:
    """The rules of the site that a pack of these layers switches on, and where that is said; what is no list of names
    is told when the pack is read."""
    for layer in reversed(layers):
        text = layer.texts.get(HEAD, "")
        named = _loose_keys(text).get("site_rules") if "site_rules" in text else None
        if isinstance(named, list):
            names = tuple(dict.fromkeys(name for name in named if isinstance(name, str)))
            return names, Place(layer.label + HEAD, origin=(text, "", 0))
    return (), Place(HEAD)


def _loose_keys(text: str) -> Mapping[str, Any]:
    """The loose keys of a pack's head, which stand before its first table; nothing where it cannot be read. Every start
    of the program asks for one of them, and the tables are nine tenths of the file."""
    table = read_toml(text.partition("\n[")[0], HEAD)
    if isinstance(table, Problem):
        table = read_toml(text, HEAD)
    return {} if isinstance(table, Problem) else table


def gather(layers: Sequence[Layer]) -> Leaves:
    """The entries of all layers, the lowest first, merged into one pack's; rules of the site stand before the pack."""
    leaves = Leaves()
    rules = [layer for layer in layers if layer.site_rule]
    own = [layer for layer in layers if not layer.site_rule]
    documents = [_documents(layer) for layer in own]
    _add_layers(leaves, rules, [_documents(layer) for layer in rules])
    readable = [document for each in documents for document in each.values() if not isinstance(document, Problem)]
    if rules and len(readable) == sum(len(each) for each in documents):
        for table, entries in leaves.entries.items():
            leaves.entries[table] = [replace(entry, under=True) for entry in entries]
        leave_out(leaves.entries, leaves.problems, readable)
    _add_layers(leaves, own, documents)
    for table, entries in leaves.entries.items():
        entries.sort(key=lambda entry: entry.under)
        _to_their_places(entries, _places(table, readable) if rules else {})
    return leaves


def _places(table: str, documents: Iterable[Document]) -> dict[object, int]:
    """Where a pack's own files name the entries of a table; of clocks, of which a rule has several, nothing."""
    tables = (document.get(table) for document in documents) if table != "clock" else ()
    listed = (data for value in tables if isinstance(value, list) for data in value if isinstance(data, Mapping))
    names = dict.fromkeys(data.get(TABLES[table][2].KEY) for data in listed)
    return {name: place for place, name in enumerate(names)}


def _to_their_places(entries: list[Entry], places: Mapping[object, int]) -> None:
    """What a pack has as well as a rule of the site stands where the pack has it: its kinds keep their digits."""
    both = [entry for entry in entries if entry.under and _name(entry) in places]
    for entry in both:
        entries.remove(entry)
        before = [n for n, other in enumerate(entries) if places.get(_name(other), len(places)) < places[_name(entry)]]
        entries.insert(before[-1] + 1 if before else 0, entry)


def _documents(layer: Layer) -> dict[str, Document | Problem]:
    return {name: read_toml(text, layer.label + name) for name, text in layer.texts.items() if name in FILES}


def _add_layers(leaves: Leaves, layers: Sequence[Layer], documents: Sequence[Mapping[str, Document | Problem]]) -> None:
    begun: set[str] = set()
    for layer, read in zip(layers, documents, strict=True):
        for name in layer.unread:
            leaves.lose(name)
        for name in layer.texts:
            if name not in read:
                problem = unknown_file(name, layer.label + name)
                leaves.lose(str(problem.values.get("guess")))
                leaves.problems.append(problem)
            else:
                _add_file(leaves, layer, name, read[name], upper=layer.site_rule in begun)
        begun.add(layer.site_rule)


def _add_file(leaves: Leaves, layer: Layer, name: str, document: Document | Problem, *, upper: bool) -> None:
    label, text = layer.label + name, layer.texts[name]
    if isinstance(document, Problem):
        leaves.problems.append(document)
        leaves.lose(name)
        return
    tables = [table for table, (file, _, _) in TABLES.items() if file == name]
    head = name == HEAD
    if head and not layer.site_rule:
        leaves.head_place = Place(label, origin=(text, "", 0))
    for key, value in document.items():
        place = Place(label, origin=(text, key, 0))
        if key in tables:
            _add_entries(leaves, place, key, value, upper=upper)
        elif head and key not in TABLES and not _is_table_list(value):
            if layer.site_rule:
                message = "a rule of the site has no loose keys: they are those of a pack"
                leaves.problems.append(Problem(message, Place(label, origin=(text, "", 0)), key))
            else:
                leaves.head[key] = over(leaves, leaves.head_place, key, leaves.head.get(key), value)
        elif key in TABLES:
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


def _add_entries(leaves: Leaves, place: Place, table: str, value: object, *, upper: bool) -> None:
    if not isinstance(value, list):
        leaves.misread.add(table)
        leaves.problems.append(Problem("write [[{table}]] in double brackets", place, table, {"table": table}))
        return
    content = place.origin[0] if place.origin else ""
    seen: list[Entry] = []
    for index, data in enumerate(value):
        if not isinstance(data, Mapping):
            leaves.problems.append(Problem("write [[{table}]] in double brackets", place, table, {"table": table}))
            continue
        names = [data.get(TABLES[table][2].KEY), *([data.get("name")] if table == "clock" else [])]
        called = " ".join(name for name in names if isinstance(name, str))
        label = f"{table} {index + 1}" + (f" ({called})" if called else "")
        seen.append(Entry(table, Place(place.file, label, (content, table, index)), data))
    leaves.entries[table] = _merge(leaves, leaves.entries[table], seen, upper)


def _merge(leaves: Leaves, below: Sequence[Entry], above: Sequence[Entry], upper: bool) -> list[Entry]:
    """The entries of a table with those of a higher layer; what these change or take away must be there."""
    merged = list(below)
    untouched = list(below)
    for entry in above:
        match = _match(entry, untouched)
        if isinstance(match, Problem):
            leaves.problems.append(match)
        elif match is not None:
            at = merged.index(match)
            untouched.remove(match)
            if entry.data.get(DROP) is True:
                del merged[at]
            else:
                data = _over_table(leaves, entry.place, "", match.data, entry.data)
                merged[at] = replace(entry, data=data, under=match.under)
        elif (problem := _matches_nothing(entry, below, upper)) is not None:
            leaves.misread.add(entry.table)  # whoever names it is not to blame besides
            leaves.problems.append(problem)
        else:
            merged.append(entry)
    return merged


def _match(entry: Entry, below: Sequence[Entry]) -> Entry | Problem | None:
    """The entry that another one changes; a problem where it might be several."""
    same = [other for other in below if _name(other) == _name(entry)]
    if entry.table != "clock":
        return same[0] if len(same) == 1 else None
    names = own_names([(str(other.data.get("name") or ""), str(other.data.get("do"))) for other in same])
    wanted, do = entry.data.get("name"), entry.data.get("do")
    if wanted in names:
        return same[names.index(wanted)]
    if wanted is not None and not missing_keys(entry):
        return None  # a further clock of its rule
    if do is not None and len(same) > 1:
        same = [other for other in same if other.data.get("do") == do]
    if len(same) < 2:
        return same[0] if same else None
    text = "'{name}' has several clocks; say by name which one is meant: {known}"
    return Problem(text, entry.place, "rule", {"name": _name(entry), "known": ", ".join(names)})


def _matches_nothing(entry: Entry, below: Sequence[Entry], upper: bool) -> Problem | None:
    """What is wrong with an entry that changes or takes away what is not there; nothing where it is a new one."""
    key, values = TABLES[entry.table][2].KEY, {"name": _name(entry), "table": entry.table}
    further = entry.table == "clock" and "name" in entry.data
    if not further and any(_name(other) == _name(entry) for other in below):
        return Problem("'{value}' stands here twice", entry.place, key, {"value": _name(entry)})
    existing = {"known": _listed(_name(other) for other in below)}
    if entry.data.get(DROP) is True:
        return Problem(
            "there is no [[{table}]] '{name}' to take away; there are: {known}", entry.place, key, values | existing
        )
    missing = missing_keys(entry)
    if not upper or not missing or _name(entry) is None:
        return None
    text = "there is no [[{table}]] '{name}' to change; there are: {known}; a new one needs: {missing}"
    return Problem(text, entry.place, key, values | existing | {"missing": ", ".join(missing)})


def _listed(names: Iterable[object]) -> str:
    """Names for a message, as many as fit into it."""
    text = ", ".join(dict.fromkeys(shown(name) for name in names)) or "-"
    return text if len(text) <= _LISTED else text[: _LISTED - 1] + "…"


def missing_keys(entry: Entry) -> list[str]:
    """What an entry would have to say by itself."""
    fields = dataclasses.fields(TABLES[entry.table][2])  # type: ignore[arg-type]
    must = [f.name for f in fields if f.default is f.default_factory is dataclasses.MISSING]
    return [name for name in must if name not in entry.data]


def _name(entry: Entry) -> object:
    return entry.data.get(TABLES[entry.table][2].KEY)


def _over_table(
    leaves: Leaves, place: Place, path: str, below: Mapping[str, Any], above: Mapping[str, Any]
) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        for other in ONE_OF.get(key, ()):
            if other not in above:
                merged.pop(other, None)
        merged[key] = over(leaves, place, f"{path}{key}", merged.get(key), value, "event" if key == "form" else "name")
    return merged


def over(leaves: Leaves, place: Place, path: str, below: object, above: object, key: str = "name") -> object:
    """``above`` laid over ``below``: texts in two languages and lists of named entries merge, all else is replaced."""
    if isinstance(below, Mapping) and isinstance(above, Mapping) and set(above) <= {"zh", "en"}:
        return {**below, **above}
    if not (_named(below, key) and _named(above, key)):
        return above
    assert isinstance(below, list) and isinstance(above, list)
    merged = {item[key]: item for item in below}
    for number, item in enumerate(above, start=1):
        at = f"{path}[{number}]"
        if item.get(DROP) is not True:
            merged[item[key]] = _over_table(leaves, place, f"{at}.", merged.get(item[key], {}), item)
        elif merged.pop(item[key], None) is None:
            values = {"name": item[key], "known": _listed(merged)}
            text = "there is no '{name}' to take away; there are: {known}"
            leaves.problems.append(Problem(text, place, f"{at}.{key}", values))
    return list(merged.values())


def _named(value: object, key: str) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, Mapping) and isinstance(item.get(key), str) for item in value)
    )
