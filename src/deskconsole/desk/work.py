"""The unit of work: one use case, one transaction, the tickets that it works on and what it records.

What a use case records on tickets is folded in memory; each ticket is derived and saved once, when the use case ends.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.identity import new_id
from deskconsole.desk.look import Look
from deskconsole.desk.record.pending import Pending
from deskconsole.desk.record.texts import store_texts
from deskconsole.desk.ticket_work import Opening, TicketWork
from deskconsole.domain.site.vocabulary import check_fields
from deskconsole.domain.tickets.content import check_content
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import NotFound
from deskconsole.record import replace
from deskconsole.store import tickets
from deskconsole.store.api import WriteTransaction
from deskconsole.store.record import recording
from deskconsole.store.record.recording import Opened
from deskconsole.store.tickets import TicketRecord

#: On so many tickets at most one write records what time has brought about: whoever else wants to write waits for it,
#: a ringing telephone too. The others have their turn with the next write.
PORTION: Final = 50


class Work(Look):
    """One use case that writes: its transaction, the tickets that it has loaded, what it has recorded so far."""

    tx: WriteTransaction

    def __init__(self, desk: Desk, tx: WriteTransaction, needs: str) -> None:
        super().__init__(desk, tx, needs)
        self._tickets: dict[int, TicketWork] = {}
        self._opened: list[TicketWork] = []
        self.pending = Pending(tx)
        self._answer: str | None = None
        #: digests of texts that the store holds for certain once this is committed
        self.texts: frozenset[str] = frozenset()
        #: what makes the identity of a ticket that is opened at an instant
        self.ids: Callable[[datetime], str] = new_id
        #: whether time has moved on more tickets than this work has settled
        self._more_due = False
        #: what time had brought about when the work began, by tickets' numbers
        self.settled: list[tuple[str, Event]] = []

    # --- tickets -----------------------------------------------------------------------------------------------------

    def ticket(self, number: str, *, expect: int | None = None) -> TicketWork:
        """A ticket by its number, loaded once; ``expect``: the last event that was seen."""
        for opened in self._opened:
            if opened.number == number:
                return opened
        ticket = self.ticket_of(self.find(number))
        self.check(ticket)
        if expect is not None:
            ticket.check_seen(expect)
        return ticket

    def ticket_of(self, record: TicketRecord) -> TicketWork:
        """A ticket by its row, whoever asks."""
        if record.id not in self._tickets:
            events, before = self.desk.folded.events_of(self.tx, record)
            ticket = self._tickets[record.id] = TicketWork(self, record, events, before=before)
            self.desk.folded.keep(self.tx, record.id, ticket.events, ticket.evaluation)
            if self._more_due:
                ticket.settle()
        return self._tickets[record.id]

    def ticket_by_id(self, ticket_id: int) -> TicketWork:
        """A ticket by its row key, whoever asks."""
        if ticket_id in self._tickets:
            return self._tickets[ticket_id]
        record = tickets.find_ticket_by_id(self.tx, ticket_id)
        if record is None:
            raise NotFound("number: there is no such ticket", field="number")
        return self.ticket_of(record)

    def open_ticket(
        self,
        events: Sequence[Event],
        *,
        kind: str | None,
        channel: str,
        at: datetime,
        customer_id: int | None = None,
    ) -> TicketWork:
        """A new ticket with the next number of the local day, begun by ``events``. ``kind``: if it is known yet."""
        pack = self.desk.pack_for(kind=kind, channel=channel)
        self.store_texts()
        stamped = [replace(event, pack=pack.digest, calendar=self.desk.calendar.digest) for event in events]
        for event in stamped:
            check_content(event)
        day = self.now.astimezone(self.desk.zone).date()
        number = recording.next_number(self.tx, day)
        opening = Opening(pack.name, day, at, customer_id)
        ticket = TicketWork(self, Opened(0, number, self.ids(self.now)), stamped, opening=opening)
        self._opened.append(ticket)
        for event, facts in ticket.opening_facts():
            self.pending.add(ticket, event, pack_facts=facts)
        return ticket

    # --- the site ----------------------------------------------------------------------------------------------------

    def note(
        self,
        kind: str,
        fields: Mapping[str, Any] | None = None,
        *,
        by: str | None = None,
        customers: Iterable[int] = (),
        **more: Any,
    ) -> None:
        """Record an event of the site itself and change the rows that follow from it (``domain/site``).

        By the person at the desk unless it is ``by`` somebody else; ``customers``: in whose histories it stands, by row
        key. A ticket that ``fields`` name has its row already.
        """
        from deskconsole.store import site_rows  # a telephone system's hook has 250 ms, and notes nothing of the site

        self.store_texts()
        who = by or self.actor.login
        event = Event(
            seq=0,
            kind=kind,
            happened_at=self.now,
            recorded_at=self.now,
            by=who,
            fields={**(fields or {}), **more},
            entered_by=self.desk.entered_for(who),
            source=self.desk.source,
            pack=self.desk.pack.digest,
            calendar=self.desk.calendar.digest,
        )
        check_fields(kind, event.fields)
        site_rows.derive_rows(self.tx, event)
        self.pending.add(None, event, customers=tuple(customers))

    def store_texts(self) -> None:
        """Keep the canonical texts now in force, so that tickets can be judged by them for ever."""
        desk = self.desk
        digests = frozenset({desk.calendar.digest, *(pack.digest for pack in desk.packs)})
        if digests <= desk.stored_texts | self.texts:
            return
        store_texts(self.tx, desk.packs, desk.calendar, self.now)
        self.texts = digests

    def let_go(self) -> None:
        """Let go of the tickets, which hold this work: nothing of a use case outlives it."""
        self._tickets.clear()
        self._opened.clear()
        self.pending.clear()

    def answer(self, text: str) -> None:
        """What a repeated key is answered from: an id, a number, never the content."""
        self._answer = text

    # --- the end -----------------------------------------------------------------------------------------------------

    def settle(self) -> list[tuple[str, Event]]:
        """Record what time has brought about by now; the tickets' numbers with the events.

        On every ticket of this work, those included that it comes to later, and on a :data:`PORTION` of those that have
        waited longest.
        """
        if self.clock_behind() is not None:
            return []
        due = tickets.to_settle(self.tx, self.now, limit=PORTION)
        for record in due:
            self.ticket_of(record)
        self._more_due = len(due) == PORTION
        # Those that are worked on count as they stand here; their rows follow at the end.
        worked_on = (*self._opened, *self._tickets.values())
        return [(ticket.number, event) for ticket in worked_on for event in ticket.settle()]

    def finish(self) -> None:
        """Write what was recorded, in its order, and save each ticket's derived rows once."""
        self.flush()

    def flush(self) -> None:
        """Write what was recorded so far; needed only by a use case that reads its own writing back."""
        self.pending.write()
        for ticket in (*self._opened, *self._tickets.values()):
            ticket.save()
