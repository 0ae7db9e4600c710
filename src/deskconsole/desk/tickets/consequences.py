"""What the desk records beside an event: that a matter is grave, as its pack says; why a step was late, as whoever took
it says in the same form."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.repeats import repeats_of
from deskconsole.desk.work import Work
from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.windows import allowed
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.guards import refusal_for
from deskconsole.errors import DeskError

#: The field of any event, and the words with it, in which whoever takes a late step says why.
LATE_CAUSE: Final = "late_cause"
LATE_WORDS: Final = "late_words"


def weigh(work: Work, ticket: TicketWork, event: Event) -> None:
    """Record that the matter is major where what was just recorded makes it so; once a ticket."""
    pack, kind = ticket.pack, ticket.ticket.kind
    majors = [major for major in pack.majors if event.kind in major.on and (not major.kinds or kind in major.kinds)]
    if not majors or refusal_for(ticket.ticket, ticket.clocks, "made_major") is not None:
        return
    facts = _facts(work, ticket, event, {name for major in majors for name in major.when})
    grounds = [major.name for major in majors if major.applies(event.kind, kind, facts)]
    if grounds:
        ticket.record("made_major", at=event.happened_at, fields={"grounds": grounds}, by_desk=True)


def _facts(work: Work, ticket: TicketWork, event: Event, names: set[str]) -> dict[str, Any]:
    """What conditions may ask; other tickets of the customer are counted only where one asks for that."""
    facts = {**ticket.ticket.fields, **allowed(ticket.windows(), ticket.pack.windows, ticket.ticket.kind)}
    kind = ticket.kind
    if kind is not None and names & {repeat.name for repeat in kind.repeat}:
        ticket.write()
        facts |= {each.repeat.name: True for each in repeats_of(work.tx, ticket)}
    return {**facts, **event.fields, **ticket.ticket.attributes()}


def taken_out(fields: Mapping[str, Any]) -> tuple[dict[str, Any], str | None, str | None]:
    """The fields of an event without why it is late, that, and the words with it."""
    rest = {name: value for name, value in fields.items() if name not in (LATE_CAUSE, LATE_WORDS)}
    cause, words = fields.get(LATE_CAUSE), fields.get(LATE_WORDS)
    return rest, str(cause) if cause else None, str(words) if words else None


def late_clocks(ticket: TicketWork, at: datetime) -> set[tuple[str, int]]:
    """The clocks of a ticket that have ended late."""
    return {(clock.rule, clock.of) for clock in ticket.clocks if not clock.active and clock.was_late(at)}


def explain_ended(ticket: TicketWork, before: Collection[tuple[str, int]], cause: str, words: str | None) -> None:
    """Record why, with each clock that has ended late since ``before``; nothing where none has."""
    check_cause(ticket.pack, cause)
    at = ticket.unit.now
    for rule, of in sorted(late_clocks(ticket, at) - set(before)):
        ticket.record("late_explained", of=of, fields={"rule": rule, LATE_CAUSE: cause}, text=words)


def explain_clock(ticket: TicketWork, clock: Clock, cause: str, words: str | None) -> None:
    """Record why one clock was late."""
    check_cause(ticket.pack, cause)
    ticket.record("late_explained", of=clock.of, fields={"rule": clock.rule, LATE_CAUSE: cause}, text=words)


def check_cause(pack: Pack, cause: str) -> None:
    """Refuse a reason that the pack does not know."""
    names = [each.name for each in pack.late_causes]
    if not names:
        raise DeskError("late_cause: the rules of this ticket ask for no reason", field=LATE_CAUSE)
    if cause not in names:
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}",
            field=LATE_CAUSE,
            name=LATE_CAUSE,
            value=cause,
            allowed=", ".join(names),
        )
