"""A person at the counter: from coming in to leaving, and what is done for them meanwhile."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.kind import EventKind, Fold, none_open, with_thread_changed
from deskconsole.domain.tickets.state import Ticket, Visit
from deskconsole.errors import DeskError
from deskconsole.text.marked import N_

_ARRIVED: Final = ("arrived",)
_ESTIMATE: Final = {"due": N_("Estimate")}


def visits(ticket: Ticket, clocks: Sequence[Deadline]) -> list[int]:
    """The last person who came and has not left."""
    return [of for of, visit in ticket.visits.items() if not visit.left][-1:]


def _arrived(ticket: Ticket, event: Event) -> dict[str, Any]:
    change: dict[str, Any] = {"visits": {**ticket.visits, event.seq: Visit()}}
    if ticket.seq == 0:
        change |= {"channel": "onsite"} | event.attributes
    return change


def _visit(**change: bool) -> Fold:
    def handle(ticket: Ticket, event: Event) -> dict[str, Any]:
        visit = ticket.visits.get(event.of or 0)
        last = event.happened_at if visit is None or visit.last is None else max(visit.last, event.happened_at)
        return {"visits": with_thread_changed(ticket.visits, event.of, last=last, **change)}

    return handle


def _is_here(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    if any(not visit.seen and not visit.left for visit in ticket.visits.values()):
        return DeskError("arrived: the person is already here")
    return None


def _not_to_be_greeted(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    here = [visit for visit in ticket.visits.values() if not visit.left]
    if not here:
        return DeskError("greeted: nobody has arrived")
    return DeskError("greeted: done already") if here[-1].greeted else None


def _not_to_be_seen(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
    here = [visit for visit in ticket.visits.values() if not visit.left]
    if not here:
        return DeskError("seen: nobody has arrived")
    return DeskError("seen: done already") if here[-1].seen else None


def _last_with_them(ticket: Ticket, event: Event) -> Iterable[datetime | None]:
    visit = ticket.visits.get(event.of or 0)
    return [visit.last] if visit is not None else []


KINDS: Final = (
    EventKind("arrived", "arrive", N_("Arrival"), opens=True, fold=_arrived, guard=_is_here),
    EventKind(
        "greeted",
        "greet",
        N_("Greet"),
        key="G",
        continues=_ARRIVED,
        threads=visits,
        fold=_visit(greeted=True),
        guard=_not_to_be_greeted,
        first_response=True,
    ),
    EventKind(
        "seen",
        "see",
        N_("See visitor"),
        key="N",
        continues=_ARRIVED,
        threads=visits,
        fold=_visit(greeted=True, seen=True),
        guard=_not_to_be_seen,
    ),
    EventKind(
        "left",
        "leave",
        N_("Visitor left"),
        key="X",
        continues=_ARRIVED,
        threads=visits,
        fold=_visit(left=True),
        guard=none_open(visits, "left: nobody has arrived"),
        after=_last_with_them,
    ),
    EventKind(
        "host_told",
        "tell_host",
        N_("Tell host"),
        step=True,
        own_step=True,
        opens=True,
        continues=_ARRIVED,
        threads=visits,
        optional=("to",),
        words=("to",),
        fold=_visit(),
        guard=none_open(visits, "host_told: nobody has arrived"),
    ),
    EventKind(
        "host_answered",
        "host_answer",
        N_("Host answered"),
        step=True,
        own_step=True,
        continues=_ARRIVED,
        threads=visits,
        optional=("due", "reason"),
        values={"outcome": {"coming": N_("is coming"), "later": N_("comes later"), "unavailable": N_("cannot come")}},
        default_outcome=True,
        titles=_ESTIMATE,
        fold=_visit(),
        guard=none_open(visits, "host_answered: nobody has arrived"),
        due_ahead=True,
    ),
    EventKind(
        "looked_after",
        "look_after",
        N_("Look after"),
        step=True,
        own_step=True,
        continues=_ARRIVED,
        threads=visits,
        optional=("due", "reason"),
        titles=_ESTIMATE,
        wording=("text",),
        fold=_visit(),
        guard=none_open(visits, "looked_after: nobody has arrived"),
        due_ahead=True,
    ),
)
