"""What the desk itself says of a ticket's papers beside an event: which documents the rules ask for, whether all are
there, whether there is paper to be put away.
"""

from typing import Final

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.domain.rules.house.documents import DocumentRule, documents_of
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.papers import (
    BETWEEN,
    OPEN,
    RECEIVED,
    WANTED,
    has_papers,
    names_in,
)
from deskconsole.errors import DeskError
from deskconsole.record import replace

#: Events that say something of documents.
PAPER_EVENTS: Final = frozenset({"documents_recorded", "document_signed"})
_SIGNATURE: Final = "document_signed"
#: Between the names of documents as people write them.
_COMMAS: Final = str.maketrans("，、;；", ",,,,")


def documents_of_ticket(ticket: LoadedTicket) -> tuple[DocumentRule, ...]:
    """The documents that the ticket may have, as its pack says."""
    return documents_of(ticket.pack.documents, ticket.ticket.kind)


def want_documents(ticket: TicketWork) -> None:
    """Record which documents the rules ask for where that is not what stands on the ticket."""
    state = ticket.ticket
    if not state.received or state.ended or state.finished is not None:
        return
    facts = {**state.fields, **state.attributes()}
    wanted = [each for each in documents_of_ticket(ticket) if each.is_wanted(state.kind, facts)]
    now = {each.name: each.before for each in wanted}
    before = {name: each.before for name, each in state.documents.items() if each.before}
    stale = {name for name, each in state.documents.items() if each.state == WANTED} - now.keys()
    if now == before and not stale:
        return
    fields = {
        "documents": BETWEEN.join(now),
        "before_finishing": BETWEEN.join(name for name, before_what in now.items() if before_what == "finished"),
    }
    at = ticket.events[-1].happened_at
    ticket.append(ticket.draft_event("documents_wanted", at=at, fields=fields, by_desk=True))


def with_papers(ticket: LoadedTicket, event: Event, pack: Pack) -> Event:
    """An event with the documents by their names in the pack, and whether all are there with it.

    They may be written by name or title, several with a comma. Raises :class:`DeskError` for one that tickets of the
    kind do not have, or that is signed where this one is not.
    """
    existing = documents_of(pack.documents, ticket.ticket.kind)
    signing = event.kind == _SIGNATURE
    names = [_named(existing, each) for each in names_in(str(event.fields["documents"]).translate(_COMMAS))]
    wrong = next((each for each in names if each.signed != signing), None)
    if wrong is not None and (signing or event.outcome == RECEIVED):
        raise _wrong_way(event, wrong, signing=signing)
    after = {name: each.open for name, each in ticket.ticket.documents.items()}
    after |= {each.name: event.outcome in OPEN for each in names}
    fields = {**event.fields, "documents": BETWEEN.join(each.name for each in names)}
    return replace(event, fields={**fields, "documents_complete": not any(after.values())})


def _named(existing: tuple[DocumentRule, ...], name: str) -> DocumentRule:
    result = next((each for each in existing if name in (each.name, each.title.zh, each.title.en)), None)
    if result is None:
        raise DeskError(
            "documents: '{value}' is not one of {allowed}",
            field="documents",
            value=name,
            allowed=", ".join(each.name for each in existing) or "-",
        )
    return result


def _wrong_way(event: Event, document: DocumentRule, *, signing: bool) -> DeskError:
    if signing:
        return DeskError("document_signed: {document} is not signed", field="documents", document=document.title)
    return DeskError(
        "documents_recorded: {document} is signed by the customer; record the signature",
        field="documents",
        document=document.title,
    )


def filed_with_papers(ticket: LoadedTicket, event: Event) -> Event:
    """`filed` with whether there is paper to be put away; nothing where there is none."""
    if not has_papers(ticket.ticket.documents):
        return event
    return replace(event, fields={**event.fields, "with_papers": True})
