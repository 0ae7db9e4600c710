"""Queue numbers: what visitors wait with."""

from datetime import date, datetime
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements

SQL: Final = statements("queue_numbers")


class QueueTicketRecord(NamedTuple):
    """A number of a local day (ISO) as it stands."""

    id: int
    day: str
    code: str
    counter: str
    state: str
    number: int
    taken_at: datetime
    called_at: datetime | None
    ended_at: datetime | None
    window: str | None
    calls: int


def queue_tickets(tx: ReadTransaction, day: date) -> list[QueueTicketRecord]:
    """All numbers of a local day, in the order in which they were taken."""
    return tx.records(QueueTicketRecord, SQL.QUEUE_TICKETS_OF_DAY, day=day.isoformat())
