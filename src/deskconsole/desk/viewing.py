"""What people see of a ticket: itself as far as they may, with what is private in it masked."""

from datetime import datetime
from typing import Any

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.permissions import WORK, refusal
from deskconsole.desk.privacy import hidden_event, hidden_from, hidden_ticket, kept_from_event, kept_from_ticket
from deskconsole.desk.records import TicketView
from deskconsole.domain.tickets.ticket import Ticket


def view_at(loaded: LoadedTicket, at: datetime, *, reveal: bool = False, **more: Any) -> TicketView:
    """The ticket as people see it at ``at``, with what time alone has brought about by then.

    What is private is :class:`Private` unless ``reveal``, which only a use case that has it put on record may say.
    Who may not see the ticket gets its number and state alone, unless they had part in it.
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
    whole = kept_from_ticket(seen.ticket, withheld)
    events = tuple(kept_from_event(event, withheld) for event in seen.events) if withheld else seen.events
    ticket = whole if reveal else hidden_ticket(whole, parts)
    if "customer" in withheld:  # how often the same person came says who it is
        more = {**more, "repeats": ()}
    return TicketView(
        number=seen.number,
        id=seen.row.uuid,
        at=at,
        ticket=ticket,
        contact=whole.contact if works or reveal else ticket.contact,
        clocks=seen.clocks,
        events=events if reveal else tuple(hidden_event(event, parts) for event in events),
        pack=seen.pack,
        closed=seen.closed,
        pending=pending,
        earlier=seen.earlier(),
        windows=seen.windows(),
        **more,
    )


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
