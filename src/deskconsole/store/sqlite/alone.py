"""Who has a store to themselves: one program that changes its file as a whole, and nobody else inside meanwhile.

Two locks. That of a file beside the store keeps programs apart that migrate or replace it. That of the store's own
file is the one that SQLite's connections hold: while a console has the store open in WAL mode, it has a share of it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from deskconsole.errors import StoreUnusable

#: The end of the name of the file that is locked.
LOCK: Final = ".migrating"
#: Whoever may write to the store may bring it up to date.
_MODE: Final = 0o660
#: The bytes of a database file whose locks are SQLite's (its file format: the pending, reserved and shared bytes).
_LOCKED_FROM, _LOCKED_BYTES = 0x40000000, 512


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock file beside the store; the system releases it when the process ends, however it ends.

    Raises :class:`StoreUnusable` when another program holds it.
    """
    lock = path.with_name(path.name + LOCK)
    try:
        descriptor = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_APPEND, _MODE)
        if os.fstat(descriptor).st_uid == getattr(os, "getuid", int)():
            lock.chmod(_MODE)  # whatever the umask
        file = os.fdopen(descriptor, "ab")
    except OSError as error:
        raise StoreUnusable(
            "{path}: the store cannot be locked: {reason}", path=str(path), reason=str(error)
        ) from error
    with file:
        if not _locked(file):
            raise StoreUnusable(
                "{path}: another program is bringing the store up to date; try again in a moment", path=str(path)
            )
        yield


def _locked(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt  # there only

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # there only

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def nobody_inside(path: Path) -> Iterator[None]:
    """Keep every connection out of the file at ``path``, which may be damaged or absent, until the block ends.

    This process must have no connection to it: closing the file here drops the locks of all of them. Raises
    :class:`StoreUnusable` while anybody has the store open. Where SQLite works without a -wal
    (``library.loses_commits``) a console that does nothing holds no lock; it notices at its next write that the file is
    another one, and records nothing.
    """
    if sys.platform == "win32" or not path.exists():  # there a file that is open cannot be replaced
        yield
        return
    import fcntl  # Windows has none

    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKED_BYTES, _LOCKED_FROM)
        except OSError as error:
            raise StoreUnusable(
                "{path}: somebody has the store open ({who}); end every console and service on it, then try again",
                path=str(path),
                who=", ".join(f"{account} {pid}" for pid, account in users_of(path)) or "-",
            ) from error
        yield


def users_of(path: Path, locks: Path = Path("/proc/locks"), proc: Path = Path("/proc")) -> list[tuple[int, str]]:
    """The processes that hold a lock on the file at ``path`` (in WAL mode: that have the store open), each with the
    account that it runs as; none where the system does not tell."""
    try:
        number = path.stat().st_ino
        lines = locks.read_text("ascii", "replace").splitlines()
    except OSError:
        return []
    fields = (line.replace("-> ", "").split() for line in lines)
    pids = {int(each[4]) for each in fields if len(each) > 5 and each[5].rpartition(":")[2] == str(number)}
    return [(pid, _account(proc / str(pid))) for pid in sorted(pids - {0, -1})]


def _account(process: Path) -> str:
    try:
        import pwd  # Windows has none

        return pwd.getpwuid(process.stat().st_uid).pw_name
    except (ImportError, KeyError, OSError):
        return "?"
