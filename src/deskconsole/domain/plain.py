"""Frozen records from plain tables (TOML, JSON) and back.

One strict reader serves both ways in: a pack somebody wrote (every mistake is told) and the canonical text that
the store keeps (milliseconds, because a telephone hook waits for it). That is why packs are plain dataclasses:
importing a validation library alone would cost a command a fifth of the time it has.
"""

import dataclasses
import functools
import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeVar

from deskconsole.domain.problems import Place, Problem, shown, unknown_key, unknown_name

Record = TypeVar("Record")

#: a value that a condition compares with
Value = str | int | bool


@dataclasses.dataclass(slots=True)
class PlainReader:
    """The problems met so far while a record is read at one place."""

    place: Place
    problems: list[Problem] = dataclasses.field(default_factory=list)

    def blame(self, problem: Problem) -> None:
        """Notes a problem and goes on."""
        self.problems.append(problem)


class _Wrong(Exception):
    """The value cannot be used; its problem is already noted."""


def read(cls: type[Record], data: object, reader: PlainReader, key: str = "") -> Record | None:
    """A record of ``cls`` from a plain table; ``None`` after noting every problem in ``reading``."""
    try:
        return typing.cast(Record, _record(cls, data, reader, key))
    except _Wrong:
        return None


def write(record: object) -> dict[str, Any]:
    """The plain table of a record; what equals its default is left out.

    So a field added in a later version does not change the text, and the digest, of a pack stored earlier.
    The default of a field may therefore never be changed.
    """
    table: dict[str, Any] = {}
    cls: type = type(record)
    for name, default in _defaults(cls).items():
        value = getattr(record, name)
        if default is dataclasses.MISSING or value != default:
            table[name] = _plain(value)
    return table


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value):
        return write(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return value


@functools.cache
def _defaults(cls: type) -> dict[str, object]:
    results: dict[str, object] = {}
    for field in dataclasses.fields(cls):
        made = field.default_factory
        results[field.name] = field.default if made is dataclasses.MISSING else made()
    return results


@functools.cache
def _types(cls: type) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    return {name: hints[name] for name in _defaults(cls)}


def _record(cls: type, data: object, reader: PlainReader, key: str) -> object:
    shorthand = getattr(cls, "SHORTHAND", None)
    if shorthand is not None and isinstance(data, str):
        data = {shorthand: data}
    if not isinstance(data, Mapping):
        raise _refuse(reader, Problem("'{value}' is not a table", reader.place, key, {"value": shown(data)}))
    hints = _types(cls)
    wrong = False
    meant: set[str] = set()  # a misspelt key is one mistake: what it means is not missing besides
    for name in data:
        if name not in hints:
            problem = unknown_key(name, hints, reader.place, _under(key, name))
            meant.add(str(problem.values.get("guess")))
            reader.blame(problem)
            wrong = True
    values: dict[str, object] = {}
    for name, default in _defaults(cls).items():
        if name not in data:
            if default is dataclasses.MISSING and name not in meant:
                reader.blame(Problem("missing; it must be given", reader.place, _under(key, name)))
            wrong = wrong or default is dataclasses.MISSING
            continue
        try:
            values[name] = _value(hints[name], data[name], reader, _under(key, name))
        except _Wrong:
            wrong = True
    if wrong:
        raise _Wrong
    return cls(**values)


def _value(hint: Any, data: object, reader: PlainReader, key: str) -> object:
    if hint is str:
        return _text(data, reader, key)
    origin = typing.get_origin(hint)
    if origin is tuple:
        return _tuple(typing.get_args(hint)[0], data, reader, key)
    if dataclasses.is_dataclass(hint):
        return _record(typing.cast(type, hint), data, reader, key)
    if origin is Literal:
        return _choice(typing.get_args(hint), data, reader, key)
    if hint == Value:
        return _scalar(data, reader, key)
    if origin in (typing.Union, types.UnionType):
        return _value(next(arg for arg in typing.get_args(hint) if arg is not type(None)), data, reader, key)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(typing.get_args(hint)[1], data, reader, key)
    return _number(hint, data, reader, key)


def _text(data: object, reader: PlainReader, key: str) -> str:
    if not isinstance(data, str):
        raise _refuse(reader, Problem("'{value}' is not a text in quotes", reader.place, key, {"value": shown(data)}))
    if not data.strip():
        raise _refuse(reader, Problem("the text is empty", reader.place, key))
    return data


def _tuple(hint: Any, data: object, reader: PlainReader, key: str) -> tuple[object, ...]:
    if isinstance(data, str) and getattr(hint, "SHORTHAND", None) is not None:
        data = [data]
    if isinstance(data, str) or not isinstance(data, Sequence):
        raise _refuse(
            reader, Problem("'{value}' is not a list in [brackets]", reader.place, key, {"value": shown(data)})
        )
    items: list[object] = []
    wrong = False
    for number, item in enumerate(data, start=1):
        try:
            items.append(_value(hint, item, reader, f"{key}[{number}]"))
        except _Wrong:
            wrong = True
    if wrong:
        raise _Wrong
    return tuple(items)


def _mapping(hint: Any, data: object, reader: PlainReader, key: str) -> Mapping[str, object]:
    if not isinstance(data, Mapping):
        raise _refuse(reader, Problem("'{value}' is not a table", reader.place, key, {"value": shown(data)}))
    results: dict[str, object] = {}
    for name, item in data.items():
        results[name] = _value(hint, item, reader, _under(key, name))
    return types.MappingProxyType(results)


def _choice(existing: tuple[str, ...], data: object, reader: PlainReader, key: str) -> object:
    if data not in existing:
        raise _refuse(reader, unknown_name(data, existing, reader.place, key))
    return data


def _scalar(data: object, reader: PlainReader, key: str) -> object:
    if not isinstance(data, str | int):
        raise _refuse(
            reader,
            Problem("'{value}' is not a text, whole number, true or false", reader.place, key, {"value": shown(data)}),
        )
    return data


def _number(hint: Any, data: object, reader: PlainReader, key: str) -> object:
    if hint is bool:
        if not isinstance(data, bool):
            raise _refuse(reader, Problem("'{value}' is not true or false", reader.place, key, {"value": shown(data)}))
        return data
    if hint is int and isinstance(data, int) and not isinstance(data, bool):
        return data
    if hint is float and isinstance(data, int | float) and not isinstance(data, bool):
        return float(data)
    raise _refuse(reader, Problem("'{value}' is not a number", reader.place, key, {"value": shown(data)}))


def _under(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _refuse(reader: PlainReader, problem: Problem) -> _Wrong:
    reader.blame(problem)
    return _Wrong()
