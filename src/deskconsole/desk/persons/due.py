"""What has been kept for as long as the site's rules say, and what keeps it longer all the same."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Final, NamedTuple

from deskconsole.desk.desk import Desk
from deskconsole.desk.persons.plan import holds_on
from deskconsole.desk.policy.retention_rules import Retention, Rule
from deskconsole.domain.customers.identifying import Naming, Who, reached_by, texts_in
from deskconsole.domain.site.persons import HOLDS
from deskconsole.domain.site.visitors import APPOINTMENTS, WATCH_LIST
from deskconsole.store import customers, drafts, site_rows
from deskconsole.store.api import ReadTransaction
from deskconsole.store.mapping import instant
from deskconsole.store.personal import expired, finding
from deskconsole.store.personal.finding import HeldPayload, TicketKey

#: So many tickets are looked at in one read transaction.
_PORTION: Final = 200
_COMPLAINT: Final = "complaint"
_HOLD: Final = "hold"
_ERASED: Final = "erased"
#: Types of attached files that are what a customer wrote, as it came.
_ORIGINALS: Final = ("message/", "application/mbox", "application/vnd.ms-outlook")
#: Record → kinds of events whose words it is; the others are everything on a ticket.
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "calls": frozenset({"rang", "missed"}),
    "attachments": frozenset({"attached"}),
    "originals": frozenset({"attached"}),
    "reviews": frozenset({"reviewed", "coached", "finding_made", "appealed", "appeal_decided", "check_dropped"}),
}


class Due(NamedTuple):
    """One thing that is due. ``key``: a ticket's number, a customer's id, the id of an appointment or of a form; since
    when its days have counted; how many entries it is; what stops it (``None``: nothing)."""

    record: str
    key: str
    since: datetime
    entries: int
    stopped: str | None
    ticket_id: int | None = None
    seqs: tuple[int, ...] = ()
    held: tuple[HeldPayload, ...] = ()
    customers: tuple[int, ...] = ()
    who: Who = Who()


class Stops:
    """What keeps something longer, as one transaction sees it."""

    def __init__(self, tx: ReadTransaction) -> None:
        self._tx = tx

    def of(self, rule: Rule, who: Who, ids: Iterable[int]) -> str | None:
        """What stops the retention of what is somebody's; a hold always does."""
        if self._any_hold and holds_on(self._tx, who):
            return _HOLD
        wanted = set(rule.stops) - {_HOLD}
        for key in ids if wanted else ():
            for kind, objected in expired.open_of_customer(self._tx, key):
                if "open" in wanted:
                    return "open"
                if _COMPLAINT in wanted and kind == _COMPLAINT:
                    return _COMPLAINT
                if "dispute" in wanted and objected:
                    return "dispute"
        return None

    def of_draft(self, draft_id: str) -> str | None:
        """The same of a form that nobody has saved: whether somebody stands in it who is held."""
        held = [row for row in site_rows.all_rows(self._tx, HOLDS) if row["released_at"] is None]
        body = next((draft.body for draft in drafts.drafts(self._tx) if draft.id == draft_id), {}) if held else {}
        text = "\n".join(texts_in(body))
        naming = (Naming(Who.of(row["who"])) for row in held)
        return _HOLD if any(each.by_contact(text) or each.by_name(text) for each in naming) else None

    @cached_property
    def _any_hold(self) -> bool:
        """Nearly no site has one: nothing is looked up for each ticket there."""
        return any(row["released_at"] is None for row in site_rows.all_rows(self._tx, HOLDS))


def everything_due(desk: Desk, rules: Retention, now: datetime) -> Iterator[Due]:
    """Everything that is due by the rules, record by record, also what is stopped. No transaction stays open while
    somebody deals with what was given."""
    for rule in rules.rules.values():
        if rule.days == 0:
            continue
        before = now - timedelta(days=rule.days)
        if rule.record in ("customer_files", "drafts", "write_keys"):
            with desk.store.reading() as tx:
                results = list(_others(tx, rule, before))
            yield from results
        else:
            yield from _tickets(desk, rule, before, now)
        if rule.record == "visitors":
            with desk.store.reading() as tx:
                results = list(_site_words(tx, rule, before))
            yield from results


def _tickets(desk: Desk, rule: Rule, before: datetime, now: datetime) -> Iterator[Due]:
    visitor_kinds = frozenset().union(*(pack.visitor_kinds for pack in desk.packs))
    closed, recorded = (before, now) if rule.since == "closed" else (now, before)
    after = 0
    while True:
        with desk.store.reading() as tx:
            page = expired.old_tickets(tx, rule.record, closed=closed, recorded=recorded, after=after, limit=_PORTION)
            results = [each for ticket in page for each in _of_ticket(tx, rule, ticket, recorded, visitor_kinds)]
        yield from results
        if len(page) < _PORTION:
            return
        after = page[-1].id


def _of_ticket(
    tx: ReadTransaction, rule: Rule, ticket: TicketKey, recorded: datetime, visitor_kinds: frozenset[str]
) -> Iterator[Due]:
    if rule.record in ("ticket_words", "visitors") and (ticket.kind in visitor_kinds) != (rule.record == "visitors"):
        return
    held = [
        each
        for each in finding.words_of_ticket(tx, ticket.id)
        if each.kind != _ERASED and instant(each.recorded_at) < recorded and _is_of(rule.record, each)
    ]
    if not held:
        return
    since = ticket.closed_at if rule.since == "closed" and ticket.closed_at else instant(held[0].recorded_at)
    who = who_of_ticket(tx, ticket)
    ids = (ticket.customer_id,) if ticket.customer_id is not None else ()
    stopped = Stops(tx).of(rule, who, ids)
    seqs = tuple(each.seq for each in held)
    yield Due(
        rule.record, ticket.number, since, len(held), stopped, ticket_id=ticket.id, seqs=seqs, customers=ids, who=who
    )


def _is_of(record: str, held: HeldPayload) -> bool:
    kinds = _KINDS.get(record)
    if kinds is None:
        return True
    if held.kind not in kinds:
        return False
    if held.kind != "attached":
        return True
    return str(held.fields.get("type") or "").startswith(_ORIGINALS) == (record == "originals")


def who_of_ticket(tx: ReadTransaction, ticket: TicketKey) -> Who:
    """Whose a ticket is."""
    customer = customers.find_customer(tx, ticket.customer_id) if ticket.customer_id is not None else None
    return Who(
        (customer.uuid,) if customer is not None else (),
        (ticket.customer,) if ticket.customer else (),
        *reached_by([ticket.contact] if ticket.contact else []),
    )


def _site_words(tx: ReadTransaction, rule: Rule, before: datetime) -> Iterator[Due]:
    """Appointments that are over, and entries of the watch list that were ended, for long enough."""
    for kind, table, named in (("visitor_expected", APPOINTMENTS, "id"), ("watch_added", WATCH_LIST, "entry")):
        for held in expired.old_site_words(tx, kind, before, after=0, limit=2**31):
            row = site_rows.find_row(tx, table, (held.fields[named],))
            since = None if row is None else row["at"] if table is APPOINTMENTS else row["ended_at"]
            if since is None or since >= before:
                continue
            fields = held.fields
            names = (str(fields["name"]),) if fields.get("name") else ()
            who = Who((), names, *reached_by([str(fields["phone"])] if fields.get("phone") else []))
            stopped = Stops(tx).of(rule, who, ())
            yield Due(rule.record, str(held.fields[named]), since, 1, stopped, held=(held,), who=who)


def _others(tx: ReadTransaction, rule: Rule, before: datetime) -> Iterator[Due]:
    if rule.record == "drafts":
        stops = Stops(tx)
        for key, since in expired.old_drafts(tx, before):
            yield Due(rule.record, key, since, 1, stops.of_draft(key))
    elif rule.record == "write_keys":
        if (count := expired.old_keys(tx, before)) > 0:
            yield Due(rule.record, "", before, count, None)
    else:
        yield from _customers(tx, rule, before)


def _customers(tx: ReadTransaction, rule: Rule, before: datetime) -> Iterator[Due]:
    """Files of which every member has been quiet for long enough."""
    quiet = set(expired.old_customers(tx, before, after=0, limit=2**31))
    for key in sorted(quiet):
        customer = customers.find_customer(tx, key)
        if customer is None or (customer.merged_into is not None and customer.merged_into in quiet):
            continue
        members = customers.members_of(tx, customer)
        if any(member.id not in quiet and _says(tx, member.id, member.name) for member in members):
            continue
        contacts = [contact.value for member in members for contact in customers.contacts_of(tx, member.id)]
        names = tuple(member.name for member in members if member.name)
        who = Who(tuple(member.uuid for member in members), names, *reached_by(contacts))
        ids = tuple(member.id for member in members)
        seqs = {seq for each in ids for seq in finding.site_events_of_customer(tx, each)}
        stopped = Stops(tx).of(rule, who, ids)
        yield Due(
            rule.record, str(key), customer.created_at, len(seqs) + 1, stopped, seqs=tuple(seqs), customers=ids, who=who
        )


def _says(tx: ReadTransaction, customer_id: int, name: str | None) -> bool:
    """Whether something is left in a customer's file."""
    return name is not None or bool(customers.contacts_of(tx, customer_id))
