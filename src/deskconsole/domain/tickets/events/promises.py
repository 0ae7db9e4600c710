"""Promised replies: a time is told, it may be moved before it has passed, it is kept and understood (R10, R11)."""

from collections.abc import Sequence
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.answers import answer_added
from deskconsole.domain.tickets.events.hand_offs import HAND_OFF, open_hand_offs, with_time_told
from deskconsole.domain.tickets.events.kind import EventKind, none_open, with_thread_changed
from deskconsole.domain.tickets.state import Promise, Ticket
from deskconsole.errors import DeskError
from deskconsole.text.marked import N_


def promises(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Promises not yet replied to."""
    return ticket.open_promises()


def _promised(ticket: Ticket, event: Event) -> dict[str, Any]:
    promise = Promise(due=event.due or event.happened_at, text=event.text or "", hand_off=event.of)
    return {"promises": {**ticket.promises, event.seq: promise}} | with_time_told(ticket, event)


def _extended(ticket: Ticket, event: Event) -> dict[str, Any]:
    if event.of in ticket.promises:
        return {"promises": with_thread_changed(ticket.promises, event.of, due=event.due)}
    return {"hand_offs": with_thread_changed(ticket.hand_offs, event.of, due=event.due)}


def _running(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """The threads of the clocks that run and may be extended."""
    threads = (ticket.thread_of(clock.of) for clock in clocks if clock.active and clock.extendable)
    return list(dict.fromkeys(threads))


def _extendable(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    accepted = [of for of, hand_off in ticket.hand_offs.items() if hand_off.state == "accepted"]
    return ticket.open_promises() or accepted or _running(ticket, clocks)


def _check_extended(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    own = [c for c in clocks if c.active and c.extendable and ticket.thread_of(c.of) == event.of]
    if not own:
        raise DeskError("extended: nothing runs that could be extended")
    current = max(clock.due for clock in own)
    if event.happened_at > current:
        raise DeskError("extended: the time has passed; an extension is told before it")
    if event.due is not None and event.due <= current:
        raise DeskError("extended: due: not later than the time told before", field="due")


def _replied(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {
        "promises": with_thread_changed(ticket.promises, event.of, replied=True),
        "reply_unconfirmed": ticket.reply_unconfirmed or not event.retold,
    } | answer_added(ticket, event)


def _confirmed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"reply_unconfirmed": ticket.reply_unconfirmed and event.outcome == "not_yet"}


def _nothing_answered(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    return None if ticket.answers else DeskError("confirmed: nothing has been answered yet")


KINDS: Final = (
    EventKind(
        "promised",
        "promise",
        N_("Promise a time"),
        key="p",
        place=4,
        step=True,
        opens=True,
        continues=HAND_OFF,
        threads=open_hand_offs,
        nameable=open_hand_offs,
        thread_needed=False,
        moves=True,
        required=("due", "text"),
        optional=("told_by",),
        wording=("text",),
        fold=_promised,
        due_ahead=True,
        first_response=True,
    ),
    EventKind(
        "extended",
        "extend",
        N_("Extend"),
        key="E",
        continues=("promised", *HAND_OFF, "received"),
        threads=_extendable,
        nameable=_running,
        thread_needed=False,
        moves=True,
        required=("due", "reason"),
        optional=("approved_by",),
        wording=("text", "reason"),
        fold=_extended,
        guard=none_open(_running, "extended: nothing runs that could be extended"),
        check=_check_extended,
    ),
    EventKind(
        "replied",
        "reply",
        N_("Reply as promised"),
        key="y",
        place=6,
        step=True,
        continues=("promised",),
        threads=promises,
        moves=True,
        required=("text",),
        wording=("text",),
        fold=_replied,
        guard=none_open(promises, "replied: no promised reply is open; record an answer instead"),
    ),
    EventKind(
        "confirmed",
        "confirm",
        N_("Confirm"),
        key="c",
        place=7,
        values={
            "outcome": {
                "understood": N_("understood"),
                "not_yet": N_("not yet understood"),
                "no_reaction": N_("no reaction"),
            }
        },
        default_outcome=True,
        fold=_confirmed,
        guard=_nothing_answered,
    ),
)
