"""``policy try``: what a period would have been under other rules."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.parsing.arguments import argument, name
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.forecast import trying
    from deskconsole.domain.figures import periods


def _try(desk: desks.Desk, given: Namespace) -> Iterator[trying.Tried | trying.Summary]:
    return trying.try_policy(desk, given.path, periods.read_period(given.period), instead_of=given.instead_of)


def _tried_line(tried: trying.Tried, reader: Answering) -> str:
    due, was_due = (reader.instant(at) if at is not None else "-" for at in (tried.due, tried.was_due))
    state = _("would have been late") if tried.late else _("would not have been late")
    return f"{tried.number}  {tried.rule}  #{tried.of}  {was_due}  → {due}  {state}"


def _summary_lines(summary: trying.Summary, reader: Answering) -> Iterator[str]:
    counts = _("{tickets} tickets, {clocks} clocks; late: {late}, were {was_late} (+{more}, −{fewer})")
    yield counts.format(**summary._asdict())
    people = _("people needed on the busiest day: {people}, were {was_people}; on most days: {usual}, were {was_usual}")
    usual, was_usual = f"{summary.usual_people:g}", f"{summary.was_usual_people:g}"
    yield people.format(**summary._asdict(), usual=usual, was_usual=was_usual)
    if summary.unjudged:
        yield _("{n} tickets cannot be judged by these rules").format(n=summary.unjudged)


_TRIED: Final = Answer(Shape("number rule of due was_due late was_late"), _tried_line, of="Tried")
_SUMMARY: Final = Answer(
    Shape("tickets clocks late was_late more fewer unjudged people was_people usual_people was_usual_people"),
    _summary_lines,
    of="Summary",
)
# fmt: off
TRY: Final = Command(
    "try", N_("what a period would have been under other rules; nothing is written"),
    argument("path", help=N_("a pack's folder or name"), read=name),
    argument("--period", "P", N_("2026, 2026-Q4, 2026-10, 2026-W40, 2026-10-03 or 2026-10-01..2026-10-15"),
             required=True),
    argument("--instead-of", "PACK", N_("of which pack the tickets are (default: the one of the same name)")),
    run=_try, answer=(_TRIED, _SUMMARY),
    examples=("policy try PATH --period 2026-10",),
)
