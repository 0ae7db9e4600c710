"""What the state of a ticket allows next, and why not: a screen shows each action with its reason."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import EVENTS
from deskconsole.domain.tickets.threads import THREADS, Finder, pickable, promises, ringing, visits, waits
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import DeskError

#: What still may happen to a withdrawn ticket.
AFTER_WITHDRAWN: Final = frozenset({"noted", "reopened", "undone", "erased", "sampled", "reviewed", "coached"})
#: Actions that can still be done on a filed ticket.
_AFTER_FILING_DO: Final = frozenset(kind.action for kind in EVENTS.values() if kind.after_filed) | {"file"}

_Guard = Callable[[Ticket, Sequence[Deadline]], DeskError | None]


def refusal_for(ticket: Ticket, clocks: Sequence[Deadline], kind: str) -> DeskError | None:
    """Why ``kind`` may not happen in the ticket's present state; ``None`` when it may."""
    if ticket.merged_into is not None:
        return DeskError("{event}: the ticket is merged into {into}; act there", event=kind, into=ticket.merged_into)
    if ticket.withdrawn_at is not None and kind not in AFTER_WITHDRAWN:
        return DeskError("{event}: the ticket is withdrawn; reopen it first", event=kind)
    if ticket.filed_at is not None and not EVENTS[kind].after_filed:
        return DeskError("{event}: the ticket is filed; reopen it first, with a reason", event=kind)
    guard = _GUARDS.get(kind)
    return guard(ticket, clocks) if guard is not None else None


def missing_for_filing(ticket: Ticket, clocks: Sequence[Deadline]) -> list[str]:
    """What the form lacks before it can be filed (R16), as machine names of the parts."""
    missing: list[str] = []
    if not ticket.received:
        missing += ["customer", "contact", "content", "request"]
    for name in ("tier", "channel"):  # a category was asked for at intake where the kind of work has one
        if ticket.received and getattr(ticket, name) is None:
            missing.append(name)
    if ticket.finished is None:
        missing.append("outcome")
    missing += [f"promise {of}" for of in ticket.open_promises()]
    missing += [f"hand-off {of}" for of in ticket.open_hand_offs()]
    if ticket.reply_unconfirmed:
        missing.append("confirmation")
    if ticket.waiting is not None:
        missing.append(f"waiting {ticket.waiting}")
    # The clock of an idle ticket is no task of its own: filing is a step like any other.
    owed = [clock for clock in clocks if clock.active and not clock.idle and clock.do not in _AFTER_FILING_DO]
    missing += [f"{clock.do} {clock.rule}" for clock in owed]
    return missing


def N_(message: str) -> str:
    """Marks a message template for the catalogues."""
    return message


def _none_open(finder: Finder, message: str) -> _Guard:
    def guard(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
        return None if finder(ticket, clocks) else DeskError(message)

    return guard


def _called_back(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    missed = [call for call in ticket.calls.values() if call.state == "missed"]
    if not missed:
        return DeskError("called_back: no call was missed")
    if all(call.withheld for call in missed):
        return DeskError("called_back: the caller's number was withheld")
    return None


def _call_transferred(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if ticket.channel == "phone" or ticket.calls:
        return None
    return DeskError("call_transferred: there is no telephone call on this ticket")


def _arrived(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if any(not visit.seen and not visit.left for visit in ticket.visits.values()):
        return DeskError("arrived: the person is already here")
    return None


def _greeted(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    here = [visit for visit in ticket.visits.values() if not visit.left]
    if not here:
        return DeskError("greeted: nobody has arrived")
    return DeskError("greeted: done already") if here[-1].greeted else None


def _seen(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    here = [visit for visit in ticket.visits.values() if not visit.left]
    if not here:
        return DeskError("seen: nobody has arrived")
    return DeskError("seen: done already") if here[-1].seen else None


def _received(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    return DeskError("received: the form is complete already") if ticket.received else None


def _confirmed(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    return None if ticket.answers else DeskError("confirmed: nothing has been answered yet")


def _extended(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if any(clock.active and clock.extendable for clock in clocks):
        return None
    return DeskError("extended: nothing runs that could be extended")


def _not_waiting(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if ticket.waiting is None:
        return None
    return DeskError("waiting: the ticket waits on the customer already; resume it first")


def _finished(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if ticket.finished is not None:
        return DeskError("finished: it is finished already; reopen it first")
    if not ticket.received:
        return DeskError("finished: the form is not complete; receive the inquiry first")
    if open_promises := ticket.open_promises():
        return DeskError("finished: a promised reply is still open: {open}", open=", ".join(map(str, open_promises)))
    if open_hand_offs := ticket.open_hand_offs():
        return DeskError("finished: a hand-off is still open: {open}", open=", ".join(map(str, open_hand_offs)))
    if ticket.waiting is not None:
        return DeskError("finished: the ticket waits on the customer; resume or remind first")
    if ticket.reply_unconfirmed:
        return DeskError("finished: the reply is neither confirmed nor marked as without reaction; confirm it first")
    return None


def _followed_up(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if any(clock.active and clock.do == "follow_up" for clock in clocks):
        return None
    return DeskError("followed_up: no follow-up is due on this ticket")


def _filed(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    missing = missing_for_filing(ticket, clocks)
    return DeskError("filed: still missing: {missing}", missing=", ".join(missing)) if missing else None


def _reopened(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if ticket.finished is None and ticket.filed_at is None and ticket.withdrawn_at is None:
        return DeskError("reopened: the ticket is not finished")
    return None


_GUARDS: Final[Mapping[str, _Guard]] = {
    "picked_up": _none_open(pickable, N_("picked_up: no call is ringing")),
    "hung_up": _none_open(ringing, N_("hung_up: no call is ringing")),
    "called_back": _called_back,
    "call_transferred": _call_transferred,
    "arrived": _arrived,
    "received": _received,
    "greeted": _greeted,
    "seen": _seen,
    "left": _none_open(visits, N_("left: nobody has arrived")),
    "host_told": _none_open(visits, N_("host_told: nobody has arrived")),
    "host_answered": _none_open(visits, N_("host_answered: nobody has arrived")),
    "looked_after": _none_open(visits, N_("looked_after: nobody has arrived")),
    "extended": _extended,
    "replied": _none_open(promises, N_("replied: no promised reply is open; record an answer instead")),
    "confirmed": _confirmed,
    "handed_off": _none_open(THREADS["handed_off"], N_("handed_off: no hand-off is open; ask for a specialist first")),
    "accepted": _none_open(THREADS["accepted"], N_("accepted: no hand-off waits to be accepted")),
    "declined": _none_open(THREADS["declined"], N_("declined: no hand-off is open")),
    "specialist_answered": _none_open(
        THREADS["specialist_answered"], N_("specialist_answered: no hand-off has been accepted yet")
    ),
    "waiting": _not_waiting,
    "resumed": _none_open(waits, N_("resumed: the ticket does not wait on the customer")),
    "finished": _finished,
    "followed_up": _followed_up,
    "filed": _filed,
    "reopened": _reopened,
}
