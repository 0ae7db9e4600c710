"""The SQL of every statement, compiled ahead of time by ``search_queries.py``; do not edit."""

from typing import Final

ADD_WORDS: Final = "INSERT INTO search_words (rowid, words) VALUES (:id, :words)"
REMOVE_WORDS: Final = "INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', :id, :words)"
EMPTY_WORDS: Final = "INSERT INTO search_words (search_words) VALUES ('delete-all')"
GATHER_WORDS: Final = "INSERT INTO search_words (search_words) VALUES ('optimize')"
EVENTS_WITH_WORDS: Final = (
    "SELECT event.id, event.ticket_id, event.seq, event.kind, event.recorded_at, ticket.number, ticket.uuid, "
    "ticket.kind, ticket.customer, ticket.contact, ticket.content, ticket.request, ticket.closed_at, "
    "event.payload_digest, payload.body FROM search_words CROSS JOIN event ON event.id = search_words.rowid JOIN "
    "ticket ON ticket.id = event.ticket_id LEFT JOIN payload ON payload.event_id = event.id WHERE search_words "
    "MATCH :words ORDER BY search_words.rowid DESC"
)
TICKETS_WITH_WORDS: Final = (
    "SELECT event.ticket_id FROM search_words CROSS JOIN event ON event.id = search_words.rowid WHERE "
    "search_words MATCH :words ORDER BY search_words.rowid DESC"
)
NTH_NEWEST: Final = (
    "SELECT search_words.rowid FROM search_words WHERE search_words MATCH :words ORDER BY search_words.rowid DESC "
    "LIMIT 1 OFFSET :skipped"
)
TEXTS_WITH_WORDS: Final = (
    "SELECT search_text.id, search_text.kind, search_text.ref, search_text.title, search_text.body, "
    "search_text.readings, search_text.written_at FROM search_words CROSS JOIN search_text ON search_text.id = "
    "search_words.rowid WHERE search_words MATCH :words ORDER BY search_words.rowid DESC"
)
TICKETS_OF_CUSTOMERS: Final = (
    "SELECT ticket.number, ticket.uuid, ticket.kind, ticket.customer, ticket.contact, ticket.content, "
    "ticket.request, ticket.closed_at, event.recorded_at FROM (SELECT id FROM ticket WHERE customer_id IN (SELECT "
    "value FROM json_each(:customers)) ORDER BY id DESC LIMIT CAST(:limit AS INTEGER)) AS newest CROSS JOIN "
    "ticket ON ticket.id = newest.id JOIN event ON event.ticket_id = ticket.id AND event.seq = 1 ORDER BY "
    "ticket.id DESC"
)
LAST_EVENT: Final = "SELECT max(event.id) AS max_1 FROM event"
INDEX_TERMS: Final = "SELECT term, doc FROM search_vocabulary"
EVENTS_OF_TICKET: Final = (
    "SELECT event.id, event.ticket_id, event.seq, event.kind, event.recorded_at, ticket.number, ticket.uuid, "
    "ticket.kind AS kind_1, ticket.customer, ticket.contact, ticket.content, ticket.request, ticket.closed_at, "
    "event.payload_digest, payload.body FROM event JOIN ticket ON ticket.id = event.ticket_id LEFT OUTER JOIN "
    "payload ON payload.event_id = event.id WHERE event.ticket_id = :ticket_id ORDER BY event.id DESC"
)
EVENTS_TO_INDEX: Final = (
    "SELECT event.id, event.seq, event.kind, ticket.number, event.payload_digest, payload.body FROM event JOIN "
    "ticket ON ticket.id = event.ticket_id LEFT OUTER JOIN payload ON payload.event_id = event.id ORDER BY "
    "event.id"
)
SEARCH_TEXT: Final = (
    "SELECT search_text.id, search_text.kind, search_text.ref, search_text.title, search_text.body, "
    "search_text.readings, search_text.written_at FROM search_text WHERE search_text.id = :id"
)
SEARCH_TEXTS: Final = (
    "SELECT search_text.id, search_text.kind, search_text.ref, search_text.title, search_text.body, "
    "search_text.readings, search_text.written_at FROM search_text ORDER BY search_text.id"
)
SAVE_SEARCH_TEXT: Final = (
    "INSERT INTO search_text (id, site_id, kind, ref, title, body, readings, written_at) VALUES (:id, :site_id, "
    ":kind, :ref, :title, :body, :readings, :written_at) ON CONFLICT (id) DO UPDATE SET ref = excluded.ref, title "
    "= excluded.title, body = excluded.body, readings = excluded.readings, written_at = excluded.written_at"
)
DROP_CUSTOMER_TEXTS: Final = "DELETE FROM search_text WHERE search_text.kind = 'customer'"
DROP_SEARCH_TEXT: Final = "DELETE FROM search_text WHERE search_text.id = :id"
CUSTOMER_TO_INDEX: Final = (
    "SELECT customer.uuid, customer.name, customer.organisation, customer.readings, customer.created_at FROM "
    "customer WHERE customer.id = :customer_id"
)
CUSTOMER_IDS: Final = "SELECT customer.id FROM customer ORDER BY customer.id"
CONTACTS_TO_INDEX: Final = (
    "SELECT contact.value, contact.digits FROM contact WHERE contact.customer_id = :customer_id ORDER BY contact.id"
)
