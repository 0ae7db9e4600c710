"""Every row of a store, table by table."""

from collections.abc import Iterator
from typing import Final

from deskconsole.store.api import TableDump
from deskconsole.store.sqlite.library import Connection

#: Made by SQLite, by Alembic, or made again from the rest.
_LEFT_OUT: Final = ("sqlite_", "search_words", "search_vocabulary", "alembic_version")
_TABLES: Final = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"


def dump(connection: Connection) -> Iterator[TableDump]:
    """The tables of a store in the order of their names, the rows of each in the order of its key."""
    for name in tables_of(connection):
        columns, key = columns_of(connection, name)
        names, order = (", ".join(f'"{each}"' for each in some) for some in (columns, key))
        yield TableDump(
            name, tuple(columns), iter(connection.execute(f'SELECT {names} FROM "{name}" ORDER BY {order}'))
        )


def tables_of(connection: Connection) -> list[str]:
    """The tables that are written out."""
    return [name for (name,) in connection.execute(_TABLES).fetchall() if not name.startswith(_LEFT_OUT)]


def columns_of(connection: Connection, table: str) -> tuple[list[str], list[str]]:
    """The columns of a table, and those of its key in their order."""
    rows = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    keyed = sorted((row[5], row[1]) for row in rows if row[5])
    return [row[1] for row in rows], [name for _place, name in keyed]
