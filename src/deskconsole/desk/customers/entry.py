"""Whose an inquiry is: somebody known, somebody known who gives more of themselves, or somebody new."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from deskconsole.desk.customers.changes import begun, changed
from deskconsole.desk.customers.customers import find_customer
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.work import Work
from deskconsole.domain.customers.customer import BEGUN, FILE_BEGUN, FILE_OF, contact_parts
from deskconsole.store import customers
from deskconsole.store.customers import CustomerRecord
from deskconsole.text.phones import numbers_in


class Named(NamedTuple):
    """The customer of a form; ``fresh``: the form is the beginning of their history."""

    customer: CustomerRecord
    fresh: bool = False

    @property
    def fields(self) -> dict[str, Any]:
        """What the form's event says of it."""
        return {FILE_OF: self.customer.uuid, **({FILE_BEGUN: True} if self.fresh else {})}


#: What the form's event says where neither name nor contact is given.
NOBODYS: dict[str, Any] = {FILE_OF: None}


def customer_of(work: Work, form: IntakeForm) -> Named | None:
    """The customer that a form names, made if unknown; ``None`` when neither name nor contact is given.

    The tier on the form becomes that of their file. In a file of merged customers the inquiry is recorded for the one
    whose name and contact the form has, so that each keeps their own when they are taken apart again.
    """
    tx = work.tx
    parts = contact_parts(form.contact) if form.contact is not None else []
    if form.customer_id is not None:
        return Named(_chosen(work, form, form.customer_id, parts))
    existing = customers.match_customer(tx, form.customer, form.contact)
    if existing is None:
        if form.customer is None and form.contact is None:
            return None
        return Named(begun(work, {"name": form.customer, "tier": form.tier}, parts), fresh=True)
    stored = customers.file_of(tx, existing)
    _tier(work, form, stored)
    if stored.id == existing.id:
        existing = existing._replace(tier=form.tier)
    named = {"name": form.customer} if existing.name is None and form.customer is not None else {}
    return Named(changed(work, existing, named, parts if len(parts) > 1 else ()))


def begin_history(work: Work, customer: CustomerRecord, ticket: TicketWork) -> None:
    """The form just recorded on a ticket is what a new customer's history begins with.

    No event of the site says the same once more: an intake is the write that must be fast.
    """
    form = next(event.seq for event in reversed(ticket.events) if event.kind == BEGUN)
    work.pending.link(ticket, form, customer.id)


def _chosen(work: Work, form: IntakeForm, customer_id: int, parts: Sequence[tuple[str, str]]) -> CustomerRecord:
    """Somebody was chosen by hand: a contact that is not known of them yet is added to their file."""
    tx = work.tx
    stored = customers.file_of(tx, find_customer(tx, customer_id))
    _tier(work, form, stored)
    stored = stored._replace(tier=form.tier)
    numbers = {number.digits for _kind, value in parts for number in numbers_in(value)}
    values = {value for _kind, value in parts}
    for member in reversed(customers.members_of(tx, stored)):
        for contact in customers.contacts_of(tx, member.id):
            if contact.digits in numbers or contact.value in values:
                return member if member.id != stored.id else stored
    return changed(work, stored, {}, list(parts))


def _tier(work: Work, form: IntakeForm, stored: CustomerRecord) -> None:
    if stored.tier != form.tier:
        changed(work, stored, {"tier": form.tier})


def follow_tier(work: Work, ticket: TicketWork, old: object, new: object) -> None:
    """The tier of a ticket was put right: the file of its customer, which had the same, follows.

    Else the next call of theirs would ring by the wrong tier.
    """
    customer_id = getattr(ticket.row, "customer_id", None)
    if customer_id is None or not isinstance(new, str) or new == old:
        return
    tx = work.tx
    stored = customers.file_of(tx, find_customer(tx, customer_id))
    if stored.tier == old:
        changed(work, stored, {"tier": new})
