"""Writing down what time alone has brought about, and the clock that it is told by (``model.md``, settle; T12)."""

import time
from datetime import datetime
from typing import Final, NamedTuple

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import NOBODY
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.event import Event
from deskconsole.record import dataclass
from deskconsole.store import site, tickets
from deskconsole.store.record.recording import set_newest_recorded


@dataclass(frozen=True, slots=True)
class Settled:
    """One thing that time brought about and that has now been recorded."""

    number: str
    event: Event


class ClockBehind(NamedTuple):
    """The newest recording, which the system clock stands behind, and whose it is (``None``: the desk's own)."""

    newest: datetime
    by: str | None


#: Seconds between two portions in which others write: whoever waits for the lock looks every 25 ms at first.
PAUSE: Final = 0.1


def settle(desk: Desk, *, portions: int | None = None) -> list[Settled]:
    """Record what time has brought about by now, once each however many consoles watch.

    Waits while the system clock stands behind the newest recording by more than two minutes (T12). Takes the
    write lock only if there is something to write, and gives it back after each portion of tickets (``portions``: how
    many at most), so that a call that rings goes first. No person is asked for: time does it.
    """
    settled: list[Settled] = []
    done = 0
    while done != portions and _is_due(desk):
        if done:
            time.sleep(PAUSE)
        portion = _settle_now(desk)
        if not portion:
            break
        settled += portion
        done += 1
    return settled


@query(needs=NOBODY)
def _is_due(look: Look) -> bool:
    """Whether time has brought anything about that is not recorded yet."""
    if look.clock_behind() is not None:
        return False
    return bool(tickets.to_settle(look.tx, look.now, limit=1))


@command(needs=NOBODY)
def _settle_now(work: Work) -> list[Settled]:
    """What the door of every command has recorded when it opened."""
    return [Settled(number, event) for number, event in work.settled]


@query(needs=NOBODY)
def clock_behind(look: Look) -> ClockBehind | None:
    """The newest recording, while the system clock stands behind it by more than two minutes (T12); else ``None``."""
    newest = look.clock_behind()
    return None if newest is None else ClockBehind(newest, site.recorded_by(look.tx, newest))


@command(needs="take")
def confirm_time(work: Work) -> None:
    """Somebody has looked at the system clock and it is right: what time brings about is recorded again (T12).

    Who confirmed which time is on record; for a day a console that is as fast stops nobody. Does nothing while the
    clock is not behind.
    """
    newest = work.clock_behind()
    if newest is not None:
        work.note("time_confirmed", newest_before=newest.isoformat())
        work.flush()
        set_newest_recorded(work.tx, work.now)
