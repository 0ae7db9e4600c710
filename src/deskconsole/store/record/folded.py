"""What long tickets came to when they were read last, so that the next use case folds on from there.

A ticket's cost would else grow with all that ever happened on it, under the lock that everybody waits for. What is kept
is good only while the chain still has the link that it rests on: the same link stands for the same events before it.
Words that were erased are told by an event of their own, and then the ticket is read anew.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Final

from deskconsole.domain.clocks.derive import Evaluation
from deskconsole.domain.tickets.event import Event
from deskconsole.record import NamedTuple
from deskconsole.store import tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.tickets import TicketRecord

#: Events from which on a ticket is kept: shorter ones are read and folded in a millisecond.
LONG: Final = 40
#: Tickets that are kept, those that were read last.
MOST: Final = 32


class _Kept(NamedTuple):
    link: str
    events: tuple[Event, ...]
    evaluation: Evaluation


class FoldedTickets:
    """The long tickets that one process has read last; used by all its threads."""

    def __init__(self) -> None:
        self._stored: OrderedDict[int, _Kept] = OrderedDict()
        self._lock = Lock()

    def events_of(self, tx: ReadTransaction, record: TicketRecord) -> tuple[Sequence[Event], Evaluation | None]:
        """Every event of a ticket, and what the first of them came to where that is known."""
        with self._lock:
            stored = self._stored.get(record.id)
        if stored is not None and tickets.event_hash(tx, record.id, len(stored.events)) == stored.link:
            further = tickets.events_after(tx, record.id, len(stored.events))
            if not any(event.kind == "erased" for event in further):
                return (*stored.events, *further), stored.evaluation
        return tickets.ticket_events(tx, record.id), None

    def keep(self, tx: ReadTransaction, ticket_id: int, events: tuple[Event, ...], evaluation: Evaluation) -> None:
        """Keep what a ticket came to, as it was read, for the next time."""
        if len(events) < LONG:
            return
        link = tickets.event_hash(tx, ticket_id, len(events))
        if link is None:  # not written yet
            return
        with self._lock:
            self._stored[ticket_id] = _Kept(link, events, evaluation)
            self._stored.move_to_end(ticket_id)
            if len(self._stored) > MOST:
                self._stored.popitem(last=False)
