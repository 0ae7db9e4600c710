"""What a use case has recorded and its end writes: in its order, what follows each other on one ticket together."""

import itertools
from collections.abc import Collection, Sequence
from typing import Protocol

from deskconsole.domain.tickets.event import Event
from deskconsole.record import dataclass
from deskconsole.store import customers
from deskconsole.store.api import WriteTransaction
from deskconsole.store.record import recording


class Ticket(Protocol):
    """A ticket whose events are written; one that is ``unopened`` has no row yet."""

    @property
    def id(self) -> int: ...
    @property
    def unopened(self) -> bool: ...

    def write_opening(self, events: Sequence[Event], pack_facts: Sequence[Collection[str]]) -> Sequence[int]:
        """Write its row with its first events; their places in the record."""


@dataclass(slots=True)
class _Recorded:
    """Something to be written: an event of a ticket, or of the site, and whose history it belongs to."""

    ticket: Ticket | None
    event: Event
    customers: tuple[int, ...] = ()
    pack_facts: Collection[str] = ()


class Pending:
    """What is to be written, in its order."""

    def __init__(self, tx: WriteTransaction) -> None:
        self.tx = tx
        self._recorded: list[_Recorded] = []

    def add(
        self,
        ticket: Ticket | None,
        event: Event,
        *,
        customers: tuple[int, ...] = (),
        pack_facts: Collection[str] = (),
    ) -> None:
        """An event of a ticket with those fields that its pack makes facts, or of the site; ``customers``: in whose
        histories it stands, by row key."""
        self._recorded.append(_Recorded(ticket, event, customers, pack_facts))

    def link(self, ticket: Ticket, seq: int, customer_id: int) -> None:
        """The event ``seq`` of a ticket, recorded here, begins the history of a customer."""
        for each in reversed(self._recorded):  # of a file of thousands the newest is meant
            if each.ticket is ticket and each.event.seq == seq:
                each.customers = (*each.customers, customer_id)
                return
        raise ValueError(f"event {seq} is not of this work")

    def write(self) -> None:
        """Write everything."""
        self._write_first(len(self._recorded))

    def write_through(self, ticket: Ticket) -> None:
        """A new ticket's row is needed before the end: it is written with all that stands before it."""
        self._write_first(1 + max(place for place, each in enumerate(self._recorded) if each.ticket is ticket))

    def clear(self) -> None:
        """Nothing of it is written."""
        self._recorded.clear()

    def _write_first(self, count: int) -> None:
        writing, self._recorded = self._recorded[:count], self._recorded[count:]
        for _ticket, group in itertools.groupby(writing, key=lambda each: id(each.ticket)):
            self._write(list(group))

    def _write(self, group: Sequence[_Recorded]) -> None:
        ticket = group[0].ticket
        events, facts = [each.event for each in group], [each.pack_facts for each in group]
        if ticket is not None and ticket.unopened:
            numbers = ticket.write_opening(events, facts)
        else:
            numbers = recording.append_events(self.tx, ticket.id if ticket is not None else None, events, facts)
        for each, site_seq in zip(group, numbers, strict=True):
            for customer_id in each.customers:
                customers.link_event(self.tx, customer_id, site_seq)
