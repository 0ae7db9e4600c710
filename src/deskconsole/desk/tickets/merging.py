"""Merging two tickets of the same matter: the loser closes, what is open on it moves to the survivor."""

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
