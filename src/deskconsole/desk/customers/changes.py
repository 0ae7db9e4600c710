"""Changing a customer's file: fields, contacts, merging and taking apart. Every change is on the site's record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from deskconsole.desk.customers.customers import file_within, find_customer
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.desk.customers.visit_plans import arrange
from deskconsole.desk.desk import Desk
from deskconsole.desk.identity import new_id
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.customers import customer as words
from deskconsole.domain.tickets.event import FIELD_LIMIT, REQUEST_LIMIT
from deskconsole.errors import DeskError, NotFound, Outdated
from deskconsole.store import customers, staff
from deskconsole.store.api import ReadTransaction
from deskconsole.store.customers import CustomerRecord
from deskconsole.text.characters import pronunciations_of_name
from deskconsole.text.clean import clean
from deskconsole.text.phones import with_plain_digits

Contact = tuple[str | None, str]


def _again(work: Work, answer: str) -> CustomerFile:
    return file_within(work, int(answer))


def _answered(work: Work, customer_id: int) -> CustomerFile:
    work.answer(str(customer_id))
    work.flush()  # the history of the file is read from the record
    return file_within(work, customer_id)


@command(needs="customers", again=_again)
def add_customer(
    work: Work, fields: Mapping[str, str | None], contacts: Sequence[Contact] = (), *, key: str | None = None
) -> CustomerFile:
    """A new customer, without a ticket; ``contacts`` as (kind or ``None``, value). Needs a name or a contact."""
    entered = _cleaned(work.desk, fields)
    parts = _parts(contacts)
    if entered.get("name") is None and not parts:
        raise DeskError("name: a customer needs a name or a contact", field="name")
    _check_owner(work.tx, entered)
    return _answered(work, added(work, entered, parts).id)


@command(needs="read", again=_again)
def change_customer(
    work: Work,
    customer_id: int,
    fields: Mapping[str, str | None],
    *,
    add: Sequence[Contact] = (),
    remove: Sequence[str] = (),
    expect: int | None = None,
    key: str | None = None,
) -> CustomerFile:
    """Change fields of a file (``None`` empties one), add and remove contacts; the file afterwards.

    ``expect``: the ``version`` that was seen; raises :class:`Outdated` when the file has changed since. The account
    owner keeps the file of their own customers, whatever their role.
    """
    entered, parts = _cleaned(work.desk, fields), _parts(add)
    stored = customers.file_of(work.tx, find_customer(work.tx, customer_id))
    _require(work, "customers", stored)
    _check_owner(work.tx, entered)
    if expect is not None and file_within(work, stored.id).version != expect:
        raise Outdated("expect: the customer's file has changed meanwhile; look again before saving")
    _drop_contacts(work, stored, remove)
    changed(work, stored, entered, parts)
    return _answered(work, stored.id)


@command(needs="read", again=_again)
def merge_customers(work: Work, customer_id: int, into: int, *, key: str | None = None) -> CustomerFile:
    """Two customers are the same: the file of ``customer_id`` goes into that of ``into``; the file afterwards.

    Nothing of either is moved or overwritten: tickets, calls, contacts and history stay with whom they were recorded
    for, and the file shows them together. :func:`unmerge_customer` takes them apart again.
    """
    tx = work.tx
    loser, survivor = (customers.file_of(tx, find_customer(tx, one)) for one in (customer_id, into))
    _require(work, "customers_join", survivor)
    if loser.id == survivor.id:
        raise DeskError("into: these two are one customer already", field="into")
    customers.save_merged_into(tx, loser.id, survivor.id)
    work.note(words.MERGED, customers=(loser.id, survivor.id), customer=loser.uuid, into=survivor.uuid)
    arrange(work, find_customer(tx, loser.id))
    return _answered(work, survivor.id)


@command(needs="read", again=_again)
def unmerge_customer(work: Work, customer_id: int, *, key: str | None = None) -> CustomerFile:
    """A customer that was merged by mistake is on their own again; their file.

    What was recorded during the merge stays with whom it was recorded for: a ticket with whose name and number it
    was taken under, a change of the file with whose file it was.
    """
    tx = work.tx
    customer = find_customer(tx, customer_id)
    _require(work, "customers_join", customers.file_of(tx, customer))
    if customer.merged_into is None:
        raise DeskError("customer: {id} was not merged into anybody", field="customer", id=customer_id)
    into = find_customer(tx, customer.merged_into)
    customers.save_merged_into(tx, customer.id, None)
    work.note(words.UNMERGED, {"customer": customer.uuid, "from": into.uuid}, customers=(customer.id, into.id))
    arrange(work, find_customer(tx, customer.id))
    return _answered(work, customer_id)


def _require(work: Work, needs: str, customer: CustomerRecord) -> None:
    """The account owner keeps the file of their own customers, whatever their role."""
    if work.actor.login != customer.owner:
        work.require(needs)


# --- inside a transaction, for intake too --------------------------------------------------------------------------


def begun(work: Work, fields: Mapping[str, str | None], contacts: Sequence[tuple[str, str]]) -> CustomerRecord:
    """Make a customer; the caller sees to the event that says so."""
    return customers.add_customer(
        work.tx,
        uuid=new_id(work.now),
        created_at=work.now,
        readings=_sounds(fields),
        contacts=contacts,
        **fields,
    )


def added(work: Work, fields: Mapping[str, str | None], contacts: Sequence[tuple[str, str]]) -> CustomerRecord:
    """Make a customer, with the event that says so."""
    made = begun(work, fields, contacts)
    given = {name: fields.get(name) for name in words.FIELDS if fields.get(name) is not None}
    facts = {"customer": made.uuid, **given, "contacts": _contacts_of(contacts)}
    work.note(words.ADDED, facts, customers=(made.id,))
    arrange(work, made)
    return made


def changed(
    work: Work,
    customer: CustomerRecord,
    fields: Mapping[str, str | None],
    contacts: Sequence[tuple[str, str]] = (),
) -> CustomerRecord:
    """Change what differs, with the event that says so; nothing is written where nothing differs."""
    differing = {
        name: {"old": getattr(customer, name), "new": value}
        for name, value in fields.items()
        if getattr(customer, name) != value
    }
    stored = customers.contacts_of(work.tx, customer.id) if contacts else []
    existing = {(contact.kind, contact.value) for contact in stored}
    fresh = [part for part in contacts if part not in existing]
    if not differing and not fresh:
        return customer
    after = customer._replace(**{name: change["new"] for name, change in differing.items()})
    sounds = _sounds({"name": after.name, "organisation": after.organisation})
    customers.save_customer(work.tx, after, sounds, fresh)
    facts: dict[str, Any] = {"customer": customer.uuid, "changed": differing}
    if fresh:
        facts["contacts_added"] = _contacts_of(fresh)
    work.note(words.CHANGED, facts, customers=(customer.id,))
    if not differing.keys().isdisjoint(("tier", "owner")):
        arrange(work, after)
    return after


def _drop_contacts(work: Work, stored: CustomerRecord, values: Sequence[str]) -> None:
    """Contacts of a file are those of all its members: each is removed from whose it is."""
    left = set(values)
    for member in customers.members_of(work.tx, stored):
        gone = [contact for contact in customers.contacts_of(work.tx, member.id) if contact.value in values]
        if gone:
            customers.drop_contacts(work.tx, member.id, gone)
            removed = _contacts_of((contact.kind, contact.value) for contact in gone)
            work.note(words.CHANGED, customers=(member.id,), customer=member.uuid, changed={}, contacts_removed=removed)
        left -= {contact.value for contact in gone}
    if left:
        raise NotFound("contact: '{value}' is not a contact of theirs", field="contact", value=clean(min(left))[:80])


def _sounds(fields: Mapping[str, str | None]) -> str:
    return pronunciations_of_name(f"{fields.get('name') or ''} {fields.get('organisation') or ''}")


def _contacts_of(contacts: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"kind": kind, "value": value} for kind, value in contacts]


# --- what is entered -----------------------------------------------------------------------------------------------


def _cleaned(desk: Desk, fields: Mapping[str, str | None]) -> dict[str, str | None]:
    entered: dict[str, str | None] = {}
    for name, value in fields.items():
        if name not in words.FIELDS:
            raise DeskError("{name}: not a field of a customer", field=name, name=name)
        limit = REQUEST_LIMIT if name in words.LONG else FIELD_LIMIT
        if value is not None and len(value) > limit:
            raise DeskError("{name}: longer than {limit} characters", field=name, name=name, limit=limit)
        text = clean(value or "").strip()
        entered[name] = (text if name in words.LONG else " ".join(text.split())) or None
    tier = entered.get("tier")
    tiers = list(dict.fromkeys(existing.name for pack in desk.packs for existing in pack.tiers))
    if tier is not None and tier not in tiers:
        allowed = ", ".join(tiers)
        raise DeskError("tier: '{value}' is not one of {allowed}", field="tier", value=tier, allowed=allowed)
    return entered


def _parts(contacts: Sequence[Contact]) -> list[tuple[str, str]]:
    """Contacts as they are kept; several numbers in one are kept one by one."""
    parts: list[tuple[str, str]] = []
    for kind, value in contacts:
        text = with_plain_digits(" ".join(clean(value).split()))
        if not text or len(text) > FIELD_LIMIT:
            raise DeskError("contact: must be 1 to {limit} characters", field="contact", limit=FIELD_LIMIT)
        if kind is not None and kind not in words.CONTACT_KINDS:
            allowed = ", ".join(words.CONTACT_KINDS)
            raise DeskError("contact: '{value}' is not one of {allowed}", field="contact", value=kind, allowed=allowed)
        parts += [(kind, text)] if kind not in (None, "phone") else words.contact_parts(text)
    return parts


def _check_owner(tx: ReadTransaction, entered: Mapping[str, str | None]) -> None:
    owner = entered.get("owner")
    person = staff.staff_by_login(tx, owner) if owner is not None else None
    if owner is not None and (person is None or not person.enabled):
        raise DeskError("owner: no staff member has the login '{login}'", field="owner", login=owner)
