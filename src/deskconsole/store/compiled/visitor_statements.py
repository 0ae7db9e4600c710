"""The SQL of every statement, compiled ahead of time by ``visitor_queries.py``; do not edit."""

from typing import Final

OPEN_VISITS: Final = (
    "SELECT ticket.id, ticket.version FROM ticket WHERE ticket.closed_at IS NULL AND ticket.site_id = :site_id "
    "AND ticket.kind = :kind ORDER BY ticket.id"
)
VISITS_NUMBERED: Final = (
    "SELECT ticket.id, ticket.version FROM ticket WHERE ticket.site_id = :site_id AND ticket.number > :low AND "
    "ticket.number < :high AND ticket.kind = :kind ORDER BY ticket.id"
)
EXPECTED_BETWEEN: Final = (
    "SELECT expected_visitor.id, expected_visitor.uuid, expected_visitor.at, expected_visitor.state, "
    "expected_visitor.kind, expected_visitor.name, expected_visitor.digits, expected_visitor.ticket_id, "
    "expected_visitor.body FROM expected_visitor WHERE expected_visitor.site_id = :site_id AND "
    "expected_visitor.at >= :since AND expected_visitor.at < :until AND (:state IS NULL OR expected_visitor.state "
    "= :state) ORDER BY expected_visitor.at, expected_visitor.id"
)
FIND_EXPECTED: Final = (
    "SELECT expected_visitor.id, expected_visitor.uuid, expected_visitor.at, expected_visitor.state, "
    "expected_visitor.kind, expected_visitor.name, expected_visitor.digits, expected_visitor.ticket_id, "
    "expected_visitor.body FROM expected_visitor WHERE expected_visitor.site_id = :site_id AND "
    "expected_visitor.uuid = :uuid"
)
EXPECTED_OF_TICKET: Final = (
    "SELECT expected_visitor.id, expected_visitor.uuid, expected_visitor.at, expected_visitor.state, "
    "expected_visitor.kind, expected_visitor.name, expected_visitor.digits, expected_visitor.ticket_id, "
    "expected_visitor.body FROM expected_visitor WHERE expected_visitor.ticket_id = :ticket_id"
)
INSERT_EXPECTED: Final = (
    "INSERT INTO expected_visitor (site_id, uuid, at, state, kind, name, digits, ticket_id, body) VALUES "
    "(:site_id, :uuid, :at, :state, :kind, :name, :digits, :ticket_id, :body)"
)
SAVE_EXPECTED: Final = (
    "UPDATE expected_visitor SET state=:state, ticket_id=:ticket_id WHERE expected_visitor.id = :expected_id"
)
ROOMS_BETWEEN: Final = (
    "SELECT room_use.id, room_use.uuid, room_use.room, room_use.starts, room_use.ends, room_use.title, "
    "room_use.organiser, room_use.people, room_use.prepared, room_use.cancelled FROM room_use WHERE "
    "room_use.site_id = :site_id AND room_use.ends > :since AND room_use.starts < :until AND room_use.cancelled = "
    "0 ORDER BY room_use.starts, room_use.room, room_use.id"
)
FIND_ROOM_USE: Final = (
    "SELECT room_use.id, room_use.uuid, room_use.room, room_use.starts, room_use.ends, room_use.title, "
    "room_use.organiser, room_use.people, room_use.prepared, room_use.cancelled FROM room_use WHERE "
    "room_use.site_id = :site_id AND room_use.uuid = :uuid"
)
INSERT_ROOM_USE: Final = (
    "INSERT INTO room_use (site_id, uuid, room, starts, ends, title, organiser, people, prepared, cancelled) "
    "VALUES (:site_id, :uuid, :room, :starts, :ends, :title, :organiser, :people, :prepared, :cancelled)"
)
SAVE_ROOM_USE: Final = "UPDATE room_use SET prepared=:prepared, cancelled=:cancelled WHERE room_use.id = :room_use_id"
PASSES_OUT: Final = (
    "SELECT visitor_pass.id, visitor_pass.number, visitor_pass.ticket_id, visitor_pass.out_at, "
    "visitor_pass.back_at FROM visitor_pass WHERE visitor_pass.site_id = :site_id AND visitor_pass.back_at IS "
    "NULL AND (:number IS NULL OR visitor_pass.number = :number) ORDER BY visitor_pass.out_at, visitor_pass.id"
)
PASSES_OF: Final = (
    "SELECT visitor_pass.id, visitor_pass.number, visitor_pass.ticket_id, visitor_pass.out_at, "
    "visitor_pass.back_at FROM visitor_pass WHERE visitor_pass.ticket_id = :ticket_id ORDER BY visitor_pass.id"
)
PASS_NUMBERS: Final = "SELECT DISTINCT visitor_pass.number FROM visitor_pass WHERE visitor_pass.site_id = :site_id"
INSERT_PASS: Final = (
    "INSERT INTO visitor_pass (site_id, number, ticket_id, out_at, back_at) VALUES (:site_id, :number, "
    ":ticket_id, :out_at, :back_at)"
)
TAKE_PASS_BACK: Final = "UPDATE visitor_pass SET back_at=:back_at WHERE visitor_pass.id = :pass_id"
WATCHED: Final = (
    "SELECT watched_visitor.id, watched_visitor.number, watched_visitor.name, watched_visitor.digits, "
    "watched_visitor.organisation, watched_visitor.reason, watched_visitor.tell, watched_visitor.added_at, "
    "watched_visitor.added_by, watched_visitor.ended_at FROM watched_visitor WHERE watched_visitor.site_id = "
    ":site_id AND watched_visitor.ended_at IS NULL ORDER BY watched_visitor.number"
)
LAST_WATCHED: Final = (
    "SELECT max(watched_visitor.number) AS max_1 FROM watched_visitor WHERE watched_visitor.site_id = :site_id"
)
INSERT_WATCHED: Final = (
    "INSERT INTO watched_visitor (site_id, number, name, digits, organisation, reason, tell, added_at, added_by, "
    "ended_at) VALUES (:site_id, :number, :name, :digits, :organisation, :reason, :tell, :added_at, :added_by, "
    ":ended_at)"
)
END_WATCHED: Final = "UPDATE watched_visitor SET ended_at=:ended_at WHERE watched_visitor.id = :watched_id"
