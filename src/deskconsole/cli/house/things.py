"""``things list|told|out|away``: what lies at the desk and is somebody's, and what is lent."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from deskconsole.cli.answers import TICKET
from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import argument
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks, records
    from deskconsole.desk.things import things


def _line(each: things.Thing, reader: Answering) -> str:
    parts = (
        each.number,
        reader.when(each.due),
        each.held,
        reader.titles.title("kind", each.kind),
        reader.text(each.what),
    )
    return "  ".join((*parts, reader.text(each.whose), reader.text(each.lies)))


def _out(desk: desks.Desk, given: Namespace) -> records.TicketView:
    outcome = given.outcome or _("handed out")
    return things.hand_out(desk, given.number, given.by, outcome, proof=given.proof, key=given.key)


_THING: Final = Answer(Shape("number kind held what whose lies since told due", told="informed"), _line)
# fmt: off
COMMANDS: Final = (
    Group(
        "things",
        N_("what lies at the desk and is somebody's, and what is lent; taken in by: intake --kind"),
        Command("list", N_("what is here or lent, by when it is to be seen to"), use=lambda: things.things,
                answer=_THING),
        Command("told", N_("whose it is was told"), argument("number"), argument("words"),
                use=lambda: things.tell_whose, answer=TICKET, writes=True),
        Command("out", N_("somebody takes it, or brings it back"), argument("number"),
                argument("--by", "NAME", N_("who"), required=True), argument("--proof", "T", N_("by what proof")),
                argument("--outcome", "T", N_("what became of it")), run=_out, answer=TICKET, writes=True,
                examples=("things out 12 --by NAME --proof T",)),
        Command("away", N_("nobody has fetched it"), argument("number"),
                argument("--outcome", "T", N_("what became of it"), required=True),
                use=lambda: things.give_away, answer=TICKET, writes=True),
    ),
)
