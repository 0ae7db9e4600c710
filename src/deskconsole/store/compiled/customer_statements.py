"""The SQL of every statement, compiled ahead of time by ``customer_queries.py``; do not edit."""

from typing import Final

CUSTOMER_BY_ID: Final = (
    "SELECT customer.id, customer.uuid, customer.name, customer.organisation, customer.tier, customer.created_at, "
    "customer.owner, customer.preferences, customer.special_needs, customer.merged_into, customer.visit_ticket_id "
    "FROM customer WHERE customer.id = :customer_id"
)
CUSTOMER_BY_UUID: Final = (
    "SELECT customer.id, customer.uuid, customer.name, customer.organisation, customer.tier, customer.created_at, "
    "customer.owner, customer.preferences, customer.special_needs, customer.merged_into, customer.visit_ticket_id "
    "FROM customer WHERE customer.site_id = :site_id AND customer.uuid = :uuid"
)
ALL_CUSTOMERS: Final = (
    "SELECT customer.id, customer.uuid, customer.name, customer.organisation, customer.tier, customer.created_at, "
    "customer.owner, customer.preferences, customer.special_needs, customer.merged_into, customer.visit_ticket_id "
    "FROM customer WHERE customer.site_id = :site_id ORDER BY customer.id"
)
MERGED_INTO: Final = (
    "SELECT customer.id, customer.uuid, customer.name, customer.organisation, customer.tier, customer.created_at, "
    "customer.owner, customer.preferences, customer.special_needs, customer.merged_into, customer.visit_ticket_id "
    "FROM customer WHERE customer.merged_into = :customer_id ORDER BY customer.id"
)
CUSTOMERS_BY_DIGITS: Final = (
    "SELECT customer.id, customer.uuid, customer.name, customer.organisation, customer.tier, customer.created_at, "
    "customer.owner, customer.preferences, customer.special_needs, customer.merged_into, customer.visit_ticket_id "
    "FROM customer JOIN contact ON contact.customer_id = customer.id WHERE contact.site_id = :site_id AND "
    "contact.digits = :digits ORDER BY customer.id DESC"
)
CUSTOMERS_BY_CONTACT: Final = (
    "SELECT customer.id, customer.uuid, customer.name, customer.organisation, customer.tier, customer.created_at, "
    "customer.owner, customer.preferences, customer.special_needs, customer.merged_into, customer.visit_ticket_id "
    "FROM customer JOIN contact ON contact.customer_id = customer.id WHERE contact.site_id = :site_id AND "
    "contact.value = :value ORDER BY customer.id DESC"
)
CUSTOMERS_NAMED: Final = (
    "SELECT customer.id, customer.uuid, customer.name, customer.organisation, customer.tier, customer.created_at, "
    "customer.owner, customer.preferences, customer.special_needs, customer.merged_into, customer.visit_ticket_id "
    "FROM customer WHERE customer.site_id = :site_id AND customer.found_by >= :low AND customer.found_by < :high "
    "ORDER BY customer.id DESC LIMIT CAST(:limit AS INTEGER)"
)
CUSTOMERS_WITHOUT_CONTACT: Final = (
    "SELECT customer.id, customer.uuid, customer.name, customer.organisation, customer.tier, customer.created_at, "
    "customer.owner, customer.preferences, customer.special_needs, customer.merged_into, customer.visit_ticket_id "
    "FROM customer WHERE customer.site_id = :site_id AND customer.found_by = :found_by AND NOT (EXISTS (SELECT * "
    "FROM contact WHERE contact.customer_id = customer.id)) ORDER BY customer.id DESC"
)
DIGITS_BEGIN: Final = (
    "SELECT contact.customer_id FROM contact WHERE contact.site_id = :site_id AND contact.digits >= :low AND "
    "contact.digits < :high ORDER BY contact.customer_id DESC LIMIT CAST(:limit AS INTEGER)"
)
DIGITS_END: Final = (
    "SELECT contact.customer_id FROM contact WHERE contact.site_id = :site_id AND contact.digits_reversed >= :low "
    "AND contact.digits_reversed < :high ORDER BY contact.customer_id DESC LIMIT CAST(:limit AS INTEGER)"
)
INSERT_CUSTOMER: Final = (
    "INSERT INTO customer (uuid, site_id, name, organisation, tier, readings, created_at, found_by, owner, "
    "preferences, special_needs) VALUES (:uuid, :site_id, :name, :organisation, :tier, :readings, :created_at, "
    ":found_by, :owner, :preferences, :special_needs)"
)
SAVE_CUSTOMER: Final = (
    "UPDATE customer SET name=:name, organisation=:organisation, tier=:tier, readings=:readings, "
    "found_by=:found_by, owner=:owner, preferences=:preferences, special_needs=:special_needs WHERE customer.id = "
    ":customer_id"
)
SAVE_MERGED_INTO: Final = "UPDATE customer SET merged_into=:merged_into WHERE customer.id = :customer_id"
SAVE_VISIT_TICKET: Final = "UPDATE customer SET visit_ticket_id=:visit_ticket_id WHERE customer.id = :customer_id"
WITH_OWNER: Final = (
    "SELECT customer.id, customer.uuid, customer.name, customer.organisation, customer.tier, customer.created_at, "
    "customer.owner, customer.preferences, customer.special_needs, customer.merged_into, customer.visit_ticket_id "
    "FROM customer WHERE customer.site_id = :site_id AND customer.owner IS NOT NULL AND customer.merged_into IS "
    "NULL ORDER BY customer.id"
)
CONTACTS: Final = (
    "SELECT contact.id, contact.kind, contact.value, contact.digits FROM contact WHERE contact.customer_id = "
    ":customer_id ORDER BY contact.id"
)
INSERT_CONTACT: Final = (
    "INSERT INTO contact (site_id, customer_id, kind, value, digits, digits_reversed) VALUES (:site_id, "
    ":customer_id, :kind, :value, :digits, :digits_reversed)"
)
DROP_CONTACT: Final = "DELETE FROM contact WHERE contact.id = :contact_id"
LINK_EVENT: Final = "INSERT INTO customer_event (customer_id, site_seq) VALUES (:customer_id, :site_seq)"
EVENTS_OF_CUSTOMER: Final = (
    'SELECT event.seq, event.kind, event."of", event.happened_at, event.recorded_at, event."by", event.source, '
    "event.by_role, event.by_department, event.pack_hash, event.calendar_hash, event.payload_digest, "
    "payload.body, event.site_seq FROM customer_event JOIN event ON event.site_id = :site_id AND event.site_seq = "
    "customer_event.site_seq LEFT OUTER JOIN payload ON payload.event_id = event.id WHERE "
    "customer_event.customer_id = :customer_id ORDER BY customer_event.site_seq"
)
EVENTS_OF_NOBODY: Final = (
    "SELECT event.site_seq FROM event WHERE event.site_id = :site_id AND event.ticket_id IS NULL AND event.kind "
    "IN ('customer_added', 'customer_changed', 'customers_merged', 'customers_unmerged') AND NOT (EXISTS (SELECT "
    "* FROM customer_event WHERE customer_event.site_seq = event.site_seq)) ORDER BY event.site_seq"
)
FOUND_BY_OF: Final = "SELECT customer.found_by FROM customer WHERE customer.id = :customer_id"
CALLS_OF_CUSTOMER: Final = (
    "SELECT phone_call.call, ticket.number, phone_call.rang_at, phone_call.state FROM phone_call JOIN ticket ON "
    "ticket.id = phone_call.ticket_id WHERE phone_call.site_id = :site_id AND phone_call.digits IN (SELECT "
    "contact.digits FROM contact WHERE contact.customer_id = :customer_id AND contact.digits IS NOT NULL) ORDER "
    "BY phone_call.rang_at DESC, phone_call.id DESC LIMIT CAST(:limit AS INTEGER)"
)
WORDS_OF_CUSTOMER: Final = (
    "SELECT ticket.id, ticket.number, ticket.closed_at, ticket.last_words FROM ticket WHERE ticket.customer_id = "
    ":customer_id ORDER BY ticket.id DESC LIMIT CAST(:limit AS INTEGER)"
)
CALLS_SINCE: Final = (
    "SELECT count(*) AS count_1 FROM phone_call WHERE phone_call.site_id = :site_id AND phone_call.digits = "
    ":digits AND phone_call.rang_at >= :since"
)
TAKEN_SINCE: Final = (
    "SELECT count(*) AS count_1 FROM ticket WHERE ticket.customer_id = :customer_id AND ticket.channel = :channel "
    "AND ticket.opened_at >= :since AND NOT (EXISTS (SELECT * FROM phone_call WHERE phone_call.ticket_id = "
    "ticket.id)) AND NOT (EXISTS (SELECT * FROM customer WHERE customer.id = ticket.customer_id AND "
    "customer.visit_ticket_id = ticket.id))"
)
CAME_AGAIN_SINCE: Final = (
    "SELECT count(*) AS count_1 FROM ticket JOIN event ON event.ticket_id = ticket.id JOIN payload ON "
    "payload.event_id = event.id WHERE ticket.customer_id = :customer_id AND event.kind = 'contacted' AND "
    "event.happened_at >= :since AND json_extract(payload.body, '$.fields.channel') = :channel"
)
