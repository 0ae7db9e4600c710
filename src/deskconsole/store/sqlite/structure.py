"""Whether the store's file is built as this program builds it: tables, indexes and triggers, references, its one site.

What is expected stands in ``store/compiled/structure.json``, made from the steps themselves (:mod:`.structure_source`).
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from deskconsole.errors import DeskError
from deskconsole.store import compiled
from deskconsole.store.sqlite.library import OVERWRITES, Connection
from deskconsole.store.sqlite.revision import HEAD

STRUCTURE: Final = Path(compiled.__file__).with_name("structure.json")

#: The index of words makes tables of its own, as its version of SQLite likes.
_OF_THE_INDEX: Final = "search_words_"
_OBJECTS: Final = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
#: Rows that are looked at in one statement.
_PORTION: Final = 50_000
_PORTION_END: Final = (
    "SELECT max(key) FROM (SELECT rowid AS key FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT {portion})"
)
_BROKEN: Final = (
    'SELECT child.rowid, child."{column}" FROM {table} AS child WHERE child.rowid > ? AND child.rowid <= ? '
    'AND child."{column}" IS NOT NULL '
    'AND NOT EXISTS (SELECT 1 FROM {parent} AS parent WHERE parent."{key}" = child."{column}")'
)


def built_of(connection: Connection) -> dict[str, str]:
    """What a store's file consists of: kind and name → the words that it was made by, spaces apart."""
    return {f"{kind} {name}": _words(name, sql) for kind, name, sql in connection.execute(_OBJECTS).fetchall()}


def _words(name: str, sql: str | None) -> str:
    return "" if sql is None or name.startswith(_OF_THE_INDEX) else " ".join(sql.split())


@cache
def _expected() -> Mapping[str, str]:
    expected: Mapping[str, str] = json.loads(STRUCTURE.read_bytes())
    return expected


def structure_differences(connection: Connection, *, rows: bool) -> Iterator[DeskError]:
    """Each table, index, trigger or view that is missing, too many, or made in another way; a step, a number of the
    file or a further site that is not this program's; with ``rows`` each that refers to one that is not there. Short
    statements, no transaction."""
    stored, expected = built_of(connection), _expected()
    for name in sorted(expected.keys() - stored.keys()):
        yield DeskError("the store's {what} is missing", what=name)
    for name in sorted(stored.keys() - expected.keys()):
        yield DeskError("the store has the {what}, which is not this program's", what=name)
    for name in sorted(stored.keys() & expected.keys()):
        if stored[name] != expected[name]:
            yield DeskError("the store's {what} was changed: {stored}", what=name, stored=stored[name])
    yield from _numbers(connection)
    tables = sorted(name.removeprefix("table ") for name in stored.keys() & expected.keys() if name[:6] == "table ")
    for table in tables if rows else ():
        yield from _broken_references(connection, table)


def _numbers(connection: Connection) -> Iterator[DeskError]:
    steps = [str(row[0]) for row in connection.execute("SELECT version_num FROM alembic_version").fetchall()]
    if steps != [HEAD]:
        yield DeskError(
            "the store stands at step {stored}, this program at {expected}", stored=", ".join(steps), expected=HEAD
        )
    for name, existing in (("user_version", (0, OVERWRITES)), ("application_id", (0,))):
        if (number := connection.execute(f"PRAGMA {name}").fetchone()[0]) not in existing:
            yield DeskError(
                "the store's {what} is {stored}, which this program never makes it", what=name, stored=number
            )
    for code, packs in connection.execute("SELECT code, packs FROM site ORDER BY id LIMIT -1 OFFSET 1").fetchall():
        yield DeskError("the store has a further site: {code} ({packs})", code=code, packs=packs)


def _broken_references(connection: Connection, table: str) -> Iterator[DeskError]:
    references = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    after: int | None = -(2**63)
    while references and after is not None:
        first = after
        (after,) = connection.execute(_PORTION_END.format(table=table, portion=_PORTION), (first,)).fetchone()
        for _id, _seq, parent, column, key, *_rest in references if after is not None else ():
            sql = _BROKEN.format(table=table, column=column, parent=parent, key=key)
            for row, value in connection.execute(sql, (first, after)).fetchall():
                yield DeskError(
                    "{table}: row {row} refers to {parent} {value}, which is not there",
                    table=table,
                    row=row,
                    parent=parent,
                    value=value,
                )
