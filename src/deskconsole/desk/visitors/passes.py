"""Visitor passes: which is out, with whom, and back."""

from datetime import datetime

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.staff.staff import require
from deskconsole.desk.work import find
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound
from deskconsole.record import dataclass
from deskconsole.store import tickets, visitors
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.text.clean import clean, one_line


@dataclass(frozen=True, slots=True)
class PassOut:
    """A pass that a visitor has: its number, the ticket, and since when."""

    number: str
    ticket: str
    name: str | None
    out_at: datetime


def give_pass(desk: Desk, ticket_number: str, number: str) -> None:
    """A visitor who is here gets a pass; raises :class:`DeskError` when somebody else has it."""
    require(desk.actor, "pass")
    number = " ".join(clean(number).split())
    if not number or len(number) > FIELD_LIMIT:
        raise DeskError("{name}: is missing", field="pass", name="pass")
    now = desk.now()
    with desk.store.writing() as tx:
        record = find(desk, tx, ticket_number)
        give_pass_within(desk, tx, number, record.id, record.number, now)


def take_pass_back(desk: Desk, number: str) -> None:
    """A pass is back at the desk, whoever brought it; raises :class:`NotFound` when it is not out."""
    require(desk.actor, "pass")
    now = desk.now()
    with desk.store.writing() as tx:
        result = next(iter(visitors.passes_out(tx, " ".join(clean(number).split()))), None)
        if result is None:
            raise NotFound("pass: pass {number} is not out", field="pass", number=one_line(number)[:40])
        visitors.take_pass_back(tx, result, now)
        ticket = tickets.find_ticket_by_id(tx, result.ticket_id)
        fields = {"pass": result.number, "number": ticket.number if ticket is not None else None}
        record_site_event(desk, tx, "pass_returned", now, fields, by=desk.actor.login)


def passes_out(desk: Desk) -> list[PassOut]:
    """Every pass that is not at the desk, the longest out first."""
    require(desk.actor, "show")
    with desk.store.reading() as tx:
        return [_pass_out(tx, record.number, record.ticket_id, record.out_at) for record in visitors.passes_out(tx)]


def next_pass(desk: Desk) -> str | None:
    """The pass that is likely to lie on top: the lowest number that has been out and is back; ``None`` if unknown."""
    with desk.store.reading() as tx:
        out = {record.number for record in visitors.passes_out(tx)}
        existing = [number for number in visitors.pass_numbers(tx) if number not in out]
    return min(existing, key=lambda number: (len(number), number), default=None)


def give_pass_within(
    desk: Desk, tx: WriteTransaction, number: str, ticket_id: int, ticket_number: str, now: datetime
) -> None:
    """The same inside a write transaction that is open already."""
    holder = next(iter(visitors.passes_out(tx, number)), None)
    if holder is not None:
        other = _pass_out(tx, holder.number, holder.ticket_id, holder.out_at)
        raise DeskError(
            "pass: pass {number} is out, with {holder} ({ticket})",
            field="pass",
            number=number,
            holder=other.name or "-",
            ticket=other.ticket,
        )
    visitors.give_pass(tx, number, ticket_id, now)
    fields = {"pass": number, "number": ticket_number}
    record_site_event(desk, tx, "pass_given", now, fields, by=desk.actor.login)


def take_passes_back_within(
    desk: Desk, tx: WriteTransaction, ticket_id: int, ticket_number: str, now: datetime
) -> list[str]:
    """Every pass of a visitor is back; their numbers."""
    back = [record for record in visitors.passes_of(tx, ticket_id) if record.back_at is None]
    for record in back:
        visitors.take_pass_back(tx, record, now)
        fields = {"pass": record.number, "number": ticket_number}
        record_site_event(desk, tx, "pass_returned", now, fields, by=desk.actor.login)
    return [record.number for record in back]


def _pass_out(tx: ReadTransaction, number: str, ticket_id: int, out_at: datetime) -> PassOut:
    record = tickets.find_ticket_by_id(tx, ticket_id)
    line = tickets.queue_line(tx, ticket_id)
    assert record is not None
    return PassOut(number, record.number, line.customer if line is not None else None, out_at)
