"""Bringing newly published rules and dates to open tickets: preview, then one `recounted` event a clock."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from deskconsole.desk.desk import Desk
from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.clocks.recount import Recount, Texts, recounts
from deskconsole.domain.rules.departments.named_calendars import calendar_names
from deskconsole.domain.tickets.event import Event
from deskconsole.record import dataclass, replace
from deskconsole.store import tickets

#: What is brought to the tickets: the rules of their packs, or the site's calendar.
What = Literal["policy", "calendar"]


@dataclass(frozen=True, slots=True)
class Change:
    """What one clock of an open ticket becomes; see :class:`Recount`."""

    number: str
    recount: Recount

    @property
    def moves(self) -> bool:
        """Whether it is due at another time; else only what was provisional has become certain, or the other way."""
        return self.recount.due != self.recount.new_due


@query(needs="read")
def changes(look: Look, what: What) -> list[Change]:
    """What the current rules or dates would change on open tickets; nothing is written."""
    look.desk.refuse_mistakes()
    results: list[Change] = []
    for ticket_id in tickets.open_ticket_ids(look.tx):
        record = tickets.find_ticket_by_id(look.tx, ticket_id)
        if record is not None:
            loaded = look.load(record)
            results += [Change(loaded.number, each) for each in _changes(loaded, what, look.now)]
    return results


def apply_changes(desk: Desk, what: What) -> Iterator[Change]:
    """Bring the current rules or dates to every open ticket, a transaction each; gives what was changed as it goes.

    From then on a ticket is judged by the new text, also where none of its clocks moves. Done twice, or again after
    it was interrupted, it does the rest and no more.
    """
    desk.refuse_mistakes()
    due = _announce(desk, what)
    for ticket_id in due:
        yield from _apply(desk, ticket_id, what)  # told when it is durable


@command(needs="site")
def _announce(work: Work, what: What) -> list[int]:
    """The tickets that are not judged by the current texts; that these are brought to them is on record."""
    due = [
        record.id
        for ticket_id in tickets.open_ticket_ids(work.tx)
        if (record := tickets.find_ticket_by_id(work.tx, ticket_id)) is not None and _texts(work.load(record), what)
    ]
    if due:
        work.store_texts()
        work.note("texts_applied", what=what, tickets=len(due))
    return due


@command(needs="site")
def _apply(work: Work, ticket_id: int, what: What) -> list[Change]:
    ticket = work.ticket_by_id(ticket_id)
    texts = _texts(ticket, what)
    if texts is None or ticket.closed:
        return []
    work.store_texts()
    result = _changes(ticket, what, work.now)
    first = ticket.events[-1].seq
    events = [
        replace(_event(ticket, each), seq=first + place, pack=texts.pack, calendar=texts.calendar)
        for place, each in enumerate(result or [None], start=1)
    ]
    ticket.append(*events)
    return [Change(ticket.number, each) for each in result]


def _event(ticket: TicketWork, recount: Recount | None) -> Event:
    """What is recorded of one clock; of a ticket whose clocks all stay, that it goes by other texts now."""
    fields: dict[str, object] = {}
    if recount is not None:
        fields["rule"] = recount.rule
        if recount.due is not None:
            fields["was"] = recount.due.isoformat()
        if recount.new_due is not None:
            fields |= {"due": recount.new_due.isoformat(), "provisional": recount.provisional}
    return ticket.draft_event("recounted", fields=fields, of=recount.of if recount is not None else None)


def _changes(loaded: LoadedTicket, what: What, now: datetime) -> list[Recount]:
    texts = _texts(loaded, what)
    return [] if texts is None else recounts(loaded.events, loaded.clocks, loaded.rules_of, texts, now)


def _texts(loaded: LoadedTicket, what: What) -> Texts | None:
    """What would judge the ticket; ``None`` where that judges it already, or its pack is no more on this desk."""
    last, desk = loaded.events[-1], loaded.desk
    if what == "calendar":
        texts = Texts(last.pack, desk.calendar.digest)
    else:
        name = loaded.pack.name
        pack = next((pack for pack in desk.packs if pack.name == name), None)
        # A calendar that the new rules count by and the ticket's text does not have comes with them.
        unknown = (
            pack is not None and calendar_names(pack.clocks, pack.departments) - loaded.rules.calendar.named.keys()
        )
        calendar = desk.calendar.digest if unknown else last.calendar
        texts = Texts(pack.digest if pack is not None else last.pack, calendar)
    return None if texts == Texts(last.pack, last.calendar) else texts
