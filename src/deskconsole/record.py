"""Dataclasses and named tuples that cost little to define: a telephone hook starts the program for each call.

The standard decorator compiles up to eight methods for each class when its module is imported, about 0.7 ms; the sixty
records of the desk took 50 ms of every start. This one compiles nothing but ``__init__``, and that only when the first
instance of a class is made; the other methods are shared. To type checkers and to ``dataclasses.fields``, ``replace``
and ``asdict`` the classes are dataclasses like any others. Ordering and ``InitVar`` are left to the standard one.

A named tuple of the standard library compiles its ``__new__``; ours, for what a start imports, compiles it when the
first one is made. ``_make``, by which a list of ten thousand is read, needs none.
"""

import collections
import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, get_origin

__all__ = ["NamedTuple", "dataclass", "define", "define_tuple", "field", "replace"]

_part_at: Final = collections._tuplegetter  # type: ignore[attr-defined]
_FIELDS: Final = "__dataclass_fields__"
_OWN: Final = dataclasses._FIELD  # type: ignore[attr-defined]


def define(cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, kw_only: bool = False) -> Any:
    """Makes a class a dataclass with ``__init__``, ``__eq__``, ``__repr__`` and, frozen, ``__hash__``."""

    def decorate(plain: type) -> type:
        return _define(plain, frozen=frozen, slots=slots, kw_only=kw_only)

    return decorate if cls is None else decorate(cls)


class _TupleMaker(type):
    """Makes a named tuple of a class whose annotations name the parts, and whose values are their defaults."""

    def __new__(cls, name: str, bases: tuple[type, ...], members: dict[str, Any]) -> Any:
        if not bases:
            return super().__new__(cls, name, bases, members)
        names = tuple(members.get("__annotations__", ()))
        defaults = {part: members.pop(part) for part in names if part in members}
        parts = {part: _part_at(place, "") for place, part in enumerate(names)}
        own = {"__slots__": (), "__match_args__": names, "_fields": names, "_field_defaults": defaults}
        made = type.__new__(type, name, (tuple,), {**_OF_TUPLES, **members, **parts, **own})
        made.__new__ = _first_new(made, names, tuple(defaults.values()))  # type: ignore[method-assign]
        return made


class define_tuple(metaclass=_TupleMaker):
    """A class below it is a named tuple."""


if TYPE_CHECKING:
    from dataclasses import dataclass, replace
    from typing import NamedTuple
else:
    dataclass = define
    NamedTuple = define_tuple

    def replace(record: Any, /, **changes: Any) -> Any:
        """The same record with other values: `dataclasses.replace`, in a third of the time."""
        cls = type(record)
        names, values = _parts(cls)
        return cls(**(dict(zip(names, values(record), strict=True)) | changes))


@functools.cache
def _parts(cls: type) -> tuple[tuple[str, ...], Callable[[object], Any]]:
    """The names that ``__init__`` takes, and what gives their values."""
    names = tuple(each.name for each in dataclasses.fields(cls) if each.init)
    return names, attrgetter(*names) if len(names) > 1 else lambda record: tuple(getattr(record, n) for n in names)


def _define(plain: type, *, frozen: bool, slots: bool, kw_only: bool) -> type:
    own = _pack_fields(plain, kw_only)
    existing: dict[str, Field[Any]] = {}
    for base in reversed(plain.__mro__[1:]):
        existing |= getattr(base, _FIELDS, None) or {}
    existing |= own
    members = {name: value for name, value in vars(plain).items() if name not in ("__dict__", "__weakref__")}
    for name, result in own.items():
        if result.default is MISSING or slots:
            members.pop(name, None)
        else:
            members[name] = result.default
    if slots:
        inherited = {name for base in plain.__mro__[1:-1] for name in getattr(base, "__slots__", ())}
        members["__slots__"] = tuple(name for name in own if name not in inherited)
    members[_FIELDS] = existing
    members.setdefault(
        "__match_args__", tuple(each.name for each in existing.values() if each.init and not each.kw_only)
    )
    members |= {name: value for name, value in _shared(existing, frozen=frozen).items() if name not in members}
    made = type(plain)(plain.__name__, plain.__bases__, members)
    made.__qualname__ = plain.__qualname__
    if "__init__" not in members:
        made.__init__ = _first_init(made, existing, frozen=frozen)  # type: ignore[misc]
    return made


def _pack_fields(plain: type, kw_only: bool) -> dict[str, Field[Any]]:
    results: dict[str, Field[Any]] = {}
    for name, annotation in vars(plain).get("__annotations__", {}).items():
        if annotation is ClassVar or get_origin(annotation) is ClassVar:
            continue
        given = vars(plain).get(name, MISSING)
        own: Any = given if isinstance(given, Field) else field(default=given)
        own.name, own.type, own._field_type = name, annotation, _OWN
        if own.kw_only is MISSING:
            own.kw_only = kw_only
        results[name] = own
    return results


def _shared(existing: Mapping[str, Field[Any]], *, frozen: bool) -> dict[str, Any]:
    values = _values(tuple(each.name for each in existing.values() if each.compare))
    hashed = _values(tuple(n for n, each in existing.items() if (each.compare if each.hash is None else each.hash)))

    def __eq__(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:
        return hash(hashed(self))

    results: dict[str, Any] = {"__eq__": __eq__, "__hash__": __hash__ if frozen else None, "__repr__": _repr}
    if frozen:
        results |= {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
        results |= {"__getstate__": _state, "__setstate__": _set_state}
    return results


def _values(names: tuple[str, ...]) -> Callable[[object], Any]:
    return attrgetter(*names) if names else lambda _record: ()


def _repr(self: object) -> str:
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in getattr(self, _FIELDS).values() if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: object) -> list[Any]:
    return [getattr(self, name) for name in getattr(self, _FIELDS)]


def _set_state(self: object, state: list[Any]) -> None:
    for name, value in zip(getattr(self, _FIELDS), state, strict=True):
        object.__setattr__(self, name, value)


def _first_init(made: type, existing: Mapping[str, Field[Any]], *, frozen: bool) -> Callable[..., None]:
    """An ``__init__`` that puts the compiled one in its own place when it is called for the first time."""

    def __init__(self: Any, *args: Any, **values: Any) -> None:
        init = _compiled(made, existing, frozen=frozen)
        made.__init__ = init  # type: ignore[misc]
        init(self, *args, **values)

    return __init__


def _compiled(made: type, existing: Mapping[str, Field[Any]], *, frozen: bool) -> Callable[..., None]:
    names: dict[str, Any] = {"_set": object.__setattr__, "_MISSING": MISSING}
    plain: list[str] = []
    worded: list[str] = []
    body: list[str] = []
    for each in existing.values():
        value, parameter = each.name, each.name
        if each.default is not MISSING:
            names[f"_d_{each.name}"] = each.default
            parameter = f"{each.name}=_d_{each.name}"
        elif each.default_factory is not MISSING:
            names[f"_f_{each.name}"] = each.default_factory
            parameter = f"{each.name}=_MISSING"
            value = f"_f_{each.name}() if {each.name} is _MISSING else {each.name}"
        if each.init:
            (worded if each.kw_only else plain).append(parameter)
        elif each.default_factory is not MISSING:
            value = f"_f_{each.name}()"
        elif each.default is not MISSING:
            value = f"_d_{each.name}"
        else:
            continue
        body.append(f"  _set(self, {each.name!r}, {value})" if frozen else f"  self.{each.name} = {value}")
    if hasattr(made, "__post_init__"):
        body.append("  self.__post_init__()")
    parameters = ", ".join(["self", *plain, *(["*", *worded] if worded else [])])
    exec(f"def __init__({parameters}):\n" + "\n".join(body or ["  pass"]), names)
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init


def _first_new(made: type, names: tuple[str, ...], defaults: tuple[Any, ...]) -> Callable[..., Any]:
    """A ``__new__`` that puts the compiled one in its own place when it is called for the first time."""

    def __new__(cls: type, *args: Any, **values: Any) -> Any:
        listed = "".join(f"{name}, " for name in names)
        new = eval(f"lambda _cls, {listed}: _new(_cls, ({listed}))", {"_new": tuple.__new__})
        new.__defaults__ = defaults
        new.__qualname__ = f"{made.__qualname__}.__new__"
        made.__new__ = new  # type: ignore[method-assign]
        return new(cls, *args, **values)

    return __new__


def _make(cls: Any, values: Iterable[Any]) -> Any:
    made = tuple.__new__(cls, values)
    if len(made) != len(cls._fields):
        raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
    return made


def _replaced(self: Any, /, **changes: Any) -> Any:
    made = self._make(map(changes.pop, self._fields, self))
    if changes:
        raise ValueError(f"Got unexpected field names: {list(changes)!r}")
    return made


def _parts_of(self: Any) -> tuple[Any, ...]:
    return tuple(self)


def _as_dict(self: Any) -> dict[str, Any]:
    return dict(zip(self._fields, self, strict=True))


def _tuple_repr(self: Any) -> str:
    return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in _as_dict(self).items())})"


_OF_TUPLES: Final[Mapping[str, Any]] = {
    "_make": classmethod(_make),
    "_replace": _replaced,
    "_asdict": _as_dict,
    "__repr__": _tuple_repr,
    "__getnewargs__": _parts_of,
}
