"""``form``, ``ledger``: what leaves the desk as a file or on paper."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from deskconsole.cli.options import Subparsers, opened, print_json
from deskconsole.present.catalogue import _, ngettext

if TYPE_CHECKING:
    from deskconsole.documents.files import Progress


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
    ledger = subparsers.add_parser("ledger", parents=[shared], help=_("the ledger of some days"))
    ledger.add_argument("--from", dest="first", metavar="D", required=True, help=_("the first day: 2026-11-01"))
    ledger.add_argument("--to", dest="last", metavar="D", required=True, help=_("the last day"))
    ledger.add_argument("--out", metavar="FILE", required=True, help=_("where to write it: .xlsx or .csv"))
    ledger.add_argument("--force", action="store_true", help=_("replace the file if it is there"))
    ledger.set_defaults(run=run_ledger)


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
    answer(args, out, 1)
    return 0


def run_ledger(args: argparse.Namespace) -> int:
    """``ledger``: the tickets that began on some local days."""
    from deskconsole.desk.papers.ledger import days
    from deskconsole.documents.ledger import write_ledger
    from deskconsole.text.dates import parse_day

    period = days(parse_day(args.first, field="from"), parse_day(args.last, field="to"))
    desk = opened(args)
    out = Path(args.out)
    rows = write_ledger(desk, period, out, force=args.force, progress=_progress())
    answer(args, out, rows)
    return 0


def _progress() -> "Progress | None":
    """Says on a terminal how far a long export is; Ctrl+C stops it and leaves nothing."""
    if not sys.stderr.isatty():
        return None

    def progress(done: int, of: int) -> None:
        print(f"\r{done} / {of} ", end="" if done < of else "\n", file=sys.stderr, flush=True)

    return progress


def answer(args: argparse.Namespace, out: Path | None, rows: int) -> None:
    """What was written where."""
    if args.json:
        print_json({"out": None if out is None else str(out), "rows": rows})
    elif out is not None:
        from deskconsole.text.clean import one_line

        message = "{out}" if args.command == "form" else ngettext("{out}: {n} row", "{out}: {n} rows", rows)
        print(one_line(message.format(out=out, n=rows)))


def _tell_lacking(characters: str) -> None:
    """Names what the fonts cannot print; the file is there all the same."""
    if characters:
        from deskconsole.text.clean import one_line

        message = _("no installed font has these characters, they are printed as boxes: {characters}")
        print(one_line(message.format(characters=characters)), file=sys.stderr)
