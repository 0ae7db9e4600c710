"""Reading and writing queue tickets."""

from datetime import date, datetime
from typing import Final

from deskconsole.domain.calendar.instant import from_micros
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import queue_number_statements as statements
from deskconsole.store.mapping import Shape, maybe_micros, micros, storable
from deskconsole.store.queue_number_records import QueueTicketRecord

_TICKET: Final = Shape(
    QueueTicketRecord, QueueTicketRecord._fields, taken_at=from_micros, called_at=from_micros, ended_at=from_micros
)


def queue_tickets(tx: ReadTransaction, day: date) -> list[QueueTicketRecord]:
    """All numbers of a local day, in the order in which they were taken."""
    rows = tx.all(statements.QUEUE_TICKETS_OF_DAY, site_id=tx.site_id, day=day.isoformat())
    return [_TICKET(row) for row in rows]


def add_queue_ticket(
    tx: WriteTransaction, *, day: date, code: str, counter: str, number: int, taken_at: datetime
) -> None:
    """A number is taken; it waits."""
    tx.insert(
        statements.INSERT_QUEUE_TICKET,
        site_id=tx.site_id,
        day=day.isoformat(),
        code=code,
        counter=counter,
        state="waiting",
        number=number,
        taken_at=micros(taken_at),
        called_at=None,
        ended_at=None,
        window=None,
        calls=0,
    )


def save_queue_ticket(tx: WriteTransaction, ticket: QueueTicketRecord) -> None:
    """Save what became of a number (``_replace`` the record)."""
    tx.run(
        statements.SAVE_QUEUE_TICKET,
        queue_ticket_id=ticket.id,
        counter=ticket.counter,
        state=ticket.state,
        called_at=maybe_micros(ticket.called_at),
        ended_at=maybe_micros(ticket.ended_at),
        window=None if ticket.window is None else storable(ticket.window),
        calls=ticket.calls,
    )
