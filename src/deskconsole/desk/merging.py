"""Merging two tickets of the same matter: the loser closes, what is open on it moves to the survivor."""

from dataclasses import replace
from datetime import datetime

from deskconsole.desk.opening import Desk
from deskconsole.desk.recording import Loaded, append, draft, load
from deskconsole.domain.errors import DeskError
from deskconsole.domain.events import Event
from deskconsole.store.engine import Writing

#: Events that make up an open promise or hand-off, in the order in which they happened.
_MOVES = ("promised", "extended", "specialist_needed", "handed_off", "accepted")


def merge_within(desk: Desk, tx: Writing, loser: Loaded, event: Event, now: datetime) -> Loaded:
    """Record the prepared ``merged`` event of ``loser``; open promises and hand-offs go on in the survivor."""
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
    append(desk, tx, survivor, [note, *_moved(loser, survivor, note)])
    return append(desk, tx, loser, [replace(event, fields={**event.fields, "into": survivor.record.number})])


def _moved(loser: Loaded, survivor: Loaded, note: Event) -> list[Event]:
    """The open threads of the loser, retold on the survivor with their own times and new thread numbers."""
    open_threads = {*loser.ticket.open_promises(), *loser.ticket.open_hand_offs()}
    threads: dict[int, int] = {}
    moved: list[Event] = []
    for event in loser.events:
        thread = event.seq if event.kind in ("promised", "specialist_needed") else event.of
        if event.kind not in _MOVES or thread not in open_threads:
            continue
        seq = note.seq + 1 + len(moved)
        threads.setdefault(event.seq, seq)
        moved.append(
            replace(
                event,
                seq=seq,
                of=threads.get(event.of) if event.of is not None else None,
                recorded_at=note.recorded_at,
                fields={**event.fields, "moved_from": loser.record.number},
                source=note.source,
                pack=note.pack,
                calendar=note.calendar,
            )
        )
    return moved
