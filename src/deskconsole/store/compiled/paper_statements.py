"""The SQL of every statement, compiled ahead of time by ``paper_queries.py``; do not edit."""

from typing import Final

LEDGER_COUNT: Final = (
    "SELECT count(*) AS count_1 FROM ticket WHERE ticket.site_id = :site_id AND ticket.opened_at >= :since AND "
    "ticket.opened_at < :until"
)
LEDGER_PAGE: Final = (
    "SELECT ticket.id, ticket.opened_at, ticket.number, ticket.pack, ticket.received_at, ticket.channel, "
    "ticket.kind, ticket.category, ticket.tier, ticket.level, ticket.urgent, ticket.customer, ticket.contact, "
    "ticket.content, ticket.request, ticket.fields, ticket.first_receiver, ticket.owner, ticket.stage, "
    "ticket.filed_at, ticket.closed_at FROM ticket WHERE ticket.site_id = :site_id AND (ticket.opened_at, "
    "ticket.id) > (:after_opened, :after_id) AND ticket.opened_at < :until ORDER BY ticket.opened_at, ticket.id "
    "LIMIT CAST(:limit AS INTEGER)"
)
LEDGER_EVENTS: Final = (
    'SELECT event.ticket_id, event.seq, event.kind, event."of", event.happened_at, event."by", payload.body FROM '
    "ticket JOIN event ON event.ticket_id = ticket.id LEFT OUTER JOIN payload ON payload.event_id = event.id "
    "WHERE ticket.site_id = :site_id AND (ticket.opened_at, ticket.id) > (:after_opened, :after_id) AND "
    "(ticket.opened_at, ticket.id) <= (:last_opened, :last_id) AND event.kind IN ('picked_up', 'greeted', "
    "'responded', 'promised', 'answered', 'proposed', 'replied', 'solved', 'finished', 'followed_up', 'rated', "
    "'withdrawn', 'reopened', 'merged', 'undone') ORDER BY event.ticket_id, event.seq"
)
LEDGER_LATE: Final = (
    "SELECT clock.ticket_id, count(*) AS count_1 FROM ticket JOIN clock ON clock.ticket_id = ticket.id WHERE "
    "ticket.site_id = :site_id AND (ticket.opened_at, ticket.id) > (:after_opened, :after_id) AND "
    "(ticket.opened_at, ticket.id) <= (:last_opened, :last_id) AND (clock.state = 'late' OR clock.breaches > 0 OR "
    "clock.state = 'running' AND clock.due < :now) GROUP BY clock.ticket_id"
)
ATTACHED: Final = (
    "SELECT ticket.number, event.seq, payload.body FROM event JOIN payload ON payload.event_id = event.id JOIN "
    "ticket ON ticket.id = event.ticket_id WHERE event.site_id = :site_id AND event.kind = 'attached' ORDER BY "
    "event.site_seq"
)
