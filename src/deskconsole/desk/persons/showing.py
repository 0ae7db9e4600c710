"""Everything that is held about somebody, as a document for them; that it was given out is on record."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.papers.attachments import attachments_of
from deskconsole.desk.persons.plan import Plan, plan_for
from deskconsole.desk.persons.who import find_person
from deskconsole.desk.use_cases import command, query, require
from deskconsole.desk.work import Work
from deskconsole.domain.customers.identifying import Who
from deskconsole.domain.site.visitors import APPOINTMENTS, WATCH_LIST
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import NotFound
from deskconsole.store import customers, drafts, knowledge, site_rows, tickets, visitors
from deskconsole.store.mapping import instant
from deskconsole.store.personal.finding import HeldPayload, TicketKey

_LOOKED: Final = "unmasked"
#: Which of these says whose texts were shown.
_SHOWN: Final = ("number", "customer", "expected")


class HeldCustomer(NamedTuple):
    """A customer's row."""

    id: int
    name: str | None
    organisation: str | None
    tier: str | None
    owner: str | None
    preferences: str | None
    special_needs: str | None
    created_at: datetime
    contacts: tuple[str, ...]


class HeldEvent(NamedTuple):
    """What was written down: of a ticket (``number``) or by the site itself."""

    number: str | None
    seq: int
    kind: str
    at: datetime
    by: str | None
    text: str | None
    fields: Mapping[str, Any]


class HeldFile(NamedTuple):
    """An attached file."""

    number: str
    seq: int
    name: str
    size: int


class HeldCall(NamedTuple):
    """A telephone call from one of their numbers."""

    number: str
    rang_at: datetime
    state: str


class HeldPass(NamedTuple):
    """A visitor's pass."""

    number: str
    passed: str
    out_at: datetime
    back_at: datetime | None


class HeldDraft(NamedTuple):
    """A form that somebody has not saved yet."""

    form: str
    person: str
    updated_at: datetime
    body: Mapping[str, Any]


class Looked(NamedTuple):
    """Who had private texts of theirs shown, when and why."""

    at: datetime
    by: str | None
    what: str
    reason: str | None


class PersonFile(NamedTuple):
    """Everything that is held about somebody. ``watched`` is ``None`` for who may not see the watch list; ``named``:
    what others wrote in which they stand."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    contacts: tuple[str, ...]
    customers: tuple[HeldCustomer, ...]
    tickets: tuple[str, ...]
    events: tuple[HeldEvent, ...]
    calls: tuple[HeldCall, ...]
    appointments: tuple[Mapping[str, Any], ...]
    passes: tuple[HeldPass, ...]
    watched: tuple[Mapping[str, Any], ...] | None
    files: tuple[HeldFile, ...]
    drafts: tuple[HeldDraft, ...]
    articles: tuple[str, ...]
    named: tuple[HeldEvent, ...]
    looked: tuple[Looked, ...]


def show_person(desk: Desk, who: str, *, file: str | None = None) -> PersonFile:
    """Everything held about somebody; ``file``: the name of the file that it is written to. Raises
    :class:`NotFound` where nothing is."""
    require(desk, "people_data")
    with desk.store.reading() as tx:
        person = find_person(tx, who)
    plan = plan_for(desk, person.who, named=True)
    if plan.nothing:
        raise NotFound("who: nothing is held about '{who}'", field="who", who=who[:60])
    _record_shown(desk, person.who, len(plan.tickets), file)
    return _gather(desk, plan)


@command(needs="people_data")
def _record_shown(work: Work, who: Who, rows: int, file: str | None) -> None:
    words = {"who": who.words, **({"file": file} if file else {})}
    work.note("person_shown", {"customers": list(who.customers), "rows": rows, **words})


@query(needs="people_data")
def _gather(look: Look, plan: Plan) -> PersonFile:
    tx, who, own = look.tx, plan.person.who, {ticket.id for ticket in plan.tickets}
    events = tuple(event for ticket in plan.tickets for event in _events(look, ticket))
    about = [held for held in plan.site if held.kind == "visitor_expected"]
    watched = [held for held in plan.site if held.kind == "watch_added"]
    others = [held for held in plan.site if held.kind not in ("visitor_expected", "watch_added")]
    return PersonFile(
        who.names,
        who.numbers,
        who.contacts,
        tuple(_customers(look, plan)),
        tuple(ticket.number for ticket in plan.tickets),
        (*events, *(_of_site(held) for held in others)),
        tuple(
            HeldCall(call.number, call.rang_at, call.state)
            for customer in plan.person.customers
            for call in customers.calls_of(tx, customer.id, limit=-1)
        ),
        tuple(row for held in about if (row := site_rows.find_row(tx, APPOINTMENTS, (held.fields["id"],)))),
        tuple(
            HeldPass(ticket.number, each.number, each.out_at, each.back_at)
            for ticket in plan.tickets
            for each in visitors.passes_of(tx, ticket.id)
        ),
        tuple(row for held in watched if (row := site_rows.find_row(tx, WATCH_LIST, (held.fields["entry"],))))
        if look.may("watch_list")
        else None,
        tuple(_files(look, plan)),
        tuple(
            HeldDraft(draft.form, draft.person, draft.updated_at, draft.body)
            for draft in drafts.drafts(tx)
            if draft.id in plan.drafts
        ),
        tuple(
            dict.fromkeys(
                article.title
                for version in plan.versions
                if (article := knowledge.article_by_number(tx, version.number)) is not None
            )
        ),
        tuple(_named(look, plan, own)),
        tuple(_looked(look, plan)),
    )


def _customers(look: Look, plan: Plan) -> Iterator[HeldCustomer]:
    for one in plan.person.customers:
        contacts = tuple(contact.value for contact in customers.contacts_of(look.tx, one.id))
        yield HeldCustomer(
            one.id,
            one.name,
            one.organisation,
            one.tier,
            one.owner,
            one.preferences,
            one.special_needs,
            one.created_at,
            contacts,
        )


def _events(look: Look, ticket: TicketKey) -> Iterator[HeldEvent]:
    for event in tickets.ticket_events(look.tx, ticket.id):
        yield _held(ticket.number, event)


def _held(number: str, event: Event) -> HeldEvent:
    return HeldEvent(number, event.seq, event.kind, event.happened_at, event.by, event.text, event.fields)


def _of_site(held: HeldPayload) -> HeldEvent:
    return HeldEvent(None, held.site_seq, held.kind, instant(held.recorded_at), None, None, held.fields)


def _files(look: Look, plan: Plan) -> Iterator[HeldFile]:
    for ticket in plan.tickets:
        for file in attachments_of(tickets.ticket_events(look.tx, ticket.id)):
            yield HeldFile(ticket.number, file.seq, file.name, file.size)


def _named(look: Look, plan: Plan, own: set[int]) -> Iterator[HeldEvent]:
    """What of others' tickets they stand in."""
    for ticket_id, seqs in plan.words.items():
        record = tickets.find_ticket_by_id(look.tx, ticket_id) if ticket_id not in own else None
        if record is not None:
            events = tickets.ticket_events(look.tx, ticket_id)
            yield from (_held(record.number, event) for event in events if event.seq in seqs)


def _looked(look: Look, plan: Plan) -> Iterator[Looked]:
    """Who had a contact or another private text shown."""
    meant = {*plan.person.who.customers, *(ticket.number for ticket in plan.tickets)}
    meant |= {str(held.fields["id"]) for held in plan.site if "id" in held.fields}
    for _seq, event in tickets.site_events(look.tx):
        if event.kind == _LOOKED:
            what = next((str(event.fields[name]) for name in _SHOWN if name in event.fields), "")
            if what in meant:
                yield Looked(event.happened_at, event.by, what, event.fields.get("reason"))
