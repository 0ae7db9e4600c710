"""``ring``: what a telephone system's hook calls; repeating a line changes nothing."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from deskconsole.cli.answers import CALL
from deskconsole.cli.command import Command
from deskconsole.cli.parsing.arguments import OneOf, argument, flag
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _

with late():
    from deskconsole.desk import desk as desks, records
    from deskconsole.desk.telephone import calls


def _usage(args: Namespace) -> str | None:
    if args.picked_up and (args.call is None or args.by is None):
        return _("--picked-up needs --id and --by")
    if args.hung_up and args.call is None:
        return _("--hung-up needs --id")
    if not args.picked_up and not args.hung_up and args.caller is None:
        return _("give --from, or --id with --picked-up or --hung-up")
    return None


def _ring(desk: desks.Desk, given: Namespace) -> records.TicketView:
    desk = desk.coming_from(desks.HOOK)
    if given.picked_up:
        return calls.pick_up(desk, given.call, given.by, at=given.at)
    if given.hung_up:
        return calls.hang_up(desk, given.call, at=given.at)
    return calls.ring(desk, given.caller, call=given.call or given.key, at=given.at)


# fmt: off
COMMANDS: Final = (
    Command("ring", N_("the telephone rings, is picked up or given up"),
            argument("--from", "NUMBER", N_("who calls; 'withheld' when hidden"), to="caller"),
            argument("--id", "CALL", N_("the telephone system's id of the call"), to="call"),
            OneOf(flag("--picked-up", N_("somebody answers it (with --id and --by)")),
                  flag("--hung-up", N_("the caller gives up (with --id)"))),
            argument("--by", "STAFF", N_("who picks it up")),
            run=_ring, usage=_usage, answer=CALL, writes=True, at=True,
            examples=("ring --from 13812345678 --id pbx-7", "ring --picked-up --id pbx-7 --by li",
                      "ring --hung-up --id pbx-7")),
)
