"""Which tickets become due soon or overdue about now: what a console needs to warn in time, and no more."""

from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import query
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.record import dataclass
from deskconsole.store import tickets

#: A console looks again long before this is over.
AHEAD: Final = timedelta(minutes=10)
#: What is overdue for longer is no news to anybody.
BACK: Final = timedelta(hours=1)
#: A ringing call has a banner and a bell of its own.
_RINGING: Final = EVENTS["picked_up"].action or ""


@dataclass(frozen=True, slots=True)
class DueTime:
    """The nearest running clock of an open ticket; from ``warn_at`` on it is due soon."""

    number: str
    due: datetime
    warn_at: datetime


@query(needs="see")
def due_times(look: Look) -> tuple[DueTime, ...]:
    """The clocks that warn or are due from an hour ago until ten minutes ahead, the nearest due first.

    Of each open ticket only the nearest one; ringing calls are left out, and what the rules want no bell for.
    """
    since, until = look.now - BACK, look.now + AHEAD
    silent = {clock.rule for pack in look.desk.packs for clock in pack.clocks if clock.silent}
    return tuple(
        DueTime(number, due, warn_at)
        for number, due, warn_at, rule in tickets.due_times(look.tx, since=since, until=until, except_action=_RINGING)
        if rule not in silent
    )
