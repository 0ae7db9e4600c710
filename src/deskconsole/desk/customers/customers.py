"""Customers: found while somebody types, their whole file, and who may be the same person twice."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from deskconsole.desk.customers.records import (
    Change,
    CustomerContact,
    CustomerFile,
    CustomerMatch,
    CustomerTicket,
    Duplicate,
    Member,
    PhoneCall,
)
from deskconsole.desk.customers.treatment import treatment
from deskconsole.desk.look import Look
from deskconsole.desk.privacy import hidden_from, may_be_hidden
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.weeks import week_began
from deskconsole.desk.work import Work
from deskconsole.domain.customers import customer as words
from deskconsole.domain.customers.care_events import CARE_EVENTS
from deskconsole.domain.customers.identifying import Who, reached_by
from deskconsole.domain.site.persons import APPROVED, ASKED, ERASURES, HOLDS
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import customers, site_rows, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.customers import CustomerRecord
from deskconsole.store.tickets import TicketRecord
from deskconsole.text.phones import numbers_in
from deskconsole.text.private import Private

#: The channel that calls come by.
PHONE: Final = "phone"
#: More tickets and calls than these are not shown in a file; the search finds the rest.
MOST: Final = 200


class _Contact(NamedTuple):
    """A contact as it stands in the store, and whose of a file's members it is."""

    customer_id: int
    kind: str
    value: str


@query(needs="customers")
def find_customers(look: Look, typed: str, *, limit: int = 8) -> list[CustomerMatch]:
    """The customers whose number holds the digits of ``typed``, whose name or organisation holds it or is said like it
    (initials, syllables, characters): exact beginnings and ends of numbers first, then the newest."""
    typed = typed.strip()
    if not typed:
        return []
    return [_match(look, result) for result in customers.search_customers(look.tx, typed, limit)]


@query(needs="customers")
def matches_of(look: Look, ids: Iterable[int]) -> list[CustomerMatch]:
    """The same of customers that are known by id."""
    return [_match(look, customers.file_of(look.tx, find_customer(look.tx, customer_id))) for customer_id in ids]


@query(needs="customers")
def existing_customer(look: Look, name: str | None, contact: str | None) -> CustomerMatch | None:
    """Who would be meant by this name and contact on a form; ``None`` for somebody new."""
    result = customers.match_customer(look.tx, name, contact)
    return _match(look, customers.file_of(look.tx, result)) if result is not None else None


def _match(look: Look, stored: CustomerRecord) -> CustomerMatch:
    members = customers.members_of(look.tx, stored)
    whole = _whole(members)
    lasts = [last for member in members for last in customers.words_of(look.tx, member.id)]
    lasts.sort(key=lambda last: last.ticket_id, reverse=True)
    return CustomerMatch(
        id=stored.id,
        **_fields_of(whole),
        contacts=tuple(Private(contact.value) for contact in _contacts(look.tx, members)),
        open_numbers=tuple(last.number for last in lasts if last.open),
        last_words=next((last.last_words for last in lasts if last.last_words), None),
        calls_this_week=_calls_this_week(look, members),
        treatment=treatment(look, members),
    )


@query(needs="customers")
def customer_file(look: Look, customer_id: int, *, alone: bool = False, most: int | None = MOST) -> CustomerFile:
    """The whole file that a customer is kept in; ``alone``: this customer's own part of it.

    ``most``: so many of the newest tickets and calls (``None``: all). Contacts are private. Raises :class:`NotFound`.
    """
    return file_within(look, customer_id, alone=alone, most=most)


@query(needs="customers")
def file_of_ticket(look: Look, number: str) -> CustomerFile:
    """The file of whoever a ticket is of; raises :class:`NotFound` when nobody was given."""
    record = tickets.find_ticket(look.tx, number)
    if record is None or record.customer_id is None:
        raise NotFound("customer: {number} has no customer: neither name nor contact was given", number=number)
    loaded = look.load(record)
    if "customer" in hidden_from(look.actor, loaded.pack, loaded.ticket):
        raise DeskError("customer: whose {number} is, is kept from you", number=number)
    return file_within(look, record.customer_id)


def file_within(
    look: Look, customer_id: int, *, alone: bool = False, most: int | None = MOST, reveal: bool = False
) -> CustomerFile:
    """:func:`customer_file` as a part of a use case; ``reveal``: with the contacts open, which it has put on record."""
    tx = look.tx
    given = find_customer(tx, customer_id)
    stored = given if alone else customers.file_of(tx, given)
    members = [stored] if alone else customers.members_of(tx, stored)
    whole = _whole(members)
    contacts = _contacts(tx, members)
    limit = -1 if most is None else most
    calls = {call.call: call for member in members for call in customers.calls_of(tx, member.id, limit=limit)}
    newest = sorted(calls.values(), key=lambda call: call.rang_at, reverse=True)
    events = _events(tx, members)
    shown = _open if reveal else Private
    return CustomerFile(
        id=stored.id,
        uuid=stored.uuid,
        version=max((site_seq for site_seq, _customer, _event in events), default=0),
        **_fields_of(whole),
        created_at=min(member.created_at for member in members),
        contacts=tuple(CustomerContact(each.customer_id, each.kind, shown(each.value)) for each in contacts),
        tickets=tuple(_ticket_line(look, ticket) for ticket in _tickets(tx, members, most) if _is_told(look, ticket)),
        calls=tuple(PhoneCall(call.number, call.rang_at, call.state) for call in newest[:most]),
        calls_this_week=_calls_this_week(look, members),
        history=tuple(_history(tx, events, shown)),
        treatment=treatment(look, members),
        duplicates=tuple(duplicates_within(tx, whole, [contact.value for contact in contacts])),
        members=tuple(_member(tx, member, events, shown) for member in members[1:]),
        merged_into=given.merged_into if alone else None,
        held=_held(tx, members, contacts),
        erasure=_asked_for(tx, members),
        erased=whole.name is None and not contacts and any(event.erased for _seq, _id, event in events),
    )


def _held(tx: ReadTransaction, members: Sequence[CustomerRecord], contacts: Iterable[_Contact]) -> bool:
    """Whether a legal hold is on them."""
    holds = [row for row in site_rows.all_rows(tx, HOLDS) if row["released_at"] is None]
    if not holds:
        return False
    numbers, others = reached_by([contact.value for contact in contacts])
    who = Who(tuple(member.uuid for member in members), (), numbers, others)
    return any(Who.of(row["who"]).is_also(who) for row in holds)


def _asked_for(tx: ReadTransaction, members: Sequence[CustomerRecord]) -> int | None:
    """The erasure of them that was asked for and is not done."""
    uuids = {member.uuid for member in members}
    waiting = (row for row in site_rows.all_rows(tx, ERASURES) if row["state"] in (ASKED, APPROVED))
    return next((row["number"] for row in waiting if uuids & set(row["who"]["customers"])), None)


def _open(value: str) -> str:
    return value


@command(needs="reveal")
def reveal_customer(
    work: Work, customer_id: int, why: str | None = None, *, alone: bool = False, most: int | None = MOST
) -> CustomerFile:
    """The file with its contacts open; who asked, whose and why is on record as ``unmasked``."""
    work.require("customers")
    uuid = find_customer(work.tx, customer_id).uuid
    work.note("unmasked", {"customer": uuid, "parts": ["contact"], **({"reason": why} if why else {})})
    return file_within(work, customer_id, alone=alone, most=most, reveal=True)


def find_customer(tx: ReadTransaction, customer_id: int) -> CustomerRecord:
    """A customer by row key; raises :class:`NotFound`."""
    record = customers.find_customer(tx, customer_id)
    if record is None:
        raise NotFound("customer: there is no customer {id}", field="customer", id=customer_id)
    return record


@query(needs="customers")
def is_customer(look: Look, customer_id: int) -> bool:
    """Whether there is a customer with this id."""
    return customers.find_customer(look.tx, customer_id) is not None


@query(needs="customers")
def possible_duplicates(look: Look, name: str | None, contact: str | None) -> list[Duplicate]:
    """Who may be meant besides by what is entered, while a new customer would be made of it: the same number under
    another name, or the same name under another contact."""
    if customers.match_customer(look.tx, name, contact) is not None:
        return []
    return list(duplicates_within(look.tx, None, [contact] if contact else [], name))


def duplicates_within(
    tx: ReadTransaction, customer: CustomerRecord | None, contacts: Iterable[str], name: str | None = None
) -> Iterator[Duplicate]:
    """Other files with one of these numbers, or of the same name and organisation; each once."""
    name = customer.name if customer is not None else name
    organisation = customer.organisation if customer is not None else None
    seen = {customers.file_of(tx, customer).id} if customer is not None else set()
    by_number = (
        (other, "phone")
        for contact in contacts
        for number in numbers_in(contact)
        for other in customers.customers_by_digits(tx, number.digits)
    )
    by_name = (
        (other, "name")
        for other in (customers.named_like(tx, words.bare_name(name)) if name else ())
        if words.same_person(name or "", organisation, other.name, other.organisation)
    )
    for other, why in (*by_number, *by_name):
        stored = customers.file_of(tx, other)
        if stored.id not in seen:
            seen.add(stored.id)
            contact = next((existing.value for existing in customers.contacts_of(tx, stored.id)), None)
            private = Private(contact) if contact is not None else None
            yield Duplicate(stored.id, stored.name, stored.organisation, stored.tier, why, private)


def _whole(members: Sequence[CustomerRecord]) -> CustomerRecord:
    """What the members of a file are together; the first is whose file it is."""

    def first(name: str) -> str | None:
        return next((value for member in members if (value := getattr(member, name)) is not None), None)

    def all_of(name: str) -> str | None:
        values = [value for member in members if (value := getattr(member, name)) is not None]
        return "\n".join(dict.fromkeys(values)) or None

    together: dict[str, Any] = {name: all_of(name) if name in words.LONG else first(name) for name in words.FIELDS}
    return members[0]._replace(**together)


def _fields_of(customer: CustomerRecord) -> dict[str, Any]:
    return {name: getattr(customer, name) for name in words.FIELDS}


def _contacts(tx: ReadTransaction, members: Iterable[CustomerRecord]) -> list[_Contact]:
    results: dict[str, _Contact] = {}
    for member in members:
        for contact in customers.contacts_of(tx, member.id):
            results.setdefault(contact.value, _Contact(member.id, contact.kind, contact.value))
    return list(results.values())


def _tickets(tx: ReadTransaction, members: Iterable[CustomerRecord], most: int | None) -> list[TicketRecord]:
    limit = -1 if most is None else most
    results = [ticket for member in members for ticket in tickets.tickets_of_customer(tx, member.id, limit=limit)]
    return sorted(results, key=lambda ticket: ticket.id, reverse=True)[:most]


def _is_told(look: Look, ticket: TicketRecord) -> bool:
    """Whether the person may know whose ticket it is; a pack may keep that from them."""
    withheld = may_be_hidden(look.actor, look.desk.packs)
    return not withheld or "customer" not in withheld.get(ticket.kind or "", ())


def _ticket_line(look: Look, ticket: TicketRecord) -> CustomerTicket:
    runs = ticket.open and ticket.next_rule is not None
    pack = look.desk.rules(look.tx, ticket.pack_hash, ticket.calendar_hash).pack if runs else None
    return CustomerTicket(
        number=ticket.number,
        customer_id=ticket.customer_id or 0,
        opened_at=ticket.opened_at,
        channel=ticket.channel,
        category=ticket.category,
        stage=ticket.stage,
        request=ticket.request,
        owner=ticket.owner,
        last_words=ticket.last_words,
        open=ticket.open,
        due=ticket.next_due if runs else None,
        warn_at=ticket.next_warn_at if runs else None,
        title=pack.clock_title(ticket.next_rule or "", ticket.next_do or "") if pack is not None else None,
        do=ticket.next_do if runs else None,
    )


def _calls_this_week(look: Look, members: Sequence[CustomerRecord]) -> int:
    """Calls since Monday: those that a telephone system told of, and phone tickets entered by hand; where it told of
    none, also how often they came again on an open ticket."""
    tx, since = look.tx, week_began(look.desk)
    numbers = {contact.digits for member in members for contact in customers.contacts_of(tx, member.id)} - {None}
    rung = sum(customers.calls_since(tx, number or "", since) for number in numbers)
    came = [customers.came_since(tx, member.id, PHONE, since) for member in members]
    return rung + sum(taken for taken, _again in came) + (0 if rung else sum(again for _taken, again in came))


def _events(tx: ReadTransaction, members: Iterable[CustomerRecord]) -> list[tuple[int, int, Event]]:
    """(site sequence, customer, event), the newest first; what concerns two members stands once."""
    results: dict[int, tuple[int, int, Event]] = {}
    for member in members:
        for site_seq, event in customers.events_of(tx, member.id):
            results.setdefault(site_seq, (site_seq, member.id, event))
    return [results[site_seq] for site_seq in sorted(results, reverse=True)]


def _history(
    tx: ReadTransaction, events: Iterable[tuple[int, int, Event]], shown: Callable[[str], str | Private]
) -> Iterator[Change]:
    for _site_seq, customer_id, event in events:
        fields = event.fields
        if event.kind in (words.ADDED, words.BEGUN):
            name = fields.get("name" if event.kind == words.ADDED else "customer")
            yield Change(event.recorded_at, event.by, "tier", None, fields.get("tier"), customer_id)
            yield Change(event.recorded_at, event.by, "added", None, name, customer_id)
        for name, change in fields.get("changed", {}).items():
            yield Change(event.happened_at, event.by, name, change["old"], change["new"], customer_id)
        for contact in fields.get("contacts_added", ()):
            yield Change(event.happened_at, event.by, "contact", None, shown(contact["value"]), customer_id)
        for contact in fields.get("contacts_removed", ()):
            yield Change(event.happened_at, event.by, "contact", shown(contact["value"]), None, customer_id)
        if event.kind in CARE_EVENTS:
            yield Change(event.happened_at, event.by, event.kind, None, fields.get("outcome"), customer_id)
        if event.kind in (words.MERGED, words.UNMERGED):
            other = customers.customer_by_uuid(tx, str(fields.get("customer")))
            what = "merged" if event.kind == words.MERGED else "unmerged"
            yield Change(event.happened_at, event.by, what, None, other.name if other else None, customer_id)


def _member(
    tx: ReadTransaction,
    member: CustomerRecord,
    events: Iterable[tuple[int, int, Event]],
    shown: Callable[[str], str | Private],
) -> Member:
    merge = next(
        (e for _seq, _id, e in events if e.kind == words.MERGED and e.fields.get("customer") == member.uuid), None
    )
    return Member(
        id=member.id,
        name=member.name,
        contacts=tuple(shown(contact.value) for contact in customers.contacts_of(tx, member.id)),
        merged_at=merge.happened_at if merge else None,
        merged_by=merge.by if merge else None,
    )
