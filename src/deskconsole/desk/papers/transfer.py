"""Files between the desk and somebody's own PC: over SSH, by a folder for each account of the system.

Colleagues are let in by a forced command that runs the program as the owner of the store (``deploy/ssh``). The program
then reads and writes more than they may, so that what they name lies in ``transfer/ACCOUNT`` of the site's folder and
nowhere else. From their PC they fill and empty it with two words, which are the only ones that the forced command lets
through: ``ssh HOST send NAME < FILE``, ``ssh HOST fetch NAME > FILE``.
"""

import os
import re
import shlex
import shutil
import time
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from deskconsole.desk.papers.attachment_files import clean_name
from deskconsole.errors import DeskError
from deskconsole.given_files import sync_folder

#: The folder inside the site's own.
FOLDER: Final = "transfer"
FETCH: Final = "fetch"
SEND: Final = "send"
#: How long a file stays, in seconds: it is on its way.
_KEPT: Final = 7 * 24 * 3600
#: How many of the largest attachments a folder holds.
_ROOM: Final = 10
_PIECE: Final = 1 << 20
#: A name that no shell reads otherwise, and what ends a quotation within another.
_PLAIN: Final = re.compile(r"[\w@%+=:,.][\w@%+=:,.-]*")
_QUOTES: Final = re.compile(r"['\"\\]")


class Wish(NamedTuple):
    """What somebody asks for from their own PC; without a ``word`` the console."""

    word: str = ""
    name: str = ""


class Waiting(NamedTuple):
    """A file in somebody's folder; ``size`` in bytes."""

    name: str
    size: int


def wish_of(command: str) -> Wish:
    """What the command of an SSH client asks for: nothing, ``fetch``, ``fetch NAME`` or ``send NAME``. It is read here
    and given to no shell. Raises :class:`DeskError` for anything else."""
    try:
        words = shlex.split(command)
    except ValueError:
        words = [""]
    if not words:
        return Wish()
    if words == [FETCH] or (len(words) == 2 and words[0] in (FETCH, SEND)):
        return Wish(words[0], _named(words[1]) if len(words) == 2 else "")
    raise DeskError("this way opens the console, and takes no commands but 'fetch', 'fetch NAME' and 'send NAME'")


def _named(name: str) -> str:
    """A name that is one on every system, and no path."""
    if name != clean_name(name) or len(name.encode()) > 255:
        raise DeskError("'{name}' is no plain name of a file", name=name[:40])
    return name


def folder_of(site: Path, account: str) -> Path:
    """The folder of an account of the system, for the owner of the store alone; what lay there for a week goes. Raises
    :class:`DeskError` where it cannot be made."""
    folder = site / FOLDER / clean_name(account)
    try:
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        for file in folder.iterdir():
            if file.is_file() and file.stat().st_mtime < time.time() - _KEPT:
                file.unlink()
    except OSError as error:
        raise DeskError(
            "{path}: the transfer folder cannot be used: {reason}", path=str(folder), reason=error.strerror or "-"
        ) from error
    return folder


def fetch_command(name: str) -> str:
    """What is typed on one's own PC to have a file of one's folder there; two shells' words read the name, there and
    here."""
    return f"ssh HOST {FETCH} {_twice(name)} > {_once(name)}"


def _once(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else shlex.quote(name)


def _twice(name: str) -> str:
    if _PLAIN.fullmatch(name):
        return name
    within = f'"{name}"' if not _QUOTES.search(name) else shlex.quote(name)
    return shlex.quote(within)


def waiting(folder: Path) -> list[Waiting]:
    """The files of a folder by their names."""
    files = (file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))
    return sorted(Waiting(file.name, file.stat().st_size) for file in files)


def fetch(folder: Path, name: str, target: BinaryIO) -> None:
    """Give a file out; it stays where it is. Raises :class:`DeskError` when there is none of that name."""
    try:
        with (folder / name).open("rb") as source:
            shutil.copyfileobj(source, target, _PIECE)
    except FileNotFoundError:
        raise DeskError("there is no file '{name}' in your transfer folder", name=name) from None
    target.flush()


def send(folder: Path, name: str, source: BinaryIO, largest: int) -> Waiting:
    """Take a file in, all of it or nothing; one of that name is replaced. Raises :class:`DeskError` beyond ``largest``
    bytes, or when the folder is full."""
    part = folder / f".{os.getpid()}.part"
    room = min(largest, _ROOM * largest - sum(each.size for each in waiting(folder) if each.name != name))
    size = 0
    try:
        with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target:
            while piece := source.read(_PIECE):
                size += len(piece)
                if size > room:
                    raise DeskError(
                        "'{name}' is larger than {most} MB, or your transfer folder is full; files stay there for "
                        "seven days",
                        name=name,
                        most=largest // 1_000_000,
                    )
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        part.replace(folder / name)
        sync_folder(folder)
    except OSError as error:
        raise DeskError("'{name}' cannot be kept: {reason}", name=name, reason=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            part.unlink()
    return Waiting(name, size)
