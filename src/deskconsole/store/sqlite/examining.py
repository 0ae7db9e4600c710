"""A store looked at from outside, whatever state it is in; nothing is changed and nothing raises."""

from glob import escape
from pathlib import Path
from typing import Final

from deskconsole.errors import StoreUnusable
from deskconsole.store.api import Overview
from deskconsole.store.sqlite.alone import users_of
from deskconsole.store.sqlite.filesystems import check_place, file_system_of
from deskconsole.store.sqlite.identity import being_restored
from deskconsole.store.sqlite.library import Connection, connect, dbapi, explained, loses_commits
from deskconsole.store.sqlite.revision import HEAD, refuse_newer, revision

#: A larger store is not read through: that takes four seconds a GB, and `verify` does it.
_READ_THROUGH: Final = 2_000_000_000
#: Ends of names beside a store's own that a program which was killed has left.
_TEMPORARY: Final = (
    *(".{name}.new-*", "{name}.before-*.part-*", ".unpacking-*", ".unpacking-*.stage"),
    *(".verifying*", ".pepper.*"),
)


def overview(path: Path) -> Overview:
    """What can be result of the store at ``path``, also where it cannot be opened."""
    trouble, journal, schema = None, None, None
    try:
        check_place(path)
        journal, schema, trouble = _opened(path)
    except StoreUnusable as error:
        trouble = error
    return Overview(
        sqlite=dbapi.sqlite_version,
        loses_commits=loses_commits(dbapi.sqlite_version_info),
        file_system=file_system_of(path.parent),
        trouble=trouble,
        journal=journal,
        schema=schema,
        known_schema=HEAD,
        users=tuple(users_of(path)) if path.is_file() else (),
        log_size=_size(path.with_name(path.name + "-wal")),
        leftovers=tuple(_leftovers(path)),
    )


def _opened(path: Path) -> tuple[str | None, str | None, StoreUnusable | None]:
    """The journal mode, the step of the schema, and what is wrong; this connection changes nothing."""
    journal = schema = None
    connection: Connection | None = None
    try:
        connection = connect(path, read_only=True)
        schema = revision(connection, path)
        journal = str(connection.execute("PRAGMA journal_mode").fetchone()[0])
        refuse_newer(schema, path)
        if path.stat().st_size < _READ_THROUGH:
            result = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            if result != "ok":
                template = "{path}: the store is damaged ({reason}); stop all consoles and restore the last backup"
                return journal, schema, StoreUnusable(template, path=str(path), reason=result)
    except StoreUnusable as error:
        return journal, schema, error
    except dbapi.Error as error:
        return journal, schema, explained(error, path)
    finally:
        if connection is not None:
            connection.close()
    return journal, schema, None


def _leftovers(path: Path) -> list[Path]:
    patterns = [pattern.format(name=escape(path.name)) for pattern in _TEMPORARY]
    left = {file for pattern in patterns for file in path.parent.glob(pattern)}
    if (ready := being_restored(path)).exists():
        left.add(ready)
    return sorted(left)


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
