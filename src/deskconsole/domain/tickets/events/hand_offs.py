"""The life of a hand-off: a question goes to a department or a person, who accepts or declines it, and answers.

A thread is opened by `specialist_needed`, or by `handed_off` where none is open. After `declined` somebody else may
accept it, or `handed_off` passes it on: then its clocks start anew, each round with clocks of its own. What nobody
takes is closed by `withdrawn_from`. ``docs/packs.md``, "The life of a hand-off", tells it to people.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import DEPARTMENT, Event
from deskconsole.domain.tickets.events.kind import EventKind, Finder, none_open, with_thread_changed
from deskconsole.domain.tickets.state import HandOff, Ticket
from deskconsole.errors import DeskError
from deskconsole.text.marked import N_

#: What opens a hand-off.
HAND_OFF: Final = ("specialist_needed", "handed_off")
_UNTAKEN: Final = ("needed", "handed_off", "declined")


def _in_state(*states: str) -> Finder:
    def find(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
        return [of for of, hand_off in ticket.hand_offs.items() if hand_off.state in states]

    return find


_to_take: Final = _in_state(*_UNTAKEN)
_to_decline: Final = _in_state("needed", "handed_off", "accepted")
_to_answer: Final = _in_state("accepted")
_to_withdraw: Final = _in_state(*_UNTAKEN, "accepted")


def open_hand_offs(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Hand-offs on which something is owed, be it only that the customer is told."""
    return ticket.open_hand_offs()


def with_time_told(ticket: Ticket, event: Event) -> dict[str, Any]:
    """What a promise changes on the hand-off that it goes with: once accepted, the customer has been told a time."""
    hand_off = ticket.hand_offs.get(event.of or 0)
    if hand_off is None or hand_off.specialist is None:
        return {}
    return {"hand_offs": with_thread_changed(ticket.hand_offs, event.of, customer_told=True)}


def with_answer(ticket: Ticket, event: Event) -> dict[str, Any]:
    """What an answer to the customer changes on the hand-off that it goes with; one that nobody has taken is over."""
    hand_off = ticket.hand_offs.get(event.of or 0)
    if hand_off is None:
        return {}
    state = "answered" if hand_off.state in _UNTAKEN else hand_off.state
    return {"hand_offs": with_thread_changed(ticket.hand_offs, event.of, state=state, customer_told=True)}


def accepter(hand_off: HandOff | None, event: Event) -> str | None:
    """Who accepted: the person who recorded it if the hand-off went to them or their department.

    Otherwise the receiver recorded it for somebody else, and it is the one the hand-off went to (empty where that is
    a name that was erased).
    """
    if hand_off is None or (not hand_off.to and not hand_off.free) or event.by == hand_off.to:
        return event.by
    if event.by_department is not None and hand_off.to == f"{DEPARTMENT}{event.by_department}":
        return event.by
    return hand_off.to


def _specialist_needed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return _opened(ticket, event, "needed")


def _opened(ticket: Ticket, event: Event, state: str) -> dict[str, Any]:
    hand_off = HandOff(to=str(event.to or ""), question=event.text or "", state=state, free=_is_free(event))
    return {"hand_offs": {**ticket.hand_offs, event.seq: hand_off}}


def _is_free(event: Event) -> bool:
    return bool(event.fields.get("free"))


def _handed_off(ticket: Ticket, event: Event) -> dict[str, Any]:
    hand_off = ticket.hand_offs.get(event.of or 0)
    if hand_off is None:
        if event.of is not None:
            return {}
        return _opened(ticket, event, "handed_off") | {"began": {**ticket.began, event.seq: event.happened_at}}
    change: dict[str, Any] = {"to": event.to or "", "free": _is_free(event)} if event.to is not None else {}
    passed_on = hand_off.state == "declined"
    if passed_on:
        change["customer_told"] = False
    changed = {"hand_offs": with_thread_changed(ticket.hand_offs, event.of, state="handed_off", **change)}
    return changed | (_new_round(ticket, event) | _later(ticket, event) if passed_on else {})


def _accepted(ticket: Ticket, event: Event) -> dict[str, Any]:
    hand_off = ticket.hand_offs.get(event.of or 0)
    change = {"due": event.due, "specialist": accepter(hand_off, event), "contact": event.fields.get("contact")}
    changed = {"hand_offs": with_thread_changed(ticket.hand_offs, event.of, state="accepted", **change)}
    if hand_off is not None and hand_off.state == "declined":  # taken by somebody else without being passed on
        changed |= _new_round(ticket, event)
    return changed | _later(ticket, event)


def _declined(ticket: Ticket, event: Event) -> dict[str, Any]:
    change = {"specialist": None, "due": None, "contact": None, "declined_at": event.happened_at}
    return {"hand_offs": with_thread_changed(ticket.hand_offs, event.of, state="declined", **change)}


def _specialist_answered(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"hand_offs": with_thread_changed(ticket.hand_offs, event.of, state="answered")}


def _withdrawn_from(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"hand_offs": with_thread_changed(ticket.hand_offs, event.of, state="withdrawn")}


def _new_round(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"rounds": {**ticket.rounds, event.seq: event.of}}


def _later(ticket: Ticket, event: Event) -> dict[str, Any]:
    """Whatever continues the thread from here on happens after this."""
    if event.of is None:
        return {}
    return {"began": {**ticket.began, event.of: max(ticket.began.get(event.of, event.happened_at), event.happened_at)}}


def _last_declined(ticket: Ticket, event: Event) -> Iterable[datetime | None]:
    hand_off = ticket.hand_offs.get(event.of or 0)
    return [hand_off.declined_at] if hand_off is not None else []


def _check_handed_off(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    if event.of is None and not event.fields.get("to"):
        raise DeskError("handed_off: no hand-off is open; name in to whom it goes, that opens one", field="to")


KINDS: Final = (
    EventKind(
        "specialist_needed",
        "need_specialist",
        N_("Ask a specialist"),
        key="h",
        place=5,
        step=True,
        opens=True,
        moves=True,
        required=("to", "text"),
        optional=("told", "also"),
        titles={"text": N_("Question")},
        wording=("told",),
        fold=_specialist_needed,
        last_words=False,
    ),
    EventKind(
        "handed_off",
        "hand_off",
        N_("Handed over"),
        key="H",
        step=True,
        continues=HAND_OFF,
        threads=_to_take,
        thread_needed=False,
        implies="specialist_needed",
        moves=True,
        optional=("to",),
        fold=_handed_off,
        check=_check_handed_off,
        after=_last_declined,
    ),
    EventKind(
        "accepted",
        "accept",
        N_("Hand-off accepted"),
        key="A",
        step=True,
        continues=HAND_OFF,
        threads=_to_take,
        moves=True,
        required=("due",),
        optional=("contact",),
        fold=_accepted,
        guard=none_open(_to_take, "accepted: no hand-off waits to be accepted"),
        after=_last_declined,
        due_ahead=True,
    ),
    EventKind(
        "declined",
        "decline",
        N_("Hand-off declined"),
        key="D",
        step=True,
        continues=HAND_OFF,
        threads=_to_decline,
        moves=True,
        required=("reason",),
        fold=_declined,
        guard=none_open(_to_decline, "declined: no hand-off is open"),
    ),
    EventKind(
        "specialist_answered",
        "specialist_answer",
        N_("Specialist answered"),
        key="S",
        step=True,
        continues=HAND_OFF,
        threads=_to_answer,
        moves=True,
        required=("text",),
        fold=_specialist_answered,
        guard=none_open(_to_answer, "specialist_answered: no hand-off has been accepted yet"),
    ),
    EventKind(
        "withdrawn_from",
        "withdraw_from",
        N_("Hand-off withdrawn"),
        step=True,
        continues=HAND_OFF,
        threads=_to_withdraw,
        moves=True,
        required=("reason",),
        fold=_withdrawn_from,
        guard=none_open(_to_withdraw, "withdrawn_from: no hand-off is open"),
    ),
)

#: Every step of a hand-off; the clocks that they start are those of its rounds.
HAND_OFF_EVENTS: Final = frozenset(kind.name for kind in KINDS)
