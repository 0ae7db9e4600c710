"""Threads: which promise, hand-off, call, visit or plan an event continues (`model.md`, Threads)."""

from collections.abc import Sequence
from dataclasses import replace

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.state import Ticket
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError


def with_thread(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> Event:
    """The event with its thread filled in.

    Without ``of`` the only open thread is meant; with several the event is refused and they are named, and so
    is an ``of`` that names no open thread. Raises :class:`DeskError`.
    """
    kind = EVENTS[event.kind]
    if not kind.continues:
        if event.of is not None and not 0 < event.of < event.seq:
            raise DeskError("{event}: of: there is no event {of}", event=event.kind, field="of", of=event.of)
        return event
    threads = open_threads(ticket, clocks, event.kind)
    if event.of is not None:
        nameable = [*threads, *(kind.nameable(ticket, clocks) if kind.nameable is not None else ())]
        of = event.of if event.of in nameable else ticket.thread_of(event.of)
        if of not in nameable:
            raise DeskError(
                "{event}: of: {of} is not an open thread; open: {open}",
                event=event.kind,
                field="of",
                of=event.of,
                open=", ".join(map(str, threads)) or "-",
            )
        return event if of == event.of else replace(event, of=of)
    if len(threads) > 1:
        raise DeskError(
            "{event}: several threads are open: {open}; say which with of",
            event=event.kind,
            field="of",
            open=", ".join(map(str, threads)),
        )
    return replace(event, of=threads[0] if threads else None)


def open_threads(ticket: Ticket, clocks: Sequence[Deadline], kind: str) -> list[int]:
    """The open threads that an event of ``kind`` without ``of`` could continue."""
    finder = EVENTS[kind].threads
    if finder is not None:
        return finder(ticket, clocks)
    action = EVENTS[kind].action
    return list(dict.fromkeys(clock.of for clock in clocks if clock.active and clock.do == action))
