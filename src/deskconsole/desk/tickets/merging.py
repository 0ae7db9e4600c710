"""Two tickets of the same matter: merged, so that one closes and what is open on it moves to the other; or linked.

Of linked ones each goes on for its own customer.
"""

from dataclasses import replace

from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.merging import retold
from deskconsole.errors import DeskError


def merge(work: Work, loser: TicketWork, event: Event) -> None:
    """Record the prepared ``merged`` event of ``loser``; open promises, hand-offs and plans go on in the survivor."""
    survivor = work.ticket_of(work.find(str(event.fields["into"])))
    if survivor is loser:
        raise DeskError("merged: into: a ticket cannot be merged into itself", field="into")
    if survivor.ticket.ended:
        raise DeskError("merged: into: {number} is not open", field="into", number=survivor.number)
    note = survivor.draft_event("noted", text=loser.number, fields={"merged_from": loser.number})
    survivor.append(note, *retold(loser.events, loser.ticket, loser.number, note))
    loser.append(replace(event, fields={**event.fields, "into": survivor.number}))


def link(work: Work, ticket: TicketWork, event: Event) -> None:
    """Record the prepared ``linked`` or ``unlinked`` event on both tickets, each naming the other."""
    other = work.ticket_of(work.find(str(event.fields["same_as"])))
    if other is ticket:
        raise DeskError("{event}: same_as: that is the ticket itself", event=event.kind, field="same_as")
    existing = other.number in ticket.ticket.linked
    if event.kind == "linked" and existing:
        raise DeskError("linked: {number} is linked already", number=other.number, field="same_as")
    if event.kind == "unlinked" and not existing:
        raise DeskError("unlinked: {number} is not linked with it", number=other.number, field="same_as")
    if event.kind == "linked" and (other.ticket.withdrawn_at or other.ticket.merged_into):
        raise DeskError("linked: {number} was withdrawn or merged", number=other.number, field="same_as")
    other.require_event(event.kind)
    theirs = {**event.fields, "same_as": ticket.number}
    ticket.append(replace(event, fields={**event.fields, "same_as": other.number}))
    other.append(other.draft_event(event.kind, at=event.happened_at, text=event.text, fields=theirs))
