"""Changing a customer's file: fields, contacts, merging and taking apart. Every change is on the site's record."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.customers.customers import file_within, find_customer
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.desk.customers.visit_plans import arrange
from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.identity import new_id
from deskconsole.desk.staff.staff import require
from deskconsole.domain.customers import customer as words
from deskconsole.domain.tickets.event import FIELD_LIMIT, REQUEST_LIMIT
from deskconsole.errors import DeskError, NotFound, Outdated
from deskconsole.store import customer_history, customers, idempotency, staff
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.records import CustomerRecord
from deskconsole.text.characters import pronunciations_of_name
from deskconsole.text.clean import clean

#: Fields of several lines; the others are of one.
_LONG: Final = frozenset({"preferences", "special_needs"})
Contact = tuple[str | None, str]


def add_customer(
    desk: Desk, fields: Mapping[str, str | None], contacts: Sequence[Contact] = (), *, key: str | None = None
) -> CustomerFile:
    """A new customer, without a ticket; ``contacts`` as (kind or ``None``, value). Needs a name or a contact."""
    entered = _cleaned(desk, fields)
    parts = _parts(contacts)
    if entered.get("name") is None and not parts:
        raise DeskError("name: a customer needs a name or a contact", field="name")
    with desk.store.writing() as tx:
        now = desk.now()
        require(desk.actor, words.ADDED)
        _check_owner(tx, entered)
        existing = _written(desk, tx, key, ["add_customer", entered, parts])
        if existing is None:
            existing = added(desk, tx, now, entered, parts).id
            _keep_key(tx, key, ["add_customer", entered, parts], existing, now)
        return file_within(desk, tx, existing)


def change_customer(
    desk: Desk,
    customer_id: int,
    fields: Mapping[str, str | None],
    *,
    add: Sequence[Contact] = (),
    remove: Sequence[str] = (),
    expect: int | None = None,
    key: str | None = None,
) -> CustomerFile:
    """Change fields of a file (``None`` empties one), add and remove contacts; the file afterwards.

    ``expect``: the ``version`` that was seen; raises :class:`Outdated` when the file has changed since.
    """
    entered, parts = _cleaned(desk, fields), _parts(add)
    content = ["change_customer", customer_id, entered, parts, list(remove)]
    with desk.store.writing() as tx:
        now = desk.now()
        stored = customers.file_of(tx, find_customer(tx, customer_id))
        _require(desk, words.CHANGED, stored)
        _check_owner(tx, entered)
        if _written(desk, tx, key, content) is None:
            if expect is not None and file_within(desk, tx, stored.id).version != expect:
                raise Outdated("expect: the customer's file has changed meanwhile; look again before saving")
            _drop_contacts(desk, tx, now, stored, remove)
            changed(desk, tx, now, stored, entered, parts)
            _keep_key(tx, key, content, stored.id, now)
        return file_within(desk, tx, stored.id)


def merge_customers(desk: Desk, customer_id: int, into: int, *, key: str | None = None) -> CustomerFile:
    """Two customers are the same: the file of ``customer_id`` goes into that of ``into``; the file afterwards.

    Nothing of either is moved or overwritten: tickets, calls, contacts and history stay with whom they were recorded
    for, and the file shows them together. :func:`unmerge_customer` takes them apart again.
    """
    content = ["merge_customers", customer_id, into]
    with desk.store.writing() as tx:
        now = desk.now()
        loser, survivor = (customers.file_of(tx, find_customer(tx, one)) for one in (customer_id, into))
        _require(desk, words.MERGED, survivor)
        if _written(desk, tx, key, content) is None:
            if loser.id == survivor.id:
                raise DeskError("into: these two are one customer already", field="into")
            customers.save_merged_into(tx, loser.id, survivor.id)
            fields = {"customer": loser.uuid, "into": survivor.uuid}
            _record(desk, tx, words.MERGED, now, fields, loser.id, survivor.id)
            arrange(desk, tx, find_customer(tx, loser.id), now)
            _keep_key(tx, key, content, survivor.id, now)
        return file_within(desk, tx, survivor.id)


def unmerge_customer(desk: Desk, customer_id: int, *, key: str | None = None) -> CustomerFile:
    """A customer that was merged by mistake is on their own again; their file.

    What was recorded during the merge stays with whom it was recorded for: a ticket with whose name and number it
    was taken under, a change of the file with whose file it was.
    """
    content = ["unmerge_customer", customer_id]
    with desk.store.writing() as tx:
        now = desk.now()
        customer = find_customer(tx, customer_id)
        _require(desk, words.UNMERGED, customers.file_of(tx, customer))
        if _written(desk, tx, key, content) is None:
            if customer.merged_into is None:
                raise DeskError("customer: {id} was not merged into anybody", field="customer", id=customer_id)
            into = find_customer(tx, customer.merged_into)
            customers.save_merged_into(tx, customer.id, None)
            fields = {"customer": customer.uuid, "from": into.uuid}
            _record(desk, tx, words.UNMERGED, now, fields, customer.id, into.id)
            arrange(desk, tx, find_customer(tx, customer.id), now)
            _keep_key(tx, key, content, customer.id, now)
        return file_within(desk, tx, customer_id)


# --- inside a transaction, for intake too --------------------------------------------------------------------------


def begun(
    tx: WriteTransaction, now: datetime, fields: Mapping[str, str | None], contacts: Sequence[tuple[str, str]]
) -> CustomerRecord:
    """Make a customer; the caller sees to the event that says so."""
    return customers.add_customer(
        tx, uuid=new_id(now), created_at=now, readings=_described(fields), contacts=contacts, **fields
    )


def added(
    desk: Desk,
    tx: WriteTransaction,
    now: datetime,
    fields: Mapping[str, str | None],
    contacts: Sequence[tuple[str, str]],
) -> CustomerRecord:
    """Make a customer, with the event that says so."""
    made = begun(tx, now, fields, contacts)
    messages = {name: fields.get(name) for name in words.FIELDS if fields.get(name) is not None}
    _record(
        desk, tx, words.ADDED, now, {"customer": made.uuid, **messages, "contacts": _contacts_of(contacts)}, made.id
    )
    if made.owner is not None:
        arrange(desk, tx, made, now)
    return made


def changed(
    desk: Desk,
    tx: WriteTransaction,
    now: datetime,
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
    existing = (
        {(contact.kind, contact.value) for contact in customers.contacts_of(tx, customer.id)} if contacts else set()
    )
    fresh = [part for part in contacts if part not in existing]
    if not differing and not fresh:
        return customer
    after = customer._replace(**{name: change["new"] for name, change in differing.items()})
    customers.save_customer(tx, after, _described({"name": after.name, "organisation": after.organisation}), fresh)
    messages: dict[str, Any] = {"customer": customer.uuid, "changed": differing}
    if fresh:
        messages["contacts_added"] = _contacts_of(fresh)
    _record(desk, tx, words.CHANGED, now, messages, customer.id)
    if not differing.keys().isdisjoint(("tier", "owner")):
        arrange(desk, tx, after, now)
    return after


def _drop_contacts(
    desk: Desk, tx: WriteTransaction, now: datetime, stored: CustomerRecord, values: Sequence[str]
) -> None:
    """Contacts of a file are those of all its members: each is removed from whose it is."""
    left = set(values)
    for member in customers.members_of(tx, stored):
        gone = [contact for contact in customers.contacts_of(tx, member.id) if contact.value in values]
        if gone:
            customers.drop_contacts(tx, member.id, gone)
            pairs = [(contact.kind, contact.value) for contact in gone]
            messages = {"customer": member.uuid, "changed": {}, "contacts_removed": _contacts_of(pairs)}
            _record(desk, tx, words.CHANGED, now, messages, member.id)
        left -= {contact.value for contact in gone}
    if left:
        raise NotFound("contact: '{value}' is not a contact of theirs", field="contact", value=clean(min(left))[:80])


def _record(
    desk: Desk, tx: WriteTransaction, kind: str, now: datetime, fields: Mapping[str, Any], *customer_ids: int
) -> None:
    site_seq = record_site_event(desk, tx, kind, now, fields, by=desk.actor.login)
    for customer_id in customer_ids:
        customer_history.link_event(tx, customer_id, site_seq)


def _described(fields: Mapping[str, str | None]) -> str:
    return pronunciations_of_name(f"{fields.get('name') or ''} {fields.get('organisation') or ''}")


def _contacts_of(contacts: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"kind": kind, "value": value} for kind, value in contacts]


# --- what is entered -----------------------------------------------------------------------------------------------


def _require(desk: Desk, action: str, customer: CustomerRecord) -> None:
    """The account owner keeps the file of their own customers, whatever their role."""
    if desk.actor.login != customer.owner or not desk.actor.enabled:
        require(desk.actor, action)


def _cleaned(desk: Desk, fields: Mapping[str, str | None]) -> dict[str, str | None]:
    entered: dict[str, str | None] = {}
    for name, value in fields.items():
        if name not in words.FIELDS:
            raise DeskError("{name}: not a field of a customer", field=name, name=name)
        limit = REQUEST_LIMIT if name in _LONG else FIELD_LIMIT
        if value is not None and len(value) > limit:
            raise DeskError("{name}: longer than {limit} characters", field=name, name=name, limit=limit)
        text = clean(value or "").strip()
        entered[name] = (text if name in _LONG else " ".join(text.split())) or None
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
        text = " ".join(clean(value).split())
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


def _written(desk: Desk, tx: ReadTransaction, key: str | None, content: object) -> int | None:
    """The customer that an earlier write with this key answered with; ``None`` when there was none."""
    existing = idempotency.recall_key(tx, key) if key is not None else None
    if existing is None:
        return None
    if existing.digest != _digest(content):
        raise DeskError("key: '{key}' has been used for something else", field="key", key=key)
    return int(existing.answer)


def _keep_key(tx: WriteTransaction, key: str | None, content: object, customer_id: int, now: datetime) -> None:
    if key is not None:
        idempotency.remember_key(tx, key, _digest(content), str(customer_id), at=now)


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
