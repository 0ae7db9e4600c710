"""The statements about shifts; see ``queries.py``."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import BindParameter, delete, select

from deskconsole.store import shift_records as records
from deskconsole.store.schema.query_parts import (
    Statement,
    at_most,
    columns,
    given,
    insert_row,
    table_of,
    update_row,
    upsert,
    word,
)
from deskconsole.store.schema.shift_tables import DutyRow, ShiftNewsRow, ShiftRow

SHIFT: Final = table_of(ShiftRow)
NEWS: Final = table_of(ShiftNewsRow)
DUTY: Final = table_of(DutyRow)

_HERE: BindParameter[int] = given("site_id")
_SHIFTS = select(*columns(records.ShiftRecord._fields, SHIFT))

STATEMENTS: Final[Mapping[str, Statement]] = {
    "open_shift": _SHIFTS.where(SHIFT.c.site_id == _HERE, SHIFT.c.state == word("open")),
    "shift_waiting": _SHIFTS.where(SHIFT.c.site_id == _HERE, SHIFT.c.state == word("handed_over")).order_by(
        SHIFT.c.handed_over_at, SHIFT.c.id
    ),
    "newest_shifts": _SHIFTS.where(SHIFT.c.site_id == _HERE).order_by(SHIFT.c.opened_at.desc()).limit(at_most),
    "insert_shift": insert_row(SHIFT, "id"),
    "save_shift": update_row(
        SHIFT,
        SHIFT.c.id == given("shift_id"),
        names=(
            *("state", "ticked", "note", "sheet", "handed_over_at", "handed_over_by", "accepted_at", "accepted_by"),
        ),
    ),
    "news_of_day": select(*columns(records.NewsRecord._fields, NEWS))
    .where(NEWS.c.site_id == _HERE, NEWS.c.day == given("day"), ~NEWS.c.dropped)
    .order_by(NEWS.c.id),
    "insert_news": insert_row(NEWS, "id"),
    "drop_news": update_row(NEWS, NEWS.c.site_id == _HERE, NEWS.c.uuid == given("uuid"), names=("dropped",)),
    "duties": select(*columns(records.DutyRecord._fields, DUTY))
    .where(DUTY.c.site_id == _HERE, DUTY.c.day >= given("since"), DUTY.c.day <= given("until"))
    .order_by(DUTY.c.day, DUTY.c.part),
    "save_duty": upsert(DUTY, "site_id", "day", "part"),
    "clear_duty": delete(DUTY).where(DUTY.c.site_id == _HERE, DUTY.c.day == given("day"), DUTY.c.part == given("part")),
}
