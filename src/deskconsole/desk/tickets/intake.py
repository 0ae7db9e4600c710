"""Intake: an inquiry becomes a ticket (R17), alone or many at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from deskconsole.desk.customers.entry import NOBODYS, Named, begin_history, customer_of
from deskconsole.desk.customers.treatment import record_consent_of
from deskconsole.desk.desk import Desk
from deskconsole.desk.documents.wanting import want_documents
from deskconsole.desk.input_lines import refuse_too_many
from deskconsole.desk.records import IntakeForm, TicketView
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.consequences import weigh
from deskconsole.desk.tickets.intake_forms import IntakeRefused
from deskconsole.desk.tickets.pack_fields import check_pack_fields, kept_from
from deskconsole.desk.tickets.reviews import ask_reviews
from deskconsole.desk.use_cases import command
from deskconsole.desk.viewing import view_at
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.content import check_content
from deskconsole.domain.tickets.event import ATTRIBUTES, Event
from deskconsole.domain.tickets.guards import check_time, refusal_for
from deskconsole.errors import DeskError
from deskconsole.record import replace
from deskconsole.store import calls
from deskconsole.store.record import recording
from deskconsole.text.clean import clean


@command(needs="take")
def intake(work: Work, form: IntakeForm, *, key: str | None = None) -> TicketView:
    """Take one inquiry; with ``form.call`` it completes the ticket of that telephone call.

    Taken by hand on the phone or at the counter it is received and responded to at once; the channel's
    ``by_hand`` events in the pack say which are added. Raises :class:`DeskError`; nothing is written then.
    """
    return view_at(take(work, form), work.now)


@command(needs="take")
def intake_all(work: Work, forms: Sequence[IntakeForm], *, key: str | None = None) -> list[TicketView]:
    """Take many inquiries in one transaction: all or nothing, and with ``key`` only once."""
    refuse_too_many(len(forms))
    views = [view_at(take(work, form), work.now) for form in forms]
    work.settle()
    return views


def take(work: Work, form: IntakeForm, *, whole: bool = True) -> TicketWork:
    """Take one inquiry as a part of a use case; one that is not ``whole`` lacks what its kind asks."""
    desk = work.desk
    form = _with_pack_fields(work, form) if whole else form
    named = customer_of(work, form)
    customer_id = named.customer.id if named is not None else None
    fields = {**_form_fields(desk, form), **(named.fields if named is not None else NOBODYS)}
    if form.call is not None:
        ticket = _complete_call(work, form, fields)
        recording.link_customer(work.tx, ticket.id, customer_id)
    else:
        ticket = _open(work, form, fields, customer_id)
    if named is not None and named.fresh:
        begin_history(work, named.customer, ticket)
    ask_reviews(ticket)
    want_documents(ticket)
    weigh(work, ticket, next(event for event in reversed(ticket.events) if event.kind == "received"))
    if form.consent is not None:
        _record_consent(work, form.consent, named)
    if form.kind in desk.pack_for(kind=form.kind).visitor_kinds and ticket.ticket.inside:
        work.desk.on_visitor(work, ticket)
    return ticket


def _record_consent(work: Work, answer: str, named: Named | None) -> None:
    """What they answered who were told what their data are for; whose file it is says so from then on (S11)."""
    if named is None:
        raise DeskError("consent: nobody is named who could agree", field="consent")
    record_consent_of(work, named.customer, answer)


def _with_pack_fields(work: Work, form: IntakeForm) -> IntakeForm:
    """The form with the fields of its kind as they are kept, whoever made it."""
    attributes = {name: getattr(form, name) for name in ATTRIBUTES}
    own = check_pack_fields(work, work.desk.pack_for(kind=form.kind), attributes, form.fields, work.now)
    if own.errors:
        raise IntakeRefused(own.errors)
    return replace(form, fields=own.values)


def _open(work: Work, form: IntakeForm, fields: Mapping[str, Any], customer_id: int | None) -> TicketWork:
    at = form.received or work.now
    by_hand = work.desk.pack_for(kind=form.kind).by_hand(form.kind, form.channel)
    kinds = _in_order(by_hand, have=())
    events = [_event(work, seq, kind, at, _fields_of(kind, form, fields)) for seq, kind in enumerate(kinds, start=1)]
    arrived = next((event.seq for event in events if event.kind == "arrived"), None)
    events = [replace(e, of=arrived) if e.kind in ("greeted", "seen") else e for e in events]
    return work.open_ticket(events, kind=form.kind, channel=form.channel, at=at, customer_id=customer_id)


def _fields_of(kind: str, form: IntakeForm, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the events of a form say: `received` all of it; an arrival what rules may ask of who has come."""
    if kind == "received":
        return fields
    return {"kind": form.kind, "tier": form.tier, "category": form.category} if kind == "arrived" else {}


def _in_order(by_hand: Sequence[str], have: Sequence[str]) -> list[str]:
    """The events of an intake by hand, as they happen at the desk: the person first, then the form."""
    added = [kind for kind in by_hand if kind not in have]
    return [*(k for k in added if k != "responded"), "received", *(k for k in added if k == "responded")]


def _event(work: Work, seq: int, kind: str, at: datetime, fields: Mapping[str, Any]) -> Event:
    actor = work.actor
    return Event(
        seq=seq,
        kind=kind,
        happened_at=at,
        recorded_at=work.now,
        by=actor.login,
        fields=fields,
        entered_by=work.desk.entered_for(actor.login),
        source=work.desk.source,
        by_role=actor.role,
        by_department=actor.department,
    )


def _form_fields(desk: Desk, form: IntakeForm) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "channel": form.channel or None,
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
    if named := kept_from(desk.pack_for(kind=form.kind), form.kind, form.fields):
        fields["kept_from"] = named
    return fields


def _complete_call(work: Work, form: IntakeForm, fields: Mapping[str, Any]) -> TicketWork:
    desk = work.desk
    call = calls.find_call(work.tx, form.call or "")
    if call is None:
        raise DeskError("call: there is no call '{call}'", field="call", call=clean(form.call or "")[:80])
    ticket = work.ticket_by_id(call.ticket_id)
    if ticket.ticket.received:
        raise DeskError("call: the form of that call is complete already: {number}", field="call", number=ticket.number)
    if (refusal := refusal_for(ticket.ticket, ticket.clocks, "received")) is not None:
        raise refusal
    at = form.received or work.now
    pack = desk.pack_for(kind=form.kind)
    kinds = _in_order(pack.by_hand(form.kind, form.channel), [event.kind for event in ticket.events])
    if ticket.ticket.calls[call.rang_seq].state == "ringing":
        kinds.insert(0, "picked_up")
    moved = pack.name != ticket.pack.name  # now that the kind is known
    if moved:
        work.store_texts()
    events: list[Event] = []
    for kind in kinds:
        event = ticket.draft_event(kind, at=at, fields=fields if kind == "received" else {})
        of = call.rang_seq if kind == "picked_up" else None
        if moved and kind != "picked_up":
            event = replace(event, pack=pack.digest, calendar=desk.calendar.digest)
        events.append(replace(event, seq=event.seq + len(events), of=of))
    for event in events:
        check_content(event)
        check_time(event, ticket.ticket.opened_at, work.now)
    ticket.append(*events)
    return ticket
