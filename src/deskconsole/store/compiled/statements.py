"""The SQL of every statement, compiled ahead of time by ``queries.py``; do not edit."""

from typing import Final

SITE: Final = (
    "SELECT site.id, site.code, site.created_at, site.packs, site.last_site_seq, site.head_hash, "
    "site.newest_recorded_at FROM site ORDER BY site.id"
)
INSERT_SITE: Final = (
    "INSERT INTO site (code, created_at, packs, last_site_seq, head_hash, number_last) VALUES (:code, "
    ":created_at, :packs, :last_site_seq, :head_hash, :number_last)"
)
NUMBERING: Final = "SELECT site.number_day, site.number_last FROM site WHERE site.id = :site_id"
SAVE_NUMBERING: Final = "UPDATE site SET number_day=:number_day, number_last=:number_last WHERE site.id = :site_id"
HEAD: Final = "SELECT site.last_site_seq, site.head_hash, site.newest_recorded_at FROM site WHERE site.id = :site_id"
SAVE_HEAD: Final = (
    "UPDATE site SET last_site_seq=:last_site_seq, head_hash=:head_hash, newest_recorded_at=:newest_recorded_at "
    "WHERE site.id = :site_id"
)
SAVE_NEWEST: Final = "UPDATE site SET newest_recorded_at=:newest_recorded_at WHERE site.id = :site_id"
TEXT_OF: Final = "SELECT policy_text.body FROM policy_text WHERE policy_text.hash = :hash"
HAS_TEXT: Final = "SELECT policy_text.hash FROM policy_text WHERE policy_text.hash = :hash"
TEXTS: Final = (
    "SELECT policy_text.hash, policy_text.what, policy_text.name, policy_text.version, policy_text.added_at FROM "
    "policy_text ORDER BY policy_text.added_at, policy_text.hash"
)
TEXT_BODIES: Final = "SELECT policy_text.hash, policy_text.body FROM policy_text ORDER BY policy_text.hash"
KEEP_TEXT: Final = (
    "INSERT INTO policy_text (hash, what, name, version, body, added_at) VALUES (:hash, :what, :name, :version, "
    ":body, :added_at) ON CONFLICT (hash) DO NOTHING"
)
RECALL_KEY: Final = (
    "SELECT written_key.digest, written_key.answer FROM written_key WHERE written_key.site_id = :site_id AND "
    'written_key."key" = :key'
)
REMEMBER_KEY: Final = (
    'INSERT INTO written_key (site_id, "key", digest, answer, ticket_id, created_at) VALUES (:site_id, :key, '
    ":digest, :answer, :ticket_id, :created_at)"
)
SAVE_DRAFT: Final = (
    "INSERT INTO draft (id, site_id, person, form, body, parked, updated_at) VALUES (:id, :site_id, :person, "
    ":form, :body, :parked, :updated_at) ON CONFLICT (id) DO UPDATE SET person = excluded.person, form = "
    "excluded.form, body = excluded.body, parked = excluded.parked, updated_at = excluded.updated_at"
)
DRAFTS: Final = (
    "SELECT draft.id, draft.person, draft.form, draft.body, draft.parked, draft.updated_at FROM draft WHERE "
    "draft.site_id = :site_id AND (:person IS NULL OR draft.person = :person) ORDER BY draft.updated_at DESC, "
    "draft.id"
)
DROP_DRAFT: Final = "DELETE FROM draft WHERE draft.id = :id"
FIND_TICKET: Final = (
    "SELECT ticket.id, ticket.uuid, ticket.number, ticket.pack, ticket.pack_hash, ticket.calendar_hash, "
    "ticket.opened_at, ticket.customer_id, ticket.version, ticket.kind, ticket.channel, ticket.tier, "
    "ticket.category, ticket.level, ticket.urgent, ticket.customer, ticket.contact, ticket.content, "
    "ticket.request, ticket.fields, ticket.stage, ticket.first_receiver, ticket.owner, ticket.received_at, "
    "ticket.finished, ticket.filed_at, ticket.closed_at, ticket.updated_at, ticket.last_words, "
    "ticket.ringing_call, ticket.next_due, ticket.next_rule, ticket.next_of, ticket.next_do, ticket.next_role, "
    "ticket.next_assignee, ticket.next_started, ticket.next_warn_at, ticket.next_provisional FROM ticket WHERE "
    "ticket.site_id = :site_id AND ticket.number = :number"
)
FIND_TICKET_BY_ID: Final = (
    "SELECT ticket.id, ticket.uuid, ticket.number, ticket.pack, ticket.pack_hash, ticket.calendar_hash, "
    "ticket.opened_at, ticket.customer_id, ticket.version, ticket.kind, ticket.channel, ticket.tier, "
    "ticket.category, ticket.level, ticket.urgent, ticket.customer, ticket.contact, ticket.content, "
    "ticket.request, ticket.fields, ticket.stage, ticket.first_receiver, ticket.owner, ticket.received_at, "
    "ticket.finished, ticket.filed_at, ticket.closed_at, ticket.updated_at, ticket.last_words, "
    "ticket.ringing_call, ticket.next_due, ticket.next_rule, ticket.next_of, ticket.next_do, ticket.next_role, "
    "ticket.next_assignee, ticket.next_started, ticket.next_warn_at, ticket.next_provisional FROM ticket WHERE "
    "ticket.id = :ticket_id"
)
FIND_TICKET_BY_UUID: Final = (
    "SELECT ticket.id, ticket.uuid, ticket.number, ticket.pack, ticket.pack_hash, ticket.calendar_hash, "
    "ticket.opened_at, ticket.customer_id, ticket.version, ticket.kind, ticket.channel, ticket.tier, "
    "ticket.category, ticket.level, ticket.urgent, ticket.customer, ticket.contact, ticket.content, "
    "ticket.request, ticket.fields, ticket.stage, ticket.first_receiver, ticket.owner, ticket.received_at, "
    "ticket.finished, ticket.filed_at, ticket.closed_at, ticket.updated_at, ticket.last_words, "
    "ticket.ringing_call, ticket.next_due, ticket.next_rule, ticket.next_of, ticket.next_do, ticket.next_role, "
    "ticket.next_assignee, ticket.next_started, ticket.next_warn_at, ticket.next_provisional FROM ticket WHERE "
    "ticket.site_id = :site_id AND ticket.uuid = :uuid"
)
TICKETS_BROUGHT: Final = (
    "SELECT ticket.id, ticket.uuid, ticket.number, ticket.pack, ticket.pack_hash, ticket.calendar_hash, "
    "ticket.opened_at, ticket.customer_id, ticket.version, ticket.kind, ticket.channel, ticket.tier, "
    "ticket.category, ticket.level, ticket.urgent, ticket.customer, ticket.contact, ticket.content, "
    "ticket.request, ticket.fields, ticket.stage, ticket.first_receiver, ticket.owner, ticket.received_at, "
    "ticket.finished, ticket.filed_at, ticket.closed_at, ticket.updated_at, ticket.last_words, "
    "ticket.ringing_call, ticket.next_due, ticket.next_rule, ticket.next_of, ticket.next_do, ticket.next_role, "
    "ticket.next_assignee, ticket.next_started, ticket.next_warn_at, ticket.next_provisional FROM ticket WHERE "
    "ticket.customer_id = :customer_id AND ticket.opened_at >= :first AND ticket.opened_at <= :last AND "
    "(ticket.ended IS 0 OR ticket.filed_at IS NOT NULL) ORDER BY ticket.opened_at, ticket.id"
)
OPEN_TICKETS_ENDING: Final = (
    "SELECT ticket.id, ticket.uuid, ticket.number, ticket.pack, ticket.pack_hash, ticket.calendar_hash, "
    "ticket.opened_at, ticket.customer_id, ticket.version, ticket.kind, ticket.channel, ticket.tier, "
    "ticket.category, ticket.level, ticket.urgent, ticket.customer, ticket.contact, ticket.content, "
    "ticket.request, ticket.fields, ticket.stage, ticket.first_receiver, ticket.owner, ticket.received_at, "
    "ticket.finished, ticket.filed_at, ticket.closed_at, ticket.updated_at, ticket.last_words, "
    "ticket.ringing_call, ticket.next_due, ticket.next_rule, ticket.next_of, ticket.next_do, ticket.next_role, "
    "ticket.next_assignee, ticket.next_started, ticket.next_warn_at, ticket.next_provisional FROM ticket WHERE "
    "ticket.closed_at IS NULL AND ticket.number LIKE :pattern ORDER BY ticket.id DESC"
)
NEWEST_NUMBER: Final = (
    "SELECT ticket.number FROM ticket WHERE ticket.site_id = :site_id AND ticket.number > :low AND ticket.number "
    "< :high ORDER BY length(ticket.number) DESC, ticket.number DESC LIMIT CAST(:limit AS INTEGER)"
)
OPEN_TICKET_IDS: Final = (
    "SELECT ticket.id FROM ticket WHERE ticket.closed_at IS NULL ORDER BY ticket.next_due, ticket.id"
)
NEXT_TO_SETTLE: Final = "SELECT min(ticket.settle_at) AS min_1 FROM ticket WHERE ticket.settle_at IS NOT NULL"
TICKETS_TO_SETTLE: Final = (
    "SELECT ticket.id, ticket.uuid, ticket.number, ticket.pack, ticket.pack_hash, ticket.calendar_hash, "
    "ticket.opened_at, ticket.customer_id, ticket.version, ticket.kind, ticket.channel, ticket.tier, "
    "ticket.category, ticket.level, ticket.urgent, ticket.customer, ticket.contact, ticket.content, "
    "ticket.request, ticket.fields, ticket.stage, ticket.first_receiver, ticket.owner, ticket.received_at, "
    "ticket.finished, ticket.filed_at, ticket.closed_at, ticket.updated_at, ticket.last_words, "
    "ticket.ringing_call, ticket.next_due, ticket.next_rule, ticket.next_of, ticket.next_do, ticket.next_role, "
    "ticket.next_assignee, ticket.next_started, ticket.next_warn_at, ticket.next_provisional FROM ticket WHERE "
    "ticket.settle_at IS NOT NULL AND ticket.settle_at <= :now ORDER BY ticket.settle_at, ticket.id LIMIT "
    "CAST(:limit AS INTEGER)"
)
RINGING_TO_SETTLE: Final = (
    "SELECT ticket.id FROM ticket WHERE ticket.settle_at IS NOT NULL AND ticket.settle_at <= :now AND "
    "ticket.ringing_call IS NOT NULL"
)
TICKETS_CHANGED_AFTER: Final = (
    "SELECT event.ticket_id FROM event WHERE event.recorded_at > :recorded AND event.happened_at > :happened"
)
TICKET_ROW: Final = (
    "SELECT ticket.category, ticket.channel, ticket.closed_at, ticket.contact, ticket.contact_digits, "
    "ticket.content, ticket.customer, ticket.ended, ticket.fields, ticket.filed_at, ticket.finished, "
    "ticket.first_receiver, ticket.kind, ticket.last_words, ticket.level, ticket.next_assignee, ticket.next_do, "
    "ticket.next_due, ticket.next_of, ticket.next_provisional, ticket.next_role, ticket.next_rule, "
    "ticket.next_started, ticket.next_warn_at, ticket.owner, ticket.received_at, ticket.request, "
    "ticket.ringing_call, ticket.settle_at, ticket.stage, ticket.tier, ticket.updated_at, ticket.urgent, "
    "ticket.version, ticket.waiting FROM ticket WHERE ticket.id = :ticket_id"
)
ALL_TICKET_IDS: Final = "SELECT ticket.id FROM ticket ORDER BY ticket.id"
QUEUE_PAGE: Final = (
    "SELECT ticket.id, ticket.number, ticket.next_due, ticket.next_rule, ticket.next_of, ticket.next_do, "
    "ticket.next_role, ticket.next_assignee, ticket.next_started, ticket.next_warn_at, ticket.next_provisional, "
    "ticket.pack, ticket.pack_hash, ticket.calendar_hash, ticket.tier, ticket.channel, ticket.kind, "
    "ticket.category, ticket.level, ticket.urgent, ticket.customer, ticket.contact, ticket.request, ticket.owner, "
    "ticket.first_receiver, ticket.stage, ticket.ringing_call, ticket.waiting, ticket.ended, ticket.version FROM "
    "ticket WHERE ticket.closed_at IS NULL AND (ticket.next_due, ticket.id) > (:after_due, :after_id) AND (:owner "
    "IS NULL OR ticket.owner = :owner) AND (:overdue_at IS NULL OR ticket.next_due < :overdue_at) AND (:stage IS "
    "NULL OR ticket.stage = :stage) AND (:channel IS NULL OR ticket.channel = :channel) AND (:kind IS NULL OR "
    "ticket.kind = :kind) AND (:unowned IS NULL OR ticket.owner IS NULL) AND (:mine IS NULL OR ticket.owner = "
    ":mine OR (EXISTS (SELECT * FROM clock WHERE clock.ticket_id = ticket.id AND clock.state IN ('running', "
    "'paused') AND clock.assignee = :mine))) ORDER BY ticket.next_due, ticket.id LIMIT CAST(:limit AS INTEGER)"
)
QUEUE_LINES: Final = (
    "SELECT ticket.id, ticket.number, ticket.next_due, ticket.next_rule, ticket.next_of, ticket.next_do, "
    "ticket.next_role, ticket.next_assignee, ticket.next_started, ticket.next_warn_at, ticket.next_provisional, "
    "ticket.pack, ticket.pack_hash, ticket.calendar_hash, ticket.tier, ticket.channel, ticket.kind, "
    "ticket.category, ticket.level, ticket.urgent, ticket.customer, ticket.contact, ticket.request, ticket.owner, "
    "ticket.first_receiver, ticket.stage, ticket.ringing_call, ticket.waiting, ticket.ended, ticket.version FROM "
    "ticket WHERE ticket.id = :ticket_id"
)
QUEUE_COUNTS: Final = (
    "SELECT count(*) AS count_1, count(*) FILTER (WHERE ticket.next_due < :now) AS anon_1, count(*) FILTER (WHERE "
    "ticket.next_due >= :now AND ticket.next_warn_at <= :now) AS anon_2 FROM ticket WHERE ticket.closed_at IS "
    "NULL"
)
DUE_TIMES: Final = (
    "SELECT ticket.number, ticket.next_due, ticket.next_warn_at FROM ticket WHERE ticket.closed_at IS NULL AND "
    "ticket.next_due >= :since AND ticket.next_warn_at <= :until AND ticket.next_do != :except_action ORDER BY "
    "ticket.next_due, ticket.number"
)
CLOCK_ROWS: Final = (
    'SELECT clock.rule, clock."of", clock.do, clock.role, clock.assignee, clock.started, clock.due, '
    "clock.first_due, clock.ended, clock.state, clock.breaches, clock.provisional, clock.reclassified, "
    "clock.warn_at, clock.every FROM clock WHERE clock.ticket_id = :ticket_id ORDER BY clock.started, clock.rule, "
    'clock."of"'
)
RUNNING_CLOCKS: Final = (
    'SELECT clock.id AS clock_id, clock.ticket_id, ticket.number, clock.rule, clock."of", clock.do, clock.role, '
    "clock.assignee, clock.started, clock.due, clock.warn_at, clock.provisional, ticket.pack_hash, "
    "ticket.calendar_hash, ticket.tier, ticket.channel, ticket.kind, ticket.customer, ticket.contact, "
    "ticket.owner, ticket.last_words, ticket.closed_at FROM clock JOIN ticket ON ticket.id = clock.ticket_id "
    "WHERE clock.state = 'running' AND clock.due <= :until AND (clock.due, clock.id) > (:after_due, :after_id) "
    "AND (:do IS NULL OR clock.do = :do) AND (:mine IS NULL OR ticket.owner = :mine OR clock.assignee = :mine) "
    "ORDER BY clock.due, clock.id LIMIT CAST(:limit AS INTEGER)"
)
TICKETS_OF_CALLER: Final = (
    "SELECT ticket.id, ticket.uuid, ticket.number, ticket.pack, ticket.pack_hash, ticket.calendar_hash, "
    "ticket.opened_at, ticket.customer_id, ticket.version, ticket.kind, ticket.channel, ticket.tier, "
    "ticket.category, ticket.level, ticket.urgent, ticket.customer, ticket.contact, ticket.content, "
    "ticket.request, ticket.fields, ticket.stage, ticket.first_receiver, ticket.owner, ticket.received_at, "
    "ticket.finished, ticket.filed_at, ticket.closed_at, ticket.updated_at, ticket.last_words, "
    "ticket.ringing_call, ticket.next_due, ticket.next_rule, ticket.next_of, ticket.next_do, ticket.next_role, "
    "ticket.next_assignee, ticket.next_started, ticket.next_warn_at, ticket.next_provisional FROM ticket WHERE "
    "(ticket.site_id = :site_id AND ticket.contact_digits = :digits OR ticket.customer_id IN (SELECT "
    "contact.customer_id FROM contact WHERE contact.site_id = :site_id AND contact.digits = :digits)) AND "
    "(:open_only IS NULL OR ticket.closed_at IS NULL) ORDER BY ticket.id DESC LIMIT CAST(:limit AS INTEGER)"
)
TICKETS_OF_CUSTOMER: Final = (
    "SELECT ticket.id, ticket.uuid, ticket.number, ticket.pack, ticket.pack_hash, ticket.calendar_hash, "
    "ticket.opened_at, ticket.customer_id, ticket.version, ticket.kind, ticket.channel, ticket.tier, "
    "ticket.category, ticket.level, ticket.urgent, ticket.customer, ticket.contact, ticket.content, "
    "ticket.request, ticket.fields, ticket.stage, ticket.first_receiver, ticket.owner, ticket.received_at, "
    "ticket.finished, ticket.filed_at, ticket.closed_at, ticket.updated_at, ticket.last_words, "
    "ticket.ringing_call, ticket.next_due, ticket.next_rule, ticket.next_of, ticket.next_do, ticket.next_role, "
    "ticket.next_assignee, ticket.next_started, ticket.next_warn_at, ticket.next_provisional FROM ticket WHERE "
    "ticket.customer_id = :customer_id ORDER BY ticket.id DESC LIMIT CAST(:limit AS INTEGER)"
)
INSERT_TICKET: Final = (
    "INSERT INTO ticket (uuid, site_id, number, pack, pack_hash, calendar_hash, opened_at, customer_id, version, "
    "kind, channel, tier, category, level, urgent, customer, contact, contact_digits, content, request, fields, "
    "stage, first_receiver, owner, received_at, finished, filed_at, closed_at, updated_at, last_words, "
    "ringing_call, waiting, ended, settle_at, next_due, next_rule, next_of, next_do, next_role, next_assignee, "
    "next_started, next_warn_at, next_provisional) VALUES (:uuid, :site_id, :number, :pack, :pack_hash, "
    ":calendar_hash, :opened_at, :customer_id, :version, :kind, :channel, :tier, :category, :level, :urgent, "
    ":customer, :contact, :contact_digits, :content, :request, :fields, :stage, :first_receiver, :owner, "
    ":received_at, :finished, :filed_at, :closed_at, :updated_at, :last_words, :ringing_call, :waiting, :ended, "
    ":settle_at, :next_due, :next_rule, :next_of, :next_do, :next_role, :next_assignee, :next_started, "
    ":next_warn_at, :next_provisional)"
)
SAVE_TICKET: Final = (
    "UPDATE ticket SET version=:version, kind=:kind, channel=:channel, tier=:tier, category=:category, "
    "level=:level, urgent=:urgent, customer=:customer, contact=:contact, contact_digits=:contact_digits, "
    "content=:content, request=:request, fields=:fields, stage=:stage, first_receiver=:first_receiver, "
    "owner=:owner, received_at=:received_at, finished=:finished, filed_at=:filed_at, closed_at=:closed_at, "
    "updated_at=:updated_at, last_words=:last_words, ringing_call=:ringing_call, waiting=:waiting, ended=:ended, "
    "settle_at=:settle_at, next_due=:next_due, next_rule=:next_rule, next_of=:next_of, next_do=:next_do, "
    "next_role=:next_role, next_assignee=:next_assignee, next_started=:next_started, next_warn_at=:next_warn_at, "
    "next_provisional=:next_provisional WHERE ticket.id = :ticket_id AND ticket.version = coalesce(:seen, "
    "ticket.version) AND ticket.version <= :version"
)
LINK_CUSTOMER: Final = "UPDATE ticket SET customer_id=:customer_id WHERE ticket.id = :ticket_id"
REJUDGE_TICKET: Final = (
    "UPDATE ticket SET pack=:pack, pack_hash=:pack_hash, calendar_hash=:calendar_hash WHERE ticket.id = :ticket_id"
)
SAVE_CLOCK: Final = (
    'INSERT INTO clock (ticket_id, rule, "of", do, role, assignee, started, due, first_due, ended, state, '
    "breaches, provisional, reclassified, warn_at, every) VALUES (:ticket_id, :rule, :of, :do, :role, :assignee, "
    ":started, :due, :first_due, :ended, :state, :breaches, :provisional, :reclassified, :warn_at, :every) ON "
    'CONFLICT (ticket_id, rule, "of") DO UPDATE SET do = excluded.do, role = excluded.role, assignee = '
    "excluded.assignee, started = excluded.started, due = excluded.due, first_due = excluded.first_due, ended = "
    "excluded.ended, state = excluded.state, breaches = excluded.breaches, provisional = excluded.provisional, "
    "reclassified = excluded.reclassified, warn_at = excluded.warn_at, every = excluded.every"
)
INSERT_CLOCK: Final = (
    'INSERT INTO clock (ticket_id, rule, "of", do, role, assignee, started, due, first_due, ended, state, '
    "breaches, provisional, reclassified, warn_at, every) VALUES (:ticket_id, :rule, :of, :do, :role, :assignee, "
    ":started, :due, :first_due, :ended, :state, :breaches, :provisional, :reclassified, :warn_at, :every)"
)
DROP_CLOCK: Final = 'DELETE FROM clock WHERE clock.ticket_id = :ticket_id AND clock.rule = :rule AND clock."of" = :of'
TICKET_EVENTS: Final = (
    'SELECT event.seq, event.kind, event."of", event.happened_at, event.recorded_at, event."by", event.source, '
    "event.by_role, event.by_department, event.pack_hash, event.calendar_hash, event.payload_digest, payload.body "
    "FROM event LEFT OUTER JOIN payload ON payload.event_id = event.id WHERE event.ticket_id = :ticket_id ORDER "
    "BY event.seq"
)
SITE_EVENTS: Final = (
    'SELECT event.seq, event.kind, event."of", event.happened_at, event.recorded_at, event."by", event.source, '
    "event.by_role, event.by_department, event.pack_hash, event.calendar_hash, event.payload_digest, "
    "payload.body, event.site_seq FROM event LEFT OUTER JOIN payload ON payload.event_id = event.id WHERE "
    "event.site_id = :site_id AND event.ticket_id IS NULL AND event.site_seq > :after ORDER BY event.site_seq "
    "LIMIT CAST(:limit AS INTEGER)"
)
EVENTS_SINCE: Final = (
    'SELECT event.site_seq, event.ticket_id, event.kind, event."by" FROM event WHERE event.site_id = :site_id AND '
    "event.site_seq > :after ORDER BY event.site_seq LIMIT CAST(:limit AS INTEGER)"
)
LAST_SEQ: Final = "SELECT max(event.seq) AS max_1 FROM event WHERE event.ticket_id = :ticket_id"
TICKET_UUID: Final = "SELECT ticket.uuid FROM ticket WHERE ticket.id = :ticket_id"
INSERT_EVENT: Final = (
    'INSERT INTO event (site_id, site_seq, ticket_id, seq, kind, "of", happened_at, recorded_at, "by", source, '
    "by_role, by_department, pack_hash, calendar_hash, payload_digest, prev_hash, hash) VALUES (:site_id, "
    ":site_seq, :ticket_id, :seq, :kind, :of, :happened_at, :recorded_at, :by, :source, :by_role, :by_department, "
    ":pack_hash, :calendar_hash, :payload_digest, :prev_hash, :hash)"
)
INSERT_PAYLOAD: Final = "INSERT INTO payload (event_id, salt, body) VALUES (:event_id, :salt, :body)"
ERASE_PAYLOAD: Final = (
    "DELETE FROM payload WHERE payload.event_id IN (SELECT event.id FROM event WHERE event.ticket_id = :ticket_id "
    "AND event.seq = :seq)"
)
ERASE_SITE_PAYLOAD: Final = (
    "DELETE FROM payload WHERE payload.event_id IN (SELECT event.id FROM event WHERE event.site_id = :site_id AND "
    "event.ticket_id IS NULL AND event.site_seq = :seq)"
)
CHAIN: Final = (
    'SELECT event.site_seq, event.ticket_id, event.seq, event.kind, event."of", event.happened_at, '
    'event.recorded_at, event."by", event.source, event.by_role, event.by_department, event.pack_hash, '
    "event.calendar_hash, event.payload_digest, event.prev_hash, event.hash, ticket.uuid, ticket.number, "
    "payload.salt, payload.body FROM event LEFT OUTER JOIN payload ON payload.event_id = event.id LEFT OUTER JOIN "
    "ticket ON ticket.id = event.ticket_id WHERE event.site_id = :site_id ORDER BY event.site_seq"
)
ERASURES: Final = (
    "SELECT event.ticket_id, payload.body FROM event JOIN payload ON payload.event_id = event.id WHERE "
    "event.site_id = :site_id AND event.kind = 'erased'"
)
VERSIONS: Final = (
    "SELECT ticket.id, ticket.number, ticket.version, max(event.seq) AS max_1, count(event.id) AS count_1 FROM "
    "ticket LEFT OUTER JOIN event ON event.ticket_id = ticket.id WHERE ticket.site_id = :site_id GROUP BY "
    "ticket.id ORDER BY ticket.id"
)
STAFF_BY_LOGIN: Final = (
    "SELECT staff.id, staff.login, staff.name, staff.role, staff.department, staff.os_account, staff.enabled, "
    "staff.qualified_at, staff.created_at FROM staff WHERE staff.site_id = :site_id AND staff.login = :login"
)
STAFF_BY_OS_ACCOUNT: Final = (
    "SELECT staff.id, staff.login, staff.name, staff.role, staff.department, staff.os_account, staff.enabled, "
    "staff.qualified_at, staff.created_at FROM staff WHERE staff.site_id = :site_id AND staff.os_account = "
    ":os_account ORDER BY staff.enabled DESC, staff.id"
)
STAFF_LIST: Final = (
    "SELECT staff.id, staff.login, staff.name, staff.role, staff.department, staff.os_account, staff.enabled, "
    "staff.qualified_at, staff.created_at FROM staff WHERE staff.site_id = :site_id ORDER BY staff.login"
)
INSERT_STAFF: Final = (
    "INSERT INTO staff (site_id, login, name, role, department, os_account, enabled, qualified_at, created_at) "
    "VALUES (:site_id, :login, :name, :role, :department, :os_account, :enabled, :qualified_at, :created_at)"
)
SAVE_STAFF: Final = (
    "UPDATE staff SET name=:name, role=:role, department=:department, os_account=:os_account, enabled=:enabled, "
    "qualified_at=:qualified_at WHERE staff.id = :staff_id"
)
FIND_CALL: Final = (
    "SELECT phone_call.call, phone_call.ticket_id, phone_call.rang_seq, phone_call.digits, phone_call.rang_at, "
    "phone_call.state FROM phone_call WHERE phone_call.site_id = :site_id AND phone_call.call = :call"
)
RINGING_CALLS: Final = (
    "SELECT phone_call.call, phone_call.ticket_id, phone_call.rang_seq, phone_call.digits, phone_call.rang_at, "
    "phone_call.state FROM phone_call WHERE phone_call.state = 'ringing' ORDER BY phone_call.rang_at, "
    "phone_call.id"
)
CALLS_OF_CALLER: Final = (
    "SELECT phone_call.call, phone_call.ticket_id, phone_call.rang_seq, phone_call.digits, phone_call.rang_at, "
    "phone_call.state FROM phone_call WHERE phone_call.site_id = :site_id AND phone_call.digits = :digits ORDER "
    "BY phone_call.id DESC LIMIT CAST(:limit AS INTEGER)"
)
INSERT_CALL: Final = (
    "INSERT INTO phone_call (site_id, call, ticket_id, rang_seq, digits, rang_at, state) VALUES (:site_id, :call, "
    ":ticket_id, :rang_seq, :digits, :rang_at, :state)"
)
SAVE_CALL_STATE: Final = (
    "UPDATE phone_call SET state=:state WHERE phone_call.site_id = :site_id AND phone_call.call = :call"
)
