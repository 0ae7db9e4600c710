"""Shifts of a made-up year: begun, handed over with what is open, and accepted by whoever comes next."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from deskconsole.desk.demo.year.moving import Moves
from deskconsole.desk.demo.year.people import Team
from deskconsole.desk.demo.year.playing import Later
from deskconsole.desk.shifts import shifts
from deskconsole.domain.calendar.calendar import Calendar

#: When one shift ends and the next begins.
_CHANGES: Final = (time(8), time(20))
#: Who comes has it five minutes later.
_READING: Final = timedelta(minutes=5)


class Shifts:
    """Who has the desk, one after the other."""

    def __init__(self, team: Team, calendar: Calendar, later: Later) -> None:
        self._team, self._calendar, self._later = team, calendar, later
        self._login: str | None = None

    def plan(self, since: datetime, until: datetime) -> None:
        """Every change of shift of the year."""
        day, last = self._calendar.day(since), self._calendar.day(until)
        while day <= last:
            for change in _CHANGES:
                at = datetime.combine(day, change, self._calendar.zone).astimezone(UTC)
                if since <= at:
                    self._later(at, self._change)
            day += timedelta(days=1)

    def _change(self, moves: Moves) -> None:
        at, comes = moves.now, self._team.on_duty(moves.now).login
        if self._login is None:
            moves.do(shifts.open_shift, at, comes)
        elif comes != self._login:
            moves.do(shifts.hand_over, at, self._login, None)
            self._later(at + _READING, lambda moves: self._accept(moves, comes))
        self._login = comes

    @staticmethod
    def _accept(moves: Moves, login: str) -> None:
        moves.do(shifts.accept, moves.now, login)
