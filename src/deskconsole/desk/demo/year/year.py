"""A made-up year for a new store: thousands of tickets, each event recorded by its use case at its own moment.

The clock stands still for each deed and is moved on; deeds of all tickets, what time alone brings about, shifts and
quality checks come in the order in which they happened: the record is as a desk of that year would have left it.
"""

import heapq
import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any, Final

from deskconsole.data_files import data_folder
from deskconsole.desk.demo.demo import PIN, add_people, work_through
from deskconsole.desk.demo.year.arrivals import arrivals
from deskconsole.desk.demo.year.checking import Checking
from deskconsole.desk.demo.year.improving import Improving
from deskconsole.desk.demo.year.moving import Moves, People
from deskconsole.desk.demo.year.people import Customers, add_colleagues, team_of
from deskconsole.desk.demo.year.playing import Playing
from deskconsole.desk.demo.year.shifts import Shifts
from deskconsole.desk.demo.year.stories import Stories
from deskconsole.desk.desk import Desk
from deskconsole.errors import DeskError
from deskconsole.record import replace

#: So many tickets a year has unless it is told otherwise, at least, and at most: what is drawn at once has its bound.
TICKETS: Final = 20_000
FEWEST, MOST = 50, 50_000
YEAR: Final = timedelta(days=365)
SEED: Final = "1"
_TOGETHER: Final = timedelta(days=7)


def begins(until: datetime) -> datetime:
    """When a year begins that ends at an instant."""
    return until - YEAR


def check_size(tickets: int) -> None:
    """Refuse a year of too few tickets, or of more than are drawn from at once."""
    if not FEWEST <= tickets <= MOST:
        raise DeskError("tickets: must be {fewest} to {most}", field="tickets", fewest=FEWEST, most=MOST)


def fill_year(desk: Desk, until: datetime, *, tickets: int = TICKETS, seed: str = SEED) -> list[DeskError]:
    """Fill a store that was made at :func:`begins` with the year up to ``until``, and with the made-up days of its
    packs; what a use case refused meanwhile, which stays undone.

    The same seed, packs, calendar and end make the same year.
    """
    check_size(tickets)
    text = (data_folder() / "demo" / "year.toml").read_text("utf-8")
    data = tomllib.loads(text)
    since = desk.now()
    add_people(desk)
    add_colleagues(desk, data["staff"], PIN)
    refused = _Year(desk, data, since, until, tickets, seed).play()
    work_through(replace(desk, now=lambda: until))
    return refused


class _Year:
    """What is still to happen, by the moment at which it does."""

    def __init__(
        self, desk: Desk, data: dict[str, Any], since: datetime, until: datetime, tickets: int, seed: str
    ) -> None:
        self._desk, self._until, self._seed = desk, until, seed
        self._ahead: list[tuple[datetime, int, Callable[[Moves], None]]] = []
        self._count = 0
        team = team_of(desk, (data_folder() / "demo" / "staff.toml").read_text("utf-8"), data["staff"], since, until)
        stories = Stories(data, [pack.name for pack in desk.packs], team, desk.calendar)
        self._people = People(desk)
        self._who = team.everybody[0].login
        random = Random(f"{seed} arrivals")
        customers = Customers(data["customers"], Random(f"{seed} customers"))
        self._playing = Playing(stories, customers, team, data, desk.calendar, self.later)
        self._learning = Improving(team, desk.calendar, Random(f"{seed} learning"), self.later)
        if stories.any:
            for number, at in enumerate(arrivals(data["arrivals"], desk.calendar, since, until, tickets, random)):
                self.later(at, partial(self._begins, at, number))
            Shifts(team, desk.calendar, self.later).plan(since, until)
            Checking(desk, team, Random(f"{seed} checks"), self.later).plan(since, until, seed)

    def _begins(self, at: datetime, number: int, moves: Moves) -> None:
        self._playing.begin(moves, at, Random(f"{self._seed} {number}"))

    def later(self, at: datetime, deed: Callable[[Moves], None]) -> None:
        """Something happens at a moment; what would come after the year's end does not."""
        if at <= self._until:
            heapq.heappush(self._ahead, (at, self._count, deed))
            self._count += 1

    def play(self) -> list[DeskError]:
        """Let it all happen, some days at a time: they are one transaction."""
        refused: list[DeskError] = []
        moves: Moves | None = None
        while self._ahead:
            end = self._ahead[0][0] + _TOGETHER
            with self._desk.store.writing() as tx:
                moves = moves or Moves(self._people, self._who, tx, Random(f"{self._seed} identities"))
                moves.go_on(tx)
                while self._ahead and self._ahead[0][0] < end:
                    at, _count, deed = heapq.heappop(self._ahead)
                    moves.go_to(at)
                    before = len(moves.opened)
                    try:
                        deed(moves)
                    except DeskError as refusal:
                        refused.append(refusal)
                    for ticket in moves.opened[before:]:
                        self._learning.begun(moves, ticket)
                moves.work.finish()
        return refused
