"""``person show|erase|erasures|approve|refuse|hold|holds|release``: what is held about somebody."""

from __future__ import annotations

import signal
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import FORCE, argument, count, file, flag
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _, ngettext
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.persons import erasing, holds, showing
    from deskconsole.documents import person, person_texts

if TYPE_CHECKING:
    from deskconsole.desk.persons.erasing import Stop


def _show(desk: desks.Desk, given: Namespace) -> showing.PersonFile:
    if given.out is not None:
        return person.write_person(desk, given.who, given.out, force=given.force)
    return showing.show_person(desk, given.who)


def _approve(desk: desks.Desk, given: Namespace) -> erasing.ErasureView:
    with stoppable() as stop:
        return erasing.approve_erasure(desk, given.number, stop=stop)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Whether somebody has asked this process to end: it does so between two transactions."""
    signals: list[int] = []
    before = {each: signal.signal(each, lambda number, _frame: signals.append(number)) for each in _ENDS}
    try:
        yield lambda: bool(signals)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


#: How a process is asked to end.
_ENDS: Final = (signal.SIGTERM, signal.SIGINT)


def _file_lines(file: showing.PersonFile, reader: Answering) -> Iterator[str]:
    for part in person_texts.parts_of(file, reader.when):
        yield part.title
        yield from (f"  {line}" for line in part.lines)


def _erasure_lines(erasure: erasing.ErasureView, reader: Answering) -> Iterator[str]:
    who = reader.text(erasure.who)
    yield f"{erasure.number}  {_(_STATES[erasure.state])}  {who}  {reader.text(erasure.reason)}"
    yield f"  {reader.when(erasure.asked_at)}  {_('asked by')} {erasure.asked_by}"
    if erasure.decided_by is not None and erasure.decided_at is not None:
        yield f"  {reader.when(erasure.decided_at)}  {_('decided by')} {erasure.decided_by}"
    if erasure.events:
        tickets = ngettext("{n} ticket", "{n} tickets", erasure.tickets).format(n=erasure.tickets)
        yield f"  {tickets}, " + _("{n} entries, {files} files").format(n=erasure.events, files=erasure.files)
    for named in erasure.named_in:
        yield "  " + _("named besides: {where} {kind}").format(
            where=f"{named.number or '-'} {named.seq}", kind=named.kind
        )


def _unscrubbed(erasure: erasing.ErasureView, reader: Answering) -> list[str]:
    return [] if erasure.scrubbed else [_(UNSCRUBBED)]


#: A reader holds the log of the store; what was erased is in no row and no page any more.
UNSCRUBBED: Final = N_("a console was reading all the while: the store's -wal file is emptied by the next erasure")
_STATES: Final = {
    "asked": N_("waits for approval"),
    "approved": N_("approved, not finished"),
    "refused": N_("refused"),
    "done": N_("done"),
}


def _hold_line(hold: holds.HoldView, reader: Answering) -> str:
    return (
        f"{hold.number}  {reader.text(hold.name)}  {reader.text(hold.who)}  {hold.held_by}  {reader.when(hold.held_at)}"
    )


# fmt: off
_EVENT: Final = Shape("number seq kind at by text fields")
_FILE: Final = Answer(
    Shape(
        "names numbers contacts customers tickets events calls appointments passes watched files drafts articles "
        "named looked",
        customers=Shape("id name organisation tier owner preferences special_needs created_at contacts"),
        events=_EVENT, named=_EVENT, calls=Shape("number rang_at state"),
        passes=Shape("number pass out_at back_at", **{"pass": "passed"}), files=Shape("number seq name size"),
        drafts=Shape("form person updated_at body"), looked=Shape("at by what reason"),
    ),
    _file_lines,
)
_ERASURE: Final = Answer(
    Shape("number who reason named state asked_by asked_at decided_by decided_at tickets events files named_in "
          "scrubbed", named_in=Shape("number seq kind")),
    _erasure_lines, warnings=_unscrubbed,
)
_HOLD: Final = Answer(Shape("number name who held_by held_at"), _hold_line)
_WHO: Final = argument("who")
_NUMBER: Final = argument("number", type=count)
_REASON: Final = argument("--reason", "T", N_("why; it stays on record and may not name them"), required=True)
COMMANDS: Final = (
    Group(
        "person", N_("what is held about somebody: show it, hold it, erase it"),
        Command("show", N_("everything that is held about somebody, as a document for them"), _WHO,
                argument("--out", "FILE", N_("write it there: .docx or .txt"), read=file), FORCE,
                run=_show, answer=_FILE, examples=("person show 13812345678 --out you.docx",)),
        Command("erase", N_("ask for somebody to be erased; somebody else approves it"), _WHO, _REASON,
                flag("--named", N_("also where others have written nothing but their name")),
                use=lambda: erasing.ask_erasure, answer=_ERASURE, writes="keyless",
                examples=("person erase 17 --reason 'letter of 3 May'",)),
        Command("erasures", N_("what was asked for, the newest first"),
                use=lambda: erasing.erasures, answer=_ERASURE),
        Command("approve", N_("approve an erasure that somebody else asked for, and do it"), _NUMBER,
                run=_approve, answer=_ERASURE, writes="keyless"),
        Command("refuse", N_("refuse an erasure"), _NUMBER, _REASON,
                use=lambda: erasing.refuse_erasure, answer=_ERASURE, writes="keyless"),
        Command("hold", N_("nothing about them is erased until it is released"), _WHO,
                argument("--name", "T", N_("what the hold is called: a case, a letter"), required=True),
                use=lambda: holds.hold_person, answer=_HOLD, writes="keyless"),
        Command("release", N_("take the holds on somebody off"), _WHO,
                argument("--number", "N", N_("only this one"), type=count),
                use=lambda: holds.release_person, answer=_HOLD, writes="keyless"),
        Command("holds", N_("the holds in force"), use=lambda: holds.holds, answer=_HOLD),
        epilog=N_("WHO is a customer's number, a telephone number, or a name that only one has."),
    ),
)
