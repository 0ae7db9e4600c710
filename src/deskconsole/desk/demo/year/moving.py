"""One unit of work over which time passes: use cases of many people, each at its own moment, written in their order."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from deskconsole.desk.desk import Desk
from deskconsole.desk.identity import new_id
from deskconsole.desk.permissions import BY_EVENT
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.event import Event
from deskconsole.store.api import WriteTransaction

#: So long a ticket is kept as it was folded; who comes back later has it folded anew.
_KEPT: Final = timedelta(days=12)

P = ParamSpec("P")
R = TypeVar("R")


class People:
    """The desk as each of its people has it, at the moment that it is now."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._people = desk, dict[str, Desk]()
        self.now = desk.now()

    def at(self, login: str) -> Desk:
        """The desk with somebody at it."""
        if login not in self._people:
            self._people[login] = replace(self._desk.by(login), now=lambda: self.now, source="demo")
        return self._people[login]


class MovingWork(Work):
    """A unit of work that goes from one moment and person to the next, and from one transaction to the next; each use
    case is asked for its permission, and tickets are derived and saved at the end of each."""

    def __init__(self, people: People, login: str, tx: WriteTransaction, random: Random) -> None:
        super().__init__(people.at(login), tx, BY_EVENT)
        self.people = people
        self._random = random
        #: tickets by their numbers, with when somebody last did something about them
        self._touched: dict[str, tuple[datetime, TicketWork]] = {}

    def go_to(self, at: datetime, login: str | None = None) -> None:
        """It is ``at`` now, and ``login`` is at the desk."""
        self.now = self.people.now = at
        if login is not None and login != self.desk.login:
            self.desk = self.people.at(login)
            self.desk.meet(self.tx)

    def do(
        self, use_case: Callable[Concatenate[Any, P], R], at: datetime, login: str, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """What somebody does at a moment."""
        self.go_to(at, login)
        needs = getattr(use_case, "needs", BY_EVENT)
        if needs != BY_EVENT:
            self.require(needs)
        return use_case(self, *args, **kwargs)

    def go_on(self, tx: WriteTransaction) -> None:
        """What follows is of another transaction; tickets of the last days stay as they were folded."""
        self.tx = tx
        for opened in self._opened:
            self._tickets[opened.row.id] = opened
        self._opened.clear()
        self.texts = frozenset()
        oldest = self.now - _KEPT
        for number, (at, ticket) in list(self._touched.items()):
            if at < oldest:
                del self._touched[number]
                self._tickets.pop(ticket.row.id, None)

    def ticket(self, number: str, *, expect: int | None = None) -> TicketWork:
        """A ticket by its number, as whoever is at the desk now has it."""
        stored = self._touched.get(number)
        ticket = stored[1] if stored is not None else super().ticket(number, expect=expect)
        self._touched[number] = (self.now, ticket)
        ticket.desk = self.desk
        return ticket

    def ticket_by_id(self, ticket_id: int) -> TicketWork:
        """A ticket by its row key, one that this work has opened too."""
        for opened in self._opened:
            if not opened.unopened and opened.row.id == ticket_id:
                return opened
        return super().ticket_by_id(ticket_id)

    def identity(self) -> str:
        """The identity of a ticket that is opened now: records are drawn by it, so that it follows from the seed."""
        return new_id(self.now, self._random.randbytes(10))

    def settle(self) -> list[tuple[str, Event]]:
        """Nothing: what time brings about has its own moment here."""
        return []
