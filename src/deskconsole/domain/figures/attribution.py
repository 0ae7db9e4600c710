"""Whose each figure is: a response is of who responded, a resolution of the owner at the end, a
promise of who promised, a hand-off of who accepted it. The desk itself never counts, nor anybody who had to hand the
ticket over (S01)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.figures.duties import FOLLOW_UP, HAND_OFF, PROMISE, RESOLUTION, RESPONSE
from deskconsole.domain.tickets.event import DEPARTMENT, Event
from deskconsole.domain.tickets.state import Ticket
from deskconsole.domain.tickets.vocabulary import EVENTS

#: A person in the house is greeted, and seen to: that responds to them.
_RECEIVING: Final = frozenset({"greeted", "seen"})


class Attribution:
    """Whose what is on one ticket. Only logins are given out: whoever acted on it, its owner, its first receiver;
    somebody from outside who is asked by name is nobody here."""

    def __init__(self, ticket: Ticket, live: Sequence[Event]) -> None:
        self._ticket = ticket
        self._live = live
        self._departments: dict[str, str | None] = {}
        for event in live:
            if event.by is not None:
                self._departments[event.by] = event.by_department or self._departments.get(event.by)
        self._logins = {*self._departments, ticket.owner, ticket.first_receiver} - {None}

    def counted(self, login: str | None) -> str | None:
        """Somebody whose figure it is, ``None`` where it is nobody's."""
        return login if login in self._logins and login not in self._ticket.outside_figures else None

    def department(self, login: str | None) -> str | None:
        """Where somebody worked when they last did something on the ticket."""
        return self._departments.get(login) if login is not None else None

    def owner(self) -> str | None:
        """Whose the ticket is at the end."""
        return self.counted(self._ticket.owner)

    def responder(self, at: datetime | None) -> str | None:
        """Who gave the first response, which was at that instant."""
        return self.counted(self._by(at, responding=True))

    def of_clock(self, clock: Clock, duty: str, begun: Event | None) -> tuple[str | None, str | None]:
        """Whose a clock is, and of which department; the second alone where a whole department is asked."""
        person = self.counted(self._person(clock, duty, begun))
        department = self.department(person)
        if person is None and clock.assignee is not None and clock.assignee.startswith(DEPARTMENT):
            named = clock.assignee.removeprefix(DEPARTMENT)
            department = named if "," not in named else None
        return person, department

    def _person(self, clock: Clock, duty: str, begun: Event | None) -> str | None:
        if duty == RESPONSE:
            return self._by(clock.ended, responding=True) if clock.ended is not None else clock.assignee
        if duty == RESOLUTION:
            return self._ticket.owner
        if duty == PROMISE and begun is not None:
            return begun.by
        if duty == HAND_OFF:
            return clock.assignee
        if duty == FOLLOW_UP and clock.assignee not in self._logins:
            return self._by(clock.ended, kinds=("followed_up",))
        return clock.assignee if clock.assignee is not None else self._ticket.owner

    def _by(self, at: datetime | None, *, responding: bool = False, kinds: tuple[str, ...] = ()) -> str | None:
        """Who did, at that very instant, what responds, or something of these kinds."""
        if at is None:
            return None
        for event in self._live:
            if event.happened_at != at or not event.human or event.retold:
                continue
            if event.kind in kinds or (responding and (event.kind in _RECEIVING or EVENTS[event.kind].first_response)):
                return event.by
        return None
