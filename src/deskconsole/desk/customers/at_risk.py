"""Files to be gone through, and customers who may be lost (S10, S12).

Who has had so many signs as a pack says is at risk: the desk begins a ticket for them, their account owner's, whose
clocks say by when it must stand what is done about it. As long as that ticket is open, or the signs are older than it,
no other one begins.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from deskconsole.desk.customers.by_desk import ACCOUNT_OWNER, events_by_desk, form_by_desk
from deskconsole.desk.customers.customers import find_customer
from deskconsole.desk.customers.treatment import check_due
from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import NOBODY
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.customers.file_age import months_after
from deskconsole.domain.customers.risk import Judged, Sign, at_risk, judges, points
from deskconsole.domain.rules.customers.customer_care import CustomerRisk, RiskSign
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.event import Event
from deskconsole.store import customers, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.care import care
from deskconsole.store.care.care import CustomerSign
from deskconsole.store.customers import CustomerRecord
from deskconsole.store.tickets import TicketRecord

#: So many files are listed at most, those first that were looked at longest ago.
MOST: Final = 500


class UncheckedFile(NamedTuple):
    """A file to be gone through by ``due``: nobody has since ``since``."""

    customer_id: int
    name: str | None
    organisation: str | None
    tier: str | None
    owner: str | None
    since: datetime
    due: datetime


class AtRisk(NamedTuple):
    """A customer who may be lost, why, and the open ticket on which something is done about it, if there is one."""

    customer_id: int
    name: str | None
    organisation: str | None
    tier: str | None
    owner: str | None
    points: int
    signs: tuple[Sign, ...]
    number: str | None


class Begun(NamedTuple):
    """A ticket that the desk has begun for a customer at risk."""

    customer_id: int
    number: str
    owner: str | None


@query(needs="customers")
def unchecked_files(look: Look, *, mine: bool = False, limit: int = MOST) -> list[UncheckedFile]:
    """The files that must be gone through until the end of this month, the oldest first; ``mine``: of one's own
    customers."""
    desk, checks = look.desk, [check for pack in look.desk.packs for check in pack.file_checks]
    if not checks:
        return []
    local = look.now.astimezone(desk.zone)
    month_end = months_after(local.replace(day=1, hour=0, minute=0, second=0, microsecond=0), 1, desk.zone)
    before = months_after(month_end, -min(check.months for check in checks), desk.zone)
    owner = look.actor.login if mine else None
    results: list[UncheckedFile] = []
    for one in care.unchecked_customers(look.tx, before, owner=owner, limit=limit):
        due = check_due(desk, one.tier, one.since)
        if due is not None and due < month_end:
            results.append(UncheckedFile(one.id, one.name, one.organisation, one.tier, one.owner, one.since, due))
    return results


@query(needs="customers")
def customers_at_risk(look: Look, *, mine: bool = False) -> list[AtRisk]:
    """Who may be lost, those with the most signs first; ``mine``: of one's own customers."""
    results: list[AtRisk] = []
    for pack, risk in _risks(look.desk):
        for customer_id, signs in _in_danger(look.tx, pack, risk, look.now).items():
            one = find_customer(look.tx, customer_id)
            if mine and one.owner != look.actor.login:
                continue
            number = next((each.number for each in _plans(look.tx, one, risk) if each.open), None)
            results.append(
                AtRisk(one.id, one.name, one.organisation, one.tier, one.owner, points(signs), signs, number)
            )
    return results


# --- what the desk does by itself ----------------------------------------------------------------------------------


def begin_plans(desk: Desk) -> list[Begun]:
    """Begin the tickets of those who have come to be at risk, each in a transaction of its own; once, whoever looks."""
    begun = (_begin(desk, customer_id, risk, signs) for customer_id, risk, signs in _missing(desk))
    return [each for each in begun if each is not None]


@query(needs=NOBODY)
def _missing(look: Look) -> list[tuple[int, str, tuple[Sign, ...]]]:
    return [
        (customer_id, risk.name, signs)
        for pack, risk in _risks(look.desk)
        for customer_id, signs in _in_danger(look.tx, pack, risk, look.now).items()
        if _is_new(look.tx, find_customer(look.tx, customer_id), risk, signs)
    ]


@command(needs=NOBODY)
def _begin(work: Work, customer_id: int, name: str, signs: tuple[Sign, ...]) -> Begun | None:
    """Under the lock it is looked once more whether another console has begun it; the signs were read before it."""
    customer = find_customer(work.tx, customer_id)
    pack, risk = next((pack, risk) for pack, risk in _risks(work.desk) if risk.name == name)
    if not _is_new(work.tx, customer, risk, signs):
        return None
    events = _events(work, customer, pack, risk, signs)
    ticket = work.open_ticket(events, kind=risk.kind, channel=risk.channel, at=work.now, customer_id=customer.id)
    return Begun(customer.id, ticket.number, customer.owner)


def _risks(desk: Desk) -> Iterator[tuple[Pack, CustomerRisk]]:
    """Each risk once, of the pack by which its tickets go."""
    for pack in desk.packs:
        for risk in pack.customer_risks:
            if desk.pack_for(kind=risk.kind) is pack:
                yield pack, risk


def _in_danger(tx: ReadTransaction, pack: Pack, risk: CustomerRisk, now: datetime) -> Mapping[int, tuple[Sign, ...]]:
    """Who is at risk now, by the row key of whose file it is."""
    since = now - timedelta(days=risk.days)
    signs: dict[int, list[Sign]] = defaultdict(list)
    files: dict[int, int] = {}
    judged = [(one, _judged(one)) for one in care.judged_by_customers(tx, since)]
    for sign in pack.risk_signs:
        for one in _signs(tx, sign, since, judged):
            if one.customer_id not in files:
                files[one.customer_id] = customers.file_of(tx, find_customer(tx, one.customer_id)).id
            signs[files[one.customer_id]].append(Sign(sign, one.number))
    return at_risk(risk, signs)


def _signs(
    tx: ReadTransaction, sign: RiskSign, since: datetime, judged: Sequence[tuple[CustomerSign, Judged]]
) -> Iterator[CustomerSign]:
    for kind in sign.kinds:
        yield from care.inquiries_of_kind(tx, kind, since)
    for do in sign.late:
        yield from care.late_deadlines(tx, do, since)
    yield from (one for one, what in judged if judges(sign, what))


def _judged(one: CustomerSign) -> Judged:
    fields = json.loads(one.facts or "{}").get("fields", {})
    return Judged(one.number, one.kind or "", fields.get("score"), fields.get("outcome"))


def _plans(tx: ReadTransaction, customer: CustomerRecord, risk: CustomerRisk) -> list[TicketRecord]:
    """The tickets on which something was or is done about it, the newest first."""
    members = customers.members_of(tx, customer)
    every = [each for member in members for each in tickets.tickets_of_customer(tx, member.id, limit=-1)]
    return sorted((each for each in every if each.kind == risk.kind), key=lambda each: each.id, reverse=True)


def _is_new(tx: ReadTransaction, customer: CustomerRecord, risk: CustomerRisk, signs: Sequence[Sign]) -> bool:
    """Whether nothing is done about it yet: enough of the signs are of tickets that began after the last time."""
    last = next(iter(_plans(tx, customer, risk)), None)
    if last is None:
        return True
    fresh = [sign for sign in signs if (ticket := tickets.find_ticket(tx, sign.number)) and ticket.id > last.id]
    return not last.open and points(fresh) >= risk.points


def _events(
    work: Work, customer: CustomerRecord, pack: Pack, risk: CustomerRisk, signs: Sequence[Sign]
) -> Sequence[Event]:
    """The form as the desk fills it in, and whose it is."""
    form = form_by_desk(
        work,
        customer,
        kind=risk.kind,
        channel=risk.channel,
        category=risk.category,
        content="；".join(f"{sign.sign.title.zh} {sign.number}" for sign in signs),
        request=risk.title.zh,
    )
    entries = [("received", None, {**form, "tier": customer.tier or pack.default_tier})]
    if customer.owner is not None:
        entries.append(("transferred", None, {"to": customer.owner, "reason": ACCOUNT_OWNER}))
    return events_by_desk(work, entries)
