"""``documents``, ``papers``: what is missing and what is here, what is on its way to the archive and where it lies."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from deskconsole.cli.answers import TICKET, time_left
from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.parsing.arguments import argument, count
from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.archive import papers as archive
    from deskconsole.domain.tickets import papers
    from deskconsole.present import dates
    from deskconsole.present.papers import states
    from deskconsole.text import cells

if TYPE_CHECKING:
    from deskconsole.desk.records import TicketView

#: Option → what it says of the documents that it names.
_SAID: Final = {
    "asked": "ASKED",
    "received": "RECEIVED",
    "not_needed": "NOT_NEEDED",
    "missing": "MISSING",
    "signed": "SIGNED",
    "not_signed": "REFUSED",
}


def _documents(desk: desks.Desk, given: Namespace) -> TicketView:
    """What is said of each document."""
    outcomes: dict[str, str] = {}
    for option, state in _SAID.items():
        for name in papers.names_in(getattr(given, option)):
            if name in outcomes:
                raise DeskError("documents: '{value}' is named twice", field="documents", value=name)
            outcomes[name] = getattr(papers, state)
    words = {name: getattr(given, name) for name in ("asked_of", "reason", "signed_by", "text", "expect", "key")}
    return archive.record_documents(desk, given.number, outcomes, message=given.told, **words)


def _paper_line(line: archive.PaperLine, reader: Answering) -> Iterator[str]:
    """Left, state, number, customer, what is missing or where it lies."""
    left = time_left(line.due, reader.now, reader, line.warn_at) if line.due is not None else "-"
    pack = reader.desk.pack_for(kind=line.kind)
    about = line.place or line.reason or ""
    if line.missing:
        about = _("; ").join(states.document_title(pack, name) for name in line.missing)
    who = reader.titles.who(line.to) if line.to else reader.titles.person(line.by or line.owner)
    at = dates.short(line.at, reader.now, reader.zone) if line.at is not None else ""
    yield "  ".join(
        (
            cells.pad(left, 14),
            reader.cell(_(states.FILE_STATES[line.state]), 18),
            cells.pad(line.number, 18),
            reader.cell(str(line.customer or ""), 16),
            reader.cell(f"{at} {who}".strip(), 20),
            reader.text(about),
        )
    )


# fmt: off
_NAMES: Final = "NAME,NAME"
_PAPER: Final = Answer(
    Shape("number state customer kind missing owner by at to place reason due"), _paper_line,
)
COMMANDS: Final = (
    Command("documents", N_("say of a ticket's documents what was asked for, what is here, what is not needed"),
            argument("number"),
            argument("--asked", _NAMES, N_("the customer was asked for them")),
            argument("--received", _NAMES, N_("they are here")),
            argument("--not-needed", _NAMES, N_("not needed; say why with --reason")),
            argument("--missing", _NAMES, N_("they are not to be had yet")),
            argument("--signed", _NAMES, N_("the customer signed; say who with --signed-by")),
            argument("--not-signed", _NAMES, N_("the customer would not sign; say why with --reason")),
            argument("--asked-of", "WHO", N_("who was asked")),
            argument("--told", "T", N_("what the customer was told")),
            argument("--signed-by", "WHO", N_("whose name stands below it")),
            argument("--reason", "T"), argument("--text", "T"),
            argument("--expect", "SEQ", N_("refuse if anything happened since"), type=count),
            run=_documents, needs="tickets", answer=TICKET, writes=True, reveals=True,
            examples=("documents 12 --received photo --asked invoice_copy --asked-of 'Chen Li'",)),
    Command("papers", N_("papers on their way to the archive, and documents that are missing"),
            argument("--state", "S", N_("handed_in, sent_back, to_hand_in, wanted or taken_in; all but that")),
            use=lambda: archive.papers, answer=_PAPER,
            examples=("papers --state handed_in",)),
)
