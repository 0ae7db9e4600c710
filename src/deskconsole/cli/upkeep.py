"""``backup``, ``restore``, ``export``, ``import``, ``doctor``: what keeps a site going from one year to the next."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from deskconsole.cli import refuse
from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.parsing.arguments import FORCE, argument, file, flag
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _, explain, ngettext
from deskconsole.present.json import Reader, Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.backups import backing_up, exporting, importing, restoring, rotation
    from deskconsole.desk.doctor import doctor, findings
    from deskconsole.terminal import terminal_check
    from deskconsole.text import cells, heads, sizes

#: State of a finding → what people read before it.
_STATES: Final = {"ok": N_("ok"), "warning": N_("warning"), "problem": N_("problem")}
_WIDTH: Final = 8


def _backup_usage(args: Namespace) -> str | None:
    return _("give FILE or --rotate FOLDER") if (args.file is None) == (args.folder is None) else None


def _backup(desk: desks.Desk, given: Namespace) -> backing_up.MadeBackup:
    if given.folder is not None:
        return rotation.rotate(desk, given.folder)
    return backing_up.back_up(desk, given.file, force=given.force)


def _backup_lines(made: backing_up.MadeBackup, reader: Answering) -> Iterator[str]:
    yield _("{file}: {size}, events up to {seq}, {n} files, SHA-256 {digest}").format(
        file=made.file, size=sizes.size_words(made.size), seq=made.seq, n=made.files, digest=made.sha256
    )
    yield _("Where its record ends, to be noted where nobody at the desk can change it: {head}").format(
        head=heads.Head(made.seq, made.head).written
    )
    for older in made.removed:
        yield _("removed: {file}").format(file=older)


def _restore(store: str | None, given: Namespace) -> restoring.Restored:
    return restoring.restore(store, given.file)


def _export(desk: desks.Desk, given: Namespace) -> exporting.ExportedStore | None:
    exported = exporting.export(desk, given.out or sys.stdout.buffer, force=given.force)
    if given.out is not None:
        return exported
    for problem in exported.problems:  # the lines of the store are all that standard output gets
        refuse(problem, desk)
    return None


def _exported_lines(exported: exporting.ExportedStore, reader: Answering) -> Iterator[str]:
    yield ngettext("{out}: {n} row", "{out}: {n} rows", exported.rows).format(out=exported.out, n=exported.rows)


def _import(store: str | None, given: Namespace) -> importing.ImportedStore:
    return importing.import_store(store, sys.stdin.buffer if str(given.file) == "-" else given.file)


def _imported_lines(imported: importing.ImportedStore, reader: Reader) -> Iterator[str]:
    yield ngettext("{out}: {n} row", "{out}: {n} rows", imported.rows).format(out=imported.store, n=imported.rows)


def _restored_lines(restored: restoring.Restored, reader: Reader) -> Iterator[str]:
    yield _("{store}: as it was on {at}, events up to {seq}").format(
        store=restored.store, at=f"{restored.made_at:%Y-%m-%d %H:%M}", seq=restored.seq
    )
    if restored.replaced is not None:
        yield _("what was there before is kept in {folder}").format(folder=restored.replaced)


class Examined(NamedTuple):
    """Everything that was looked at."""

    findings: list[findings.Finding]


def _doctor(store: str | None, given: Namespace) -> Examined:
    terminal = (findings.Finding(*each) for each in terminal_check.check())
    return Examined(list(chain(doctor.examine(store, clean=given.clean), terminal)))


def _problems(examined: Examined) -> list[findings.Finding]:
    return [each for each in examined.findings if each.state == findings.PROBLEM]


def _lines(examined: Examined, reader: Reader) -> Iterator[str]:
    for each in examined.findings:
        yield f"{cells.pad(_(_STATES[each.state]), _WIDTH)} {explain(each.message)}"
        if each.advice is not None:
            yield f"{' ' * _WIDTH} → {explain(each.advice)}"


# fmt: off
_MADE: Final = Answer(
    Shape("ok problems file size sha256 at seq head files removed copied",
          ok=lambda made, reader: not made.problems,
          problems=lambda made, reader: [explain(problem) for problem in made.problems]),
    _backup_lines,
    warnings=lambda made, reader: [explain(problem) for problem in made.problems],
    status=lambda made: 1 if made.problems else 0,
)
_FINDING: Final = Shape(
    "what state message advice", message=lambda each, reader: explain(each.message),
    advice=lambda each, reader: None if each.advice is None else explain(each.advice))
COMMANDS: Final = (
    Command("backup", N_("write the whole site into one file while consoles work"),
            argument("file", help=N_("the file: store, attached files, the site's own files"), nargs="?", read=file),
            argument("--rotate", "FOLDER", N_("a new file there, tried out; older ones make room"),
                     to="folder", read=file),
            FORCE,
            run=_backup, answer=_MADE, usage=_backup_usage, needs="site",
            epilog=N_("Of the files in FOLDER the newest of 7 days, 4 weeks and 12 months stay."),
            examples=("backup /media/usb/desk.tar", "backup --rotate /var/backups/deskconsole --json")),
    Command("restore", N_("put a backup in the place of the store; nobody may have it open"),
            argument("file", help=N_("what `backup` has written"), read=file),
            run=_restore, store=False, answer=Answer(Shape("ok store site made_at seq head replaced",
                                                           ok=lambda restored, reader: True), _restored_lines),
            examples=("restore /media/usb/desk.tar",)),
    Command("export", N_("the whole store as lines of JSON, attached files with it"),
            argument("--out", "FILE", N_("a file instead of standard output"), read=file),
            FORCE,
            run=_export, needs="site", answer=Answer(
                Shape("out rows"), _exported_lines, status=lambda exported: 1 if exported.problems else 0,
                warnings=lambda exported, reader: [explain(problem) for problem in exported.problems]),
            examples=("export --out desk.jsonl",)),
    Command("import", N_("make a store, where none is, of what `export` has written"),
            argument("file", help=N_("the lines; '-' for standard input"), read=file),
            run=_import, store=False, answer=Answer(Shape("store site rows"), _imported_lines),
            examples=("import desk.jsonl --store /srv/new/desk.db",)),
    Command("doctor", N_("look over everything that the desk rests on, and say what to do"),
            flag("--clean", N_("remove what programs that were killed have left")),
            run=_doctor, store=False, answer=Answer(
                Shape("ok problems findings", findings=_FINDING,
                      ok=lambda examined, reader: not _problems(examined),
                      problems=lambda examined, reader: [explain(each.message) for each in _problems(examined)]),
                _lines, status=lambda examined: 1 if _problems(examined) else 0),
            examples=("doctor", "doctor --json")),
)
