"""What others are told of at once: somebody at the desk needs another person, a matter is grave, whoever leads has
looked at it.

Who is told, and within which time somebody must react, says a clock of the pack (``tell``); it stands until one of
those told has taken the matter over, or has looked.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.kind import EventKind, none_open
from deskconsole.domain.tickets.state import HelpCall, Ticket
from deskconsole.errors import DeskError
from deskconsole.record import replace
from deskconsole.text.marked import N_

#: What came of a call for help: the ticket is somebody else's; somebody stands by; it was not needed after all.
TAKEN_OVER: Final = "taken_over"
STANDS_BY: Final = "stands_by"
CALLED_OFF: Final = "called_off"


def _help_called(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"help_calls": {**ticket.help_calls, event.seq: HelpCall(event.by, event.happened_at)}}


def _called_already(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    return DeskError("help_called: somebody is called already") if ticket.open_help_calls() else None


def _made_major(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"major": (*ticket.major, *_names(event.fields)), "major_since": event.seq}


def _names(fields: Mapping[str, Any]) -> tuple[str, ...]:
    """Why it is grave, by the pack's names; somebody who says so without one has said so."""
    grounds = fields.get("grounds")
    if isinstance(grounds, str):
        return (grounds,)
    return tuple(map(str, grounds)) if isinstance(grounds, list | tuple) and grounds else ("",)


def _major_already(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if ticket.major:
        return DeskError("made_major: it is major already")
    return None if ticket.received else DeskError("made_major: the form is not complete; receive the inquiry first")


def _to_take_over(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    return ticket.to_take_over()


def _taken_over(ticket: Ticket, event: Event) -> dict[str, Any]:
    change: dict[str, Any] = {}
    call = ticket.help_calls.get(event.of or 0)
    outcome = event.outcome or TAKEN_OVER
    if call is not None:
        ended = replace(call, outcome=outcome, by=event.by, at=event.happened_at)
        change["help_calls"] = {**ticket.help_calls, event.of: ended}
    elif outcome == TAKEN_OVER:
        change["major_taken"] = True
    if outcome == TAKEN_OVER:
        change["owner"] = event.by
    if place := event.fields.get("moved_to"):
        change["place"] = str(place)
    return change


def _check_taken_over(ticket: Ticket, clocks: Sequence[Deadline], event: Event) -> None:
    call = ticket.help_calls.get(event.of or 0)
    if call is not None and event.outcome != CALLED_OFF and event.by == call.caller:
        raise DeskError("taken_over: somebody else takes over; who called may only call it off", field="outcome")
    if call is None and event.outcome != TAKEN_OVER:
        raise DeskError("taken_over: a major matter is taken over by whoever is told of it", field="outcome")


def _place_changed(ticket: Ticket, event: Event) -> dict[str, Any]:
    return {"place": str(event.fields.get("moved_to"))}


KINDS: Final = (
    # Nobody has taken the ticket by it, and a filed one may still be what somebody shouts about.
    EventKind(
        "help_called",
        "call_help",
        N_("Call somebody quietly"),
        opens=True,
        moves=True,
        fold=_help_called,
        guard=_called_already,
        after_filed=True,
        takes=False,
        touches=False,
        last_words=False,
    ),
    EventKind(
        "made_major",
        "make_major",
        N_("Major matter"),
        along=True,
        opens=True,
        moves=True,
        optional=("grounds",),
        fold=_made_major,
        guard=_major_already,
        takes=False,
        last_words=False,
    ),
    EventKind(
        "taken_over",
        "take_over",
        N_("Take over"),
        continues=("help_called", "made_major"),
        threads=_to_take_over,
        optional=("moved_to",),
        values={
            "outcome": {
                TAKEN_OVER: N_("taken over"),
                STANDS_BY: N_("somebody stands by"),
                CALLED_OFF: N_("not needed after all"),
            }
        },
        default_outcome=True,
        fold=_taken_over,
        guard=none_open(_to_take_over, "taken_over: nobody waits to be relieved"),
        check=_check_taken_over,
        after_filed=True,
        takes=False,
        last_words=False,
    ),
    EventKind(
        "place_changed",
        "change_place",
        N_("Other place"),
        required=("moved_to",),
        fold=_place_changed,
        after_filed=True,
        takes=False,
        last_words=False,
    ),
    EventKind(
        "looked_at",
        "look_at",
        N_("Looked at"),
        after_filed=True,
        after_withdrawn=True,
        takes=False,
        touches=False,
        last_words=False,
    ),
)
