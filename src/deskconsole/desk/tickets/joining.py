"""A customer comes again on an open ticket: added to it instead of opening a second one (`contacted`)."""

from dataclasses import replace
from datetime import datetime

from deskconsole.desk.desk import Desk
from deskconsole.desk.staff.staff import require
from deskconsole.desk.tickets.merging import merge_within
from deskconsole.desk.tickets.records import TicketView
from deskconsole.desk.tickets.settling import settle_ticket, settle_within
from deskconsole.desk.work import Loaded, append, draft, load, load_by_id, once, view
from deskconsole.domain.tickets.guards import check, prepare
from deskconsole.errors import DeskError
from deskconsole.store import calls
from deskconsole.store.api import WriteTransaction
from deskconsole.text.clean import clean


def add_to_ticket(
    desk: Desk,
    number: str,
    text: str,
    *,
    channel: str,
    call: str | None = None,
    at: datetime | None = None,
    key: str | None = None,
    source: str = "console",
) -> TicketView:
    """Record on an open ticket that the customer came again, through ``channel``; the ticket as it is afterwards.

    ``call``: by that telephone call, whose own ticket is merged into this one. Merged and not withdrawn, because
    withdrawn tickets are outside the figures: how fast the call was picked up stays counted, and no clock of it
    runs on. Raises :class:`DeskError`; nothing is written then.
    """
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)
        content = ["add_to_ticket", number, text, channel, call, at]
        return once(desk, tx, key, content, lambda: _add(desk, tx, number, text, channel, call, at or now, now, source))


def _add(
    desk: Desk,
    tx: WriteTransaction,
    number: str,
    text: str,
    channel: str,
    call: str | None,
    at: datetime,
    now: datetime,
    by: str,
) -> TicketView:
    loaded = load(desk, tx, number)
    if call is not None:
        _bring_in(desk, tx, loaded, call, at, now, by)
        loaded = load_by_id(desk, tx, loaded.record.id)
    loaded.rules_of(loaded.events[-1].pack, loaded.events[-1].calendar).pack.channel(channel)
    # The last event of the ticket, so that it is this one that an undo takes back.
    after = _append(desk, tx, loaded, "contacted", at, now, by, text=clean(text).strip(), fields={"channel": channel})
    return view(desk, settle_ticket(desk, tx, after, now), now)


def _bring_in(desk: Desk, tx: WriteTransaction, into: Loaded, call: str, at: datetime, now: datetime, by: str) -> None:
    """Picks the call up where nobody has, and merges its ticket into the one that goes on."""
    existing = calls.find_call(tx, call)
    if existing is None:
        raise DeskError("call: there is no call '{call}'", field="call", call=clean(call)[:80])
    rung = load_by_id(desk, tx, existing.ticket_id)
    if rung.ticket.calls[existing.rang_seq].state == "ringing":
        rung = _append(desk, tx, rung, "picked_up", at, now, by, of=existing.rang_seq, fields={"call": call})
    if rung.record.id == into.record.id:
        return
    if rung.ticket.received:
        raise DeskError(
            "call: the form of that call is complete already: {number}", field="call", number=rung.record.number
        )
    require(desk.actor, "merged", rung.ticket, rung.clocks)
    fields = {"into": into.record.number}
    event = draft(rung, "merged", at=now, now=now, desk=desk, by=desk.actor.login, fields=fields, source=by)
    event = prepare(rung.ticket, rung.clocks, event)
    check(rung.ticket, rung.clocks, event, now)
    merge_within(desk, tx, rung, event, now)


def _append(
    desk: Desk,
    tx: WriteTransaction,
    loaded: Loaded,
    kind: str,
    at: datetime,
    now: datetime,
    source: str,
    *,
    text: str | None = None,
    fields: dict[str, str],
    of: int | None = None,
) -> Loaded:
    login = desk.actor.login
    event = draft(
        loaded, kind, at=at, now=now, desk=desk, by=login, text=text or None, fields=fields, of=of, source=source
    )
    require(desk.actor, kind, loaded.ticket, loaded.clocks)
    event = replace(prepare(loaded.ticket, loaded.clocks, event), happened_at=max(at, loaded.ticket.opened_at))
    check(loaded.ticket, loaded.clocks, event, now)
    return append(desk, tx, loaded, [event])
