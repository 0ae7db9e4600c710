"""What to do in an emergency, as the files of the site say: numbers, first steps, where to, who speaks."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

from deskconsole.domain.file_text import read_toml
from deskconsole.domain.plain import PlainReader, read
from deskconsole.domain.problems import Place, Problem, Unusable, unknown_key, unknown_name
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field

NAME: Final = "emergency.toml"
#: One digit chooses a kind.
MOST_KINDS: Final = 9
_TABLES: Final = ("number", "kind", "assembly", "press", "review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """Whom to call; ``number`` is empty where the house has not said it yet."""

    name: str
    title: Text
    number: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyKind:
    """One kind of emergency: what is done first, and which numbers are called."""

    name: str
    title: Text
    steps: tuple[Text, ...]
    call: tuple[str, ...] = ()
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """Where everybody meets."""

    place: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Who may speak to the outside, and what everybody else says."""

    who: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What is looked at afterwards; ``kind``: of the ticket that is opened for it, where the rules know it."""

    text: Text
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole card."""

    numbers: tuple[Number, ...]
    kinds: tuple[EmergencyKind, ...]
    assembly: Assembly
    press: Press
    review: Review

    def kind(self, name: str | None) -> EmergencyKind | None:
        """The kind of this name."""
        return next((each for each in self.kinds if each.name == name), None)

    def called(self, kind: EmergencyKind | None) -> tuple[Number, ...]:
        """The numbers in the order in which they are called: those of the kind first."""
        first = [each for name in (kind.call if kind is not None else ()) for each in self.numbers if each.name == name]
        return (*first, *(each for each in self.numbers if each not in first))

    @property
    def unfilled(self) -> tuple[Number, ...]:
        """What the house has still to say the number of."""
        return tuple(each for each in self.numbers if not each.number)


@dataclass(slots=True)
class _Layers:
    """What the files say so far, the later laid over the earlier."""

    numbers: dict[str, Number] = field(default_factory=dict)
    kinds: dict[str, EmergencyKind] = field(default_factory=dict)
    whole: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: where each kind stands
    places: dict[str, Place] = field(default_factory=dict)


def read_plan(texts: Sequence[str]) -> Plan:
    """The card that these texts say, each laid over those before it; an empty one says nothing.

    Raises :class:`Unusable` with every mistake: file, line and key.
    """
    layers = _Layers()
    for text in texts:
        tables = read_toml(text, NAME) if text else {}
        if isinstance(tables, Problem):
            layers.problems.append(tables)
        else:
            _lay(layers, tables, text)
    kinds = tuple(each for each in layers.kinds.values() if not each.off)
    numbers = tuple(each for each in layers.numbers.values() if not each.off)
    for kind in kinds:
        for place, name in enumerate(kind.call, start=1):
            if name not in {each.name for each in numbers}:
                where = layers.places[kind.name]
                layers.problems.append(unknown_name(name, [each.name for each in numbers], where, f"call[{place}]"))
    if len(kinds) > MOST_KINDS:
        layers.problems.append(
            Problem("more than {most} kinds: each has one digit", Place(NAME), "kind", {"most": MOST_KINDS})
        )
    if layers.problems:
        raise Unusable(layers.problems)
    return Plan(
        numbers=numbers,
        kinds=kinds,
        assembly=layers.whole["assembly"],
        press=layers.whole["press"],
        review=layers.whole["review"],
    )


def _lay(layers: _Layers, tables: Mapping[str, Any], text: str) -> None:
    top = Place(NAME, origin=(text, "", 0))
    layers.problems += [unknown_key(name, _TABLES, top, name) for name in tables if name not in _TABLES]
    for table, shape in (("assembly", Assembly), ("press", Press), ("review", Review)):
        if table in tables:
            reader = PlainReader(Place(NAME, table, (text, table, 0)))
            if (record := read(shape, tables[table], reader)) is not None:
                layers.whole[table] = record
            layers.problems += reader.problems
    for number, _place in _entries(layers, Number, tables, "number", text):
        layers.numbers[number.name] = number
    for kind, place in _entries(layers, EmergencyKind, tables, "kind", text):
        layers.kinds[kind.name] = kind
        layers.places[kind.name] = place


_Entry = TypeVar("_Entry", Number, EmergencyKind)


def _entries(
    layers: _Layers, shape: type[_Entry], tables: Mapping[str, Any], table: str, text: str
) -> list[tuple[_Entry, Place]]:
    entries = tables.get(table, [])
    if not isinstance(entries, list):
        place = Place(NAME, origin=(text, "", 0))
        layers.problems.append(Problem("write it as [[{table}]], once for each", place, table, {"table": table}))
        return []
    results: list[tuple[_Entry, Place]] = []
    for index, entry in enumerate(entries):
        named = entry.get("name") if isinstance(entry, Mapping) else None
        place = Place(NAME, f"{table} {index + 1}" + (f" ({named})" if named else ""), (text, table, index))
        reader = PlainReader(place)
        given = {**entry} if isinstance(entry, Mapping) else entry
        if isinstance(given, dict):
            if given.get("number") == "":
                del given["number"]  # not known yet
            if given.get("off") is True:
                given = {"title": {"zh": "-", "en": "-"}, **({"steps": []} if table == "kind" else {}), **given}
        record = read(shape, given, reader)
        layers.problems += reader.problems
        if record is None:
            continue
        if record.name in {each.name for each, _place in results}:
            layers.problems.append(Problem("'{name}' stands there twice", place, "name", {"name": record.name}))
        if not record.off and not getattr(record, "steps", True):
            layers.problems.append(Problem("it says no steps", place, "steps"))
        results.append((record, place))
    return results
