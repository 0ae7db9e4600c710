"""A customer comes again on an open ticket: added to it instead of opening a second one (`contacted`)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from deskconsole.desk.records import TicketView
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.merging import merge
from deskconsole.desk.use_cases import command
from deskconsole.desk.viewing import view_at
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.guards import check, prepare
from deskconsole.errors import DeskError
from deskconsole.store import calls
from deskconsole.text.clean import clean


@command(needs="tickets")
def add_to_ticket(
    work: Work,
    number: str,
    text: str,
    *,
    channel: str,
    call: str | None = None,
    at: datetime | None = None,
    key: str | None = None,
) -> TicketView:
    """Record on an open ticket that the customer came again, through ``channel``; the ticket as it is afterwards.

    ``call``: by that telephone call, whose own ticket is merged into this one. Merged and not withdrawn, because
    withdrawn tickets are outside the figures: how fast the call was picked up stays counted, and no clock of it
    runs on. Raises :class:`DeskError`; nothing is written then.
    """
    ticket, at = work.ticket(number), at or work.now
    if call is not None:
        _bring_in(work, ticket, call, at)
    ticket.pack.channel(channel)
    # The last event of the ticket, so that it is this one that an undo takes back.
    _append(ticket, "contacted", at, text=clean(text).strip(), fields={"channel": channel})
    ticket.settle()
    return view_at(ticket, work.now)


def _bring_in(work: Work, into: TicketWork, call: str, at: datetime) -> None:
    """Picks the call up where nobody has, and merges its ticket into the one that goes on."""
    existing = calls.find_call(work.tx, call)
    if existing is None:
        raise DeskError("call: there is no call '{call}'", field="call", call=clean(call)[:80])
    rung = work.ticket_by_id(existing.ticket_id)
    if rung.ticket.calls[existing.rang_seq].state == "ringing":
        _append(rung, "picked_up", at, of=existing.rang_seq, fields={"call": call})
    if rung is into:
        return
    if rung.ticket.received:
        raise DeskError("call: the form of that call is complete already: {number}", field="call", number=rung.number)
    rung.require_event("merged")
    event = rung.draft_event("merged", fields={"into": into.number})
    event = prepare(rung.ticket, rung.clocks, event)
    check(rung.ticket, rung.clocks, event, work.now)
    merge(work, rung, event)


def _append(
    ticket: TicketWork,
    kind: str,
    at: datetime,
    *,
    text: str | None = None,
    fields: Mapping[str, Any],
    of: int | None = None,
) -> None:
    ticket.require_event(kind)
    event = ticket.draft_event(kind, at=at, text=text, fields=fields, of=of)
    event = replace(prepare(ticket.ticket, ticket.clocks, event), happened_at=max(at, ticket.ticket.opened_at))
    ticket.record_event(event)
