"""The SQL of every statement, compiled ahead of time by ``queue_number_queries.py``; do not edit."""

from typing import Final

QUEUE_TICKETS_OF_DAY: Final = (
    "SELECT queue_ticket.id, queue_ticket.day, queue_ticket.code, queue_ticket.counter, queue_ticket.state, "
    "queue_ticket.number, queue_ticket.taken_at, queue_ticket.called_at, queue_ticket.ended_at, "
    "queue_ticket.window, queue_ticket.calls FROM queue_ticket WHERE queue_ticket.site_id = :site_id AND "
    "queue_ticket.day = :day ORDER BY queue_ticket.taken_at, queue_ticket.id"
)
INSERT_QUEUE_TICKET: Final = (
    "INSERT INTO queue_ticket (site_id, day, code, counter, state, number, taken_at, called_at, ended_at, window, "
    "calls) VALUES (:site_id, :day, :code, :counter, :state, :number, :taken_at, :called_at, :ended_at, :window, "
    ":calls)"
)
SAVE_QUEUE_TICKET: Final = (
    "UPDATE queue_ticket SET counter=:counter, state=:state, called_at=:called_at, ended_at=:ended_at, "
    "window=:window, calls=:calls WHERE queue_ticket.id = :queue_ticket_id"
)
