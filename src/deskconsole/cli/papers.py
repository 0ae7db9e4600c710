"""``form``, ``ledger``, ``attach``, ``attachments``, ``remote``: files and papers, out and in."""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from pathlib import Path
from typing import Final, NamedTuple

from deskconsole.cli import open_desk
from deskconsole.cli.answers import TICKET, WRITTEN, Written
from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.parsing.arguments import FORCE, argument, count, day, file, files, flag
from deskconsole.cli.parsing.late_imports import late, read_all
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

with late():
    from deskconsole import given_files
    from deskconsole.desk import desk as desks
    from deskconsole.desk.papers import attachments, ledger as ledgers, transfer
    from deskconsole.desk.tickets import views
    from deskconsole.documents import files as documents, form, ledger
    from deskconsole.terminal import environment, failures
    from deskconsole.text import cells, sizes


class Printed(NamedTuple):
    """A form that was written or printed; ``unprintable``: characters that no installed font has."""

    out: Path | None
    rows: int
    unprintable: str


class Attached(NamedTuple):
    """A file of a ticket, where it was copied to, and the command that fetches it from there."""

    file: attachments.Attachment
    out: Path | None
    fetch: str | None = None


def _form_usage(args: Namespace) -> str | None:
    nowhere = args.out is None and (not args.print_it or args.template)
    return _("give --out FILE, --print or both") if nowhere else None


def _form(desk: desks.Desk, given: Namespace) -> Printed:
    """Written, printed, or both."""
    number, out, how = given.number, given.out, {"paper": given.paper, "force": given.force}
    unprintable = ""
    if given.template:
        form.make_template(desk, number, out, **how)
    elif out is None:
        unprintable = form.print_form(desk, number, paper=given.paper)
    else:
        if given.print_it:
            form.check_printable(out)
        unprintable = form.make_form(desk, number, out, **how)
        if given.print_it:
            form.print_made(desk, out)
    return Printed(out, 1, unprintable)


def _unprintable(printed: Printed, reader: Answering) -> list[str]:
    """The file is there all the same."""
    message = _("no installed font has these characters, they are printed as boxes: {characters}")
    return [message.format(characters=printed.unprintable)] if printed.unprintable else []


def _ledger(desk: desks.Desk, given: Namespace) -> Written:
    """The tickets that began on some local days."""
    period = ledgers.days(given.first, given.last)
    return Written(given.out, ledger.write_ledger(desk, period, given.out, force=given.force, progress=_progress()))


def _progress() -> documents.Progress | None:
    """Says on a terminal how far a long export is; Ctrl+C stops it and leaves nothing."""

    def progress(done: int, of: int) -> None:
        print(f"\r{done} / {of} ", end="" if done < of else "\n", file=sys.stderr, flush=True)

    return progress if sys.stderr.isatty() else None


def _attachments_usage(args: Namespace) -> str | None:
    return _("give --out FOLDER or --transfer") if args.out is not None and args.transfer else None


def _attachments(desk: desks.Desk, given: Namespace) -> list[Attached]:
    """The files of a ticket, or of one event; copied, where a folder is named."""
    if given.transfer:
        folder = transfer.folder_of(desk.folder.absolute(), str(desk.actor.os_account or desk.actor.login))
        saved = attachments.save_attachments(desk, given.number, folder, seq=given.seq)
        return [Attached(each, out, transfer.fetch_command(out.name)) for each, out in saved]
    if given.out is not None:
        saved = attachments.save_attachments(desk, given.number, given.out, seq=given.seq)
        return [Attached(*each) for each in saved]
    result = attachments.attachments_of(views.show(desk, given.number).events)
    return [Attached(each, None) for each in result if given.seq in (None, each.seq)]


def _attached_line(attached: Attached, reader: Answering) -> str:
    one = attached.file
    return f"{one.seq:>4}  {cells.pad(sizes.size_words(one.size), 8)}  {attached.fetch or attached.out or one.name}"


def _waiting_line(file: transfer.Waiting, reader: Answering) -> str:
    return f"{cells.pad(sizes.size_words(file.size), 8)}  {file.name}"


class Remote(Command):
    """What a colleague gets over SSH: the console, or a file to or from their own PC; nothing else, whatever is asked.

    The forced command calls it (``deploy/ssh``); what the client asked for is where ``sshd`` puts it.
    """

    def run(self, args: Namespace) -> int:
        """The console, confined to the caller's transfer folder, or one file."""
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)  # nobody is there who could have it go on
        wish = transfer.wish_of(os.environ.get("SSH_ORIGINAL_COMMAND", ""))
        if not wish.word:
            environment.require_terminal()
            environment.prepare()
        desk = open_desk(args.store, None)
        folder = transfer.folder_of(desk.folder.absolute(), str(desk.actor.os_account))
        if wish.word:
            return self.perform(Namespace(wish=wish, folder=folder, json=args.json), desk)
        os.environ["XDG_STATE_HOME"] = str(failures.state_folder().parent)  # its log stays where it was
        given_files.confine(folder)
        read_all()
        from deskconsole.app import run_console  # Textual; and only once the terminal has been prepared for it

        return run_console(desk)

    def perform(self, args: Namespace, desk: desks.Desk | None = None) -> int:
        """One file, or the names of those that wait."""
        assert desk is not None
        wish, folder = args.wish, args.folder
        if wish.word == transfer.SEND:
            return self._print(
                [transfer.send(folder, wish.name, sys.stdin.buffer, desk.settings.papers.largest)],
                Answering(desk),
                args.json,
            )
        if not wish.name:
            return self._print(transfer.waiting(folder), Answering(desk), args.json)
        if sys.stdout.isatty():
            raise DeskError("a file is not for the screen; write it to a file: ssh HOST fetch NAME > FILE")
        transfer.fetch(folder, wish.name, sys.stdout.buffer)
        return 0


# fmt: off
_PRINTED: Final = Answer(
    Shape("out rows"), lambda printed, reader: str(printed.out) if printed.out else [], warnings=_unprintable
)
_ATTACHED: Final = Answer(
    Shape("seq file size type digest out fetch", **{name: f"file.{name}" for name in ("seq", "size", "type", "digest")},
          file="file.name"),
    _attached_line,
)
_NUMBER: Final = argument("number")
COMMANDS: Final = (
    Command("form", N_("the paper form of a ticket"), _NUMBER,
            argument("--out", "FILE", N_("where to write it: .docx or .pdf"), read=file),
            flag("--print", N_("send it to the printer"), to="print_it"),
            argument("--paper", "NAME", N_("which paper, where the kind of work has several")),
            flag("--template", N_("write our own form unfilled (.docx), to be changed")), FORCE,
            run=_form, usage=_form_usage, answer=_PRINTED, examples=("form 12 --out 12.pdf --print",)),
    Command("ledger", N_("the ledger of some days"),
            argument("--from", "D", N_("the first day: 2026-11-01"), to="first", required=True, read=day),
            argument("--to", "D", N_("the last day"), to="last", required=True, read=day),
            argument("--out", "FILE", N_("where to write it: .xlsx or .csv"), required=True, read=file), FORCE,
            run=_ledger, answer=WRITTEN, examples=("ledger --from 2026-11-01 --to 2026-11-30 --out november.xlsx",)),
    Command("attach", N_("attach files to a ticket"), _NUMBER,
            argument("files", "FILE", to="paths", nargs="+", read=files),
            argument("--text", "T", N_("what they are (default: their names)")),
            argument("--document", "D", N_("which document of the ticket they are: it is then there")),
            argument("--signed-by", "NAME", N_("who signed it, where it is one that is signed")),
            argument("--expect", "SEQ", N_("refuse if anything happened since"), type=count),
            use=lambda: attachments.attach, answer=TICKET, writes=True, at=True, reveals=True,
            examples=("attach 12 photo.jpg",)),
    Command("attachments", N_("the files of a ticket"), _NUMBER,
            argument("--out", "FOLDER", N_("copy them there"), read=file),
            flag("--transfer", N_("copy them to your transfer folder: ssh HOST fetch NAME")),
            argument("--seq", "SEQ", N_("only the one of this event"), type=count),
            run=_attachments, answer=_ATTACHED, usage=_attachments_usage,
            examples=("attachments 12 --out photos", "attachments 12 --transfer")),
    Remote("remote", N_("for the forced command of sshd: the console, or a file to or from the caller's own PC"),
           answer=Answer(Shape("name size"), _waiting_line),
           description=N_("Opens the console for whoever has run it through sudo; files are named within their own "
                          "transfer folder only. Of what the SSH client asked for, 'fetch', 'fetch NAME' and "
                          "'send NAME' are done, anything else is refused. See docs/deploy.md.")),
)
