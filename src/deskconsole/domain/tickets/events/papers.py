"""The papers of a ticket: documents asked for and received, what the customer signed, the check of one's own papers,
and the paper file: handed in by the desk, taken in by the archive, or sent back.
"""

from collections.abc import Sequence
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.kind import EventKind, Fold, none_open
from deskconsole.domain.tickets.papers import (
    ASKED,
    HANDED_IN,
    MISSING,
    NOT_NEEDED,
    RECEIVED,
    REFUSED,
    SENT_BACK,
    SIGNED,
    TAKEN_IN,
    WANTED,
    Document,
    PaperFile,
    names_in,
    open_documents,
)
from deskconsole.domain.tickets.state import Ticket
from deskconsole.errors import DeskError
from deskconsole.record import replace
from deskconsole.text.marked import N_

#: What came of one's own check.
IN_ORDER: Final = "in_order"
NOT_IN_ORDER: Final = "not_in_order"


def _wanted(ticket: Ticket, event: Event) -> dict[str, Any]:
    """What the rules ask for now; what they ask for no longer and nobody has touched is gone."""
    names, first = names_in(event.fields.get("documents")), names_in(event.fields.get("before_finishing"))
    documents = {name: replace(each, before="") for name, each in ticket.documents.items() if each.state != WANTED}
    for name in names:
        before = "finished" if name in first else "filed"
        existing = ticket.documents.get(name) or Document(WANTED, event.happened_at)
        documents[name] = replace(existing, before=before)
    return {"documents": documents}


def _recorded(ticket: Ticket, event: Event) -> dict[str, Any]:
    documents = dict(ticket.documents)
    for name in names_in(event.fields.get("documents")):
        before = documents.get(name)
        question = event.outcome == ASKED
        documents[name] = Document(
            state=event.outcome or RECEIVED,
            at=event.happened_at,
            by=event.by,
            whom=event.fields.get("asked_of") or (before.whom if before is not None else None),
            reason=event.fields.get("reason"),
            signed_by=event.fields.get("signed_by"),
            before=before.before if before is not None else "",
            asked_at=event.happened_at if question else before.asked_at if before is not None else None,
        )
    return {"documents": documents}


def _check_recorded(event: Event) -> None:
    if event.outcome is None:
        raise DeskError("{event}: {name} is missing", field="outcome", event=event.kind, name="outcome")
    if event.outcome in (NOT_NEEDED, REFUSED) and not event.fields.get("reason"):
        raise DeskError("{event}: {name} is missing", field="reason", event=event.kind, name="reason")
    if event.outcome == SIGNED and not event.fields.get("signed_by"):
        raise DeskError("{event}: {name} is missing", field="signed_by", event=event.kind, name="signed_by")


def documents_owed(ticket: Ticket) -> DeskError | None:
    """Why the work cannot end: documents that must be there before."""
    names = open_documents(ticket.documents, "finished")
    return DeskError("finished: documents are missing: {documents}", documents=", ".join(names)) if names else None


def _not_to_be_checked(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    return DeskError("papers_checked: file the ticket first") if ticket.filed_at is None else None


def _check_own(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    if event.by not in (ticket.first_receiver, ticket.owner):
        raise DeskError("papers_checked: who received the ticket, or owns it, checks its papers")


def _check_said(event: Event) -> None:
    if event.outcome is None:
        raise DeskError("{event}: {name} is missing", field="outcome", event=event.kind, name="outcome")
    if event.outcome == NOT_IN_ORDER and not event.text:
        raise DeskError("papers_checked: say what is not in order", field="text")


def on_their_way(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """The papers that are handed in and neither taken in nor sent back."""
    paper_file = ticket.paper_file
    return [paper_file.seq] if paper_file is not None and paper_file.state == HANDED_IN else []


def _not_to_be_handed_in(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if ticket.filed_at is None:
        return DeskError("handed_in: file the ticket first")
    state = ticket.paper_file.state if ticket.paper_file is not None else ""
    if state == TAKEN_IN:
        return DeskError("handed_in: the archive has taken the papers in already")
    return DeskError("handed_in: the papers are handed in already") if state == HANDED_IN else None


def _handed_in(ticket: Ticket, event: Event) -> dict[str, Any]:
    place = ticket.paper_file.place if ticket.paper_file is not None else None
    paper_file = PaperFile(HANDED_IN, event.seq, event.by, event.happened_at, event.to, place)
    return {"paper_file": paper_file}


def _answered(state: str) -> Fold:
    def fold(ticket: Ticket, event: Event) -> dict[str, Any]:
        paper_file = ticket.paper_file or PaperFile()
        place = event.fields.get("kept_at") or paper_file.place
        change: dict[str, Any] = {"state": state, "by": event.by, "at": event.happened_at, "place": place}
        return {"paper_file": replace(paper_file, **change, reason=event.fields.get("reason"))}

    return fold


def _shelved(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"paper_file": replace(ticket.paper_file or PaperFile(), place=str(event.fields.get("kept_at")))}


def papers_back(ticket: Ticket) -> dict[str, Any]:
    """What it changes of the papers that a ticket is reopened: they are handed in anew when it is filed again."""
    return {"paper_file": replace(ticket.paper_file, state="")} if ticket.paper_file is not None else {}


KINDS: Final = (
    EventKind(
        "documents_wanted",
        "want_documents",
        N_("Documents needed"),
        optional=("documents", "before_finishing"),
        fold=_wanted,
        by_desk=True,
        along=True,
        takes=False,
        touches=False,
        last_words=False,
    ),
    EventKind(
        "documents_recorded",
        "record_documents",
        N_("Documents"),
        key="_",
        step=True,
        opens=True,
        required=("documents",),
        optional=("asked_of", "told", "reason", "documents_complete"),
        values={
            "outcome": {
                ASKED: N_("asked for"),
                RECEIVED: N_("received, here"),
                NOT_NEEDED: N_("not needed"),
                MISSING: N_("not to be had yet"),
            }
        },
        wording=("told",),
        fold=_recorded,
        content=_check_recorded,
        after_filed=True,
        last_words=False,
    ),
    EventKind(
        "document_signed",
        "sign_document",
        N_("Customer's signature"),
        step=True,
        required=("documents",),
        optional=("signed_by", "reason", "documents_complete"),
        values={"outcome": {SIGNED: N_("signed"), REFUSED: N_("refused to sign")}},
        default_outcome=True,
        fold=_recorded,
        content=_check_recorded,
        after_filed=True,
        last_words=False,
    ),
    EventKind(
        "papers_checked",
        "check_papers",
        N_("Check of one's own papers"),
        values={"outcome": {IN_ORDER: N_("in order"), NOT_IN_ORDER: N_("not in order")}},
        guard=_not_to_be_checked,
        check=_check_own,
        content=_check_said,
        after_filed=True,
        takes=False,
        last_words=False,
    ),
    EventKind(
        "handed_in",
        "hand_in",
        N_("Hand in to the archive"),
        opens=True,
        optional=("to",),
        fold=_handed_in,
        guard=_not_to_be_handed_in,
        after_filed=True,
        takes=False,
        last_words=False,
    ),
    EventKind(
        "taken_in",
        "take_in",
        N_("Take in to the archive"),
        continues=("handed_in",),
        threads=on_their_way,
        required=("kept_at",),
        fold=_answered(TAKEN_IN),
        guard=none_open(on_their_way, "taken_in: the papers are not handed in"),
        after_filed=True,
        takes=False,
        last_words=False,
    ),
    EventKind(
        "sent_back",
        "send_back",
        N_("Send the papers back"),
        continues=("handed_in",),
        threads=on_their_way,
        required=("reason",),
        fold=_answered(SENT_BACK),
        guard=none_open(on_their_way, "sent_back: the papers are not handed in"),
        after_filed=True,
        takes=False,
        last_words=False,
    ),
    EventKind(
        "shelved",
        "shelve",
        N_("Place of the paper file"),
        required=("kept_at",),
        fold=_shelved,
        after_filed=True,
        after_withdrawn=True,
        takes=False,
        last_words=False,
    ),
)
