"""What comes again each week, month or quarter: the desk begins the ticket when its time has come, once, whoever looks.

Only of the latest period: where nobody looked for longer, the ticket names the earlier ones of which there is none. A
period of before the site was made, or before somebody came to it, is nobody's matter.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from deskconsole.desk.customers.by_desk import events_by_desk
from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import NOBODY
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.figures.periods import Period, period_of
from deskconsole.domain.rules.house.recurring import PERIOD, PERSON, RECURRING
from deskconsole.domain.rules.house.rounds import Recurring
from deskconsole.store import idempotency, staff, tickets
from deskconsole.store.staff import StaffRecord

#: So many earlier periods are looked at for what was never begun.
LOOK_BACK: Final = 12


class Opened(NamedTuple):
    """A ticket that the desk has begun because its time has come; ``owner``: whose it is, if anybody's."""

    recurring: str
    period: str
    number: str
    owner: str | None


class _Due(NamedTuple):
    """A recurring matter whose time has come, of a period; ``person``: whose it is."""

    matter: Recurring
    period: Period
    since: datetime
    person: str | None

    @property
    def key(self) -> str:
        """By which it is known that it was begun."""
        whole = json.dumps([self.matter.name, self.period.name, self.person])
        return f"recurring-{hashlib.sha256(whole.encode()).hexdigest()[:32]}"


def declared_recurring(desk: Desk) -> Mapping[str, Recurring]:
    """What comes again by all packs of the desk, each once, where its kind can be taken."""
    results: dict[str, Recurring] = {}
    for pack in desk.packs:
        for each in pack.recurring:
            if desk.pack_for(kind=each.kind).is_house(each.kind):
                results.setdefault(each.name, each)
    return results


def open_recurring(desk: Desk) -> list[Opened]:
    """Begin the tickets whose time has come, each in a transaction of its own; once, whoever looks."""
    begun = (_open(desk, name, person) for name, person in _missing(desk))
    return [each for each in begun if each is not None]


@query(needs=NOBODY)
def _missing(look: Look) -> list[tuple[str, str | None]]:
    """What has come to be due and was not begun."""
    if look.clock_behind() is not None:
        return []
    return [(due.matter.name, due.person) for due in _due(look) if not _is_begun(look, due)]


@command(needs=NOBODY)
def _open(work: Work, name: str, person: str | None) -> Opened | None:
    """Under the lock it is looked once more whether it is due, and whether another console has begun it."""
    due = next((each for each in _due(work) if (each.matter.name, each.person) == (name, person)), None)
    if due is None or work.clock_behind() is not None or _is_begun(work, due):
        return None
    matter = due.matter
    fields = {**matter.fields, **given_of(matter.name, due.period, due.person)}
    ticket = open_of_house(work, matter.kind, _content(work, due), fields, to=due.person, why=matter.title.zh)
    idempotency.remember_key(work.tx, due.key, due.key, ticket.number, at=work.now)
    return Opened(matter.name, due.period.name, ticket.number, due.person)


def _due(look: Look) -> Iterator[_Due]:
    """What is due now, of its latest period, begun or not; for whom."""
    declared = declared_recurring(look.desk)
    people = staff.staff_list(look.tx) if any(each.roles for each in declared.values()) else []
    made_at = look.desk.store.site.created_at
    for matter in declared.values():
        now = period_of(matter.every, look.desk.calendar.day(look.now))
        period = now if matter.at == "begin" else _before(matter, now)
        since, until = now.instants(look.desk.zone)
        if matter.at == "begin" and made_at > since + (until - since) / 2:
            continue  # a new desk does not begin with what is half over
        if not matter.roles and _was_there(matter, made_at, since):
            yield _Due(matter, period, since, None)
        for person in people:
            if _has_it(look.desk, matter, person) and _was_there(matter, max(made_at, person.created_at), since):
                yield _Due(matter, period, since, person.login)


def _was_there(matter: Recurring, since: datetime, ended: datetime) -> bool:
    """Whether a site or somebody was there before a period ended; in one that has begun everybody takes part."""
    return matter.at == "begin" or since < ended


def _has_it(desk: Desk, matter: Recurring, person: StaffRecord) -> bool:
    return person.enabled and bool({person.role, desk.roles.counts_as.get(person.role)} & {*matter.roles})


def _before(matter: Recurring, period: Period) -> Period:
    """The like period before, a half-year before a half-year."""
    return period_of(matter.every, period.first - timedelta(days=1))


def _is_begun(look: Look, due: _Due) -> bool:
    if idempotency.recall_key(look.tx, due.key) is not None:
        return True
    return any(_is_of(each.fields, due) for each in tickets.tickets_begun(look.tx, due.matter.kind, due.since))


def _is_of(fields: Mapping[str, Any], due: _Due) -> bool:
    return (fields.get(RECURRING), fields.get(PERSON)) == (due.matter.name, due.person) and (
        fields.get(PERIOD) == due.period.name
    )


def open_of_house(
    work: Work, kind_name: str, content: str, fields: Mapping[str, Any], *, to: str | None = None, why: str = ""
) -> TicketWork:
    """A ticket that nobody from outside has brought, with ``fields`` that nobody types; whose it is, and ``why``."""
    pack = work.desk.pack_for(kind=kind_name)
    kind = pack.kind(kind_name)
    form = {
        "channel": None,
        "kind": kind.name,
        "tier": pack.default_tier,
        "category": pack.categories[0].name if kind.asks("category") and pack.categories else None,
        "customer": None,
        "contact": None,
        "content": content,
        "request": None,
        "urgent": False,
        "fields": dict(fields),
    }
    entries: list[tuple[str, str | None, dict[str, Any]]] = [("received", None, form)]
    if to is not None:
        entries.append(("transferred", None, {"to": to, "reason": why}))
    return work.open_ticket(events_by_desk(work, entries), kind=kind.name, channel="", at=work.now)


def given_of(name: str | None, period: Period, person: str | None) -> dict[str, str]:
    """What says of which recurring matter a ticket is, of which period, and for whom."""
    given = {RECURRING: name, PERIOD: period.name, PERSON: person}
    return {field: value for field, value in given.items() if value is not None}


def _content(work: Work, due: _Due) -> str:
    """What is to be done, of which period; the earlier ones of which there is no ticket."""
    matter = due.matter
    text = f"{matter.title.zh} {due.period.name}"
    if matter.content is not None:
        text += f"：{matter.content.zh}"
    left = _left_out(work, due)
    return f"{text}（此前未开：{'、'.join(left)}）" if left else text


def _left_out(work: Work, due: _Due) -> list[str]:
    """The periods since the last one of which there is a ticket; none where there is none to begin with."""
    periods = [due.period]
    for _number in range(LOOK_BACK):
        periods.insert(0, _before(due.matter, periods[0]))
    since = periods[0].instants(work.desk.zone)[0]
    begun = {
        str(each.fields.get(PERIOD))
        for each in tickets.tickets_begun(work.tx, due.matter.kind, since)
        if (each.fields.get(RECURRING), each.fields.get(PERSON)) == (due.matter.name, due.person)
    }
    names = [each.name for each in periods[:-1]]
    last = max((number for number, name in enumerate(names) if name in begun), default=None)
    return [] if last is None else names[last + 1 :]
