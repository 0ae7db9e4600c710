"""``quality agreement``: how far two who score the same records agree."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any, Final

from deskconsole.cli.command import Answer, Command, Group, each_line
from deskconsole.cli.parsing.arguments import argument, name
from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Reader, Shape

with late():
    from deskconsole.desk import input_lines
    from deskconsole.domain import problems
    from deskconsole.domain.quality import agreement

#: More levels than anybody can tell apart.
_MOST_LEVELS: Final = 100


def _levels(text: str, field: str) -> list[str]:
    """The levels of a scale in their order."""
    levels = [_level(each.strip()) for each in text.split(",")]
    if not 2 <= len(levels) <= _MOST_LEVELS or not all(levels) or len(set(levels)) != len(levels):
        raise DeskError("levels: give every level of the scale once, in order: 1,2,3,4,5", field=field)
    return levels


def _level(value: object) -> str:
    """A level as it is compared: 3, 3.0 and "3" are one level."""
    text = str(value)
    return text.removesuffix(".0") if isinstance(value, float) else text


def _agreement(store: str | None, given: Namespace) -> agreement.Agreement:
    places = {level: place for place, level in enumerate(given.levels)}

    def pair(line: input_lines.InputLine) -> tuple[int, int]:
        table = line.table or {}
        for key in table:
            if key not in ("a", "b"):
                raise DeskError("{name}: there is no such field", field=str(key)[:80], name=str(key)[:80])
        return _place(table, "a", places), _place(table, "b", places)

    counts = agreement.tabulate([], len(places))
    for first, second in each_line(None, given.lines, pair, frozenset("ab")):
        counts[first][second] += 1
    return agreement.agreement(counts)


def _place(table: Mapping[str, Any], key: str, places: Mapping[str, int]) -> int:
    value = table.get(key)
    if value is None:
        raise DeskError("{name}: missing; it must be given", field=key, name=key)
    level = _level(value)
    if isinstance(value, bool | list | dict) or level not in places:
        known = ", ".join(places)
        raise DeskError(
            "{name}: '{value}' is not one of {known}", field=key, name=key, value=problems.shown(value), known=known
        )
    return places[level]


def _lines(found: agreement.Agreement, reader: Reader) -> Iterator[str]:
    yield _("pairs: {n}").format(n=found.n)
    yield _("kappa, every difference alike: {value}").format(value=_shown(found.kappa))
    yield _("kappa by steps: {value}").format(value=_shown(found.linear))
    yield _("kappa by the square of the steps: {value}").format(value=_shown(found.quadratic))


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _remarks(found: agreement.Agreement, reader: Reader) -> list[str]:
    if found.linear is None:
        return [_("there is nothing to agree on: both always chose the same level, or there are no pairs")]
    if found.linear < agreement.ENOUGH:
        return [_("under {least}: the two do not score by one standard").format(least=agreement.ENOUGH)]
    return []


# fmt: off
COMMANDS: Final = (
    Group(
        "quality",
        N_("checks of quality"),
        Command("agreement", N_("how far two who score the same records agree"),
                argument("--from", "FILE", N_("lines {a, b}: JSON lines or CSV; '-' for standard input"), to="lines",
                         required=True, read=name),
                argument("--levels", "L,L", N_("every level of the scale in order, also those that nobody chose"),
                         required=True, read=_levels),
                run=_agreement, store=False,
                answer=Answer(Shape("kappa linear quadratic n"), _lines, warnings=_remarks),
                examples=("quality agreement --from pairs.jsonl --levels 1,2,3,4,5",)),
    ),
)
