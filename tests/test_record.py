"""Records made by our decorator behave like the standard dataclasses that they stand for."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any, ClassVar, NamedTuple

import pytest

from deskconsole.record import dataclass, define, define_tuple, field, replace

Decorator = Callable[..., Any]


def _classes(decorator: Decorator) -> tuple[Any, Any]:
    @decorator(frozen=True, slots=True)
    class Point:
        """A place."""

        kind: ClassVar[str] = "point"
        x: int
        y: int = 2
        tags: list[str] = field(default_factory=list)
        note: str = field(default="", compare=False, repr=False)

        @property
        def total(self) -> int:
            return self.x + self.y

    @decorator(slots=True, kw_only=True)
    class Counter:
        name: str
        count: int = 0
        seen: set[int] = field(init=False, default_factory=set)

    return Point, Counter


@pytest.fixture(params=[dataclasses.dataclass, define], ids=["standard", "ours"])
def classes(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    return _classes(request.param)


def test_values_defaults_and_properties(classes: tuple[Any, Any]) -> None:
    point, _ = classes
    made = point(1, tags=["a"])
    assert (made.x, made.y, made.tags, made.total, made.kind) == (1, 2, ["a"], 3, "point")
    assert made.tags is not point(1).tags
    assert repr(made).endswith("Point(x=1, y=2, tags=['a'])")
    assert point.__match_args__ == ("x", "y", "tags", "note")
    assert point.__doc__ == "A place."


def test_what_is_not_compared_makes_no_difference(classes: tuple[Any, Any]) -> None:
    point, _ = classes
    assert point(1, note="a") == point(1, note="b")
    assert point(1) != point(2)
    assert point(1) != (1, 2, [], "")
    with pytest.raises(TypeError):
        hash(point(1))  # a list among the values


def test_frozen_and_without_a_dict(classes: tuple[Any, Any]) -> None:
    point, counter = classes
    made = point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del made.x
    assert not hasattr(made, "__dict__")
    changing = counter(name="a")
    changing.count = 5
    assert (changing.count, changing.seen) == (5, set())
    with pytest.raises(TypeError):
        hash(changing)


def test_wrong_arguments_are_refused(classes: tuple[Any, Any]) -> None:
    point, counter = classes
    for wrong in (lambda: point(), lambda: point(1, z=3), lambda: counter("a"), lambda: counter(name="a", seen={1})):
        with pytest.raises(TypeError):
            _called(wrong)
    assert point(1).x == 1


def _called(wrong: Callable[[], Any]) -> Any:
    return wrong()


def test_the_functions_of_dataclasses_work(classes: tuple[Any, Any]) -> None:
    point, counter = classes
    made: Any = point(1, tags=["a"], note="n")
    assert dataclasses.is_dataclass(point)
    assert [each.name for each in dataclasses.fields(point)] == ["x", "y", "tags", "note"]
    assert dataclasses.asdict(made) == {"x": 1, "y": 2, "tags": ["a"], "note": "n"}
    changed: Any = dataclasses.replace(made, x=5)
    assert (changed.x, changed.note) == (5, "n")
    assert dataclasses.replace(counter(name="a"), count=2).count == 2
    assert copy.deepcopy(made) == made
    assert copy.copy(made) == made


@dataclass(frozen=True, slots=True)
class _Shown:
    name: str
    number: int = 1
    more: dict[str, str] = field(default_factory=dict, hash=False)


def test_records_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(_Shown("a", 2))) == _Shown("a", 2)
    assert len({_Shown("a"), _Shown("a"), _Shown("b")}) == 2


def test_replace_gives_another_record(classes: tuple[Any, Any]) -> None:
    point, counter = classes
    made: Any = point(1, tags=["a"], note="n")
    changed: Any = replace(made, x=5)
    assert (changed.x, changed.y, changed.tags, changed.note) == (5, 2, ["a"], "n")
    assert made.x == 1
    counted: Any = replace(counter(name="a"), count=2)
    assert (counted.name, counted.count, counted.seen) == ("a", 2, set())
    with pytest.raises(TypeError):
        replace(made, z=1)


class _Standard(NamedTuple):
    """A place."""

    x: int
    y: int = 2

    @property
    def total(self) -> int:
        return self.x + self.y


class _Ours(define_tuple):
    """A place."""

    x: int
    y: int = 2

    @property
    def total(self) -> int:
        return self.x + self.y


class _Nothing(define_tuple):
    """A tuple without parts."""


TUPLES = pytest.mark.parametrize("place", [_Standard, _Ours])


@TUPLES
def test_a_named_tuple_has_names_values_and_defaults(place: Any) -> None:
    made = place(1)
    assert (made, made.x, made.y, made.total, len(made)) == ((1, 2), 1, 2, 3, 2)
    assert (place(y=5, x=4), place(4, y=5), place(*"ab")) == ((4, 5), (4, 5), ("a", "b"))
    assert isinstance(made, tuple)
    assert (place._fields, place._field_defaults, place.__match_args__) == (("x", "y"), {"y": 2}, ("x", "y"))
    assert place.__doc__ == "A place."
    assert repr(made) == f"{place.__name__}(x=1, y=2)"
    assert hash(made) == hash((1, 2))
    match made:
        case place(x, y):
            assert (x, y) == (1, 2)
    for name in "xz":
        with pytest.raises(AttributeError):
            setattr(made, name, 1)


@TUPLES
def test_a_named_tuple_is_made_changed_and_copied(place: Any) -> None:
    made = place._make([3, 4])
    assert type(made) is place
    assert (made._asdict(), made._replace(y=9)) == ({"x": 3, "y": 4}, (3, 9))
    assert type(made._replace(y=9)) is place
    assert (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))) == (made, made, made)
    assert type(pickle.loads(pickle.dumps(made))) is place
    for given, named in (((), {}), ((1, 2, 3), {}), ((1,), {"z": 2})):
        with pytest.raises(TypeError):
            place(*given, **named)
    with pytest.raises(TypeError):
        place._make([1])
    with pytest.raises((ValueError, TypeError)):
        made._replace(z=1)


def test_a_named_tuple_without_parts() -> None:
    nothing: Any = _Nothing()
    assert nothing == ()
    assert repr(nothing) == "_Nothing()"
