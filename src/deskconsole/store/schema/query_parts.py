"""What the statements in ``queries.py`` are made of, and how one becomes text."""

import textwrap
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ClauseElement,
    Column,
    Insert,
    Integer,
    Table,
    Update,
    bindparam,
    cast,
    insert,
    literal_column,
    or_,
    update,
)
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

from deskconsole.store.schema import tables

Statement = ClauseElement


def table_of(row: type[SQLModel]) -> Table:
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


SITE = table_of(tables.SiteRow)
POLICY_TEXT = table_of(tables.PolicyTextRow)
STAFF = table_of(tables.StaffRow)
CUSTOMER = table_of(tables.CustomerRow)
CONTACT = table_of(tables.ContactRow)
TICKET = table_of(tables.TicketRow)
EVENT = table_of(tables.EventRow)
PAYLOAD = table_of(tables.PayloadRow)
CLOCK = table_of(tables.ClockRow)
CALL = table_of(tables.PhoneCallRow)
KEY = table_of(tables.WrittenKeyRow)
DRAFT = table_of(tables.DraftRow)

#: An event as ``mapping.event_of`` reads it.
EVENT_COLUMNS = (
    *(EVENT.c[name] for name in ("seq", "kind", "of", "happened_at", "recorded_at", "by", "source", "by_role")),
    *(EVENT.c[name] for name in ("by_department", "pack_hash", "calendar_hash", "payload_digest")),
    PAYLOAD.c.body,
)

#: A value given by name when the statement is run.
given = bindparam

#: How many rows are given out. The cast hides the number from SQLite's planner, which would otherwise prepare the
#: statement anew each time that another number, or the same one again, is given (50 to 200 µs).
at_most = cast(given("limit"), Integer)


def word(text: str) -> Any:
    """A constant inside the statement, so that a partial index is recognised."""
    return literal_column(f"'{text}'")


def columns(names: Iterable[str], table: Table, *, prefix: str = "") -> list[Column[Any]]:
    """The columns of these names, in this order; one missing in ``table`` is tried with ``prefix``."""
    return [table.c[name] if name in table.c else table.c[prefix + name] for name in names]


def any_or(column: Column[Any], name: str) -> Any:
    """A filter that is off while its value is null."""
    return or_(given(name).is_(None), column == given(name))


def upsert(table: Table, *key: str, fixed: tuple[str, ...] = ()) -> ClauseElement:
    """Insert, or replace every column but ``key`` and ``fixed``; a row key that is not ``key`` is the database's."""
    given_names = [c.name for c in table.c if c.name in key or not c.primary_key]
    statement = sqlite.insert(table).values({name: given(name) for name in given_names})
    return statement.on_conflict_do_update(
        index_elements=[table.c[name] for name in key],
        set_={table.c[name]: statement.excluded[name] for name in given_names if name not in (*key, *fixed)},
    )


def insert_row(table: Table, *left_out: str) -> Insert:
    """Insert every column but these, each given by its own name."""
    return insert(table).values({c.name: given(c.name) for c in table.c if c.name not in left_out})


def update_row(table: Table, *where: Any, names: tuple[str, ...]) -> Update:
    """Set the columns ``names``, each given by its own name."""
    return update(table).where(*where).values({name: given(name) for name in names})


def sql_of(statement: Statement) -> str:
    """The statement for SQLite, with named parameters, on one line."""
    compiled = statement.compile(dialect=sqlite.dialect(paramstyle="named"))
    values = {name: value for name, value in compiled.params.items() if value is not None and name != "param_1"}
    if values:
        raise ValueError(f"a value that nobody would give: {values}; write it as a constant")
    # SQLAlchemy adds an offset of zero to each limit, as a parameter that would have to be given.
    return " ".join(str(compiled).split()).replace(" OFFSET :param_1", "")


def assignment(name: str, sql: str) -> str:
    """The line or lines of ``statements.py`` that give ``sql`` its name."""
    line = f"{name.upper()}: Final = {_quoted(sql)}"
    if len(line) <= 120:
        return line
    pieces = "".join(f"    {_quoted(piece)}\n" for piece in _pieces(sql))
    return f"{name.upper()}: Final = (\n{pieces})"


def _quoted(sql: str) -> str:
    return f"'{sql}'" if '"' in sql and "'" not in sql else '"' + sql.replace('"', '\\"') + '"'


def _pieces(sql: str) -> list[str]:
    """The statement in as many literals as the formatter would leave it in."""
    if len(_quoted(sql)) <= 116:
        return [sql]
    lines = textwrap.wrap(sql, 108, break_long_words=False, break_on_hyphens=False)
    return [f"{line} " for line in lines[:-1]] + lines[-1:]
