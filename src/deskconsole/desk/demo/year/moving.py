"""One unit of work over which time passes: use cases of many people, each at its own moment, written in their order."""

from collections.abc import Callable, Iterator
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


class LastSeen:
    """Tickets as they were folded, by their numbers, with when somebody last did something about them."""

    def __init__(self) -> None:
        self._tickets: dict[str, tuple[datetime, TicketWork]] = {}

    def find(self, number: str) -> TicketWork | None:
        """The ticket with this number, if it is kept."""
        kept = self._tickets.get(number)
        return kept[1] if kept is not None else None

    def see(self, number: str, ticket: TicketWork, at: datetime) -> None:
        """Somebody does something about it."""
        self._tickets[number] = (at, ticket)

    def forgotten(self, before: datetime) -> Iterator[int]:
        """The row keys of those that nobody has touched since, which are kept no longer."""
        for number, (at, ticket) in list(self._tickets.items()):
            if at < before:
                del self._tickets[number]
                yield ticket.row.id


class MovingWork(Work):
    """A unit of work that goes from one moment and person to the next, and from one transaction to the next; each use
    case is asked for its permission, and tickets are derived and saved at the end of each."""

    def __init__(self, people: People, login: str, tx: WriteTransaction, random: Random) -> None:
        super().__init__(people.at(login), tx, BY_EVENT)
        self.people = people
        self._random = random
        self._seen = LastSeen()

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
        self.tx = self.pending.tx = tx
        self._tickets |= {opened.row.id: opened for opened in self._opened}
        self._opened.clear()
        self.texts = frozenset()
        for key in self._seen.forgotten(self.now - _KEPT):
            self._tickets.pop(key, None)

    def ticket(self, number: str, *, expect: int | None = None) -> TicketWork:
        """A ticket by its number, as whoever is at the desk now has it."""
        ticket = self._seen.find(number) or super().ticket(number, expect=expect)
        self._seen.see(number, ticket, self.now)
        ticket.desk = self.desk
        return ticket

    def ticket_by_id(self, ticket_id: int) -> TicketWork:
        """A ticket by its row key, one that this work has opened too."""
        opened = (each for each in self._opened if not each.unopened and each.row.id == ticket_id)
        return next(opened, None) or super().ticket_by_id(ticket_id)

    def identity(self) -> str:
        """The identity of a ticket that is opened now: records are drawn by it, so that it follows from the seed."""
        return new_id(self.now, self._random.randbytes(10))

    def settle(self) -> list[tuple[str, Event]]:
        """Nothing: what time brings about has its own moment here."""
        return []
