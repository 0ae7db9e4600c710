"""Frozen records from plain tables (TOML, JSON) and back.

One strict reader serves every way in: a pack or a ``site.toml`` that somebody wrote (every mistake is told) and the
canonical text that the store keeps (milliseconds, because a telephone hook waits for it). That is why records are
plain dataclasses: importing a validation library would cost each command a fifth of the time it has, and what is left
to write beside it (short forms, did-you-mean, the canonical text) is as long as this.
"""

import dataclasses
import functools
import json
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal, TypeVar

from deskconsole.domain.problems import Place, Problem, shown, unknown_key, unknown_name
from deskconsole.errors import DeskError

Record = TypeVar("Record")

#: a value that a condition compares with
Value = str | int | bool


@dataclasses.dataclass(slots=True)
class PlainReader:
    """The problems met so far while a record is read at one place."""

    place: Place
    problems: list[Problem] = dataclasses.field(default_factory=list)

    def add(self, problem: Problem) -> object:
        """Notes a problem; what stands for the value that cannot be used."""
        self.problems.append(problem)
        return _WRONG


#: Stands for a value that cannot be used; its problem is noted already.
_WRONG: Final = object()
#: Where a value stands: within which other one, under which name or number; spelt out for a message only.
_Key = str | tuple[Any, str | int]
#: How a value of one type is read: the value, whom to tell what is wrong, the key.
_Read = Callable[[Any, PlainReader, _Key], Any]


def read(cls: type[Record], data: object, reader: PlainReader, key: str = "") -> Record | None:
    """A record of ``cls`` from a plain table; ``None`` after noting every problem in ``reader``."""
    record = _record(cls, data, reader, key)
    return None if record is _WRONG else typing.cast(Record, record)


def read_part(cls: type, name: str, data: object, reader: PlainReader) -> Any:
    """What one field of a record of ``cls`` holds, by its name, where the others are not read."""
    return _fields(cls)[name].read(data, reader, name)


def _blame(reader: PlainReader, template: str, key: _Key, **values: object) -> object:
    return reader.add(Problem(template, reader.place, _place(key), values))


def write(record: object) -> dict[str, Any]:
    """The plain table of a record; what equals its default is left out.

    So a field added in a later version does not change the text, and the digest, of a pack stored earlier.
    The default of a field may therefore never be changed.
    """
    fields = _fields(typing.cast(type, type(record)))
    values = ((name, field, getattr(record, name)) for name, field in fields.items())
    return {name: _plain(value) for name, field, value in values if value != field.default}


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return write(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return value


class _Field:
    """One field of a record: its default (``MISSING``: it must be given) and how its value is read."""

    def __init__(self, field: "dataclasses.Field[Any]") -> None:
        self.default = field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
        self._hint = field.type

    @functools.cached_property
    def read(self) -> _Read:
        """Found out when the first value is read: a pack uses few of the fields that it may have."""
        return _reader_of(self._hint)


@functools.cache
def _fields(cls: type) -> dict[str, _Field]:
    return {field.name: _Field(field) for field in dataclasses.fields(cls)}


def _record(cls: type, data: object, reader: PlainReader, key: _Key) -> object:
    shorthand = getattr(cls, "SHORTHAND", None)
    if shorthand is not None and isinstance(data, str):
        data = {shorthand: data}
    if not isinstance(data, Mapping):
        return _blame(reader, "'{value}' is not a table", key, value=shown(data))
    fields = _fields(cls)
    before = len(reader.problems)
    meant: set[object] = set()  # a misspelt key is one mistake: what it means is not missing besides
    for name in data:
        if name not in fields:
            problem = unknown_key(name, fields, reader.place, _place((key, name)))
            meant.add(problem.values.get("guess"))
            reader.add(problem)
    values: dict[str, object] = {}
    for name, field in fields.items():
        if name in data:
            values[name] = field.read(data[name], reader, (key, name))
        elif field.default is dataclasses.MISSING and name not in meant:
            _blame(reader, "missing; it must be given", (key, name))
    return cls(**values) if len(reader.problems) == before else _WRONG


def _reader_of(hint: Any) -> _Read:
    """How values of an annotation are read."""
    if hint in _SCALARS:
        return functools.partial(_scalar, hint)
    if dataclasses.is_dataclass(hint):
        return functools.partial(_record, typing.cast(type, hint))
    parts = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is Literal:
        return functools.partial(_choice, parts)
    if origin is tuple:
        return functools.partial(_tuple, _reader_of(parts[0]), getattr(parts[0], "SHORTHAND", None) is not None)
    if origin in (typing.Union, types.UnionType):  # of something and None, or of yes or no and what says more
        others = [part for part in parts if part not in (type(None), bool)]
        if not others:
            return _reader_of(bool)
        return functools.partial(_either, _reader_of(others[0])) if bool in parts else _reader_of(others[0])
    return functools.partial(_mapping, _reader_of(parts[1]))


def _either(read_other: _Read, data: object, reader: PlainReader, key: _Key) -> object:
    return data if isinstance(data, bool) else read_other(data, reader, key)


def _scalar(hint: Any, data: Any, reader: PlainReader, key: _Key) -> object:
    fits, refusal = _SCALARS[hint]
    if not isinstance(data, fits) or (isinstance(data, bool) and hint in (int, float)):
        return _blame(reader, refusal.template, key, value=shown(data))
    if hint is str and not data.strip():
        return _blame(reader, "the text is empty", key)
    return float(data) if hint is float else data


_SCALARS: Final[Mapping[Any, tuple[Any, DeskError]]] = {
    str: (str, DeskError("'{value}' is not a text in quotes")),
    bool: (bool, DeskError("'{value}' is not true or false")),
    int: (int, DeskError("'{value}' is not a number")),
    float: (int | float, DeskError("'{value}' is not a number")),
    Value: (str | int, DeskError("'{value}' is not a text, whole number, true or false")),
}


def _tuple(read_item: _Read, short: bool, data: object, reader: PlainReader, key: _Key) -> object:
    if short and isinstance(data, str):
        data = [data]
    if isinstance(data, str) or not isinstance(data, Sequence):
        return _blame(reader, "'{value}' is not a list in [brackets]", key, value=shown(data))
    before = len(reader.problems)
    items = tuple([read_item(item, reader, (key, number)) for number, item in enumerate(data, start=1)])
    return items if len(reader.problems) == before else _WRONG


def _mapping(read_item: _Read, data: object, reader: PlainReader, key: _Key) -> object:
    if not isinstance(data, Mapping):
        return _blame(reader, "'{value}' is not a table", key, value=shown(data))
    before = len(reader.problems)
    items = {name: read_item(item, reader, (key, name)) for name, item in data.items()}
    return types.MappingProxyType(items) if len(reader.problems) == before else _WRONG


def _choice(existing: tuple[str, ...], data: object, reader: PlainReader, key: _Key) -> object:
    return data if data in existing else reader.add(unknown_name(data, existing, reader.place, _place(key)))


def _place(key: _Key) -> str:
    """A key as people write it: ``field[2].title``."""
    if isinstance(key, str):
        return key
    above, last = _place(key[0]), key[1]
    return f"{above}[{last}]" if isinstance(last, int) else f"{above}.{last}" if above else last


def table_of(text: str) -> dict[str, Any]:
    """The table of a canonical text."""
    try:
        table: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise DeskError("a stored pack is damaged: {error}", error=str(error)) from error
    return table
