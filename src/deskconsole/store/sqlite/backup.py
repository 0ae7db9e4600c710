"""A consistent copy of a store, made while others work on it."""

import os
from hashlib import file_digest
from pathlib import Path
from typing import Final

from deskconsole.errors import StoreUnusable
from deskconsole.given_files import sync_folder, sync_gently
from deskconsole.record import dataclass
from deskconsole.store.sqlite.library import Connection, connect, dbapi, explained

#: Pages of a step: a megabyte.
_PAGES: Final = 256


@dataclass(frozen=True, slots=True)
class BackupRecord:
    """A finished, verified backup: the file, its SHA-256 and the head of the record in it."""

    path: Path
    size: int
    sha256: str
    last_site_seq: int
    head_hash: str


def back_up(source: Path, target: Path) -> BackupRecord:
    """Copy the store at ``source`` to ``target``, which appears only when complete and checked.

    Writers are not disturbed: the copy is of one moment. Raises :class:`StoreUnusable` when either side fails.
    """
    part = target.with_name(f"{target.name}.part-{os.getpid()}")
    try:
        connection = connect(source, read_only=True)
        try:
            connection.execute("BEGIN")
            copy_moment(connection, part)
        finally:
            connection.close()
        seq, head = check_copy(part)
        digest = _settle(part, target)
    except dbapi.Error as error:
        raise explained(error, target) from error
    except OSError as error:
        raise StoreUnusable("{path}: the backup failed: {reason}", path=str(target), reason=str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return BackupRecord(target, target.stat().st_size, digest, seq, head)


def copy_moment(connection: Connection, target: Path) -> None:
    """Copy what an open read transaction sees, page by page, to a new file for its owner alone, without a -wal.

    Outside of a transaction each foreign write would start the copy anew. Nothing is durable yet. Raises
    ``dbapi.Error`` and ``OSError``.
    """
    # A transaction sees nothing before its first question: asked here, whoever writes meanwhile is not seen.
    connection.execute("SELECT count(*) FROM alembic_version").fetchone()
    target.unlink(missing_ok=True)
    descriptor = os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    copy = connect(target)
    try:
        # A copy that came to nothing is thrown away: it needs no journal.
        copy.execute("PRAGMA synchronous=OFF")
        copy.execute("PRAGMA journal_mode=OFF")
        connection.backup(copy, pages=_PAGES, progress=lambda _status, _remaining, _total: sync_gently(descriptor))
        # One file, without a -wal beside it; opening the store switches back.
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()
        os.close(descriptor)


def check_copy(copy: Path) -> tuple[int, str]:
    """Where the record of a copy ends: its last sequence and hash. Raises :class:`StoreUnusable` for a damaged one."""
    connection = connect(copy, read_only=True)
    try:
        result = connection.execute("PRAGMA quick_check").fetchone()[0]
        if result != "ok":
            raise StoreUnusable("{path}: the copy is damaged: {reason}", path=str(copy), reason=str(result))
        seq, head = connection.execute("SELECT last_site_seq, head_hash FROM site ORDER BY id").fetchone() or (0, "")
        return int(seq), str(head)
    finally:
        connection.close()


def _settle(part: Path, target: Path) -> str:
    """Make the copy durable and give it its name; its SHA-256."""
    with part.open("rb+") as file:
        digest = file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    part.replace(target)
    sync_folder(target.parent)
    return digest
