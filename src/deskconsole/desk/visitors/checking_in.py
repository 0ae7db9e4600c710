"""A visitor at the counter: signed in from an appointment or walking in, given a pass; taken back if by mistake."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskconsole.desk.desk import Desk
from deskconsole.desk.records import IntakeForm, TicketView
from deskconsole.desk.tickets.intake import take
from deskconsole.desk.tickets.intake_forms import NOT_GIVEN, IntakeRefused, read_form
from deskconsole.desk.use_cases import command
from deskconsole.desk.viewing import view_at
from deskconsole.desk.visitors.expecting import (
    ONSITE,
    expected_of,
    open_expected,
    visitor_kind,
    walk_in_kind,
    wrong_person,
)
from deskconsole.desk.visitors.passes import take_back
from deskconsole.desk.visitors.records import CheckIn, Expected, text_of
from deskconsole.desk.visitors.watching import Watch
from deskconsole.desk.work import Work
from deskconsole.domain.rules.kinds import Kind
from deskconsole.record import replace
from deskconsole.store import customers, visitors
from deskconsole.store.api import ReadTransaction
from deskconsole.store.mapping import digits, is_phone
from deskconsole.text.private import revealed


@command(needs="visitors")
def check_in(work: Work, form: CheckIn, *, key: str | None = None) -> TicketView:
    """Take a visitor in; the ticket of the visit, greeted and waiting (F02, F03). Who comes to ask may be taken so too.

    With ``form.expected`` from that appointment, whose entries stand where the form says nothing else. The pass that
    the form names is given out. Raises :class:`DeskError` (``IntakeRefused`` with every
    mistake); nothing is written then.
    """
    desk, tx = work.desk, work.tx
    expected = open_expected(tx, form.expected) if form.expected is not None else None
    if expected is not None:
        form = _filled(form, from_expected(expected_of(expected, Watch(tx), reveal=True)))
    kind = walk_in_kind(desk, form.kind) if expected is None else visitor_kind(desk, form.kind)
    visit = take(work, _intake_form(desk, tx, form, kind, work.now))
    if expected is not None:
        visit.write()
        work.note("visitor_arrived", id=expected.uuid, number=visit.number)
    return view_at(visit, work.now)


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


@command(needs="visitors")
def cancel_check_in(work: Work, number: str, *, key: str | None = None) -> TicketView:
    """A visitor was taken in by mistake: withdrawn, the pass back, the appointment expected again."""
    visit = work.ticket(number)
    visit.record("withdrawn", fields={"reason": "duplicate"})
    take_back(work, visit)
    record = visitors.expected_of_ticket(work.tx, visit.id)
    if record is not None:
        work.note("visitor_expected", id=record.uuid, number=visit.number, again=True)
    return view_at(visit, work.now)


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
        "contact": revealed(form.phone) or NOT_GIVEN,
        "category": form.category,
        "content": purpose,
        "request": whom or purpose,  # what the queue shows of it
        "fields": _given(form.fields),
    }
    if form.arrived is not None:
        data["received"] = form.arrived
    wrong = wrong_person(form.name, revealed(form.phone))
    try:
        result = read_form(desk, data, now=now, loose=True)
    except IntakeRefused as refused:
        raise IntakeRefused([*wrong, *refused.errors]) from refused
    if wrong:
        raise IntakeRefused(wrong)
    return result


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _tier(tx: ReadTransaction, form: CheckIn, existing: list[str]) -> str | None:
    """The tier of a customer who comes to visit stays what it is."""
    phone = revealed(form.phone)
    if phone is None or not is_phone(phone):
        return None
    result = customers.customers_by_digits(tx, digits(phone) or "")
    same = next((customer for customer in result if customer.name in (None, form.name)), None)
    tier = customers.file_of(tx, same).tier if same is not None else None
    return tier if tier in existing else None
