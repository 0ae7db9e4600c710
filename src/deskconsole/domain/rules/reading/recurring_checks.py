"""What must hold of a recurring matter: its kind is the house's own, and its form is complete as it says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.house.recurring import PERIOD, PERSON, RECURRING
from deskconsole.domain.rules.house.rounds import Recurring
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.reading.names import Names, among

#: Types of fields whose values can be written into a pack.
_WRITTEN: Final = {"text": str, "long_text": str, "choice": str, "yes_no": bool, "number": int}


def check_recurring(names: Names, records: Mapping[str, Sequence[tuple[Any, Place]]]) -> list[Problem]:
    """Every problem of the recurring matters of a pack."""
    kinds = {kind.name: kind for kind, _place in records["kind"]}
    return [problem for each, place in records["recurring"] for problem in _problems(names, kinds, each, place)]


def _problems(names: Names, kinds: Mapping[str, Kind], each: Recurring, place: Place) -> Iterator[Problem]:
    yield from names.check("kind", [each.kind], place, "kind")
    yield from names.check("role", each.roles, place, "roles")
    yield from names.check("rule", [each.rule] if each.rule is not None else [], place, "rule")
    kind = kinds.get(each.kind)
    if kind is None:
        return
    if not kind.house:
        message = "'{value}' is no kind of the house: write house = true, or choose another"
        yield Problem(message, place, "kind", {"value": kind.name})
    if "customer" in kind.required:
        yield Problem("'{value}' asks for a customer, and nobody is there", place, "kind", {"value": kind.name})
    yield from _fields(kind, each, place)


def _fields(kind: Kind, each: Recurring, place: Place) -> Iterator[Problem]:
    fields = {field.name: field for field in kind.fields if field.name not in (RECURRING, PERIOD, PERSON)}
    yield from among(each.fields, fields, place, "fields")
    for name, value in each.fields.items():
        field = fields.get(name)
        if field is None:
            continue
        type_ = _WRITTEN.get(field.type)
        if type_ is None or not isinstance(value, type_) or (isinstance(value, bool) and type_ is not bool):
            values = {"value": value, "type": field.type}
            yield Problem("'{value}' cannot stand in a field of type {type}", place, f"fields.{name}", values)
        elif field.type == "choice":
            yield from among([value], [choice.name for choice in field.values], place, f"fields.{name}")
    for name, field in fields.items():
        if field.required and name not in each.fields:
            yield Problem("the form asks for '{name}', which is not given", place, "fields", {"name": name})
