"""The statements about visitors; see ``queries.py``."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import BindParameter, func, or_, select

from deskconsole.store import visitor_records as records
from deskconsole.store.schema.query_parts import (
    TICKET,
    Statement,
    any_or,
    columns,
    given,
    insert_row,
    table_of,
    update_row,
)
from deskconsole.store.schema.visitor_tables import ExpectedVisitorRow, RoomUseRow, VisitorPassRow, WatchedVisitorRow

EXPECTED: Final = table_of(ExpectedVisitorRow)
ROOM: Final = table_of(RoomUseRow)
PASS: Final = table_of(VisitorPassRow)
WATCHED: Final = table_of(WatchedVisitorRow)

_HERE: BindParameter[int] = given("site_id")
_EXPECTED = select(*columns(records.ExpectedRecord._fields, EXPECTED))
_ROOMS = select(*columns(records.RoomUseRecord._fields, ROOM))
_PASSES = select(*columns(records.PassRecord._fields, PASS))
_WATCHED = select(*columns(records.WatchedRecord._fields, WATCHED))
_OUT = PASS.c.back_at.is_(None)

STATEMENTS: Final[Mapping[str, Statement]] = {
    "open_visits": select(TICKET.c.id, TICKET.c.version)
    .where(TICKET.c.closed_at.is_(None), TICKET.c.site_id == _HERE, TICKET.c.kind == given("kind"))
    .order_by(TICKET.c.id),
    "visits_numbered": select(TICKET.c.id, TICKET.c.version)
    .where(
        TICKET.c.site_id == _HERE,
        TICKET.c.number > given("low"),
        TICKET.c.number < given("high"),
        TICKET.c.kind == given("kind"),
    )
    .order_by(TICKET.c.id),
    "expected_between": _EXPECTED.where(
        EXPECTED.c.site_id == _HERE,
        EXPECTED.c.at >= given("since"),
        EXPECTED.c.at < given("until"),
        any_or(EXPECTED.c.state, "state"),
    ).order_by(EXPECTED.c.at, EXPECTED.c.id),
    "find_expected": _EXPECTED.where(EXPECTED.c.site_id == _HERE, EXPECTED.c.uuid == given("uuid")),
    "expected_of_ticket": _EXPECTED.where(EXPECTED.c.ticket_id == given("ticket_id")),
    "insert_expected": insert_row(EXPECTED, "id"),
    "save_expected": update_row(EXPECTED, EXPECTED.c.id == given("expected_id"), names=("state", "ticket_id")),
    "rooms_between": _ROOMS.where(
        ROOM.c.site_id == _HERE, ROOM.c.ends > given("since"), ROOM.c.starts < given("until"), ~ROOM.c.cancelled
    ).order_by(ROOM.c.starts, ROOM.c.room, ROOM.c.id),
    "find_room_use": _ROOMS.where(ROOM.c.site_id == _HERE, ROOM.c.uuid == given("uuid")),
    "insert_room_use": insert_row(ROOM, "id"),
    "save_room_use": update_row(ROOM, ROOM.c.id == given("room_use_id"), names=("prepared", "cancelled")),
    "passes_out": _PASSES.where(
        PASS.c.site_id == _HERE, _OUT, or_(given("number").is_(None), PASS.c.number == given("number"))
    ).order_by(PASS.c.out_at, PASS.c.id),
    "passes_of": _PASSES.where(PASS.c.ticket_id == given("ticket_id")).order_by(PASS.c.id),
    "pass_numbers": select(PASS.c.number).where(PASS.c.site_id == _HERE).distinct(),
    "insert_pass": insert_row(PASS, "id"),
    "take_pass_back": update_row(PASS, PASS.c.id == given("pass_id"), names=("back_at",)),
    "watched": _WATCHED.where(WATCHED.c.site_id == _HERE, WATCHED.c.ended_at.is_(None)).order_by(WATCHED.c.number),
    "last_watched": select(func.max(WATCHED.c.number)).where(WATCHED.c.site_id == _HERE),
    "insert_watched": insert_row(WATCHED, "id"),
    "end_watched": update_row(WATCHED, WATCHED.c.id == given("watched_id"), names=("ended_at",)),
}
