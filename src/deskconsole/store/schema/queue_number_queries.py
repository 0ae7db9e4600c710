"""The statements about queue tickets; see ``queries.py``."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import BindParameter, select

from deskconsole.store.queue_number_records import QueueTicketRecord
from deskconsole.store.schema.query_parts import Statement, columns, given, insert_row, table_of, update_row
from deskconsole.store.schema.queue_number_tables import QueueTicketRow

QUEUE_TICKET: Final = table_of(QueueTicketRow)
_HERE: BindParameter[int] = given("site_id")

STATEMENTS: Final[Mapping[str, Statement]] = {
    "queue_tickets_of_day": select(*columns(QueueTicketRecord._fields, QUEUE_TICKET))
    .where(QUEUE_TICKET.c.site_id == _HERE, QUEUE_TICKET.c.day == given("day"))
    .order_by(QUEUE_TICKET.c.taken_at, QUEUE_TICKET.c.id),
    "insert_queue_ticket": insert_row(QUEUE_TICKET, "id"),
    "save_queue_ticket": update_row(
        QUEUE_TICKET,
        QUEUE_TICKET.c.id == given("queue_ticket_id"),
        names=("counter", "state", "called_at", "ended_at", "window", "calls"),
    ),
}
