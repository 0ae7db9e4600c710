"""Legal holds: by their name, on record; nothing about the person is erased, whatever the reason, until released."""

from datetime import datetime
from typing import NamedTuple

from deskconsole.desk.look import Look
from deskconsole.desk.persons.plan import holds_on
from deskconsole.desk.persons.who import described, find_person
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.customers.identifying import Who
from deskconsole.domain.site.persons import HOLDS
from deskconsole.domain.site.row import Row
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import site_rows
from deskconsole.store.personal import finding
from deskconsole.text.clean import clean


class HoldView(NamedTuple):
    """A hold in force: its number, what it is called, whom it means, by whom and since when."""

    number: int
    name: str
    who: str
    held_by: str
    held_at: datetime


@command(needs="people_data")
def hold_person(work: Work, who: str, name: str) -> HoldView:
    """Put a legal hold on somebody; ``name``: what it is called, a case or a letter."""
    called = " ".join(clean(name).split())
    if not called or len(called) > FIELD_LIMIT:
        raise DeskError("name: must be 1 to {limit} characters", field="name", limit=FIELD_LIMIT)
    person = find_person(work.tx, who)
    number = finding.next_hold(work.tx)
    customers = [customer.uuid for customer in person.customers]
    work.note("person_held", {"hold": number, "customers": customers, "name": called, "who": person.who.words})
    return HoldView(number, called, described(person.who), work.actor.login, work.now)


@command(needs="people_data")
def release_person(work: Work, who: str, number: int | None = None) -> list[HoldView]:
    """Take the holds on somebody off, or the one of this number; raises :class:`NotFound` where there is none."""
    means = find_person(work.tx, who).who
    released = [_view(row) for row in holds_on(work.tx, means) if number in (None, row["number"])]
    if not released:
        raise NotFound("who: there is no legal hold on them", field="who")
    for each in released:
        work.note("person_released", hold=each.number)
    return released


@query(needs="people_data")
def holds(look: Look) -> list[HoldView]:
    """Every hold in force, the oldest first."""
    return [_view(row) for row in site_rows.all_rows(look.tx, HOLDS) if row["released_at"] is None]


def _view(row: Row) -> HoldView:
    return HoldView(row["number"], row["name"] or "", described(Who.of(row["who"])), row["held_by"], row["held_at"])
