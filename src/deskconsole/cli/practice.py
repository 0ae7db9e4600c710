"""``practice``: ten minutes at a console on a store of its own, and who has been through it."""

from __future__ import annotations

import argparse
from typing import Final

from deskconsole.cli import command
from deskconsole.cli.arguments import flag
from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.late_imports import late, read_all
from deskconsole.data_files import store_file
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk.practice import completed
    from deskconsole.terminal import environment


class PracticeCommand(Command):
    """Opens the practice; with ``--list`` a command like others."""

    def run(self, args: argparse.Namespace) -> int:
        """The list, or the practice for whoever is asking; where there is no store yet, for nobody's desk."""
        if args.list:
            return super().run(args)
        environment.require_terminal()
        environment.prepare()
        desk = command.open_desk(args.store, args.as_) if store_file(args.store).exists() else None
        read_all()
        from deskconsole.app import run_practice  # Textual; and only once the terminal has been prepared for it

        return run_practice(desk)


def _line(who: completed.Completed, reader: Answering) -> str:
    if who.at is None:
        return f"{reader.cell(who.login, 12)}  {reader.cell(who.name, 12)}  {_('not yet')}"
    done = _("{done} of {steps} steps").format(done=who.steps - who.skipped, steps=who.steps)
    return f"{reader.cell(who.login, 12)}  {reader.cell(who.name, 12)}  {reader.when(who.at)}  {done}"


# fmt: off
COMMANDS: Final = (
    PracticeCommand(
        "practice", N_("ten minutes of practice on a store of its own"),
        flag("--list", N_("who has been through it, and when"), to="list"),
        run=lambda desk, given: completed.practices(desk),
        answer=Answer(Shape("login name at steps skipped"), _line),
        description=N_("Opens a console on a store of its own, which is removed afterwards, and leads through one "
                       "call, one hand-off, one promise and one visitor. The desk's own store learns who has done it."),
        examples=("practice", "practice --list"),
    ),
)
