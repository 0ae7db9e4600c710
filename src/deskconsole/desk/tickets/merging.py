"""Merging two tickets of the same matter: the loser closes, what is open on it moves to the survivor."""

from dataclasses import replace
from datetime import datetime

from deskconsole.desk.desk import Desk
from deskconsole.desk.work import Loaded, append, draft, load
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.merging import retold
from deskconsole.errors import DeskError
from deskconsole.store.api import WriteTransaction


def merge_within(desk: Desk, tx: WriteTransaction, loser: Loaded, event: Event, now: datetime) -> Loaded:
    """Record the prepared ``merged`` event of ``loser``; open promises, hand-offs and plans go on in the survivor."""
    survivor = load(desk, tx, str(event.fields["into"]))
    if survivor.record.id == loser.record.id:
        raise DeskError("merged: into: a ticket cannot be merged into itself", field="into")
    if survivor.ticket.ended:
        raise DeskError("merged: into: {number} is not open", field="into", number=survivor.record.number)
    note = draft(
        survivor,
        "noted",
        at=now,
        now=now,
        desk=desk,
        by=desk.actor.login,
        text=loser.record.number,
        fields={"merged_from": loser.record.number},
        source=event.source,
    )
    append(desk, tx, survivor, [note, *retold(loser.events, loser.ticket, loser.record.number, note)])
    return append(desk, tx, loser, [replace(event, fields={**event.fields, "into": survivor.record.number})])
