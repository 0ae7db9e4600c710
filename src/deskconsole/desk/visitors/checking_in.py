"""A visitor at the counter: signed in from an appointment or walking in, given a pass; taken back if by mistake."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.staff.staff import require
from deskconsole.desk.tickets.intake import take_within
from deskconsole.desk.tickets.intake_forms import NOT_GIVEN, read_form
from deskconsole.desk.tickets.records import IntakeForm, TicketView
from deskconsole.desk.tickets.settling import settle_within
from deskconsole.desk.visitors.expecting import ONSITE, expected_of, open_expected, visitor_kind, walk_in_kind
from deskconsole.desk.visitors.passes import take_passes_back_within
from deskconsole.desk.visitors.records import CheckIn, Expected, text_of
from deskconsole.desk.visitors.watching import Watch
from deskconsole.desk.work import append, draft, find, load, once, view
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.tickets.guards import check, prepare
from deskconsole.record import replace
from deskconsole.store import customers, visitors
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.mapping import digits, is_phone


def check_in(desk: Desk, form: CheckIn, *, key: str | None = None, source: str = "cli") -> TicketView:
    """Take a visitor in; the ticket of the visit, greeted and waiting (F02, F03). Who comes to ask may be taken so too.

    With ``form.expected`` from that appointment, whose entries stand where the form says nothing else. The pass that
    the form names is given out. Raises :class:`DeskError` (``IntakeRefused`` with every
    mistake); nothing is written then.
    """
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)
        return once(desk, tx, key, ["check_in", asdict(form)], lambda: _check_in(desk, tx, form, now, source))


def from_expected(expected: Expected) -> CheckIn:
    """The form of a visitor who was expected, as the appointment fills it in."""
    form = expected.form
    return CheckIn(
        kind=form.kind,
        name=form.name,
        phone=form.phone,
        purpose=form.purpose,
        category=form.category,
        fields=form.fields,
        expected=expected.id,
    )


def cancel_check_in(desk: Desk, number: str, *, source: str = "cli") -> TicketView:
    """A visitor was taken in by mistake: withdrawn, the pass back, the appointment expected again."""
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)
        loaded = load(desk, tx, number)
        require(desk.actor, "withdrawn", loaded.ticket, loaded.clocks)
        event = draft(
            loaded,
            "withdrawn",
            at=now,
            now=now,
            desk=desk,
            by=desk.actor.login,
            fields={"reason": "duplicate"},
            source=source,
        )
        event = prepare(loaded.ticket, loaded.clocks, event)
        check(loaded.ticket, loaded.clocks, event, now)
        after = append(desk, tx, loaded, [event])
        take_passes_back_within(desk, tx, loaded.record.id, number, now)
        record = visitors.expected_of_ticket(tx, loaded.record.id)
        if record is not None:
            visitors.save_expected(tx, record, "expected")
            fields = {"id": record.uuid, "number": loaded.record.number, "again": True}
            record_site_event(desk, tx, "visitor_expected", now, fields, by=desk.actor.login)
        return view(desk, after, now)


def _check_in(desk: Desk, tx: WriteTransaction, form: CheckIn, now: datetime, source: str) -> TicketView:
    expected = open_expected(tx, form.expected) if form.expected is not None else None
    if expected is not None:
        form = _filled(form, from_expected(expected_of(expected, Watch(tx))))
    kind = walk_in_kind(desk, form.kind) if expected is None else visitor_kind(desk, form.kind)
    seen = take_within(desk, tx, _intake_form(desk, tx, form, kind, now), now, source)
    record = find(desk, tx, seen.number)
    if expected is not None:
        visitors.save_expected(tx, expected, "arrived", record.id)
        fields = {"id": expected.uuid, "number": seen.number}
        record_site_event(desk, tx, "visitor_arrived", now, fields, by=desk.actor.login)
    return seen


def _filled(form: CheckIn, appointment: CheckIn) -> CheckIn:
    """The form, with what the appointment says where the form says nothing."""
    return replace(
        form,
        kind=form.kind or appointment.kind,
        name=form.name or appointment.name,
        phone=form.phone or appointment.phone,
        purpose=form.purpose or appointment.purpose,
        category=form.category or appointment.category,
        fields={**appointment.fields, **_given(form.fields)},
    )


def _intake_form(desk: Desk, tx: ReadTransaction, form: CheckIn, kind: Kind, now: datetime) -> IntakeForm:
    """The visit as an intake: what people need not say is filled in from the kind and the customer's file."""
    pack = desk.pack_for(kind=kind.name)
    whom = text_of(form.fields.get("host")) or text_of(form.fields.get("room"))
    purpose = form.purpose or ((whom or kind.name) if kind.visitor else None)
    data: dict[str, Any] = {
        "channel": ONSITE,
        "kind": kind.name,
        "tier": _tier(tx, form, [tier.name for tier in pack.tiers]) or pack.default_tier,
        "customer": form.name or NOT_GIVEN,
        "contact": form.phone or NOT_GIVEN,
        "category": form.category,
        "content": purpose,
        "request": whom or purpose,  # what the queue shows of it
        "fields": _given(form.fields),
    }
    if form.arrived is not None:
        data["received"] = form.arrived
    return read_form(desk, data, now=now, loose=True)


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _tier(tx: ReadTransaction, form: CheckIn, existing: list[str]) -> str | None:
    """The tier of a customer who comes to visit stays what it is."""
    if form.phone is None or not is_phone(form.phone):
        return None
    result = customers.customers_by_digits(tx, digits(form.phone) or "")
    same = next((customer for customer in result if customer.name in (None, form.name)), None)
    tier = customers.file_of(tx, same).tier if same is not None else None
    return tier if tier in existing else None
