"""What must hold of trainings and measures: whom they are for, which ticket they become."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.house.rounds import Measure, Training
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.reading.names import Names

Records = Mapping[str, Sequence[tuple[Any, Place]]]
#: What the kind of a measure offers: it is given, done, looked at.
_STEPS: Final = ("improvement_accepted", "improvement_done", "effect_seen")


def check_trainings(names: Names, records: Records) -> list[Problem]:
    """Every problem of the trainings and measures of a pack."""
    kinds = {kind.name: kind for kind, _place in records["kind"]}
    recurring = {each.name for each, _place in records["recurring"]}
    problems: list[Problem] = []
    for training, place in records["training"]:
        problems += _training(names, kinds.get(training.kind), training, place)
        if training.name in recurring:
            problems.append(Problem("'{name}' stands there twice", place, "name", {"name": training.name}))
    for measure, place in records["measure"]:
        problems += _measure(names, kinds.get(measure.kind), measure, place)
    return problems


def _training(names: Names, kind: Kind | None, training: Training, place: Place) -> Iterator[Problem]:
    yield from names.check("kind", [training.kind], place, "kind")
    yield from names.check("role", training.roles, place, "roles")
    yield from names.check("role", [training.lecturer], place, "lecturer")
    yield from names.check("rule", [training.rule] if training.rule is not None else [], place, "rule")
    if not training.roles:
        yield Problem("it says nobody who is taught", place, "roles")
    if training.lapses and not training.test:
        yield Problem("without a test nobody fails it: lapses goes with test", place, "lapses")
    if kind is not None:
        yield from _house(kind, place)
        if [field.name for field in kind.fields if field.required]:
            yield Problem("'{value}' asks for fields that a training does not say", place, "kind", {"value": kind.name})


def _measure(names: Names, kind: Kind | None, measure: Measure, place: Place) -> Iterator[Problem]:
    yield from names.check("kind", [measure.kind], place, "kind")
    yield from names.check_duration(measure.within, place, "within")
    if measure.within == "promised":
        yield Problem("'promised' needs a time, and a measure has none", place, "within")
    if not measure.on:
        yield Problem("it says nothing that opens it", place, "on")
    if kind is not None:
        yield from _house(kind, place)
        missing = [step for step in _STEPS if step not in kind.steps]
        if missing:
            yield Problem("'{value}' does not offer {steps}", place, "kind", _values(kind, ", ".join(missing)))


def _house(kind: Kind, place: Place) -> Iterator[Problem]:
    if not kind.house or "customer" in kind.required:
        text = "'{value}' is no kind of the house: write house = true, or choose another"
        yield Problem(text, place, "kind", {"value": kind.name})


def _values(kind: Kind, steps: str) -> dict[str, str]:
    return {"value": kind.name, "steps": steps}
