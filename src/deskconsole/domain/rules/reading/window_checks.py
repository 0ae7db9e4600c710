"""What is wrong with a window of a pack: kinds, fields and times that it names."""

from collections.abc import Sequence

from deskconsole.domain.calendar.duration import Unit, parse_duration
from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.reading.names import Names, among
from deskconsole.domain.rules.windows import Window
from deskconsole.domain.tickets.event import ATTRIBUTES


def check_window(names: Names, kinds: Sequence[Kind], window: Window, place: Place) -> list[Problem]:
    """Every problem of one window; ``kinds`` are the pack's."""
    problems = names.check("kind", window.kinds, place, "kinds")
    for key, values in (("kinds", window.kinds), ("remedies", window.remedies)):
        if not values:
            problems.append(Problem("the list is empty, so that no value is allowed", place, key))
    for kind in kinds:
        if kind.name in window.kinds:
            problems += _fields(kind, window, place)
    wrong = names.check_duration(window.within, place, "within")
    if not wrong and parse_duration(window.within).unit is not Unit.DAY:
        wrong = [Problem("must be days, such as '7 days'", place, "within")]
    return [*problems, *wrong]


def _fields(kind: Kind, window: Window, place: Place) -> list[Problem]:
    types = {field.name: field.type for field in kind.fields}
    problems: list[Problem] = []
    for key, name, wanted in (("basis", window.basis, "date"), ("plus", window.plus, "number")):
        if name is None:
            continue
        if name not in types:
            problems += among([name], [existing for existing in types if types[existing] == wanted], place, key)
        elif types[name] != wanted:
            values = {"name": name, "kind": kind.name, "type": types[name], "wanted": wanted}
            problems.append(
                Problem("'{name}' of kind {kind} is of type {type}; it must be {wanted}", place, key, values)
            )
    for name in window.when:
        problems += among([name], {*types, *ATTRIBUTES}, place, f"when.{name}")
    return problems
