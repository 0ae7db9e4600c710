"""``attach``, ``attachments``: files of a ticket, in and out."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from deskconsole.cli.options import Subparsers, add_at, add_key, instant, opened, print_json
from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from deskconsole.desk.papers.attachments import Attachment


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds the commands that work with attached files."""
    attach = subparsers.add_parser("attach", parents=[shared], help=_("attach files to a ticket"))
    attach.add_argument("number", metavar="NUMBER")
    attach.add_argument("files", metavar="FILE", nargs="+")
    attach.add_argument("--text", metavar="T", help=_("what they are (default: their names)"))
    attach.add_argument("--expect", type=int, metavar="SEQ", help=_("refuse if anything happened since"))
    add_at(attach, _("when it happened (default: now)"))
    add_key(attach)
    attach.set_defaults(run=run_attach)
    listed = subparsers.add_parser("attachments", parents=[shared], help=_("the files of a ticket"))
    listed.add_argument("number", metavar="NUMBER")
    listed.add_argument("--out", metavar="FOLDER", help=_("copy them there"))
    listed.add_argument("--seq", type=int, metavar="SEQ", help=_("only the one of this event"))
    listed.set_defaults(run=run_attachments)


def run_attach(args: argparse.Namespace) -> int:
    """``attach``: prints the ticket as `show`."""
    from deskconsole.cli.tickets import print_ticket
    from deskconsole.desk.papers.attachments import attach

    desk = opened(args)
    paths = [Path(name) for name in args.files]
    at = instant(args.at, "at")
    view = attach(desk, args.number, paths, text=args.text, at=at, expect=args.expect, key=args.key)
    print_ticket(desk, view, args.json)
    return 0


def run_attachments(args: argparse.Namespace) -> int:
    """``attachments``: one line a file, where it was copied to with ``--out``."""
    from deskconsole.desk.papers.attachments import attachments_of, save_attachments
    from deskconsole.desk.tickets.views import show
    from deskconsole.text.cells import pad
    from deskconsole.text.clean import one_line
    from deskconsole.text.sizes import size_words

    desk = opened(args)
    saved: Sequence[tuple[Attachment, Path | None]]
    if args.out is not None:
        saved = save_attachments(desk, args.number, Path(args.out), seq=args.seq)
    else:
        result = attachments_of(show(desk, args.number).events)
        saved = [(each, None) for each in result if args.seq in (None, each.seq)]
    for each, path in saved:
        out = None if path is None else str(path)
        if args.json:
            named = {"seq": each.seq, "file": each.name, "size": each.size, "type": each.type, "digest": each.digest}
            print_json({**named, "out": out})
        else:
            print(one_line(f"{each.seq:>4}  {pad(size_words(each.size), 8)}  {out or each.name}"))
    return 0
