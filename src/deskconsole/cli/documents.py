"""``form``, ``ledger``: what leaves the desk as a file or on paper."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from deskconsole.cli.options import Subparsers, opened, print_json
from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from deskconsole.desk.opening import Desk


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds the commands that write documents."""
    form = subparsers.add_parser("form", parents=[shared], help=_("the paper form of a ticket"))
    form.add_argument("number", metavar="NUMBER")
    form.add_argument("--out", metavar="FILE", help=_("where to write it: .docx or .pdf"))
    form.add_argument("--print", dest="print_it", action="store_true", help=_("send it to the printer"))
    form.add_argument("--paper", metavar="NAME", help=_("which paper, where the kind of work has several"))
    form.add_argument("--template", action="store_true", help=_("write our own form unfilled (.docx), to be changed"))
    form.add_argument("--force", action="store_true", help=_("replace the file if it is there"))
    form.set_defaults(run=run_form, wrong_usage=form.error)


def run_form(args: argparse.Namespace) -> int:
    """``form``: writes it, prints it, or both."""
    from deskconsole.documents import form

    if args.out is None and (not args.print_it or args.template):
        args.wrong_usage(_("give --out FILE, --print or both"))
    desk = opened(args)
    out = None if args.out is None else Path(args.out)
    if args.template:
        assert out is not None
        form.make_template(desk, args.number, out, paper=args.paper, force=args.force)
    elif out is None:
        _tell_lacking(form.print_form(desk, args.number, paper=args.paper))
    else:
        if args.print_it:
            form.check_printable(out)
        _tell_lacking(form.make_form(desk, args.number, out, paper=args.paper, force=args.force))
        if args.print_it:
            form.print_made(desk, out)
    _answer(desk, args, out, 1)
    return 0


def _answer(desk: "Desk", args: argparse.Namespace, out: Path | None, rows: int) -> None:
    """What was written where."""
    if args.json:
        print_json({"out": None if out is None else str(out), "rows": rows})
    elif out is not None:
        from deskconsole.present.safe import one_line

        print(one_line(str(out)))


def _tell_lacking(characters: str) -> None:
    """Names what the fonts cannot print; the file is there all the same."""
    if characters:
        from deskconsole.present.safe import one_line

        told = _("no installed font has these characters, they are printed as boxes: {characters}")
        print(one_line(told.format(characters=characters)), file=sys.stderr)
