"""Where the record ended in a backup, in a small file beside it: it can be kept where nobody at the desk can reach it.

Its first line is the head as people write it down, its second the sum of the backup as ``sha256sum`` writes it.
"""

from contextlib import suppress
from pathlib import Path
from typing import Final

from deskconsole.desk.backups.archive import manifest_of
from deskconsole.desk.papers.whole_files import written
from deskconsole.errors import DeskError
from deskconsole.given_files import open_given, reason_of
from deskconsole.text.heads import Head, read_head

#: What its name has more than the backup's.
ENDING: Final = ".head"
#: More than such a file has.
_MOST: Final = 2_000


def place_of(backup: Path) -> Path:
    """Where the head of a backup is noted."""
    return backup.with_name(backup.name + ENDING)


def note_head(backup: Path, head: Head, digest: str) -> tuple[DeskError, ...]:
    """Note the head of a backup beside it; why that cannot be, where it cannot."""
    place = place_of(backup)
    try:
        with written(place, force=not place.exists() or _is_one(place)) as part:
            part.write_text(f"{head.written}\n{digest}  {backup.name}\n", "utf-8")
    except DeskError as error:
        return (error,)
    return ()


def read_noted(text: str) -> Head:
    """A head as it was noted: its digits, a file that begins with them, or a backup. Raises :class:`DeskError`."""
    try:
        return read_head(text)
    except DeskError as no_head:
        if not text.strip() or "\0" in text or not Path(text).is_file():
            raise no_head from None
        return _head_in(Path(text))


def _head_in(file: Path) -> Head:
    try:
        with open_given(file) as source:
            first = source.read(_MOST).partition(b"\n")[0].decode("utf-8", "replace")
        with suppress(DeskError):
            return read_head(first)
        about = manifest_of(file)
        return Head(about.seq, about.head)
    except OSError as error:
        raise DeskError(
            "head: '{path}' cannot be read: {reason}", field="head", path=str(file), reason=reason_of(error)
        ) from error


def _is_one(place: Path) -> bool:
    try:
        return bool(_head_in(place).hash)
    except DeskError:
        return False
