"""The rows that are derived from the site's own events: found, written and taken away by what events know them by.

Five statements a table: ``FIND_``, ``ALL_``, ``INSERT_``, ``UPDATE_`` and ``DELETE_``, each with the table's name.
Where a key can come again (a pass that somebody is given twice), the newest row is meant.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import delete, func, insert, select, update

from deskconsole.domain.site.row import Table
from deskconsole.domain.site.tables import TABLES
from deskconsole.store.mapping import names_of
from deskconsole.store.schema.customers import CARE
from deskconsole.store.schema.figures.assessments import ENTRY as ASSESSMENT_ENTRY, RESULT
from deskconsole.store.schema.figures.surveys import SURVEY_DRAW
from deskconsole.store.schema.parts import SITE_ID, given, here
from deskconsole.store.schema.personal import ERASURE, HOLD
from deskconsole.store.schema.queue_numbers import QUEUE_TICKET
from deskconsole.store.schema.shifts import CHECK, DRAW, DUTY, ENTRY, NEWS, SHIFT, TICK
from deskconsole.store.schema.sign_on import GLASS
from deskconsole.store.schema.staff import ATTENDANCE, STAFF
from deskconsole.store.schema.tickets import TICKET
from deskconsole.store.schema.visitors import EXPECTED, PASS, ROOM, WATCH

_TABLES: Final = {
    table.name: table
    for table in (
        *(STAFF, EXPECTED, ROOM, PASS, WATCH, SHIFT, NEWS, DUTY, QUEUE_TICKET),
        *(GLASS, HOLD, ERASURE, ENTRY, TICK, CARE, DRAW, CHECK, SURVEY_DRAW, RESULT),
        *(ASSESSMENT_ENTRY, ATTENDANCE),
    )
}
#: Rows say of a ticket its key; events and records its number.
_TICKET_ID: Final = select(TICKET.c.id).where(here(TICKET), TICKET.c.number == given("ticket")).scalar_subquery()


def _column(table: Any, name: str) -> Any:
    if name != "ticket":
        return table.c[name]
    number = select(TICKET.c.number).where(TICKET.c.id == table.c.ticket_id, here(TICKET)).scalar_subquery()
    return number.label("ticket")


def _values(table: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        table.c.ticket_id.name if name == "ticket" else name: _TICKET_ID if name == "ticket" else given(name)
        for name in names
    }


def _statements(of: Table) -> Mapping[str, Any]:
    table, names = _TABLES[of.name], names_of(of.record)
    keys = (table.c.ticket_id == _TICKET_ID if name == "ticket" else table.c[name] == given(name) for name in of.key)
    known_by = (here(table), *keys)
    rows = select(*(_column(table, name) for name in names))
    newest = select(func.max(table.c.id)).where(*known_by).scalar_subquery()
    changed = tuple(name for name in names if name not in of.key)
    return {
        "FIND": rows.where(table.c.id == newest, here(table)),
        "ALL": rows.where(here(table)).order_by(table.c.id),
        "INSERT": insert(table).values({"site_id": SITE_ID, **_values(table, names)}),
        "UPDATE": update(table).where(table.c.id == newest, here(table)).values(_values(table, changed)),
        "DELETE": delete(table).where(*known_by),
    }


globals().update(
    {
        f"{verb}_{of.name.upper()}": statement
        for of in TABLES
        if of.written
        for verb, statement in _statements(of).items()
    }
)
