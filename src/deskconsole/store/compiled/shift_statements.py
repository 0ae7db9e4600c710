"""The SQL of every statement, compiled ahead of time by ``shift_queries.py``; do not edit."""

from typing import Final

OPEN_SHIFT: Final = (
    "SELECT shift.id, shift.uuid, shift.state, shift.part, shift.login, shift.opened_at, shift.ticked, "
    "shift.note, shift.sheet, shift.handed_over_at, shift.handed_over_by, shift.accepted_at, shift.accepted_by "
    "FROM shift WHERE shift.site_id = :site_id AND shift.state = 'open'"
)
SHIFT_WAITING: Final = (
    "SELECT shift.id, shift.uuid, shift.state, shift.part, shift.login, shift.opened_at, shift.ticked, "
    "shift.note, shift.sheet, shift.handed_over_at, shift.handed_over_by, shift.accepted_at, shift.accepted_by "
    "FROM shift WHERE shift.site_id = :site_id AND shift.state = 'handed_over' ORDER BY shift.handed_over_at, "
    "shift.id"
)
NEWEST_SHIFTS: Final = (
    "SELECT shift.id, shift.uuid, shift.state, shift.part, shift.login, shift.opened_at, shift.ticked, "
    "shift.note, shift.sheet, shift.handed_over_at, shift.handed_over_by, shift.accepted_at, shift.accepted_by "
    "FROM shift WHERE shift.site_id = :site_id ORDER BY shift.opened_at DESC LIMIT CAST(:limit AS INTEGER)"
)
INSERT_SHIFT: Final = (
    "INSERT INTO shift (site_id, uuid, state, part, login, opened_at, ticked, note, sheet, handed_over_at, "
    "handed_over_by, accepted_at, accepted_by) VALUES (:site_id, :uuid, :state, :part, :login, :opened_at, "
    ":ticked, :note, :sheet, :handed_over_at, :handed_over_by, :accepted_at, :accepted_by)"
)
SAVE_SHIFT: Final = (
    "UPDATE shift SET state=:state, ticked=:ticked, note=:note, sheet=:sheet, handed_over_at=:handed_over_at, "
    "handed_over_by=:handed_over_by, accepted_at=:accepted_at, accepted_by=:accepted_by WHERE shift.id = "
    ":shift_id"
)
NEWS_OF_DAY: Final = (
    "SELECT shift_news.uuid, shift_news.day, shift_news.text, shift_news.added_by, shift_news.added_at FROM "
    "shift_news WHERE shift_news.site_id = :site_id AND shift_news.day = :day AND shift_news.dropped = 0 ORDER BY "
    "shift_news.id"
)
INSERT_NEWS: Final = (
    "INSERT INTO shift_news (site_id, uuid, day, text, added_by, added_at, dropped) VALUES (:site_id, :uuid, "
    ":day, :text, :added_by, :added_at, :dropped)"
)
DROP_NEWS: Final = (
    "UPDATE shift_news SET dropped=:dropped WHERE shift_news.site_id = :site_id AND shift_news.uuid = :uuid"
)
DUTIES: Final = (
    "SELECT duty.day, duty.part, duty.login, duty.substitute, duty.absent FROM duty WHERE duty.site_id = :site_id "
    "AND duty.day >= :since AND duty.day <= :until ORDER BY duty.day, duty.part"
)
SAVE_DUTY: Final = (
    "INSERT INTO duty (site_id, day, part, login, substitute, absent) VALUES (:site_id, :day, :part, :login, "
    ":substitute, :absent) ON CONFLICT (site_id, day, part) DO UPDATE SET login = excluded.login, substitute = "
    "excluded.substitute, absent = excluded.absent"
)
CLEAR_DUTY: Final = "DELETE FROM duty WHERE duty.site_id = :site_id AND duty.day = :day AND duty.part = :part"
