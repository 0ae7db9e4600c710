"""One unit of work over which time passes: use cases of many people, each at its own moment, written in their order."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from deskconsole.desk.desk import Desk
from deskconsole.desk.identity import new_id
from deskconsole.desk.permissions import BY_EVENT
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.work import Work
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


class Moves:
    """One unit of work that goes from one moment and person to the next, and from one transaction to the next; each use
    case is asked for its permission, and tickets are derived and saved at the end of each transaction."""

    def __init__(self, people: People, login: str, tx: WriteTransaction, random: Random) -> None:
        self.people = people
        self.work = Work(people.at(login), tx, BY_EVENT)
        # Records are drawn by the identity of their tickets, so that it follows from the seed.
        self.work.ids = lambda at: new_id(at, random.randbytes(10))
        #: tickets by their numbers, with when somebody last did something about them
        self._touched: dict[str, tuple[datetime, TicketWork]] = {}

    @property
    def now(self) -> datetime:
        """The moment that it is."""
        return self.work.now

    @property
    def opened(self) -> Sequence[TicketWork]:
        """The tickets that have begun in this transaction."""
        return self.work._opened

    def go_to(self, at: datetime, login: str | None = None) -> None:
        """It is ``at`` now, and ``login`` is at the desk."""
        self.work.now = self.people.now = at
        if login is not None and login != self.work.desk.login:
            self.work.desk = self.people.at(login)
            self.work.desk.meet(self.work.tx)

    def do(
        self, use_case: Callable[Concatenate[Any, P], R], at: datetime, login: str, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """What somebody does at a moment."""
        self.go_to(at, login)
        needs = getattr(use_case, "needs", BY_EVENT)
        if needs != BY_EVENT:
            self.work.require(needs)
        return use_case(self.work, *args, **kwargs)

    def ticket(self, number: str) -> TicketWork:
        """A ticket by its number."""
        stored = self._touched.get(number)
        ticket = stored[1] if stored is not None else self.work.ticket(number)
        self._touched[number] = (self.now, ticket)
        return ticket

    def write(self, ticket: TicketWork) -> None:
        """Write a new ticket's row before the end: something else asks the store for it."""
        ticket.write()
        self.work._tickets[ticket.row.id] = ticket

    def go_on(self, tx: WriteTransaction) -> None:
        """What follows is of another transaction; tickets of the last days stay as they were folded."""
        work = self.work
        work.tx = work.pending.tx = tx
        work.texts = frozenset()
        for opened in work._opened:
            work._tickets[opened.row.id] = opened
        work._opened.clear()
        for number, (at, ticket) in list(self._touched.items()):
            if at < self.now - _KEPT:
                del self._touched[number]
                work._tickets.pop(ticket.row.id, None)
