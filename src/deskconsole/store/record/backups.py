"""The last backup, as the record tells of it."""

from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.store.api import ReadTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import instant
from deskconsole.store.payloads import payload_of

SQL: Final = statements("events")


class BackupRecord(NamedTuple):
    """A backup that was made: when, where the record ended in it, its SHA-256 and size in bytes, where it was written.

    ``tried``: whether it was restored aside and verified; ``copied``: whether the site's own command has taken it
    elsewhere, ``None`` where the site has none.
    """

    at: datetime
    seq: int
    head: str
    sha256: str
    size: int
    tried: bool
    copied: bool | None
    file: str | None


def last_backup(tx: ReadTransaction) -> BackupRecord | None:
    """The last backup; ``None`` where none was ever made, or what is stored of it was changed past the program."""
    row = tx.one(SQL.LAST_BACKUP, limit=1)
    if row is None:
        return None
    try:
        fields: dict[str, Any] = dict(payload_of(*row[1:]).fields)
        return BackupRecord(
            at=instant(row[0]),
            seq=fields["seq"],
            head=fields["head"],
            sha256=fields["sha256"],
            size=fields["size"],
            tried=bool(fields.get("tried")),
            copied=fields.get("copied"),
            file=fields.get("file"),
        )
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
        return None
