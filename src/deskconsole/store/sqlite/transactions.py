"""The two kinds of transaction on a connection that has begun one."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from deskconsole.errors import RowUnreadable
from deskconsole.store.api import Head, SiteRecord, TableDump
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import Record, records_of
from deskconsole.store.sqlite.full_text import WordIndex
from deskconsole.store.sqlite.library import Connection, dbapi, explained

SQL: Final = statements("site")


class SQLiteReadTransaction:
    """See ``api.ReadTransaction``."""

    def __init__(self, connection: Connection, site: SiteRecord) -> None:
        self._connection = connection
        self._site_id = site.id
        self._head: Head | None = None
        self.site_code = site.code
        self.index = WordIndex(connection)

    @property
    def head(self) -> Head:
        """The head of the site's record as this transaction sees it and leaves it; asked once."""
        if self._head is None:
            self._head = self.record(Head, SQL.HEAD)
            assert self._head is not None
        return self._head

    def all(self, sql: str, /, **values: Any) -> list[Any]:
        """Every row of a statement."""
        values["site_id"] = self._site_id
        return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, /, **values: Any) -> Any:
        """The first row of a statement, ``None`` if there is none."""
        values["site_id"] = self._site_id
        return self._connection.execute(sql, values).fetchone()

    def each(self, sql: str, /, **values: Any) -> Iterator[Any]:
        """The rows of a statement one after the other, for results that need not fit into memory."""
        values["site_id"] = self._site_id
        return iter(self._connection.execute(sql, values))

    def copy_to(self, target: Path) -> None:
        """Copy everything as this transaction sees it to a new file."""
        from deskconsole.store.sqlite.backup import copy_moment  # for whoever backs up

        try:
            copy_moment(self._connection, target)
        except dbapi.Error as error:
            raise explained(error, target) from error

    def dump(self) -> Iterator[TableDump]:
        """Every row of the store."""
        from deskconsole.store.sqlite.dumping import dump  # for whoever exports

        return dump(self._connection)

    def records(self, shape: type[Record], sql: str, /, **values: Any) -> list[Record]:
        """Every row of a statement as a record."""
        return _records(shape, self.all(sql, **values))

    def record(self, shape: type[Record], sql: str, /, **values: Any) -> Record | None:
        """The first row of a statement as a record, ``None`` if there is none."""
        row = self.one(sql, **values)
        return None if row is None else _records(shape, (row,))[0]


def _records(shape: type[Record], rows: Sequence[Any]) -> list[Record]:
    try:
        return records_of(shape, rows)
    except (TypeError, ValueError, OverflowError) as error:
        raise RowUnreadable(
            "a row of the store was changed past the program and cannot be read ({reason}); see: verify",
            reason=str(error),
        ) from error


class SQLiteWriteTransaction(SQLiteReadTransaction):
    """See ``api.WriteTransaction``."""

    def run(self, sql: str, /, **values: Any) -> int:
        """Run a changing statement; the number of rows changed."""
        values["site_id"] = self._site_id
        return self._connection.execute(sql, values).rowcount

    def insert(self, sql: str, /, **values: Any) -> int:
        """Insert one row; its key."""
        values["site_id"] = self._site_id
        return self._connection.execute(sql, values).lastrowid or 0
