"""Whose an inquiry is: somebody known, somebody known who gives more of themselves, or somebody new."""

from collections.abc import Sequence
from datetime import datetime

from deskconsole.desk.customer_changes import added, changed
from deskconsole.desk.customers import found
from deskconsole.desk.opening import Desk
from deskconsole.desk.records import IntakeForm
from deskconsole.domain.phones import numbers_in
from deskconsole.store import customers
from deskconsole.store.engine import Writing
from deskconsole.store.records import CustomerRecord


def customer_of(desk: Desk, tx: Writing, form: IntakeForm, now: datetime) -> CustomerRecord | None:
    """The customer that a form names, made if unknown; ``None`` when neither name nor contact is given.

    The tier on the form becomes that of their file. In a file of merged customers the inquiry is recorded for the one
    whose name and contact the form has, so that each keeps their own when they are taken apart again.
    """
    parts = customers.contact_parts(form.contact) if form.contact is not None else []
    if form.customer_id is not None:
        return _chosen(desk, tx, form, form.customer_id, parts, now)
    known = customers.match_customer(tx, form.customer, form.contact)
    if known is None:
        if form.customer is None and form.contact is None:
            return None
        return added(desk, tx, now, {"name": form.customer, "tier": form.tier}, parts)
    kept = customers.file_of(tx, known)
    _tier(desk, tx, form, kept, now)
    if kept.id == known.id:
        known = known._replace(tier=form.tier)
    named = {"name": form.customer} if known.name is None and form.customer is not None else {}
    return changed(desk, tx, now, known, named, parts if len(parts) > 1 else ())


def _chosen(
    desk: Desk, tx: Writing, form: IntakeForm, customer_id: int, parts: Sequence[tuple[str, str]], now: datetime
) -> CustomerRecord:
    """Somebody was chosen by hand: a contact that is not known of them yet is added to their file."""
    kept = customers.file_of(tx, found(tx, customer_id))
    _tier(desk, tx, form, kept, now)
    kept = kept._replace(tier=form.tier)
    numbers = {number.digits for _kind, value in parts for number in numbers_in(value)}
    values = {value for _kind, value in parts}
    fresh = list(parts)
    for member in reversed(customers.members_of(tx, kept)):
        for contact in customers.contacts_of(tx, member.id):
            if contact.digits in numbers or contact.value in values:
                return member if member.id != kept.id else kept
    return changed(desk, tx, now, kept, {}, fresh)


def _tier(desk: Desk, tx: Writing, form: IntakeForm, kept: CustomerRecord, now: datetime) -> None:
    if kept.tier != form.tier:
        changed(desk, tx, now, kept, {"tier": form.tier})
