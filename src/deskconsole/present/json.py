"""Records as JSON: one way for all of them, driven by what the records say of themselves.

The keys of a record are its fields; a :class:`Shape` names others, in the order of the document, and says what is
renamed, computed or nested. Values go by their type: instants are RFC 3339 with the site's offset, a text in two
languages is the one in use, a private text stays masked unless it is revealed. An unknown value is ``None``, never a
missing key.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, tzinfo
from enum import Enum
from functools import cache
from operator import attrgetter
from os import PathLike, fspath
from typing import Any, Final, TypeAlias

from deskconsole.text.private import Private

#: What the values of JSON are in Python.
Json: TypeAlias = Any
_AS_THEY_ARE: Final = frozenset({str, int, float, bool, type(None)})


class Reader:
    """Who an answer is for: the zone and the language that they read, and whether private texts are open to them."""

    def __init__(self, zone: tzinfo, lang: str, *, reveal: bool = False) -> None:
        self.zone, self.lang, self.reveal = zone, lang, reveal

    def value(self, value: object) -> object:
        """A value as this reader may see it: a private text in full or masked, anything else as it is."""
        return (value.reveal() if self.reveal else str(value)) if isinstance(value, Private) else value

    def instant(self, at: datetime) -> str:
        """RFC 3339 with the offset of the reader's zone; fractions of a second only where there are any (T11)."""
        return at.astimezone(self.zone).isoformat()


Value: TypeAlias = "str | Shape | Callable[[Any, Any], Any]"


class Shape:
    """A record as a document: its keys in their order, and where each value comes from.

    A key that nothing more is said of is the attribute of that name. ``key="path.to.it"``: another attribute.
    ``key=SHAPE``: the records of that attribute have a shape of their own. ``key=function``: it gives the value from
    the record and the reader; ``key=(other, SHAPE)`` gives the shape to what an attribute or a function gives.
    """

    __slots__ = ("_values", "keys", "nested")

    def __init__(self, keys: str, **values: "Value | tuple[Value, Shape]") -> None:
        self.keys: Final = tuple(keys.split())
        #: The shapes of the keys that hold records of their own.
        self.nested: Final[Mapping[str, Shape]] = {
            key: shape
            for key, value in values.items()
            if isinstance(shape := value[1] if isinstance(value, tuple) else value, Shape)
        }
        self._values: Final = tuple(
            (key, *_sources(key, values.get(key, key)), self.nested.get(key)) for key in self.keys
        )
        assert values.keys() <= set(self.keys), values

    def document(self, record: object, reader: Reader, **given: object) -> dict[str, Json]:
        """The record as this reader sees it; what is ``given`` stands for what the record has."""
        document: dict[str, Json] = {}
        for key, get, compute, shape in self._values:
            value = given[key] if key in given else get(record) if get is not None else compute(record, reader)
            document[key] = value if type(value) in _AS_THEY_ARE else to_json(value, reader, shape)
        return document

    def __str__(self) -> str:
        """``{number, customer, clocks:[{rule, due}…]}``: the keys as help names them."""
        return "{" + ", ".join(f"{key}:[{self.nested[key]}…]" if key in self.nested else key for key in self.keys) + "}"


def to_json(value: object, reader: Reader, shape: Shape | None = None) -> Json:
    """Plain JSON of a value: a record, several of them, or what stands in one. Raises ``TypeError`` for what has no
    JSON."""
    kind: Any = type(value)
    return value if kind in _AS_THEY_ARE else _conversion(kind)(value, reader, shape)


@cache
def _conversion(kind: type[Any]) -> Callable[[Any, Reader, Shape | None], Json]:
    """What becomes of values of a class: decided once, from its bases and what it says of its fields."""
    if issubclass(kind, datetime):
        return lambda value, reader, shape: reader.instant(value)
    if issubclass(kind, Private):
        return lambda value, reader, shape: reader.value(value)
    if issubclass(kind, Enum):
        return lambda value, reader, shape: value.value
    if issubclass(kind, date):
        return lambda value, reader, shape: value.isoformat()
    if issubclass(kind, Mapping):
        return lambda value, reader, shape: {name: to_json(item, reader, shape) for name, item in value.items()}
    if issubclass(kind, PathLike | str):
        return lambda value, reader, shape: fspath(value)
    if callable(getattr(kind, "get", None)):  # a text of a pack, in both languages
        return lambda value, reader, shape: value.get(reader.lang)
    fields: tuple[str, ...] = getattr(kind, "_fields", ()) or tuple(getattr(kind, "__dataclass_fields__", ()))
    if fields:
        own = Shape(" ".join(fields))
        return lambda value, reader, shape: (shape or own).document(value, reader)
    if issubclass(kind, Iterable):
        return lambda value, reader, shape: [to_json(item, reader, shape) for item in value]
    raise TypeError(f"no JSON for {kind.__qualname__}")


def _sources(
    key: str, value: "Value | tuple[Value, Shape]"
) -> tuple[Callable[[Any], Any] | None, Callable[[Any, Any], Any]]:
    """What gives the value of a key: the record's attribute, else a function of record and reader."""
    if isinstance(value, tuple):
        return _sources(key, value[0])
    if callable(value) and not isinstance(value, Shape):
        return None, value
    return attrgetter(key if isinstance(value, Shape) else value), _nothing


def _nothing(record: object, reader: Reader) -> None:
    return None
