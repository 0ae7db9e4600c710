"""Changing a store past the program, as somebody would who knows SQL: every column of every table of the schema."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Boolean, CheckConstraint, Column, Integer, LargeBinary, Table, UniqueConstraint
from sqlmodel import SQLModel

from deskconsole.store.sqlite import library
from deskconsole.store.sqlite.library import Connection
from tests.architecture import statements as compiling

for _feature in compiling.features():
    import_module(f"deskconsole.store.schema.{_feature}")

#: Every table of the program, those of a later version included.
TABLES: tuple[Table, ...] = tuple(SQLModel.metadata.sorted_tables)


class Tampering(NamedTuple):
    """One thing done to a store, and what it is called; ``column``: ``table.column`` where one value is changed."""

    what: str
    statements: tuple[str, ...]
    column: str | None = None


def tampered(path: Path, statements: Sequence[str]) -> None:
    """Do it with triggers, references and checks out of the way, and leave no other trace."""
    with closing(library.connect(path)) as connection:
        for setting in ("foreign_keys=OFF", "ignore_check_constraints=ON"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN IMMEDIATE")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            changed = connection.execute(statement).rowcount
            assert changed != 0, f"nothing was changed by: {statement}"
        for _name, sql in triggers:
            connection.execute(sql)
        connection.execute("COMMIT")


class _Copy:
    """A copy of a store in memory, where is tried out what can be done at all."""

    def __init__(self, path: Path) -> None:
        self.connection: Connection = library.dbapi.connect(":memory:", isolation_level=None, factory=Connection)
        source = library.connect(path, read_only=True)
        source.backup(self.connection)
        source.close()
        self.connection.execute("PRAGMA ignore_check_constraints=ON")
        for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            self.connection.execute(f'DROP TRIGGER "{name}"')

    def one(self, sql: str, *values: Any) -> Any:
        return self.connection.execute(sql, values).fetchone()

    def keys(self, table: Table) -> list[int]:
        rows = self.connection.execute(f"SELECT rowid FROM {table.name} ORDER BY rowid").fetchall()
        assert rows, f"nothing has happened in {table.name}: let it happen in `busy.py`"
        return [key for (key,) in rows]

    def possible(self, *statements: str) -> bool:
        """Whether the file takes it: two rows may not be the same by a unique index."""
        self.connection.execute("BEGIN")
        try:
            return all(self.connection.execute(statement).rowcount != 0 for statement in statements)
        except library.dbapi.IntegrityError:
            return False
        finally:
            self.connection.execute("ROLLBACK")


def changes_of_values(path: Path, table: str) -> Iterator[Tampering]:
    """For each column one or two changed values: another one, and none where there may be none."""
    copy = _Copy(path)
    for column in _table(table).c:
        yield from _changes(copy, _table(table), column)


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


def _changes(copy: _Copy, table: Table, column: Column[Any]) -> Iterator[Tampering]:
    name, quoted = f"{table.name}.{column.name}", f'"{column.name}"'
    copy.keys(table)
    key, value = copy.one(f"SELECT rowid, {quoted} FROM {table.name} ORDER BY {quoted} IS NULL, rowid LIMIT 1")
    for new in _others(copy, table, column, value):
        statement = f"UPDATE {table.name} SET {quoted} = {new} WHERE rowid = {key}"
        if copy.possible(statement):
            yield Tampering(f"{name} = {new}"[:120], (statement,), name)
            break
    else:
        raise AssertionError(f"{name} could not be changed")
    if column.nullable and value is not None:
        yield Tampering(f"{name} = NULL", (f"UPDATE {table.name} SET {quoted} = NULL WHERE rowid = {key}",), name)


def _others(copy: _Copy, table: Table, column: Column[Any], value: Any) -> Iterator[str]:
    """Values that might stand there as well, as SQL: the first that the file takes is meant."""
    if isinstance(column.type, Boolean):
        yield str(1 - int(value or 0))
    elif isinstance(column.type, LargeBinary):
        yield "x'00'"
    elif isinstance(column.type, Integer):
        for reference in column.foreign_keys:
            other = reference.column
            rows = copy.connection.execute(
                f'SELECT "{other.name}" FROM {other.table.name} WHERE "{other.name}" IS NOT ?', (value,)
            ).fetchall()
            yield from (str(key) for (key,) in rows)
        yield from (str((value or 0) + more) for more in (1, 1_000_003))
    else:
        checks = " ".join(str(each.sqltext) for each in table.constraints if isinstance(each, CheckConstraint))
        if f"{column.name} IN" in checks:
            yield from (_text(word) for word in checks.split("'")[1::2] if word != value)
        row = copy.one(
            f'SELECT "{column.name}" FROM {table.name} WHERE "{column.name}" != ? LIMIT 1', value if value else ""
        )
        yield from (_text(str(row[0])) for _once in ([1] if row is not None else []))
        yield _text(f"{value or ''}x")


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def changes_of_rows(path: Path, name: str) -> Iterator[Tampering]:
    """The first and the last row removed, all of them, a copy of one inserted, two swapped."""
    copy, table = _Copy(path), _table(name)
    keys = copy.keys(table)
    for key in dict.fromkeys((keys[0], keys[-1])):
        yield Tampering(f"{name}: row {key} removed", (f"DELETE FROM {name} WHERE rowid = {key}",))
    yield Tampering(f"{name}: all rows removed", (f"DELETE FROM {name}",))
    inserted = (statement for key in keys for statement in _copies(table, key))
    yield Tampering(f"{name}: a row inserted", (next(each for each in inserted if copy.possible(each)),))
    pairs = ((one, other) for one in keys for other in reversed(keys) if one < other)
    swapped = (tuple(_swapped(copy, table, *pair)) for pair in pairs)
    if len(keys) > 1:
        yield Tampering(f"{name}: two rows swapped", next(each for each in swapped if copy.possible(*each)))


def _copies(table: Table, key: int) -> Iterator[str]:
    """A row like another, with values of its own where two may not be the same."""
    primary = {column.name for column in table.primary_key}
    unique = {c.name for each in table.constraints if isinstance(each, UniqueConstraint) for c in each.columns}
    unique |= {c.name for index in table.indexes if index.unique for c in index.columns}
    own = {column.name for column in table.c if column.name in primary | unique and not column.foreign_keys}
    yield _copied(table, key, own)
    yield _copied(table, key, primary | unique)


def _copied(table: Table, key: int, own: set[str]) -> str:
    values = []
    for column in table.c:
        value = f'"{column.name}"'
        if column.name in own and isinstance(column.type, Integer):
            value = f"(SELECT max({value}) + 1 FROM {table.name})"
        elif column.name in own:
            value = f"{value} || 'x'"
        values.append(value)
    names = ", ".join(f'"{column.name}"' for column in table.c)
    return f"INSERT INTO {table.name} ({names}) SELECT {', '.join(values)} FROM {table.name} WHERE rowid = {key}"


def _swapped(copy: _Copy, table: Table, one: int, other: int) -> Iterator[str]:
    """Two rows change places: each is found by the key of the other."""
    column = next(c for c in table.primary_key if c.name != "site_id")
    quoted = f'"{column.name}"'
    first, second = (
        copy.one(f"SELECT quote({quoted}) FROM {table.name} WHERE rowid = {key}")[0] for key in (one, other)
    )
    aside = "-1" if isinstance(column.type, Integer) else "'aside'"
    for before, after in ((first, aside), (second, first), (aside, second)):
        yield f"UPDATE {table.name} SET {quoted} = {after} WHERE {quoted} = {before}"
