"""One use case that reads: what it is given in place of the desk."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.permissions import BY_EVENT, NOBODY, Staff, refusal_through_glass
from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.clocks.settle import clock_went_back
from deskconsole.domain.tickets.event import Event, instant_of
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import site, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.sign_on import glass
from deskconsole.store.tickets import TicketRecord
from deskconsole.text.clean import one_line

#: How long a confirmed time counts, and for how much of a difference at most: a console's drift, no wrong date.
_CONFIRMED_FOR: Final = timedelta(days=1)
_MOST_AHEAD: Final = timedelta(minutes=15)
#: More digits than any running number has.
LONGEST_RUNNING: Final = 19


class Look:
    """One use case that reads: a desk, one read transaction, one instant."""

    def __init__(self, desk: Desk, tx: ReadTransaction, needs: str) -> None:
        self.desk = desk
        self.tx = tx
        self.now = desk.now()
        self.needs = needs
        desk.meet(tx)

    @property
    def actor(self) -> Staff:
        """Who is at the desk."""
        return self.desk.actor

    def require(
        self,
        needs: str,
        ticket: Ticket | None = None,
        clocks: Sequence[Clock] = (),
        *,
        action: str | None = None,
        visitor: bool = False,
    ) -> None:
        """Raise the refusal of something that the person at the desk may not do."""
        if needs == NOBODY:
            return
        why = self._refusal(needs, ticket, clocks, action=action, visitor=visitor)
        if why is not None:
            raise why

    def may(self, needs: str, ticket: Ticket | None = None, clocks: Sequence[Clock] = (), **more: Any) -> bool:
        """Whether the person at the desk may do it."""
        return self._refusal(needs, ticket, clocks, **more) is None

    def _refusal(self, needs: str, ticket: Ticket | None, clocks: Sequence[Clock], **more: Any) -> DeskError | None:
        """The refusal, unless the person has broken the glass and a leader may do it."""
        person = self.actor

        def broken() -> bool:
            return glass.open_glass(self.tx, person.login, self.now) is not None

        return refusal_through_glass(self.desk.roles, person, needs, ticket, clocks, broken=broken, **more)

    def clock_behind(self) -> datetime | None:
        """The newest recording, while the system clock stands so far behind it that nothing is settled (T12).

        A console that is a few minutes fast stops the others once: what somebody has confirmed counts for a day.
        """
        newest = site.newest_recorded(self.tx)
        if newest is None or not clock_went_back(newest, self.now):
            return None
        ahead = timedelta()
        for event in site.site_events_of(self.tx, "time_confirmed", self.now - _CONFIRMED_FOR):
            before = instant_of(event.fields.get("newest_before"))
            ahead = max(ahead, before - event.recorded_at if before is not None else ahead)
        return newest if clock_went_back(newest - min(ahead, _MOST_AHEAD), self.now) else None

    def rules_of(self, pack: str, calendar: str) -> Any:
        """The texts with these hashes."""
        return self.desk.rules(self.tx, pack, calendar)

    def find(self, number: str) -> TicketRecord:
        """The row of the ticket with this number: whole, or its running number alone, of the newest day that has it."""
        number = number.strip()
        record = tickets.find_ticket(self.tx, number)
        if record is None and len(number) < LONGEST_RUNNING:
            today = self.now.astimezone(self.desk.zone).date()
            record = next(iter(tickets.tickets_by_suffix(self.tx, number, today)), None)
        if record is None:
            raise NotFound("number: there is no ticket '{number}'", field="number", number=one_line(number)[:60])
        return record

    def load(self, record: TicketRecord, events: Sequence[Event] | None = None) -> LoadedTicket:
        """A ticket by its row, whoever asks; ``events``: only those (at least one)."""
        if events is not None:
            return LoadedTicket(self.desk, record, events, self.rules_of)
        existing, before = self.desk.folded.events_of(self.tx, record)
        loaded = LoadedTicket(self.desk, record, existing, self.rules_of, before)
        self.desk.folded.keep(self.tx, record.id, loaded.events, loaded.evaluation)
        return loaded

    def look_at(self, number: str) -> LoadedTicket:
        """A ticket by its number, if the person may see it or do what the use case needs with it."""
        loaded = self.load(self.find(number))
        self.check(loaded)
        return loaded

    def check(self, loaded: LoadedTicket) -> None:
        """Refuse a ticket that the use case's need does not go so far as to reach."""
        if self.needs != BY_EVENT:
            self.require(self.needs, loaded.ticket, loaded.clocks, visitor=loaded.of_visitor)
