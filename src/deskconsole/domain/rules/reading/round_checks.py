"""What must hold of a round: its times, its items, whom it names."""

from datetime import time
from typing import Final

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.house.rounds import Round
from deskconsole.domain.rules.reading.names import Names

#: The most minutes after its time at which a round may be done.
_LONGEST: Final = 12 * 60


def check_round(names: Names, round_: Round, place: Place) -> list[Problem]:
    """Its times are times of day, its items differ, its names are the pack's."""
    problems: list[Problem] = []
    for number, text in enumerate(round_.at, start=1):
        if not _is_time(text):
            message = "'{value}' is no time of day; write for example 09:30"
            problems.append(Problem(message, place, f"at[{number}]", {"value": text}))
    if len(set(round_.at)) < len(round_.at):
        problems.append(Problem("a time stands there twice", place, "at"))
    if not round_.at:
        problems.append(Problem("it says no times", place, "at"))
    if not round_.item:
        problems.append(Problem("it says nothing to look at", place, "item"))
    if not 1 <= round_.minutes <= _LONGEST:
        message = "'{value}' is not minutes from 1 to {longest}"
        problems.append(Problem(message, place, "minutes", {"value": round_.minutes, "longest": _LONGEST}))
    items = [item.name for item in round_.item]
    for number, item in enumerate(round_.item, start=1):
        if item.name in items[: number - 1]:
            problems.append(Problem("'{name}' stands there twice", place, f"item[{number}].name", {"name": item.name}))
        if item.department is not None:
            problems += names.check("department", [item.department], place, f"item[{number}].department")
    if round_.kind:
        problems += names.check("kind", [round_.kind], place, "kind")
    return problems


def _is_time(text: str) -> bool:
    try:
        return time.fromisoformat(text).strftime("%H:%M") == text
    except ValueError:
        return False
