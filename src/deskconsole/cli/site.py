"""Opening the console, ``init``, ``verify``, ``watch``."""

import argparse
import sys
import time
from typing import TYPE_CHECKING

from deskconsole.cli.options import Subparsers, opened, print_json
from deskconsole.present.catalogue import _, explain

if TYPE_CHECKING:
    from deskconsole.desk.desk import Desk

#: How often `watch` looks, in seconds.
WATCH_EVERY = 1.0


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds the commands that concern the site as a whole."""
    init = subparsers.add_parser("init", parents=[shared], help=_("make a new store"))
    init.add_argument("--demo", action="store_true", help=_("fill it with a day of made-up work"))
    init.add_argument("--site", default="DESK", metavar="CODE", help=_("the code that ticket numbers begin with"))
    init.add_argument("--packs", metavar="P,Q", help=_("policy packs, the most important first"))
    init.set_defaults(run=run_init)
    verify = subparsers.add_parser("verify", parents=[shared], help=_("recompute the record and name each difference"))
    verify.add_argument("--clocks", action="store_true", help=_("every clock of every ticket too"))
    verify.set_defaults(run=run_verify)
    watch = subparsers.add_parser("watch", parents=[shared], help=_("record what time brings about, without a screen"))
    watch.add_argument("--once", action="store_true", help=_("look once"))
    watch.set_defaults(run=run_watch)


def run_console(args: argparse.Namespace) -> int:
    """No command: the full-screen console."""
    from deskconsole.terminal.environment import prepare, require_terminal

    require_terminal()
    prepare()
    desk = opened(args)
    from deskconsole.app import run_console as open_console

    return open_console(desk)


def run_init(args: argparse.Namespace) -> int:
    """``init``: a new store, with ``--demo`` a day of made-up work."""
    from deskconsole.desk.desk import make_site

    packs = [name.strip() for name in args.packs.split(",") if name.strip()] if args.packs else None
    desk = make_site(args.store, code=args.site, packs=packs)
    if args.demo:
        from deskconsole.desk.admin.demo import fill

        fill(desk)
    if args.json:
        print_json({"store": str(desk.store.path), "site": desk.site_code, "packs": [pack.name for pack in desk.packs]})
    else:
        print(desk.store.path)
    return 0


def run_verify(args: argparse.Namespace) -> int:
    """``verify``: exit 1 when anything differs."""
    from deskconsole.desk.admin.verifying import verify
    from deskconsole.text.clean import one_line

    problems = [explain(problem) for problem in verify(opened(args), clocks=args.clocks)]
    if args.json:
        print_json({"ok": not problems, "problems": problems})
    elif not problems:
        print(_("The record is whole."))
    for problem in problems:
        print(one_line(problem), file=sys.stderr)
    return 1 if problems else 0


def run_watch(args: argparse.Namespace) -> int:
    """``watch``: settles; safe to run in several places at once."""
    desk = opened(args)
    while True:
        _settle(desk, args.json)
        if args.once:
            return 0
        time.sleep(WATCH_EVERY)


def _settle(desk: "Desk", as_json: bool) -> None:
    from deskconsole.desk.tickets.documents import settled_document
    from deskconsole.desk.tickets.settling import settle
    from deskconsole.text.dates import rfc3339

    for settled in settle(desk):
        if as_json:
            print_json(settled_document(settled, desk.zone))
        else:
            event = settled.event
            rule, to = event.fields.get("rule") or "", event.fields.get("to") or ""
            print(
                f"{rfc3339(event.happened_at, desk.zone)} {settled.number} {event.kind} {rule} {to}".rstrip(),
                flush=True,
            )
