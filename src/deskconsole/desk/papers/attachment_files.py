"""Attached files as they lie in the site's folder: by the hash of their content, each content once, read-only.

``attachments/ab/cdef…`` holds the file whose SHA-256 begins with ``abcdef``. Names, types and who attached what stand
in the record; nothing here writes there.

A file is copied in under a name of its own (``attachments/.abcdef…-xyz``), then the record is written, then the copy
takes its place: whatever ends the program in between, what is recorded has its file (`place_of` moves a copy that was
left), and what is not recorded leaves a copy that nobody needs (`remove_unrecorded` removes it).
"""

import hashlib
import mimetypes
import os
import re
import stat
import tempfile
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from deskconsole.errors import DeskError
from deskconsole.given_files import open_given, reason_of
from deskconsole.record import dataclass, field
from deskconsole.text.clean import clean, one_line

#: The folder inside the site's own.
FOLDER: Final = "attachments"
#: Characters of a name that is kept.
_NAME_LIMIT: Final = 120
_PIECE: Final = 1 << 20
#: What a file system or a shell may take for something else.
_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
#: Behind the digest in the name of a content that nobody may name any more.
_ASIDE: Final = "-aside"
_UNKNOWN_TYPE: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Copied:
    """A file copied into the site's folder, but not yet in its place. ``size`` in bytes."""

    part: Path = field(compare=False)
    name: str
    digest: str
    size: int
    type: str


def place_of(site: Path, digest: str) -> Path:
    """Where the content with this SHA-256 (hexadecimal) lies.

    A copy of recorded content whose place was not taken (the program was ended there) takes it now.
    """
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"not a SHA-256: {digest[:80]!r}")
    place = site / FOLDER / digest[:2] / digest[2:]
    if not place.exists():
        for part in (site / FOLDER).glob(f".{digest}-*"):
            _take_place(part, place)
            break
    return place


def copy_in(site: Path, path: Path, largest: int) -> Copied:
    """Copy a file into the site's folder, to be moved to its place by :func:`settle`; refuses what is no file, is
    empty or weighs more than ``largest`` bytes. Raises :class:`DeskError` naming the file."""
    try:
        with _opened(path) as source:
            return _copy(site, path, source.fileno(), largest)
    except OSError as error:
        raise _not_kept(path, error) from error


def _opened(path: Path) -> BinaryIO:
    try:
        return open_given(path)
    except DeskError as error:
        raise _not_kept(path, error) from error


def _not_kept(path: Path, error: OSError | DeskError) -> DeskError:
    return DeskError("file: '{path}' cannot be kept: {reason}", field="file", path=str(path), reason=reason_of(error))


def _copy(site: Path, path: Path, source: int, largest: int) -> Copied:
    folder = site / FOLDER
    _make(folder)
    handle, name = tempfile.mkstemp(prefix=".", dir=folder)
    part = Path(name)
    hashed, size = hashlib.sha256(), 0
    try:
        with os.fdopen(handle, "wb") as target:
            while piece := os.read(source, _PIECE):
                size += len(piece)
                if size > largest:
                    raise DeskError(
                        "file: '{path}' is larger than {most} MB; make it smaller, or ask for a higher limit in "
                        "site.toml: [papers] largest_attachment_mb",
                        field="file",
                        path=str(path),
                        most=largest // 1_000_000,
                    )
                hashed.update(piece)
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        if size == 0:
            raise DeskError("file: '{path}' is empty", field="file", path=str(path))
        part.chmod(_rights(folder))
        part = part.replace(folder / f".{hashed.hexdigest()}-{part.name[1:]}")
        _sync(folder)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    name = clean_name(path.name)
    return Copied(part, name, hashed.hexdigest(), size, mimetypes.guess_type(name)[0] or _UNKNOWN_TYPE)


@contextmanager
def new_copy(site: Path, digest: str) -> Iterator[tuple[BinaryIO, Path]]:
    """A new copy of the content with this SHA-256, to be written, that waits for its place; with its path."""
    if not _DIGEST.fullmatch(digest):
        raise DeskError("'{digest}' is no SHA-256", digest=digest[:80])
    folder = site / FOLDER
    _make(folder)
    handle, name = tempfile.mkstemp(prefix=f".{digest}-", dir=folder)
    with os.fdopen(handle, "wb") as target:
        yield target, Path(name)
        target.flush()
        os.fsync(target.fileno())
    Path(name).chmod(_rights(folder))


def _rights(folder: Path) -> int:
    """Whoever may read the store may read what is attached to its tickets, and nobody may change it."""
    return 0o440 if folder.stat().st_mode & stat.S_IRGRP else 0o400


def settle(site: Path, copied: Copied) -> None:
    """Move a copy of what is recorded now to its place, where the same content may lie already."""
    place = place_of(site, copied.digest)
    if copied.part.exists():
        _take_place(copied.part, place)


def _take_place(part: Path, place: Path) -> None:
    _make(place.parent)
    part.replace(place)  # the same content by its digest, whoever comes first
    _sync(place.parent)


def remove_unrecorded(site: Path, recorded: Container[str], before: float) -> int:
    """Remove the copies that nobody has recorded, last changed before an instant (seconds since 1970): how many."""
    removed = 0
    for part in (site / FOLDER).glob(".*"):
        with suppress(OSError):
            if part.is_file() and part.name[1:].partition("-")[0] not in recorded and part.stat().st_mtime < before:
                part.unlink()
                removed += 1
    return removed


def _sync(folder: Path) -> None:
    """What a folder holds is on the disk as its files are."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make(folder: Path) -> None:
    """A folder with the rights of the one it is in: several accounts may share a site."""
    if folder.is_dir():
        return
    with suppress(FileExistsError):
        folder.mkdir()
        with suppress(OSError):
            folder.chmod(stat.S_IMODE(folder.parent.stat().st_mode))
        _sync(folder.parent)


def clean_name(name: str) -> str:
    """A file's name as it is kept and given out again: no path, nothing invisible, not too long."""
    stored = _NOT_IN_NAMES.sub("_", one_line(clean(name))).strip(" .")
    if len(stored) > _NAME_LIMIT:
        stem, dot, suffix = stored.rpartition(".")
        stored = (
            f"{stem[: _NAME_LIMIT - len(suffix) - 1]}.{suffix}" if dot and len(suffix) < 12 else stored[:_NAME_LIMIT]
        )
    return stored or "file"


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kept_files(site: Path) -> Iterator[tuple[str, Path]]:
    """Every file that lies in the folder of attachments, with the digest that its place stands for; copies under way
    are left out."""
    folder = site / FOLDER
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield "".join(path.relative_to(folder).parts), path


def set_aside(site: Path, digests: Iterable[str]) -> None:
    """Before it is recorded that nobody names these contents any more: each lies beside its place as a copy does whose
    place was not taken, so that it comes back if that is not recorded and nobody keeps it if it is."""
    for digest in digests:
        place = place_of(site, digest)
        with suppress(FileNotFoundError):
            place.rename(site / FOLDER / f".{digest}{_ASIDE}")
            _sync(site / FOLDER)


def aside(site: Path) -> list[str]:
    """The contents that lie so."""
    return [part.name[1 : -len(_ASIDE)] for part in (site / FOLDER).glob(f".*{_ASIDE}")]


def remove(site: Path, digest: str) -> bool:
    """Remove a content wherever it lies; whether there was one."""
    place = site / FOLDER / digest[:2] / digest[2:]
    removed = False
    for path in (place, *(site / FOLDER).glob(f".{digest}-*")):
        with suppress(FileNotFoundError):
            path.unlink()
            removed = True
            _sync(path.parent)
    return removed
