"""What tables and statements are made of, and how a statement becomes text."""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import (
    ClauseElement,
    Column,
    Delete,
    Dialect,
    Insert,
    Table,
    Update,
    bindparam,
    cast,
    delete,
    insert,
    literal_column,
    or_,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import BigInteger, Field, SQLModel

from deskconsole.store.mapping import names_of

# --- columns -------------------------------------------------------------------------------------------------------


def row_key() -> Any:
    """The database's own key of a row."""
    return Field(default=None, primary_key=True)


def instant() -> Any:
    """Whole microseconds since the epoch, UTC."""
    return Field(sa_type=BigInteger)


def maybe_instant() -> Any:
    """The same, or null."""
    return Field(default=None, sa_type=BigInteger)


def reference(table: str) -> Any:
    """The key of a row of another table."""
    return Field(foreign_key=f"{table}.id")


def table_of(row: type[SQLModel]) -> Table:
    """The table of a row's class."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


# --- conditions ----------------------------------------------------------------------------------------------------

#: A value given by name when the statement is run. It has the type of what it is compared with; where it is compared
#: with nothing but null, PostgreSQL must be told.
given = bindparam

#: The site of the transaction, which every transaction gives by itself.
SITE_ID: Final = bindparam("site_id", type_=BigInteger())

#: How many rows are given out. The cast hides the number from SQLite's planner, which would otherwise prepare the
#: statement anew each time that another number, or the same one again, is given (50 to 200 µs).
AT_MOST: Final = cast(given("limit", type_=BigInteger()), BigInteger)


def here(table: Table) -> Any:
    """A row of the site of the transaction, in a table with an index that begins with the site, or found by its key."""
    return table.c.site_id == SITE_ID


def also_here(table: Table) -> Any:
    """The same where the rows are found by an index that does not begin with the site.

    SQLite's planner would choose one that does, and sort or look at every row of the site.
    """
    return literal_column(f"+{table.name}.site_id", BigInteger()) == SITE_ID


def word(constant: str) -> Any:
    """A constant inside the statement, so that a partial index is recognised."""
    return literal_column(f"'{constant}'")


def words(constants: Iterable[str]) -> tuple[Any, ...]:
    """The same for several."""
    return tuple(word(constant) for constant in constants)


def unless_given(name: str, condition: Any, type_: Any) -> Any:
    """A condition that is off while the value of this name, of this type, is null."""
    return or_(given(name, type_=type_).is_(None), condition)


def any_or(column: Column[Any], name: str) -> Any:
    """A column equal to the value of this name, whatever it is while that is null."""
    return unless_given(name, column == given(name), column.type)


def given_key(*names: str) -> Any:
    """The key that a list is sorted by, whole numbers, given by these names."""
    return tuple_(*(given(name, type_=BigInteger()) for name in names))


# --- statements ----------------------------------------------------------------------------------------------------


def columns(record: type, *tables: Table, prefix: str = "") -> list[Column[Any]]:
    """The columns that the fields of a record are named for, in this order, each from the first table that has it.

    A field may also have ``<table>_`` before the column's name, or do without its ``prefix``.
    """
    ways = (lambda c: c.name.removeprefix(prefix), lambda c: f"{c.table.name}_{c.name}", lambda c: c.name)
    existing = {way(column): column for way in ways for table in reversed(tables) for column in table.c}
    return [existing[name] for name in names_of(record)]


def insert_row(table: Table, *left_out: str) -> Insert:
    """Insert every column but these, each given by its own name."""
    return insert(table).values({c.name: given(c.name) for c in table.c if c.name not in left_out})


def update_row(table: Table, *where: Any, names: Iterable[str]) -> Update:
    """Set the columns ``names`` of rows of the site, each given by its own name."""
    here_too = (here(table),) if "site_id" in table.c else ()
    return update(table).where(*where, *here_too).values({name: given(name) for name in names})


def delete_row(table: Table, *where: Any) -> Delete:
    """Delete rows of the site."""
    return delete(table).where(*where, *((here(table),) if "site_id" in table.c else ()))


def upsert(table: Table, *key: str, fixed: tuple[str, ...] = ()) -> Insert:
    """Insert, or replace every column but ``key`` and ``fixed``; a row key that is not ``key`` is the database's.

    A row of another site is left alone.
    """
    names = [c.name for c in table.c if c.name in key or not c.primary_key]
    # The clause of PostgreSQL is SQLite's as well.
    statement = postgresql.insert(table).values({name: given(name) for name in names})
    excluded = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[table.c[name] for name in key],
        set_={table.c[name]: excluded[name] for name in names if name not in (*key, *fixed, "site_id")},
        where=table.c.site_id == excluded.site_id if "site_id" in table.c and "site_id" not in key else None,
    )


def of_sqlite(sql: str) -> ClauseElement:
    """A statement that only SQLite understands; another engine needs a text of its own."""
    return text(sql)


def sql_of(statement: ClauseElement, dialect: Dialect | None = None) -> str:
    """The statement for SQLite (or another ``dialect``), with named parameters, on one line."""
    compiled = statement.compile(dialect=dialect or sqlite.dialect(paramstyle="named"))
    values = {name: value for name, value in compiled.params.items() if value is not None and name != "param_1"}
    if values:
        raise ValueError(f"a value that nobody would give: {values}; write it as a constant")
    # SQLAlchemy adds an offset of zero to each limit, as a parameter that would have to be given.
    return " ".join(str(compiled).split()).replace(" OFFSET :param_1", "")
