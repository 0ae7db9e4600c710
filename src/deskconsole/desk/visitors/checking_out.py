"""A visitor leaves, or comes back (F09); words for a host who is not to be reached (F04)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.staff.staff import require
from deskconsole.desk.tickets.intake import take_within
from deskconsole.desk.tickets.intake_forms import NOT_GIVEN, read_form
from deskconsole.desk.tickets.records import TicketView
from deskconsole.desk.tickets.settling import settle_within
from deskconsole.desk.visitors.passes import take_passes_back_within
from deskconsole.desk.work import Loaded, append, draft, load, once, view
from deskconsole.domain.tickets.guards import check, prepare, refusal_for
from deskconsole.errors import DeskError
from deskconsole.store.api import WriteTransaction

#: The kind of work that brings words to somebody.
MESSAGE: Final = "message"
#: How a visit ended, for those who have been received and those who have not.
RECEIVED: Final = "received"
NOT_RECEIVED: Final = "not_received"


def sign_out(
    desk: Desk,
    number: str,
    *,
    pass_back: bool = True,
    at: datetime | None = None,
    key: str | None = None,
    source: str = "cli",
) -> TicketView:
    """A visitor leaves: recorded, the pass back (unless they kept it), the visit ended and filed if nothing is open.

    What is still owed on the ticket (a promised reply, a hand-off) keeps it open. Raises :class:`DeskError` when
    nobody is there to leave.
    """
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)
        content = ["sign_out", number, pass_back, at]
        return once(desk, tx, key, content, lambda: _sign_out(desk, tx, number, pass_back, at or now, now, source))


def come_back(desk: Desk, number: str, *, key: str | None = None, source: str = "cli") -> TicketView:
    """A visitor who had left is back with the host: after lunch, or because they were signed out by mistake."""
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)
        return once(desk, tx, key, ["come_back", number], lambda: _come_back(desk, tx, number, now, source))


def leave_message(
    desk: Desk, number: str, text: str, *, host: str | None = None, key: str | None = None, source: str = "cli"
) -> TicketView:
    """A visitor leaves words for a host who is not to be reached: a ticket of its own, which the visit names.

    ``host``: for whom, by default whom the visitor came to see. Raises :class:`DeskError`.
    """
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)
        content = ["leave_message", number, text, host]
        return once(desk, tx, key, content, lambda: _leave_message(desk, tx, number, text, host, now, source))


def _sign_out(
    desk: Desk, tx: WriteTransaction, number: str, pass_back: bool, at: datetime, now: datetime, source: str
) -> TicketView:
    loaded = load(desk, tx, number)
    require(desk.actor, "left", loaded.ticket, loaded.clocks)
    seen = any(visit.seen for visit in loaded.ticket.visits.values())
    loaded = _step(desk, tx, loaded, "left", at, now, source)
    outcome = {"outcome": RECEIVED if seen else NOT_RECEIVED}
    for kind, fields in (("finished", outcome), ("filed", {})):
        if refusal_for(loaded.ticket, loaded.clocks, kind) is not None:
            break
        loaded = _step(desk, tx, loaded, kind, at, now, source, fields=fields)
    if pass_back:
        take_passes_back_within(desk, tx, loaded.record.id, loaded.record.number, now)
    return view(desk, loaded, now)


def _come_back(desk: Desk, tx: WriteTransaction, number: str, now: datetime, source: str) -> TicketView:
    loaded = load(desk, tx, number)
    require(desk.actor, "arrived", loaded.ticket, loaded.clocks)
    if loaded.ticket.inside or not loaded.ticket.visits:
        raise DeskError("arrived: {number} has not left", number=loaded.record.number)
    if refusal_for(loaded.ticket, loaded.clocks, "reopened") is None:
        loaded = _step(desk, tx, loaded, "reopened", now, now, source, fields={"reason": "came back"})
    for kind in ("arrived", "seen"):
        loaded = _step(desk, tx, loaded, kind, now, now, source)
    return view(desk, loaded, now)


def _leave_message(
    desk: Desk, tx: WriteTransaction, number: str, text: str, host: str | None, now: datetime, source: str
) -> TicketView:
    loaded = load(desk, tx, number)
    ticket = loaded.ticket
    pack = desk.pack_for(kind=MESSAGE)
    if not any(kind.name == MESSAGE for kind in pack.kinds):
        raise DeskError("kind: the rules of this desk know no messages", field="kind")
    own = {field.name for field in pack.kind(MESSAGE).fields}
    existing = {"host": host or ticket.fields.get("host"), "organisation": ticket.fields.get("organisation")}
    fields = {name: value for name, value in (*existing.items(), ("visit", loaded.record.number)) if value}
    tier = ticket.tier if ticket.tier in {t.name for t in pack.tiers} else pack.default_tier
    form = read_form(
        desk,
        {
            "channel": ticket.channel,
            "kind": MESSAGE,
            "tier": tier,
            "customer": ticket.customer or NOT_GIVEN,
            "contact": ticket.contact or NOT_GIVEN,
            "content": text,
            "request": str(existing["host"] or "-"),
            "fields": {name: value for name, value in fields.items() if name in own},
        },
        now=now,
        loose=True,
    )
    message = take_within(desk, tx, form, now, source)
    words = form.content if len(form.content) <= 200 else form.content[:199] + "…"
    _step(desk, tx, loaded, "noted", now, now, source, text=words, fields={"message": message.number})
    return message


def _step(
    desk: Desk,
    tx: WriteTransaction,
    loaded: Loaded,
    kind: str,
    at: datetime,
    now: datetime,
    source: str,
    *,
    text: str | None = None,
    fields: Mapping[str, Any] | None = None,
) -> Loaded:
    """One event of the visit, checked like any other."""
    login = desk.actor.login
    event = draft(loaded, kind, at=at, now=now, desk=desk, by=login, text=text, fields=fields, source=source)
    event = prepare(loaded.ticket, loaded.clocks, event)
    check(loaded.ticket, loaded.clocks, event, now)
    return append(desk, tx, loaded, [event])
