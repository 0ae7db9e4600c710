"""``search``."""

import argparse
from typing import TYPE_CHECKING

from deskconsole.cli.options import Subparsers, opened, print_json
from deskconsole.present.catalogue import N_, _

if TYPE_CHECKING:
    from deskconsole.desk.desk import Desk
    from deskconsole.desk.search.searching import SearchResult

#: What each kind of thing is called.
_KINDS = {"ticket": N_("Ticket"), "customer": N_("Customer"), "article": N_("Article")}


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds the command."""
    search = subparsers.add_parser(
        "search",
        parents=[shared],
        help=_("tickets, customers, articles, newest first"),
        description=_(
            "Finds what holds every word of TEXT: Chinese from one character, any run of three digits, names also by "
            "pinyin. Every sign is searched as it is."
        ),
    )
    search.add_argument("text", nargs="?", metavar="TEXT")
    search.add_argument("--limit", metavar="N", type=int, default=20, help=_("at most N"))
    search.add_argument(
        "--rebuild", action="store_true", help=_("make the index anew, where `verify` says that words differ")
    )
    search.set_defaults(run=run_search, wrong_usage=search.error)


def run_search(args: argparse.Namespace) -> int:
    """``search``: one line for each thing found; nothing found is no error."""
    from deskconsole.desk.search.searching import search
    from deskconsole.text.dates import rfc3339

    if args.rebuild == (args.text is not None):
        args.wrong_usage(_("give either a TEXT or --rebuild"))
    desk = opened(args)
    if args.rebuild:
        return _rebuild(desk, args.json)
    for match in search(desk, args.text, limit=args.limit).newest(args.limit):
        if args.json:
            print_json(
                {
                    "type": match.kind,
                    "number": match.number,
                    "id": match.id,
                    "title": match.title,
                    "snippet": match.snippet,
                    "at": rfc3339(match.at, desk.zone),
                }
            )
        else:
            print(_line(match, desk))
    return 0


def _rebuild(desk: "Desk", as_json: bool) -> int:
    from deskconsole.desk.search.searching import rebuild_search

    count = rebuild_search(desk)
    if as_json:
        print_json({"entries": count})
    else:
        print(_("The search has been made anew: {n} entries.").format(n=count))
    return 0


def _line(match: "SearchResult", desk: "Desk") -> str:
    from deskconsole.present.dates import short
    from deskconsole.text.cells import clip, pad
    from deskconsole.text.clean import one_line

    return "  ".join(
        (
            pad(_(_KINDS[match.kind]), 8),
            pad(match.number or str(match.id), 18),
            pad(short(match.at, desk.now(), desk.zone), 11),
            pad(clip(one_line(match.title), 28), 28),
            clip(one_line(match.snippet), 60),
        )
    ).rstrip()
