"""Things at the desk: what is here and whose, what is out and with whom; told, handed out, back, given away.

A thing is a ticket of a kind that the rules call held: its form says what and whose it is, its clocks how long it is
kept.
"""

from datetime import datetime
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.records import QueueLine, TicketView
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.views import queue
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.viewing import view_at
from deskconsole.desk.visitors.records import text_of
from deskconsole.desk.work import Work
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.tickets.filing import missing_for_filing
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.text.clean import clean
from deskconsole.text.private import Private

HERE: Final = "here"
OUT: Final = "out"
_TOLD: Final = "progress_told"
_COLLECTED: Final = "collected"
#: Fields of the form by which the list says more: where a thing lies, and whose it is where nobody is its customer.
_LIES: Final = "lies"
_WHOSE: Final = "for_whom"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing. ``whose``: its owner or who has it, as far as is known; ``informed``: when they were told."""

    number: str
    kind: str
    held: str
    what: str
    whose: str | Private | None
    lies: str | None
    since: datetime
    informed: datetime | None
    title: Text
    started: datetime
    due: datetime
    warn_at: datetime


def held_kinds(desk: Desk) -> tuple[Kind, ...]:
    """The kinds of work that are of a thing."""
    return tuple(kind for kind in desk.kinds if kind.held)


@query(needs="see")
def things(look: Look) -> list[Thing]:
    """What is here or out now, by when it is due."""
    held = {kind.name: kind.held for kind in held_kinds(look.desk)}
    lines = queue(look) if held else []
    return [_thing(look, line, held[line.kind]) for line in lines if line.kind in held]


def _thing(look: Look, line: QueueLine, held: str) -> Thing:
    loaded = look.load(look.find(line.number))
    ticket = view_at(loaded, look.now).ticket
    return Thing(
        number=line.number,
        kind=line.kind or "",
        held=held,
        what=str(ticket.content or ""),
        whose=text_of(ticket.fields.get(_WHOSE)) or ticket.customer,
        lies=text_of(ticket.fields.get(_LIES)),
        since=ticket.opened_at,
        informed=next((event.happened_at for event in reversed(loaded.events) if event.kind == _TOLD), None),
        title=line.title,
        started=line.started,
        due=line.due,
        warn_at=line.warn_at,
    )


@command(needs="tickets")
def tell_whose(work: Work, number: str, words: str, *, key: str | None = None) -> TicketView:
    """Whose it is has been told that it is here."""
    thing = _held(work, number)
    thing.record(_TOLD, text=clean(words).strip())
    return view_at(thing, work.now)


@command(needs="tickets")
def hand_out(
    work: Work, number: str, taken_by: str, outcome: str, *, proof: str | None = None, key: str | None = None
) -> TicketView:
    """Somebody has taken it, or brought it back, by name; with that the ticket is finished, and filed where it may be.

    ``outcome``: what became of it, in words. Raises :class:`DeskError`.
    """
    thing = _held(work, number)
    form = thing.kind.form_of(_COLLECTED) if thing.kind is not None else ()
    names = {field.name for field in form}
    given = {"taken_by": clean(taken_by).strip() or None, "proof": clean(proof).strip() if proof else None}
    if given["taken_by"] is None:
        raise DeskError("{name}: is missing", field="taken_by", name="taken_by")
    thing.record(_COLLECTED, fields={name: value for name, value in given.items() if value and name in names})
    _end(thing, outcome)
    return view_at(thing, work.now)


@command(needs="tickets")
def give_away(work: Work, number: str, outcome: str, *, key: str | None = None) -> TicketView:
    """Nobody has fetched it: what became of it, in words; the ticket is finished, and filed where it may be."""
    thing = _held(work, number)
    if not clean(outcome).strip():
        raise DeskError("{name}: is missing", field="outcome", name="outcome")
    _end(thing, outcome)
    return view_at(thing, work.now)


def _held(work: Work, number: str) -> TicketWork:
    thing = work.ticket(number)
    if thing.kind is None or not thing.kind.held:
        raise DeskError("number: {number} is of no thing", field="number", number=thing.number)
    return thing


def _end(thing: TicketWork, outcome: str) -> None:
    thing.record("finished", fields={"outcome": clean(outcome).strip()})
    if not missing_for_filing(thing.ticket, thing.clocks):
        thing.record_if_allowed("filed")
