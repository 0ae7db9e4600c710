"""``wallboard``: large figures and the next deadlines for the room, on a terminal of its own or printed once."""

from __future__ import annotations

import argparse
from typing import Final

from deskconsole.cli import open_desk
from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.parsing.arguments import flag
from deskconsole.cli.parsing.late_imports import late, read_all
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.json import Json, Shape

with late():
    import os
    import shutil

    from deskconsole.desk import use_cases
    from deskconsole.desk.figures import wallboard
    from deskconsole.domain.figures import board as boards
    from deskconsole.present.figures import board
    from deskconsole.terminal import ascii_signs, environment


class WallboardCommand(Command):
    """Opens the wallboard; with ``--once`` a command like others."""

    def run(self, args: argparse.Namespace) -> int:
        """The board once, or until somebody leaves it."""
        if args.once or args.json:
            return super().run(args)
        environment.require_terminal()
        environment.prepare()
        desk = open_desk(args.store, args.as_)
        use_cases.require(desk, "figures")
        read_all()
        from deskconsole.app import run_wallboard  # Textual; and only once the terminal has been prepared for it

        return run_wallboard(desk)


def _lines(seen: boards.Board, reader: Answering) -> list[str]:
    size, desk = shutil.get_terminal_size(), reader.desk
    pieces = board.board_lines(seen, desk.company.get(language()), desk.zone, seen.at, size.columns, size.lines - 1)
    lines = board.plain_lines(pieces)
    plain = desk.settings.characters == "ascii" or ascii_signs.lacks_signs(os.environ.get("TERM", ""))
    return [ascii_signs.plain_signs(line) for line in lines] if plain else lines


def _figures(seen: boards.Board, reader: Answering) -> Json:
    return [
        {
            "name": tile.name,
            "title": _(tile.title),
            "value": tile.waiting if tile.amount is None else tile.amount.value,
            "n": None if tile.amount is None else tile.amount.n,
            "text": board.value_of(tile),
        }
        for tile in seen.tiles
    ]


def _deadlines(seen: boards.Board, reader: Answering) -> Json:
    return [
        {"number": each.number, "what": each.what.get(language()), "due": reader.instant(each.due)}
        for each in seen.deadlines
    ]


_BOARD: Final = Answer(Shape("at figures deadlines", figures=_figures, deadlines=_deadlines), _lines)
# fmt: off
COMMANDS: Final = (
    WallboardCommand(
        "wallboard", N_("large figures and the next deadlines for the room; q or Esc leaves"),
        flag("--once", N_("print it once, as large as the terminal")),
        run=lambda desk, given: wallboard.wallboard(desk),
        answer=_BOARD,
        description=N_("Which figures stands in site.toml, [figures] wallboard = [...]: names of `figures list`, "
                       "overdue, ringing. No names of customers and nothing of what they said."),
        examples=("wallboard", "wallboard --once"),
    ),
)
