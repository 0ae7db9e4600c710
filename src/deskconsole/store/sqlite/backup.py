"""A consistent copy of a store, made while others work on it."""

import os
from hashlib import file_digest
from pathlib import Path
from typing import Final

from deskconsole.errors import StoreUnusable
from deskconsole.record import dataclass
from deskconsole.store.sqlite.library import Connection, connect, dbapi, explained

_PAGES: Final = 2048


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
            _copy(connection, part)
        finally:
            connection.close()
        seq, head = _check(part)
        digest = _settle(part, target)
    except dbapi.Error as error:
        raise explained(error, target) from error
    except OSError as error:
        raise StoreUnusable("{path}: the backup failed: {reason}", path=str(target), reason=str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return BackupRecord(target, target.stat().st_size, digest, seq, head)


def _copy(connection: Connection, part: Path) -> None:
    """Page by page inside a read transaction: outside one, each foreign write starts the copy anew."""
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copy = connect(part)
    try:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM alembic_version").fetchone()
        connection.backup(copy, pages=_PAGES)
        connection.execute("COMMIT")
        # One file, without a -wal beside it; opening the store switches back.
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _check(part: Path) -> tuple[int, str]:
    copy = connect(part, read_only=True)
    try:
        result = copy.execute("PRAGMA quick_check").fetchone()[0]
        if result != "ok":
            raise StoreUnusable("{path}: the copy is damaged: {reason}", path=str(part), reason=str(result))
        seq, head = copy.execute("SELECT last_site_seq, head_hash FROM site ORDER BY id").fetchone() or (0, "")
        return int(seq), str(head)
    finally:
        copy.close()


def _settle(part: Path, target: Path) -> str:
    """Make the copy durable and give it its name; its SHA-256."""
    with part.open("rb+") as file:
        digest = file_digest(file, "sha256").hexdigest()
        os.fsync(file.fileno())
    part.replace(target)
    sync_folder(target.parent)
    return digest


def sync_folder(folder: Path) -> None:
    """Make names in ``folder`` durable, where the system can."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
