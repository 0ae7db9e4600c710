"""What people see of a ticket: itself as far as they may, with what is private in it masked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.permissions import WORK, refusal
from deskconsole.desk.privacy import hidden_event, hidden_from, hidden_ticket, kept_from_event, kept_from_ticket
from deskconsole.desk.records import TicketView
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.checks import hidden_threads, without_results
from deskconsole.domain.tickets.ticket import Ticket

#: What the clocks that follow from the result of a check ask for.
_OF_RESULTS: Final = frozenset({"see_review", "coach", "decide_appeal"})


def view_at(
    loaded: LoadedTicket, at: datetime, *, reveal: bool = False, whole: Sequence[Event] | None = None, **more: Any
) -> TicketView:
    """The ticket as people see it at ``at``, with what time alone has brought about by then.

    What is private is :class:`Private` unless ``reveal``, which only a use case that has it put on record may say.
    Who may not see the ticket gets its number and state alone, unless they had part in it. ``whole``: all of its
    events, where it is looked at as it was before some of them.
    """
    desk = loaded.desk
    seen, pending = loaded.settled(at)
    person, works = desk.known_actor, False
    if person is not None:  # a telephone system's hook is nobody
        unseen = refusal(desk.roles, person, "see", seen.ticket, seen.clocks, visitor=seen.of_visitor)
        if unseen is not None and not loaded.had_part:
            return _state_alone(seen, at, pending)
        works = refusal(desk.roles, person, WORK, seen.ticket, seen.clocks) is None and not desk.faces_counter
    parts = seen.private_parts
    withheld = hidden_from(person, seen.pack, seen.ticket) if person is not None else frozenset[str]()
    open_ticket = kept_from_ticket(seen.ticket, withheld)
    events = tuple(kept_from_event(event, withheld) for event in seen.events) if withheld else seen.events
    ticket = open_ticket if reveal else hidden_ticket(open_ticket, parts)
    blind = blind_threads(seen, whole)
    if blind:
        events = without_results(events, blind)
    if "customer" in withheld:  # how often the same person came says who it is
        more = {**more, "repeats": ()}
    return TicketView(
        number=seen.number,
        id=seen.row.uuid,
        at=at,
        ticket=ticket,
        contact=open_ticket.contact if works or reveal else ticket.contact,
        clocks=tuple(clock for clock in seen.clocks if clock.do not in _OF_RESULTS) if blind else seen.clocks,
        events=events if reveal else tuple(hidden_event(event, parts) for event in events),
        pack=seen.pack,
        closed=seen.closed,
        pending=pending,
        earlier=seen.earlier(),
        windows=seen.windows(),
        **more,
    )


def blind_threads(loaded: LoadedTicket, whole: Sequence[Event] | None = None) -> frozenset[int]:
    """The threads whose result is hidden from the person at the desk, who has a check of the ticket to score."""
    person = loaded.desk.known_actor
    events = loaded.events if whole is None else whole
    if person is None or not any(event.kind == "sampled" for event in events):
        return frozenset()
    levels = {plan.name for pack in loaded.desk.packs for plan in pack.checks if person.role in plan.by}
    return hidden_threads(events, person.login, levels.__contains__)


def _state_alone(loaded: LoadedTicket, at: datetime, pending: int) -> TicketView:
    """What somebody sees whose business the ticket is not."""
    ticket = loaded.ticket
    bare = Ticket(
        opened_at=ticket.opened_at, stage=ticket.stage, seq=ticket.seq, kind=ticket.kind, channel=ticket.channel
    )
    return TicketView(
        number=loaded.number,
        id=loaded.row.uuid,
        at=at,
        ticket=bare,
        contact=None,
        clocks=(),
        events=(),
        pack=loaded.pack,
        closed=loaded.closed,
        pending=pending,
    )
