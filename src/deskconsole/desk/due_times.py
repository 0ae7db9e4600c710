"""When each open ticket asks for something next: what a console needs to warn in time, and no more."""

from datetime import datetime

from deskconsole.desk.opening import Desk
from deskconsole.desk.people import demand
from deskconsole.domain.events import EVENTS
from deskconsole.domain.record import dataclass
from deskconsole.store import tickets

#: A ringing call has a banner and a bell of its own.
_RINGING = EVENTS["picked_up"].action


@dataclass(frozen=True, slots=True)
class DueTime:
    """The nearest running clock of an open ticket; from ``warn_at`` on it is due soon."""

    number: str
    due: datetime
    warn_at: datetime


def due_times(desk: Desk) -> tuple[DueTime, ...]:
    """The nearest clock of every open ticket, the nearest due first; ringing calls are left out."""
    demand(desk.actor, "show")
    with desk.store.reading() as tx:
        rows = tickets.queue_page(tx, limit=None)
    return tuple(DueTime(row.number, row.due, row.warn_at or row.due) for row in rows if row.do != _RINGING)
