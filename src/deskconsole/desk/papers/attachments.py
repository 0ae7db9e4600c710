"""Files attached to tickets: mails, pictures, proposals (R16). The record says what, by whom and with which content."""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.documents.wanting import documents_of_ticket
from deskconsole.desk.exports import record_exported
from deskconsole.desk.look import Look
from deskconsole.desk.papers import attachment_files as files
from deskconsole.desk.papers.whole_files import written
from deskconsole.desk.permissions import BY_EVENT, need_of_event
from deskconsole.desk.records import TicketView
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.act import record_fully
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.viewing import view_at
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.event import FIELD_LIMIT, Event
from deskconsole.domain.tickets.guards import refusal_for
from deskconsole.domain.tickets.papers import RECEIVED, SIGNED
from deskconsole.domain.tickets.ticket import effective
from deskconsole.errors import CommitUnsure, DeskError, NotFound
from deskconsole.given_files import named
from deskconsole.record import dataclass
from deskconsole.store import papers
from deskconsole.store.papers import AttachedRecord
from deskconsole.text.clean import clean

KIND: Final = "attached"
#: A copy younger than this may be of somebody who is attaching it now.
_UNDER_WAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file of a ticket; ``seq`` is its event, ``size`` in bytes."""

    seq: int
    name: str
    digest: str
    size: int
    type: str


def attach(
    desk: Desk,
    number: str,
    paths: Sequence[Path],
    *,
    text: str | None = None,
    document: str | None = None,
    signed_by: str | None = None,
    at: datetime | None = None,
    expect: int | None = None,
    key: str | None = None,
) -> TicketView:
    """Attach files to a ticket, all or none; the ticket as it is afterwards.

    ``text``: what they are (default: their names). ``document``: which of the ticket's documents they are, which is
    then on record as received, or as signed, ``signed_by`` somebody, where it is one that is signed. The same content
    is kept once, however often it is attached. Raises
    :class:`DeskError`; nothing is written then.
    """
    if not paths:
        raise DeskError("file: name at least one file", field="file")
    check_attaching(desk, number)  # large files are not copied only to be refused
    copies: list[files.Copied] = []
    try:
        for path in paths:
            copies.append(files.copy_in(desk.folder, named(str(path)), desk.settings.papers.largest))
        paper = (document, signed_by) if document else None
        view = _attach(desk, number, copies, text, paper, at, expect, key=key)
        for copied in copies:
            with suppress(OSError):  # recorded: whoever asks for it next moves it there
                files.settle(desk.folder, copied)
    except CommitUnsure:
        copies.clear()  # it may be recorded: then these are its files
        raise
    finally:
        for copied in copies:
            with suppress(OSError):
                copied.part.unlink()
    return view


@query(needs=BY_EVENT)
def check_attaching(look: Look, number: str) -> None:
    """Refuse where nothing can be attached to a ticket now."""
    loaded = look.look_at(number)
    look.require(need_of_event(KIND), loaded.ticket, loaded.clocks, action=KIND)
    refusal = refusal_for(loaded.ticket, loaded.clocks, KIND)
    if refusal is not None:
        raise refusal


@command(needs=BY_EVENT)
def _attach(
    work: Work,
    number: str,
    copies: Sequence[files.Copied],
    text: str | None,
    paper: tuple[str, str | None] | None,
    at: datetime | None,
    expect: int | None,
    *,
    key: str | None = None,
) -> TicketView:
    """What is attached goes on record; the files take their places once it stands there. ``paper``: the document that
    they are, and who signed it."""
    words = clean(text).strip() if text is not None else ""
    check_attaching(work, number)
    ticket = work.ticket(number, expect=expect)
    for copied in copies:
        fields = {"file": copied.name, "digest": copied.digest, "size": copied.size, "type": copied.type}
        record_fully(work, ticket, ticket.draft_event(KIND, at=at, text=words or copied.name, fields=fields))
    if paper is not None:
        _receive(work, ticket, *paper, at)
    return view_at(ticket, work.now)


def _receive(work: Work, ticket: TicketWork, document: str, signed_by: str | None, at: datetime | None) -> None:
    """A document of the ticket is there with its scan."""
    rule = next((each for each in documents_of_ticket(ticket) if each.name == document), None)
    signed = rule is not None and rule.signed
    kind = "document_signed" if signed else "documents_recorded"
    fields = {"documents": document, "outcome": SIGNED if signed else RECEIVED}
    if signed and signed_by is not None and (name := clean(signed_by).strip()):
        fields["signed_by"] = name
    ticket.require_event(kind)
    record_fully(work, ticket, ticket.draft_event(kind, at=at, fields=fields))


def attachments_of(events: Iterable[Event]) -> list[Attachment]:
    """The files among a ticket's events, undone ones left out."""
    return [
        Attachment(
            seq=event.seq,
            name=str(event.fields.get("file") or event.text or ""),
            digest=str(event.fields["digest"]),
            size=int(event.fields.get("size") or 0),
            type=str(event.fields.get("type") or ""),
        )
        for event in effective(list(events))
        if event.kind == KIND and "digest" in event.fields
    ]


def save_attachments(desk: Desk, number: str, folder: Path, *, seq: int | None = None) -> list[tuple[Attachment, Path]]:
    """Copy a ticket's files (or the one of event ``seq``) into ``folder`` under their names; what and where.

    A name that is taken there gets a number; nothing is replaced. What was given out is on the site's record. Raises
    :class:`DeskError` when a file is missing or no longer what was attached.
    """
    number, existing = _files_of(desk, number)
    wanted = [attachment for attachment in existing if seq in (None, attachment.seq)]
    if not wanted:
        raise NotFound("{number}: there is no such attachment", field="seq", number=number)
    if not folder.is_dir():
        raise DeskError("out: there is no folder '{folder}'", field="out", folder=str(folder))
    for result in wanted:
        if (problem := _problem(desk, number, result.seq, result.name, result.digest)) is not None:
            raise problem
    names = " · ".join(attached.name for attached in wanted)[:FIELD_LIMIT]
    record_exported(desk, "attachments", len(wanted), number=number, file=names)
    return [(result, _save(desk, result, folder)) for result in wanted]


@query(needs="see")
def _files_of(look: Look, number: str) -> tuple[str, list[Attachment]]:
    loaded = look.look_at(number)
    return loaded.number, attachments_of(loaded.events)


def _save(desk: Desk, result: Attachment, folder: Path) -> Path:
    name = files.clean_name(result.name)  # the record may have been changed by others than this program
    stem, suffix = Path(name).stem, Path(name).suffix
    for tried in range(1, 1000):
        path = folder / (name if tried == 1 else f"{stem} ({tried}){suffix}")
        if not os.path.lexists(path):
            # For who copied it alone, and whole.
            with (
                files.place_of(desk.folder, result.digest).open("rb") as source,
                written(path) as part,
                part.open("wb") as target,
            ):
                shutil.copyfileobj(source, target)
            return path
    raise DeskError("out: '{folder}' holds too many files called {name}", field="out", folder=str(folder), name=stem)


def verify_attachments(desk: Desk) -> Iterator[DeskError]:
    """Every file that is missing, changed, or named by no event. Files are read outside of any transaction.

    Copies that an attaching which came to nothing has left are removed; that is no difference.
    """
    recorded = _recorded(desk)
    files.remove_unrecorded(desk.folder, recorded, (desk.now() - _UNDER_WAY).timestamp())
    for digest, result in recorded.items():
        problem = _problem(desk, result.number, result.seq, result.file, digest)
        if problem is not None:
            yield problem
    strays = [(digest, path) for digest, path in files.kept_files(desk.folder) if digest not in recorded]
    attached_since = _recorded(desk) if strays else {}
    for digest, path in strays:
        if digest not in attached_since:
            yield DeskError(
                "{path}: no event names this file; look at it and delete it", path=str(path.relative_to(desk.folder))
            )


@query(needs="verify")
def _recorded(look: Look) -> dict[str, AttachedRecord]:
    """The first event that names each content, by its digest."""
    recorded: dict[str, AttachedRecord] = {}
    for attached in papers.attached(look.tx):
        recorded.setdefault(attached.digest, attached)
    return recorded


def _problem(desk: Desk, number: str, seq: int, file: str, digest: str) -> DeskError | None:
    """What is wrong with a kept file, by the event that names it."""
    values: dict[str, Any] = {"number": number, "seq": seq, "file": file}
    try:
        stored = files.digest_of(files.place_of(desk.folder, digest))
    except FileNotFoundError:
        return DeskError("{number}: event {seq} names the file '{file}', which is missing", **values)
    except (OSError, ValueError) as error:
        return DeskError(
            "{number}: event {seq}: the file '{file}' cannot be read: {reason}", reason=str(error), **values
        )
    if stored != digest:
        return DeskError("{number}: event {seq}: the file '{file}' was changed", **values)
    return None
