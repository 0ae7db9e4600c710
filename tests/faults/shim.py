"""The failing disk of ``shim.c``: compiled where there is a compiler, loaded before a program, asked here."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import Final

import pytest

_SOURCE: Final = Path(__file__).with_name("shim.c")
_COMPILERS: Final = ("cc", "gcc", "clang")
#: Kinds of calls, as ``shim.c`` names them: writes, openings that create, folders made, links.
WRITE: Final = "w"
NEEDS_ROOM: Final = "wcml"


class Fate(IntEnum):
    """What happens from one call on."""

    NOTHING = 0
    ONCE = 1
    LASTING = 2
    SHORT = 3
    FILLING = 4
    KILLED = 5
    TORN = 6


#: Every way in which a call fails: what happens, the error, and to which kinds of calls it can happen (``""``: all).
FATES: Final[dict[str, tuple[Fate, int, str]]] = {
    "EIO once": (Fate.ONCE, errno.EIO, ""),
    "EIO from then on": (Fate.LASTING, errno.EIO, ""),
    "ENOSPC once": (Fate.ONCE, errno.ENOSPC, NEEDS_ROOM),
    "ENOSPC from then on": (Fate.LASTING, errno.ENOSPC, NEEDS_ROOM),
    "half of it, then ENOSPC": (Fate.FILLING, errno.ENOSPC, WRITE),
    "half of it": (Fate.SHORT, 0, WRITE),
    "killed before it": (Fate.KILLED, 0, ""),
    "killed in the middle of it": (Fate.TORN, 0, WRITE),
}


def _compiler() -> str | None:
    return next((found for name in _COMPILERS if (found := shutil.which(name))), None)


def missing() -> str | None:
    """Why nothing can be made to fail here; ``None`` where it can."""
    if sys.platform != "linux":
        return "calls are made to fail on Linux alone"
    if _compiler() is None:
        return "there is no C compiler (Debian: apt-get install gcc libc6-dev)"
    return None


needs_compiler = pytest.mark.skipif(missing() is not None, reason=str(missing()))


@cache
def compiled(folder: Path) -> Path:
    """The library, made in a folder."""
    library = folder / "shim.so"
    command = [str(_compiler()), "-shared", "-fPIC", "-O1", "-o", str(library), str(_SOURCE), "-ldl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return library


def environment(folder: Path) -> dict[str, str]:
    """The environment of a program on a failing disk."""
    return {**os.environ, "LD_PRELOAD": str(compiled(folder)), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}


@cache
def _library() -> ctypes.CDLL:
    """This process's own names: the library was loaded before the program."""
    library = ctypes.CDLL(None)
    library.faults_watch.argtypes = (ctypes.c_char_p, ctypes.c_int, ctypes.c_int, ctypes.c_long, ctypes.c_int)
    library.faults_kinds.restype = ctypes.c_char_p
    library.faults_say.argtypes = (ctypes.c_char_p,)
    return library


def watch(folder: Path, fate: str | None = None, at: int = 0, *, log: int = -1) -> None:
    """From now on what is done below a folder counts: the call number ``at`` fails so, or all is noted in ``log``."""
    how, number, _kinds = FATES[fate] if fate is not None else (Fate.NOTHING, 0, "")
    _library().faults_watch(os.fsencode(folder), int(how), number, at, log)


def stop() -> str:
    """Nothing fails any more; the kinds of the calls that counted, a letter each."""
    _library().faults_stop()
    return str(_library().faults_kinds().decode("ascii"))


def say(text: str) -> None:
    """Note in the log what the program has told somebody by now."""
    _library().faults_say(text.encode())
