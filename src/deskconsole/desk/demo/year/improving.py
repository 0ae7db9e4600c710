"""What a made-up year learns: improvements that complaints ask for, and what a failed check leaves to one person."""

from datetime import timedelta
from random import Random
from typing import Final

from deskconsole.desk.demo.year.arrivals import next_working
from deskconsole.desk.demo.year.moving import Moves
from deskconsole.desk.demo.year.people import Team
from deskconsole.desk.demo.year.playing import Later
from deskconsole.desk.learning.improvements import (
    accept_improvement,
    improvement_done,
    improvement_kinds,
    refuse_improvement,
    see_effect,
)
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.tickets.events.checks import ACCEPTED, EFFECTIVE, PARTLY, WITHOUT

#: Of a hundred: proposals that are accepted, what is done in time.
_ACCEPTED, _IN_TIME = 65, 92
#: How often it had an effect, some, none.
_EFFECTS: Final = ((EFFECTIVE, 60), (PARTLY, 30), (WITHOUT, 10))
_DONE: Final = ("照改好的做法执行，已告知全组", "重学一遍，当面演练过", "模板已更新")


class Improving:
    """Goes on with each ticket that is learned from, once it has begun."""

    def __init__(self, team: Team, calendar: Calendar, random: Random, later: Later) -> None:
        self._team, self._calendar, self._random, self._later = team, calendar, random, later

    def begun(self, moves: Moves, ticket: TicketWork) -> None:
        """A ticket has begun; of others than these nothing follows here."""
        kind = ticket.ticket.kind
        if kind in {each.name for each in improvement_kinds(moves.work.desk)}:
            at = next_working(self._calendar, moves.now + timedelta(hours=self._random.randrange(4, 90)), self._random)
            self._later(at, lambda moves: self._decide(moves, ticket.number))
        elif ticket.kind is not None and ACCEPTED in ticket.kind.steps and ticket.ticket.owner is not None:
            self._go_on(moves, ticket)

    def _decide(self, moves: Moves, number: str) -> None:
        random = self._random
        leader = self._team.of("leader", moves.now, random) or self._team.of("supervisor", moves.now, random)
        if leader is None:
            return
        if random.randrange(100) >= _ACCEPTED:
            moves.do(refuse_improvement, moves.now, leader.login, number, "现有做法已经够用，先不改")
            return
        owner = self._team.of("receiver", moves.now, random) or leader
        due = next_working(self._calendar, moves.now + timedelta(days=random.randrange(10, 40)), random)
        moves.do(accept_improvement, moves.now, leader.login, number, owner.login, due)
        self._go_on(moves, moves.ticket(number))

    def _go_on(self, moves: Moves, ticket: TicketWork) -> None:
        """Carried out about the time that was told, its effect looked at weeks later by who leads."""
        random, number, owner = self._random, ticket.number, str(ticket.ticket.owner)
        due = next((clock.due for clock in ticket.clocks if clock.active), moves.now + timedelta(days=10))
        late = random.randrange(100) >= _IN_TIME
        at = due + timedelta(hours=random.randrange(5, 60)) if late else due - timedelta(hours=random.randrange(3, 120))
        done = next_working(self._calendar, max(at, moves.now + timedelta(hours=2)), random)
        seen = next_working(self._calendar, done + timedelta(days=random.randrange(8, 24)), random)
        words = random.choice(_DONE)
        effect = random.choices([name for name, _ in _EFFECTS], [share for _, share in _EFFECTS])[0]
        self._later(done, lambda moves: self._done(moves, number, owner, words))
        self._later(seen, lambda moves: self._see(moves, number, owner, effect))

    @staticmethod
    def _done(moves: Moves, number: str, owner: str, words: str) -> None:
        moves.do(improvement_done, moves.now, owner, number, words)

    def _see(self, moves: Moves, number: str, owner: str, effect: str) -> None:
        leader = self._team.of("supervisor", moves.now, self._random)
        if leader is not None and leader.login != owner:
            moves.do(see_effect, moves.now, leader.login, number, effect, "看了后面一周的记录")
