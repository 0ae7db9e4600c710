"""Visitor passes: which is out, with whom, and back."""

import unicodedata
from datetime import datetime

from deskconsole.desk.look import Look
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound
from deskconsole.record import dataclass
from deskconsole.store import tickets, visitors
from deskconsole.text.clean import clean, one_line


@dataclass(frozen=True, slots=True)
class PassOut:
    """A pass that a visitor has: its number, the ticket, and since when."""

    number: str
    ticket: str
    name: str | None
    out_at: datetime


@command(needs="visitors", again=lambda work, answer: answer)
def give_pass(work: Work, ticket_number: str, number: str, *, key: str | None = None) -> str:
    """A visitor who is here gets a pass; its number. Raises :class:`DeskError` when somebody else has it."""
    number = _as_in_forms(number)
    if not number or len(number) > FIELD_LIMIT:
        raise DeskError("{name}: is missing", field="pass", name="pass")
    give(work, work.ticket_of(work.find(ticket_number)), number)
    work.answer(number)
    return number


@command(needs="visitors", again=lambda work, answer: None)
def take_pass_back(work: Work, number: str, *, key: str | None = None) -> None:
    """A pass is back at the desk, whoever brought it; raises :class:`NotFound` when it is not out."""
    as_typed = " ".join(clean(number).split())
    records = [out for way in (as_typed, _as_in_forms(number)) for out in visitors.passes_out(work.tx, way)]
    result = next(iter(records), None)
    if result is None:
        raise NotFound("pass: pass {number} is not out", field="pass", number=one_line(number)[:40])
    ticket = tickets.find_ticket_by_id(work.tx, result.ticket_id)
    work.note("pass_returned", {"pass": result.number, "number": ticket.number if ticket is not None else None})


@query(needs="inside")
def passes_out(look: Look) -> list[PassOut]:
    """Every pass that is not at the desk, the longest out first."""
    return [_pass_out(look, record.number, record.ticket_id, record.out_at) for record in visitors.passes_out(look.tx)]


@query(needs="inside")
def next_pass(look: Look) -> str | None:
    """The pass that is likely to lie on top: the lowest number that has been out and is back; ``None`` if unknown."""
    out = {record.number for record in visitors.passes_out(look.tx)}
    existing = [number for number in visitors.pass_numbers(look.tx) if number not in out]
    return min(existing, key=lambda number: (len(number), number), default=None)


def give(work: Work, ticket: TicketWork, number: str) -> None:
    """Give a visitor's ticket a pass, as a part of a use case."""
    holder = next(iter(visitors.passes_out(work.tx, number)), None)
    if holder is not None:
        other = _pass_out(work, holder.number, holder.ticket_id, holder.out_at)
        raise DeskError(
            "pass: pass {number} is out, with {holder} ({ticket})",
            field="pass",
            number=number,
            holder=other.name or "-",
            ticket=other.ticket,
        )
    ticket.write()
    work.note("pass_given", {"pass": number, "number": ticket.number})


def take_back(work: Work, ticket: TicketWork) -> list[str]:
    """Every pass of a visitor is back; their numbers."""
    back = [record for record in visitors.passes_of(work.tx, ticket.id) if record.back_at is None]
    for record in back:
        work.note("pass_returned", {"pass": record.number, "number": ticket.number})
    return [record.number for record in back]


def _as_in_forms(number: str) -> str:
    """A pass's number as the forms of packs keep it, so that ``a7`` and ``A7`` are one pass."""
    return "".join(unicodedata.normalize("NFKC", clean(number)).upper().split())


def _pass_out(look: Look, number: str, ticket_id: int, out_at: datetime) -> PassOut:
    record = tickets.find_ticket_by_id(look.tx, ticket_id)
    line = tickets.queue_line(look.tx, ticket_id)
    assert record is not None
    return PassOut(number, record.number, line.customer if line is not None else None, out_at)
