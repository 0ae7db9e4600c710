"""The one SQLite library of this process, and how a connection to a store is made.

Never ``open()`` a store's files besides: closing any descriptor of them drops the locks that this process holds.
"""

import os
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from deskconsole.errors import NotNow, StoreUnusable
from deskconsole.record import dataclass

if TYPE_CHECKING:
    import sqlite3 as dbapi
else:
    try:
        from pysqlite3 import dbapi2 as dbapi
    except ImportError:  # no wheel for this platform: the interpreter's own, whose version is checked
        import sqlite3 as dbapi

__all__ = [
    "BUSY_SECONDS",
    "OVERWRITES",
    "Connection",
    "begin_immediate",
    "connect",
    "dbapi",
    "error_code",
    "explained",
    "is_explained",
    "loses_commits",
]

#: The mark in a file's head of one in which every connection has overwritten what it deleted, from its first page on.
OVERWRITES: Final = 1

#: How long a write waits for another process's write, in seconds.
BUSY_SECONDS: Final = 10

_FIXED: Final = (3, 51, 3)
#: Older lines that had the repair backported: line → first repaired release.
_BACKPORTED: Final = {(3, 50): 7, (3, 44): 6}


class Connection(dbapi.Connection):
    """A connection that the store can refer to weakly."""


def loses_commits(version: tuple[int, ...]) -> bool:
    """Whether this SQLite can lose commits of several processes in WAL mode (the WAL-reset bug, 3.7.0–3.51.2)."""
    if version < (3, 7) or version >= _FIXED:
        return False
    repaired = _BACKPORTED.get((version[0], version[1]))
    return repaired is None or version[2] < repaired


def connect(path: Path, *, read_only: bool = False, create: bool = False) -> Connection:
    """A connection to the store at ``path`` with everything set that each connection must have.

    Transactions are begun by hand. ``read_only`` refuses writes by this connection; the file is opened for writing
    all the same, because a reader of a WAL file takes part in its shared memory.
    """
    mode = "rwc" if create else "rw"
    connection: Connection = dbapi.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
        cached_statements=256,
    )
    try:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        # Without it INSERT OR REPLACE deletes rows behind the back of the append-only triggers.
        connection.execute("PRAGMA recursive_triggers=ON")
        # What is deleted or written over is not left in the file: costs nothing that could be measured at an intake.
        connection.execute("PRAGMA secure_delete=ON")
        if sys.platform == "darwin":
            connection.execute("PRAGMA fullfsync=ON")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
    except dbapi.Error:
        connection.close()
        raise
    return connection


def begin_immediate(connection: Connection) -> None:
    """Begin a write transaction; waits up to ``BUSY_SECONDS`` for others.

    SQLite itself looks less often the longer it has waited, ten times a second in the end, so that whoever comes later
    goes first. Here every one looks every few milliseconds.
    """
    end = time.monotonic() + BUSY_SECONDS
    connection.execute("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except dbapi.OperationalError as error:
                if error_code(error) != dbapi.SQLITE_BUSY or time.monotonic() >= end:
                    raise
            time.sleep(random.uniform(*_LOOKS))
    finally:
        connection.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")


#: Seconds between two looks at whether the others have ended.
_LOOKS: Final = (0.002, 0.008)


@dataclass(frozen=True)
class _Advice:
    template: str
    #: what is raised
    refusal: type[StoreUnusable] = StoreUnusable


_PERMISSIONS: Final = _Advice(
    "{path}: the store may not be written to ({reason}); check the permissions of the file and of its folder"
)
_WAITED: Final = _Advice(
    "{path}: another program has been writing to the store for more than {seconds} seconds; "
    "nothing was recorded, try again",
    NotNow,
)
_OTHER: Final = _Advice("{path}: the store cannot be used: {reason}")
_BY_CODE: Final = {
    dbapi.SQLITE_BUSY: _WAITED,
    dbapi.SQLITE_LOCKED: _WAITED,
    dbapi.SQLITE_READONLY: _PERMISSIONS,
    dbapi.SQLITE_PERM: _PERMISSIONS,
    dbapi.SQLITE_FULL: _Advice("{path}: the disk is full, nothing was recorded; make room and try again", NotNow),
    dbapi.SQLITE_CANTOPEN: _Advice(
        "{path}: the store cannot be opened ({reason}); check that the file and its folder exist and may be written to"
    ),
    dbapi.SQLITE_IOERR: _Advice(
        "{path}: the disk reported an error ({reason}), nothing was recorded; check the disk and its free space"
    ),
    dbapi.SQLITE_CORRUPT: _Advice(
        "{path}: the store is damaged ({reason}); stop all consoles and restore the last backup"
    ),
    dbapi.SQLITE_NOTADB: _Advice(
        "{path}: this is not a store, or its beginning is damaged; check the path or restore the last backup"
    ),
}


#: What SQLite says where it finds no room for something else than the contents of the store: its -wal, its -shm.
_PERHAPS_FULL: Final = (dbapi.SQLITE_IOERR, dbapi.SQLITE_CANTOPEN)
#: Bytes that such a file needs to begin with.
_LEAST_ROOM: Final = 65_536


def _is_full(folder: Path) -> bool:
    try:
        disk = os.statvfs(folder)
    except (OSError, AttributeError):  # Windows does not tell so
        return False
    return disk.f_bavail * disk.f_frsize < _LEAST_ROOM


def error_code(error: dbapi.Error) -> int:
    """SQLite's primary code of an error; 0 where there is none."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else 0


def is_explained(error: dbapi.Error) -> bool:
    """Whether there is advice for an error: it is the disk's, a right's or another program's, no mistake of ours."""
    return error_code(error) in _BY_CODE


def explained(error: dbapi.Error, path: Path) -> StoreUnusable:
    """What a database error means for people, with advice; to be raised from ``error``."""
    code = error_code(error)
    if code in _PERHAPS_FULL and _is_full(path.parent):
        code = dbapi.SQLITE_FULL
    advice = _BY_CODE.get(code, _OTHER)
    return advice.refusal(advice.template, path=str(path), reason=str(error), seconds=BUSY_SECONDS)
