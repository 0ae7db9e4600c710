"""A new store made of rows as `dumping.py` gives them; imported only then."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.store.sqlite.dumping import columns_of, tables_of
from deskconsole.store.sqlite.library import Connection, connect, dbapi, loses_commits
from deskconsole.store.sqlite.migrations import REVISIONS, upgrade

_STEP: Final = re.compile(r"\d{4}")
#: Of what the database says of a wrong row, in characters.
_LONGEST: Final = 200


class SQLiteLoader:
    """See ``api.Loader``; everything is one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._columns = {name: columns_of(connection, name)[0] for name in tables_of(connection)}
        self._insert = ""
        self._width = 0

    def begin(self, table: str, columns: Sequence[str]) -> None:
        """The rows that follow are of this table."""
        if table not in self._columns:
            raise DeskError("there is no table '{table}'", table=table)
        if list(columns) != self._columns[table]:
            raise DeskError("'{table}' has other columns: {known}", table=table, known=", ".join(self._columns[table]))
        self._width = len(columns)
        self._insert = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(columns))})'

    def add(self, row: Sequence[Any]) -> None:
        """One row of the table."""
        if not self._insert:
            raise DeskError("a row before any table")
        if len(row) != self._width:
            raise DeskError("{n} values instead of {width}", n=len(row), width=self._width)
        try:
            self._connection.execute(self._insert, row)
        except dbapi.IntegrityError as error:
            raise DeskError("the store does not take it: {reason}", reason=str(error)[:_LONGEST]) from error
        except (OverflowError, UnicodeEncodeError, dbapi.DataError, dbapi.ProgrammingError) as error:
            raise DeskError("a value that no store holds: {reason}", reason=str(error)[:_LONGEST]) from error


@contextmanager
def loading(part: Path, schema: str) -> Iterator[SQLiteLoader]:
    """A new store at ``part``, of this step of the schema, to be filled; complete and durable when the block ends."""
    if not _STEP.fullmatch(schema) or not any((REVISIONS / "versions").glob(f"*_{schema}.py")):
        raise StoreUnusable("schema {found} is none that this program knows", found=schema[:20])
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o660))
    upgrade(part, to=schema)
    connection = connect(part)
    try:
        connection.execute("PRAGMA foreign_keys=OFF")  # rows come in the order of tables' names; looked at in the end
        connection.execute("BEGIN IMMEDIATE")
        yield SQLiteLoader(connection)
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise DeskError("a row of {table} refers to one that is missing", table=broken[0])
        connection.execute("COMMIT")
        if not loses_commits(dbapi.sqlite_version_info):
            connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()
