"""The telephone: a call rings, is picked up or missed, and returned; later it may be passed on."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.kind import EventKind, none_open, with_thread_changed
from deskconsole.domain.tickets.state import Call, Ticket
from deskconsole.errors import DeskError
from deskconsole.text.marked import N_, Marked

#: What comes of calling somebody.
REACHED: Final[Mapping[str, Marked]] = {
    "reached": N_("reached"),
    "no_answer": N_("no answer"),
    "refused": N_("refused"),
}
#: What comes of passing a call on; a pack or a person may say more.
_PASSED_ON: Final = {"taken": N_("taken"), "no_answer": N_("no answer"), "returned": N_("came back")}


def ringing(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Calls that ring now."""
    return [of for of, call in ticket.calls.items() if call.state == "ringing"]


def pickable(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """Calls that ring now, else the last missed one: it may have been picked up and reported late."""
    return ringing(ticket, clocks) or [of for of, call in ticket.calls.items() if call.state == "missed"][-1:]


def _rang(ticket: Ticket, event: Event) -> dict[str, Any]:
    fields = event.fields
    call = Call(
        call=str(fields.get("call", "")),
        caller=fields.get("caller") if not fields.get("withheld") else None,
        withheld=bool(fields.get("withheld")),
        rang_at=event.happened_at,
    )
    change: dict[str, Any] = {"calls": {**ticket.calls, event.seq: call}}
    if not ticket.calls and not ticket.received:
        change |= event.attributes
        change["contact"] = call.caller
        change["customer"] = fields.get("customer")
    return change


def _picked_up(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"calls": with_thread_changed(ticket.calls, event.of, state="picked_up", ended_at=event.happened_at)}


def _check_picked_up(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    call = ticket.calls.get(event.of or 0)
    if call is None or call.state == "picked_up":
        raise DeskError("picked_up: that call has been picked up already")
    if call.hung_up_at is not None and event.happened_at > call.hung_up_at:
        raise DeskError("picked_up: the caller had hung up before")


def _hung_up(ticket: Ticket, event: Event) -> dict[str, Any]:
    call = ticket.calls.get(event.of or 0)
    if call is None or call.state != "ringing":
        return {}
    at = event.happened_at
    return {"calls": with_thread_changed(ticket.calls, event.of, state="hung_up", ended_at=at, hung_up_at=at)}


def _missed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"calls": with_thread_changed(ticket.calls, event.of, state="missed", ended_at=event.happened_at)}


def _no_call_to_return(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    missed = [call for call in ticket.calls.values() if call.state == "missed"]
    if not missed:
        return DeskError("called_back: no call was missed")
    if all(call.withheld for call in missed):
        return DeskError("called_back: the caller's number was withheld")
    return None


def _no_call_to_transfer(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if ticket.channel == "phone" or ticket.calls:
        return None
    return DeskError("call_transferred: there is no telephone call on this ticket")


KINDS: Final = (
    EventKind(
        "rang",
        "ring",
        N_("Ring"),
        opens=True,
        required=("call", "caller"),
        optional=("withheld",),
        fold=_rang,
        by_desk=True,
        final=True,
        takes=False,
    ),
    EventKind(
        "picked_up",
        "pick_up",
        N_("Pick up"),
        key="u",
        continues=("rang",),
        threads=pickable,
        nameable=lambda ticket, clocks: list(ticket.calls),
        optional=("call",),
        fold=_picked_up,
        guard=none_open(pickable, "picked_up: no call is ringing"),
        check=_check_picked_up,
        first_response=True,
    ),
    EventKind(
        "hung_up",
        "hang_up",
        N_("Caller hung up"),
        key="U",
        continues=("rang",),
        threads=ringing,
        optional=("call",),
        fold=_hung_up,
        guard=none_open(ringing, "hung_up: no call is ringing"),
        takes=False,
    ),
    EventKind(
        "missed",
        "miss",
        N_("Missed call"),
        continues=("rang",),
        optional=("call", "caller", "withheld"),
        fold=_missed,
        by_desk=True,
        final=True,
    ),
    EventKind(
        "called_back",
        "call_back",
        N_("Call back"),
        key="b",
        required=("outcome",),
        optional=("due",),
        values={"outcome": REACHED},
        titles={"due": N_("Next time")},
        guard=_no_call_to_return,
        due_ahead=True,
    ),
    EventKind(
        "call_transferred",
        "transfer_call",
        N_("Transfer call"),
        key="C",
        required=("to", "outcome"),
        values={"outcome": _PASSED_ON},
        any_outcome=True,
        words=("to",),
        guard=_no_call_to_transfer,
    ),
)
