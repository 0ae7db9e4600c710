"""Threads: which promise, hand-off, call, visit or plan an event continues (`model.md`, Threads)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import EVENTS, Event
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import DeskError

#: From a ticket and its clocks to the threads (their opening `seq`) that are open for some kind of event.
Finder = Callable[[Ticket, Sequence[Deadline]], list[int]]


def with_thread(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> Event:
    """The event with its thread filled in.

    Without ``of`` the only open thread is meant; with several the event is refused and they are named, and so
    is an ``of`` that names no open thread. Raises :class:`DeskError`.
    """
    if not EVENTS[event.kind].continues:
        if event.of is not None and not 0 < event.of < event.seq:
            raise DeskError("{event}: of: there is no event {of}", event=event.kind, field="of", of=event.of)
        return event
    threads = open_threads(ticket, clocks, event.kind)
    if event.of is not None:
        if event.of not in threads and event.of not in nameable_threads(ticket, clocks, event.kind):
            raise DeskError(
                "{event}: of: {of} is not an open thread; open: {open}",
                event=event.kind,
                field="of",
                of=event.of,
                open=", ".join(map(str, threads)) or "-",
            )
        return event
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
    finder = THREADS.get(kind)
    if finder is not None:
        return finder(ticket, clocks)
    action = EVENTS[kind].action
    return list(dict.fromkeys(clock.of for clock in clocks if clock.active and clock.do == action))


def nameable_threads(ticket: Ticket, clocks: Sequence[Deadline], kind: str) -> list[int]:
    """Further threads that ``of`` may name explicitly."""
    if kind == "followed_up":
        return [clock.of for clock in clocks if clock.active and clock.do == "follow_up"]
    if kind == "extended":
        return [clock.of for clock in clocks if clock.active and clock.extendable]
    if kind in ("answered", "promised"):
        return [of for of, hand_off in ticket.hand_offs.items() if hand_off.open]
    if kind == "picked_up":
        return list(ticket.calls)
    return []


# --- finders: what is open for a kind ---------------------------------------------------------------------------


def ringing(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Calls that ring now."""
    return [of for of, call in ticket.calls.items() if call.state == "ringing"]


def pickable(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Calls that ring now, else the last missed one: it may have been picked up and reported late."""
    return ringing(ticket, clocks) or [of for of, call in ticket.calls.items() if call.state == "missed"][-1:]


def _hand_offs(*states: str) -> Finder:
    def find(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
        return [of for of, hand_off in ticket.hand_offs.items() if hand_off.state in states]

    return find


def _to_tell(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    return ticket.open_hand_offs()


def _answered_untold(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Hand-offs whose specialist has answered while the customer was never told a time."""
    results = [of for of, h in ticket.hand_offs.items() if h.state == "answered" and h.open]
    return results if len(results) == 1 else []


def promises(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Promises not yet replied to."""
    return ticket.open_promises()


def _extendable(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    accepted = [of for of, hand_off in ticket.hand_offs.items() if hand_off.state == "accepted"]
    others = (clock.of for clock in clocks if clock.active and clock.extendable)
    return ticket.open_promises() or accepted or list(dict.fromkeys(others))


def _plans(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    return ticket.open_plans()


def waits(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """The wait on the customer, if there is one."""
    return [ticket.waiting] if ticket.waiting is not None else []


def visits(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """The last person who came and has not left."""
    return [of for of, visit in ticket.visits.items() if not visit.left][-1:]


#: Kind of event → the threads that it may continue.
THREADS: Final[Mapping[str, Finder]] = {
    "picked_up": pickable,
    "hung_up": ringing,
    "greeted": visits,
    "seen": visits,
    "left": visits,
    "host_told": visits,
    "host_answered": visits,
    "looked_after": visits,
    "answered": _answered_untold,
    "promised": _to_tell,
    "extended": _extendable,
    "replied": promises,
    "handed_off": _hand_offs("needed", "handed_off"),
    "accepted": _hand_offs("needed", "handed_off"),
    "declined": _hand_offs("needed", "handed_off", "accepted"),
    "specialist_answered": _hand_offs("accepted"),
    "resumed": waits,
    "followed_up": _plans,
}
#: Kinds that cannot stand without a thread.
THREAD_NEEDED: Final = frozenset(THREADS) - {"answered", "promised", "followed_up", "extended"}
