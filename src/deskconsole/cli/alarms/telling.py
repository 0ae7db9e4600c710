"""``told``, ``late list|explain|accept|decline``: what somebody is told of at once, and why steps were late."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import Final

from deskconsole.cli.answers import TICKET
from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import argument, count, flag
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks, records
    from deskconsole.desk.alarms import lateness, standing
    from deskconsole.present import countdown, dates
    from deskconsole.text import cells


def _standing(desk: desks.Desk, given: Namespace) -> list[standing.Alarm]:
    """What stands for whoever asks."""
    return list(standing.alarms(desk).waiting)


def _alarm_line(alarm: standing.Alarm, reader: Answering) -> str:
    title = reader.cell(alarm.title.get(reader.lang), 24)
    who = alarm.caller or alarm.owner
    return f"{cells.pad(alarm.number, 18)}  {title}  {reader.text(who)}  {reader.when(alarm.due)}"


def _judging(accepted: bool) -> Callable[[desks.Desk, Namespace], records.TicketView]:
    """Accepting a reason, or not."""

    def evaluate(desk: desks.Desk, given: Namespace) -> records.TicketView:
        own = {name: getattr(given, name) for name in ("of", "text", "key")}
        return lateness.judge_late(desk, given.number, given.rule, accepted, **own)

    return evaluate


def _late_line(step: lateness.LateStep, reader: Answering) -> str:
    cause = step.cause_title.get(reader.lang) if step.cause_title is not None else None
    by = cells.pad(countdown.lasting(step.ended - step.due), 8)
    title, when = (
        reader.cell(step.title.get(reader.lang), 24),
        cells.pad(dates.short_due(step.due, reader.now, reader.zone), 14),
    )
    return "  ".join((cells.pad(step.number, 18), when, by, title, reader.cell(step.who, 10), reader.text(cause)))


# fmt: off
_ALARM: Final = Answer(Shape("number rule of do title since due banner caller owner major"), _alarm_line)
_LATE: Final = Answer(
    Shape("number rule of title due ended who cause cause_by state"), _late_line)
_RULE: Final = (argument("number"), argument("rule"))
_OF: Final = argument("--of", "SEQ", N_("which one, where several of the rule were late"), type=count)
_TEXT: Final = argument("--text", "T")

COMMANDS: Final = (
    Command("told", N_("what you are told of at once, until somebody does something about it"),
            run=_standing, answer=_ALARM, examples=("told --json",)),
    Group(
        "late", N_("why steps were late"),
        Command("list", N_("what ended late within a month where the rules ask why"),
                flag("--mine", N_("your own only")),
                flag("--undecided", N_("without a reason, or with one that nobody has judged")),
                use=lambda: lateness.late_steps, answer=_LATE, examples=("late list --undecided",)),
        Command("explain", N_("say why a step was late"), *_RULE, argument("cause"), _OF, _TEXT,
                use=lambda: lateness.explain_late, answer=TICKET, writes=True, reveals=True),
        Command("accept", N_("accept the reason"), *_RULE, _OF, _TEXT,
                run=_judging(True), answer=TICKET, writes=True, reveals=True),
        Command("decline", N_("do not accept the reason"), *_RULE, _OF, _TEXT,
                run=_judging(False), answer=TICKET, writes=True, reveals=True),
    ),
)
