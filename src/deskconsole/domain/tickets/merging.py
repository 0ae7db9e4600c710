"""What goes on in the ticket that another one is merged into."""

from collections.abc import Sequence
from dataclasses import replace

from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket, effective
from deskconsole.domain.tickets.vocabulary import EVENTS


def retold(events: Sequence[Event], loser: Ticket, number: str, note: Event) -> list[Event]:
    """The open promises, hand-offs, plans and alarms of the ticket ``number``, events of the survivor behind ``note``.

    They keep their own times and take new thread numbers; a promise that told the time of an open hand-off goes
    along even if it was kept since.
    """
    hand_offs = set(loser.open_hand_offs())
    promises = {of for of, promise in loser.promises.items() if not promise.replied or promise.hand_off in hand_offs}
    moving = hand_offs | promises | set(loser.open_plans()) | set(loser.to_take_over())
    threads: dict[int, int] = {}
    moved: list[Event] = []
    for event in effective(events):
        kind = EVENTS[event.kind]
        thread = event.seq if kind.opens or event.of is None else event.of
        if not kind.moves or thread not in moving:
            continue
        threads[event.seq] = seq = note.seq + 1 + len(moved)
        moved.append(
            replace(
                event,
                seq=seq,
                of=threads.get(event.of) if event.of is not None else None,
                recorded_at=note.recorded_at,
                fields={**event.fields, "moved_from": number},
                source=note.source,
                pack=note.pack,
                calendar=note.calendar,
            )
        )
    return moved
