"""``ring``: what a telephone system's hook calls; repeating a line changes nothing."""

import argparse

from deskconsole.cli.options import Subparsers, add_at, instant, lang, opened, print_json
from deskconsole.present.catalogue import _


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds ``ring``."""
    ring = subparsers.add_parser("ring", parents=[shared], help=_("the telephone rings, is picked up or given up"))
    ring.add_argument("--from", dest="caller", metavar="NUMBER", help=_("who calls; 'withheld' when hidden"))
    ring.add_argument("--id", dest="call", metavar="CALL", help=_("the telephone system's id of the call"))
    what = ring.add_mutually_exclusive_group()
    what.add_argument("--picked-up", action="store_true", help=_("somebody answers it (with --id and --by)"))
    what.add_argument("--hung-up", action="store_true", help=_("the caller gives up (with --id)"))
    ring.add_argument("--by", metavar="STAFF", help=_("who picks it up"))
    ring.add_argument("--key", metavar="K", help=argparse.SUPPRESS)
    add_at(ring, _("when it happened (default: now)"))
    ring.set_defaults(run=run_ring, wrong_usage=ring.error)


def run_ring(args: argparse.Namespace) -> int:
    """``ring``: prints the call's ticket and its clocks."""
    if args.picked_up and (args.call is None or args.by is None):
        args.wrong_usage(_("--picked-up needs --id and --by"))
    if args.hung_up and args.call is None:
        args.wrong_usage(_("--hung-up needs --id"))
    if not args.picked_up and not args.hung_up and args.caller is None:
        args.wrong_usage(_("give --from, or --id with --picked-up or --hung-up"))
    from deskconsole.desk.telephone import calls
    from deskconsole.desk.tickets.documents import clock_documents

    desk = opened(args)
    at = instant(args.at, "at")
    if args.picked_up:
        view = calls.pick_up(desk, args.call, args.by, at=at)
    elif args.hung_up:
        view = calls.hang_up(desk, args.call, at=at)
    else:
        view = calls.ring(desk, args.caller, call=args.call or args.key, at=at)
    if args.json:
        print_json({"number": view.number, "clocks": clock_documents(view, desk.zone, lang())})
    else:
        print(view.number)
    return 0
