"""``rounds show|tick``: what is looked over during the day."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import argument, day, flag
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.rounds import rounds


def _tick(desk: desks.Desk, given: Namespace) -> list[rounds.RoundNow]:
    department = given.department
    wrong = {"wrong": given.wrong, "department": department, "undo": given.undo}
    return rounds.tick_round(desk, given.round, given.time, given.item, **wrong, key=given.key)


def _lines(each: rounds.RoundNow, reader: Answering) -> Iterator[str]:
    yield f"{each.day}  {each.time}  {each.name}  {each.title.get(reader.lang)}  {each.state(reader.now)}"
    for item in each.items:
        tick = item.tick
        sign = " " if tick is None else "✓" if tick.state == "in_order" else "✗"
        who = f"{tick.login} {tick.number or ''} {tick.text or ''}".strip() if tick is not None else ""
        yield f"  [{sign}] {item.name}  {item.title.get(reader.lang)}  {who}"


_ITEM: Final = Shape(
    "name title state by at number text",
    state="tick.state",
    by="tick.login",
    at="tick.at",
    number="tick.number",
    text="tick.text",
)
_ROUND: Final = Answer(
    Shape(
        "round title day time due until state items",
        round="name",
        state=lambda each, reader: each.state(reader.now),
        items=_ITEM,
    ),
    _lines,
)
# fmt: off
COMMANDS: Final = (
    Group(
        "rounds",
        N_("what is looked over during the day"),
        Command("show", N_("the rounds of a day, and what was found"),
                argument("--day", "D", N_("the day (default: today)"), read=day),
                use=lambda: rounds.rounds_of_day, answer=_ROUND),
        Command("tick", N_("somebody has looked at an item"), argument("round"), argument("time"), argument("item"),
                argument("--wrong", "T", N_("what is not in order; a ticket is opened for it")),
                argument("--department", "D", N_("which department puts it right")),
                flag("--undo", N_("take the tick away")), run=_tick, answer=_ROUND, writes=True,
                examples=("rounds tick reception 09:30 light --wrong TEXT --department service",)),
    ),
)
