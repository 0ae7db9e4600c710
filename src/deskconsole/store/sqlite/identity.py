"""Whether a store's files are still those that were opened.

SQLite goes on writing into a file that was replaced or removed under it, and answers that all is well. What is recorded
there nobody finds again. So the files are looked at by device and number around each write: ``stat`` costs two
microseconds.
"""

import os
from pathlib import Path

from deskconsole.errors import CommitUnsure, StoreUnusable
from deskconsole.given_files import guard

_Identity = tuple[int, int]


class StoreFiles:
    """The file at ``path`` and its -wal, as this process opened them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wal = path.with_name(path.name + "-wal")
        self._file = _identity(path)
        self._log: _Identity | None = None
        guard(path)

    def check(self) -> None:
        """Raise :class:`StoreUnusable` when another file stands in a place of these, or none. Nothing is recorded."""
        if not self._same():
            raise StoreUnusable(
                "{path}: the file of the store was replaced or removed while the program was running; nothing was "
                "recorded; end every console, put the right file in its place and start again",
                path=str(self._path),
            )

    def check_recorded(self) -> None:
        """The same after a commit: what was recorded may stand in a file that nobody opens again."""
        if not self._same():
            raise CommitUnsure(
                "{path}: the file of the store was replaced or removed while this was being recorded; it may be lost: "
                "end every console, put the right file in its place, look, and write it again",
                path=str(self._path),
            )

    def _same(self) -> bool:
        if _identity(self._path) != self._file:
            return False
        log = _identity(self._wal)
        if self._log is None:
            self._log = log  # made by the first who reads or writes; kept as long as anybody has it open
        return log == self._log


def being_restored(path: Path) -> Path:
    """The folder of a restore of the store at ``path``; where it is there, the restore has happened, but is not
    finished yet (``restoring.py``)."""
    return path.with_name(f"{path.name}.restoring")


def _identity(path: Path) -> _Identity | None:
    try:
        looked = os.stat(path)
    except OSError:
        return None
    return looked.st_dev, looked.st_ino
