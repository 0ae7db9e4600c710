"""A file that is there whole or not at all: written beside its place, then moved into it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from deskconsole.errors import DeskError
from deskconsole.given_files import refuse_guarded, sync_folder

#: Rights of what leaves the desk: for who wrote it alone, until they say otherwise.
PRIVATE: Final = 0o600


@contextmanager
def written(path: Path, *, force: bool = False) -> Iterator[Path]:
    """A path to write to; when the block ends well it takes its place at ``path``, else nothing is left of it.

    It holds what is said about people: its owner alone may read it, whatever the umask. What stands there already is
    replaced only with ``force``. Raises :class:`DeskError` naming the path.
    """
    try:
        _check(path, force)
    except OSError as error:  # a folder that may not be entered
        raise _refused(path, error) from error
    part = path.with_name(f".{secrets.token_hex(8)}{path.suffix}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
        part.chmod(PRIVATE)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        yield part
        part.chmod(PRIVATE)  # a library may have put a file of its own in its place
        _sync(part)
        if force:
            part.replace(path)
        else:
            # A link fails where the name is taken meanwhile; not every file system has links.
            _move_to_free(part, path)
        sync_folder(path.parent)
    except OSError as error:
        raise _refused(path, error) from error
    finally:
        with suppress(OSError):
            part.unlink()


def _check(path: Path, force: bool) -> None:
    try:
        refuse_guarded(path)
    except DeskError as error:
        raise DeskError(
            "out: '{path}' cannot be written: {reason}", field="out", path=str(path), reason=error
        ) from None
    if not path.parent.is_dir():
        raise DeskError("out: there is no folder '{folder}'", field="out", folder=str(path.parent))
    if path.is_dir():
        raise DeskError("out: '{path}' is a folder; name a file", field="out", path=str(path))
    if path.exists() and not force:
        raise _taken(path)


def _move_to_free(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:
        if path.exists():
            raise _taken(path) from None
        part.replace(path)


def _taken(path: Path) -> DeskError:
    return DeskError(
        "out: '{path}' is there already; name another file (a command replaces it with --force)",
        field="out",
        path=str(path),
    )


def _refused(path: Path, error: OSError) -> DeskError:
    return DeskError(
        "out: '{path}' cannot be written: {reason}", field="out", path=str(path), reason=error.strerror or str(error)
    )


def _sync(path: Path) -> None:
    """On the disk before it gets its name: a power cut leaves the old file or the new one."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
