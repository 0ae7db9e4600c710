"""``staffing week``: how many people a week needs, and where fewer are there."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from deskconsole.cli.command import REMARK, Answer, Answering, Command, Remark
from deskconsole.cli.parsing.arguments import argument
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Json, Shape
from deskconsole.record import NamedTuple

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.forecast import staffing
    from deskconsole.domain.figures import periods
    from deskconsole.present.supervision import forecast_texts


class StaffedPart(NamedTuple):
    """Half an hour of a day of a week."""

    week: staffing.StaffedWeek
    day: staffing.StaffedDay
    half: staffing.HalfHour


def _week(desk: desks.Desk, given: Namespace) -> Iterator[StaffedPart | Remark]:
    period = periods.read_period(given.week) if given.week else None
    goal = {name: value for name in ("level", "target") if (value := getattr(given, name)) is not None}
    week = staffing.staffing_week(desk, period, **goal)
    for day in week.days:
        yield from (StaffedPart(week, day, half) for half in day.parts if half.calls or half.lacking)
    yield from map(Remark, forecast_texts.week_words(week))


def _remark(part: StaffedPart, reader: Answering) -> Json:
    half = part.half
    return forecast_texts.alone_words(part.week.level, part.week.target, half.needed) if half.alone else None


def _line(part: StaffedPart, reader: Answering) -> Iterator[str]:
    half = part.half
    lacking = _("{n} lacking").format(n=half.lacking) if half.lacking else _("enough")
    words = [
        reader.when(half.at),
        _("calls {n}").format(n=f"{half.calls:g}"),
        _("needed {n}").format(n=half.needed),
        _("there {n}").format(n=half.there),
        lacking,
    ]
    yield "  ".join(words)
    if half.alone:
        yield "    " + forecast_texts.alone_words(part.week.level, part.week.target, half.needed)


_PART: Final = Answer(
    Shape(
        "at kind days calls load needed needed_if_given_up there source lacking level remark",
        at="half.at",
        kind="day.kind",
        days="day.like",
        calls="half.calls",
        load="half.load",
        needed="half.needed",
        needed_if_given_up="half.needed_if_given_up",
        there="half.there",
        source="half.source",
        lacking="half.lacking",
        level="half.level",
        remark=_remark,
    ),
    _line,
    of="StaffedPart",
)
# fmt: off
WEEK: Final = Command(
    "week", N_("people needed each half hour of a week, and where fewer are there"),
    argument("--week", "W", N_("such as 2026-W49 (default: this one)")),
    argument("--level", "P", N_("the share of calls answered within the target (default: that of the rules)"),
             type=float),
    argument("--target", "S", N_("within how many seconds a call is to be answered (default: as the rules say)"),
             type=float),
    run=_week, answer=(_PART, REMARK),
    examples=("staffing week --week 2026-W49",),
)
