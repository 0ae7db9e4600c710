"""Making a new store; imported only then."""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import Any, Final

from deskconsole.errors import StoreUnusable
from deskconsole.given_files import sync_folder
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import GENESIS
from deskconsole.store.sqlite.filesystems import refuse_network
from deskconsole.store.sqlite.library import OVERWRITES, connect, dbapi, explained, is_explained, loses_commits
from deskconsole.store.sqlite.migrations import upgrade

SQL: Final = statements("site")

#: Several accounts of the system share a store through the group of its folder; where the folder is one account's, so
#: is the store.
_FILE: Final = 0o660
_OWN_FILE: Final = 0o600
_FOLDER: Final = 0o2770


def make(path: Path, site: Mapping[str, Any]) -> None:
    """Make the store aside and give it its name when it is complete: there is never half a store at ``path``."""
    with made_aside(path) as part:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _OWN_FILE))
        _fill(part, site)


@contextmanager
def made_aside(path: Path) -> Iterator[Path]:
    """A free name beside ``path``; the store that is made there gets its own name when the block ends well."""
    if path.exists():
        raise _taken(path)
    refuse_network(path)
    part = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        _folder(path.parent)
        part.unlink(missing_ok=True)
        yield part
        _settle(part)
        part.chmod(_FILE if path.parent.stat().st_mode & stat.S_IRWXG else _OWN_FILE)
        _name(part, path)
    except OSError as error:
        raise StoreUnusable("{path}: no store can be made: {reason}", path=str(path), reason=str(error)) from error
    except dbapi.Error as error:
        if is_explained(error):
            raise explained(error, path) from error
        raise
    finally:
        for leftover in path.parent.glob(f"{escape(part.name)}*"):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _settle(part: Path) -> None:
    """Only the file gets a name: what its last connection could not move there out of the log is moved now."""
    log = part.with_name(f"{part.name}-wal")
    if log.exists() and log.stat().st_size:
        connection = connect(part)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
        if log.exists() and log.stat().st_size:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(log))


def _taken(path: Path) -> StoreUnusable:
    return StoreUnusable("{path}: there is something already; it is left as it is", path=str(path))


def _folder(folder: Path) -> None:
    """Make the folder and those above it; only the last is shared."""
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
        folder.chmod(_FOLDER)


def _fill(part: Path, site: Mapping[str, Any]) -> None:
    upgrade(part)
    connection = connect(part)
    try:
        if not loses_commits(dbapi.sqlite_version_info):
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA user_version={OVERWRITES}")
        values = {**site, "last_site_seq": 0, "head_hash": GENESIS, "number_last": 0}
        connection.execute(SQL.INSERT_SITE, values)
    finally:
        connection.close()


def _name(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise _taken(path) from None
        part.rename(path)
    try:
        sync_folder(path.parent)
    except OSError:
        path.unlink()  # nobody knows of it yet
        raise
