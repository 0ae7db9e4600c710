"""Intake: an inquiry becomes a ticket (R17), alone or many at once."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from deskconsole.desk.customers.entry import begin_history, customer_of
from deskconsole.desk.desk import Desk, store_texts
from deskconsole.desk.staff.staff import require
from deskconsole.desk.tickets.intake_forms import IntakeRefused
from deskconsole.desk.tickets.opening import open_ticket
from deskconsole.desk.tickets.pack_fields import check_pack_fields
from deskconsole.desk.tickets.records import IntakeForm, TicketView
from deskconsole.desk.tickets.settling import settle_within
from deskconsole.desk.work import Loaded, append, draft, load_by_id, once, once_all, view
from deskconsole.domain.tickets.content import check_content
from deskconsole.domain.tickets.event import ATTRIBUTES, Event
from deskconsole.domain.tickets.guards import check_time, refusal_for
from deskconsole.errors import DeskError
from deskconsole.record import replace
from deskconsole.store import calls, recording as writes
from deskconsole.store.api import WriteTransaction


def intake(desk: Desk, form: IntakeForm, *, key: str | None = None, source: str = "cli") -> TicketView:
    """Take one inquiry; with ``form.call`` it completes the ticket of that telephone call.

    Taken by hand on the phone or at the counter it is received and responded to at once; the channel's
    ``by_hand`` events in the pack say which are added. Raises :class:`DeskError`; nothing is written then.
    """
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)
        content = ["intake", _content(form)] if key is not None else []
        return once(desk, tx, key, content, lambda: take_within(desk, tx, form, now, source))


def intake_all(
    desk: Desk, forms: Sequence[IntakeForm], *, key: str | None = None, source: str = "import"
) -> list[TicketView]:
    """Take many inquiries in one transaction: all or nothing, and with ``key`` only once."""
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)
        content = ["intake_all", [_content(form) for form in forms]]
        views = once_all(desk, tx, key, content, lambda: [take_within(desk, tx, form, now, source) for form in forms])
        settle_within(desk, tx, now)
        return views


def _content(form: IntakeForm) -> dict[str, Any]:
    """What a key stands for; a field that was not there when older keys were written counts only where it is given."""
    given = asdict(form)
    if given["customer_id"] is None:
        del given["customer_id"]
    return given


def take_within(desk: Desk, tx: WriteTransaction, form: IntakeForm, now: datetime, source: str) -> TicketView:
    """The same inside a write transaction that is open already."""
    require(desk.actor, "intake")
    form = _with_pack_fields(desk, form, now)
    named = customer_of(desk, tx, form, now)
    customer_id = named.customer.id if named is not None else None
    if form.call is not None:
        loaded = _complete_call(desk, tx, form, now, source)
        writes.link_customer(tx, loaded.record.id, customer_id)
    else:
        loaded = _open(desk, tx, form, now, source, customer_id)
    if named is not None and named.fresh:
        begin_history(tx, named.customer, loaded)
    if form.kind in desk.pack_for(kind=form.kind).visitor_kinds and loaded.ticket.inside:
        from deskconsole.desk.visitors.welcoming import welcome  # other work does not wait for it

        welcome(desk, tx, loaded, now)
    return view(desk, loaded, now)


def _with_pack_fields(desk: Desk, form: IntakeForm, now: datetime) -> IntakeForm:
    """The form with the fields of its kind as they are kept, whoever made it."""
    attributes = {name: getattr(form, name) for name in ATTRIBUTES}
    own = check_pack_fields(desk, desk.pack_for(kind=form.kind), attributes, form.fields, now)
    if own.errors:
        raise IntakeRefused(own.errors)
    return replace(form, fields=own.values)


def _open(
    desk: Desk, tx: WriteTransaction, form: IntakeForm, now: datetime, source: str, customer_id: int | None
) -> Loaded:
    at = form.received or now
    write = open_ticket(desk, tx, kind=form.kind, channel=form.channel, at=at, now=now, customer_id=customer_id)
    by_hand = desk.pack_for(kind=form.kind).by_hand(form.kind, form.channel)
    kinds = _in_order(by_hand, have=())
    events = [
        _event(desk, seq, kind, at, now, source, _fields_of(kind, form)) for seq, kind in enumerate(kinds, start=1)
    ]
    arrived = next((event.seq for event in events if event.kind == "arrived"), None)
    return write([replace(e, of=arrived) if e.kind in ("greeted", "seen") else e for e in events])


def _fields_of(kind: str, form: IntakeForm) -> dict[str, Any]:
    """What the events of a form say: `received` all of it; an arrival what rules may ask of who has come."""
    if kind == "received":
        return _form_fields(form)
    return {"kind": form.kind, "tier": form.tier, "category": form.category} if kind == "arrived" else {}


def _in_order(by_hand: Sequence[str], have: Sequence[str]) -> list[str]:
    """The events of an intake by hand, as they happen at the desk: the person first, then the form."""
    added = [kind for kind in by_hand if kind not in have]
    return [*(k for k in added if k != "responded"), "received", *(k for k in added if k == "responded")]


def _event(desk: Desk, seq: int, kind: str, at: datetime, now: datetime, source: str, fields: dict[str, Any]) -> Event:
    actor = desk.actor
    return Event(
        seq=seq,
        kind=kind,
        happened_at=at,
        recorded_at=now,
        by=actor.login,
        fields=fields,
        source=source,
        by_role=actor.role,
        by_department=actor.department,
    )


def _form_fields(form: IntakeForm) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "channel": form.channel,
        "kind": form.kind,
        "tier": form.tier,
        "category": form.category or None,
        "customer": form.customer,
        "contact": form.contact,
        "content": form.content or None,
        "request": form.request or None,
        "urgent": form.urgent,
        "fields": dict(form.fields),
    }
    if form.level is not None:
        fields["level"] = form.level
    return fields


def _complete_call(desk: Desk, tx: WriteTransaction, form: IntakeForm, now: datetime, source: str) -> Loaded:
    call = calls.find_call(tx, form.call or "")
    if call is None:
        raise DeskError("call: there is no call '{call}'", field="call", call=form.call)
    loaded = load_by_id(desk, tx, call.ticket_id)
    if loaded.ticket.received:
        raise DeskError(
            "call: the form of that call is complete already: {number}", field="call", number=loaded.record.number
        )
    if (refusal := refusal_for(loaded.ticket, loaded.clocks, "received")) is not None:
        raise refusal
    at = form.received or now
    have = [event.kind for event in loaded.events]
    kinds = _in_order(desk.pack_for(kind=form.kind).by_hand(form.kind, form.channel), have)
    if loaded.ticket.calls[call.rang_seq].state == "ringing":
        kinds.insert(0, "picked_up")
    pack, last = desk.pack_for(kind=form.kind), loaded.events[-1]
    moved = pack.name != loaded.rules_of(last.pack, last.calendar).pack.name  # now that the kind is known
    if moved:
        store_texts(desk, tx)
    events: list[Event] = []
    for kind in kinds:
        fields = _form_fields(form) if kind == "received" else {}
        event = draft(loaded, kind, at=at, now=now, desk=desk, by=desk.actor.login, fields=fields, source=source)
        of = call.rang_seq if kind == "picked_up" else None
        if moved and kind != "picked_up":
            event = replace(event, pack=pack.digest, calendar=desk.calendar.digest)
        events.append(replace(event, seq=event.seq + len(events), of=of))
    for event in events:
        check_content(event)
        check_time(event, loaded.ticket.opened_at, now)
    return append(desk, tx, loaded, events)
