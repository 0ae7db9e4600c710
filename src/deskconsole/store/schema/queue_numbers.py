"""Queue numbers. What happens to them is written down in the chain as well."""

from sqlalchemy import select
from sqlmodel import CheckConstraint, SQLModel, UniqueConstraint

from deskconsole.store.queue_numbers import QueueTicketRecord
from deskconsole.store.schema.parts import (
    columns,
    given,
    here,
    instant,
    maybe_instant,
    reference,
    row_key,
    table_of,
)


class QueueTicketRow(SQLModel, table=True):
    """A number that somebody waits with, on one local day (ISO); ``counter``: the business that it waits for now."""

    __tablename__ = "queue_ticket"
    __table_args__ = (
        UniqueConstraint("site_id", "day", "code"),
        CheckConstraint("state IN ('waiting', 'called', 'served', 'skipped')", name="queue_ticket_state"),
    )
    id: int | None = row_key()
    site_id: int = reference("site")
    day: str
    code: str
    counter: str
    state: str
    number: int
    taken_at: int = instant()
    called_at: int | None = maybe_instant()
    ended_at: int | None = maybe_instant()
    window: str | None = None
    calls: int = 0


QUEUE_TICKET = table_of(QueueTicketRow)

QUEUE_TICKETS_OF_DAY = (
    select(*columns(QueueTicketRecord, QUEUE_TICKET))
    .where(here(QUEUE_TICKET), QUEUE_TICKET.c.day == given("day"))
    .order_by(QUEUE_TICKET.c.taken_at, QUEUE_TICKET.c.id)
)
