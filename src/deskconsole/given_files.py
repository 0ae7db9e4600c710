"""Files that somebody names to be read or replaced: attachments, lists, texts, papers.

Two things make them dangerous. POSIX file locks belong to the process: closing any descriptor of a store's file drops
the locks that its connections hold, and what another process writes then is lost without a word. And what is no regular
file (a terminal, a pipe, ``/dev/zero``) may never end. So whatever is named is looked at before it is opened.

Which files are the store's own is told once by whoever opens a store: the locks are the process's, and so is this list.
Its own are those whose names begin with its name: the file, its -wal and -shm, the copies made before a migration.

Whoever is let in from elsewhere by an account that is not their own (:mod:`deskconsole.desk.papers.transfer`) names
files of one folder only: the program could read more than they.
"""

import errno
import os
import stat
import time
from pathlib import Path
from typing import BinaryIO, Final

from deskconsole.errors import DeskError

#: The largest text that somebody writes by hand; the largest of the built-in packs has 60 kB.
MOST_BYTES: Final = 2_000_000
#: The stores of this process.
_STORES: Final[set[Path]] = set()
#: What else beside a store is not to be replaced: the settings of its site.
_SETTINGS: Final = ".toml"
#: Seconds that a large write rests at most before it goes on.
_LONGEST_REST: Final = 0.2
#: Descriptors of a store's file that came to be opened all the same; closing them would drop its locks.
_NEVER_CLOSED: Final[list[int]] = []


#: Where everything that is named here lies, once somebody is confined to it.
_ONLY: Final[list[Path]] = []


def confine(folder: Path) -> None:
    """From now on this process opens and writes what somebody names only within this folder; names begin there."""
    _ONLY[:] = [folder.resolve()]
    os.chdir(folder)
    os.environ["HOME"] = str(folder)  # what ``~`` means


def confined_to() -> Path | None:
    """The folder that named files are confined to; ``None`` where they are not."""
    return _ONLY[0] if _ONLY else None


def within_reach(path: Path | str) -> bool:
    """Whether a file or folder of that name may be looked at here at all."""
    return not _ONLY or Path(os.path.realpath(path)).is_relative_to(_ONLY[0])


def guard(store: Path) -> None:
    """From now on no file of this store is opened or replaced here, by whatever name."""
    _STORES.add(store.absolute())


def named(text: str) -> Path:
    """The file that somebody names, with ``~`` for a home; where nobody knows whose, it is a part of the name."""
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def open_given(path: Path | str) -> BinaryIO:
    """A regular file, opened to be read. Raises ``OSError``, or :class:`DeskError` for what may not be read."""
    given = Path(path)
    refuse_beyond(given)
    return open_own(given)


def open_own(given: Path) -> BinaryIO:
    """The same for a file of the site's own that nobody has named."""
    looked = os.stat(given)
    _refuse(looked)
    handle = os.open(given, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    opened = os.fstat(handle)
    if _same(opened) != _same(looked):  # another file took its name in between
        if _is_guarded(opened):
            _NEVER_CLOSED.append(handle)
        else:
            os.close(handle)
        raise DeskError("it was replaced while it was being opened; try again")
    return os.fdopen(handle, "rb")


def read_given(path: Path | str) -> bytes:
    """The whole of a regular file. Raises as `open_given`."""
    with open_given(path) as file:
        return file.read()


def read_text_of_site(path: Path) -> bytes:
    """What an administrator wrote by hand: a pack, a calendar, the settings. Raises ``OSError``, also for what is no
    regular file, belongs to a store, or is larger than anybody writes."""
    try:
        with open_own(path) as file:
            data = file.read(MOST_BYTES + 1)
    except DeskError as error:
        raise OSError(errno.EINVAL, str(error), str(path)) from error
    if len(data) > MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return data


def refuse_guarded(path: Path) -> None:
    """Raise :class:`DeskError` when this file belongs to a store or is a setting of its site, or lies out of reach; for
    whoever replaces it."""
    refuse_beyond(path)
    try:
        looked = os.stat(path)
    except OSError:
        return
    if _is_guarded(looked, settings=True):
        raise _belongs()


def refuse_beyond(path: Path) -> None:
    """Raise :class:`DeskError` for what lies outside the folder that named files are confined to."""
    if not within_reach(path):
        raise DeskError("from here only files of your own transfer folder can be used; give the name alone")


def sync_folder(folder: Path) -> None:
    """Names in a folder are on the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_gently(descriptor: int) -> None:
    """What was written is on the disk; then a rest of twice as long, in which it is free for others.

    For whoever writes very much while others save: after a megabyte or so. All of it at once, or without a rest, makes
    a save beside it wait for seconds.
    """
    began = time.monotonic()
    os.fsync(descriptor)
    time.sleep(min(2 * (time.monotonic() - began), _LONGEST_REST))


def reason_of(error: OSError | DeskError) -> object:
    """Why a file was not opened, to stand in another message: what the system says, or a refusal in itself."""
    refusal = error if isinstance(error, DeskError) else error.__cause__
    return refusal if isinstance(refusal, DeskError) else getattr(error, "strerror", None) or str(error)


def _refuse(looked: os.stat_result) -> None:
    if not stat.S_ISREG(looked.st_mode):
        raise DeskError("it is not a file")
    if _is_guarded(looked):
        raise _belongs()


def _belongs() -> DeskError:
    return DeskError("it belongs to the store or its settings; name another file")


def _is_guarded(looked: os.stat_result, *, settings: bool = False) -> bool:
    """By device and number: a link, hard or symbolic, is the same file."""
    for store in _STORES:
        try:
            with os.scandir(store.parent) as entries:
                for entry in entries:
                    own = entry.name.startswith(store.name) or (settings and entry.name.endswith(_SETTINGS))
                    if own and entry.is_file() and _same(entry.stat()) == _same(looked):
                        return True
        except OSError:
            continue
    return False


def _same(looked: os.stat_result) -> tuple[int, int]:
    return looked.st_dev, looked.st_ino
