"""Who the operating system says is asking: the process's own user, or who stands behind ``sudo``.

Nothing that a person can set by themselves is believed: no ``LOGNAME``, no ``USER``, no ``SUDO_USER``. Who has run the
program through ``sudo`` is its real user, as the kernel tells, and must be the one that ``sudo`` itself says. It is
looked at once: when a line drops, the processes above end before this one.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from deskconsole.record import NamedTuple

_SUDO: Final = "sudo"
#: What ``sudo`` sets itself, whatever its caller's environment says; believed only below a ``sudo``.
_CALLER: Final = "SUDO_UID"
_ROOT: Final = 0
#: Takes over the processes whose parent has ended; starts the services.
_INIT: Final = 1
_UNKNOWN: Final = "unknown"


def os_account() -> str:
    """The operating system's name of who runs this program, or of who has run it through ``sudo``."""
    return _account(os.getpid())


@cache
def _account(pid: int) -> str:
    """The account of this process, by its number: a fork looks again."""
    try:
        import pwd  # Windows has none
    except ImportError:
        import getpass  # only there

        return getpass.getuser()
    behind = user_behind_sudo(os.getppid())
    try:
        return pwd.getpwuid(os.getuid() if behind is None else behind).pw_name
    except (KeyError, OverflowError):
        return _UNKNOWN


def user_behind_sudo(pid: int, proc: Path = Path("/proc"), environ: Mapping[str, str] = os.environ) -> int | None:
    """The real user of whoever started the ``sudo`` that started this program; ``None`` where none did, -1 where that
    cannot be told.

    ``pid`` is the parent of this process. ``sudo`` acts as root, which nobody can make a program of their own do, and
    keeps its caller as its real user, also when that caller has ended; an edition that does not is asked for by its
    parent. It may stand there several times: once more for the terminal, once more by root's own hand. A shell in
    between ends the search: who has a shell of another user is that user.
    """
    caller: int | None = None
    while (process := _process(proc / str(pid) / "status")).name == _SUDO and process.acting == _ROOT:
        caller, pid = process.real, process.parent
    if caller is None:
        return None
    if caller == _ROOT and pid > _INIT:
        caller = process.real
    confirmed = environ.get(_CALLER, "")
    return caller if confirmed in (str(caller), str(_ROOT)) else -1


class _Process(NamedTuple):
    """What the kernel tells everybody of a process: its name, its real and its acting user, its parent."""

    name: str = ""
    real: int = -1
    acting: int = -1
    parent: int = 0


def _process(status: Path) -> _Process:
    """A process by its status file; one that is gone has no name."""
    try:
        lines = status.read_text("utf-8", "replace").splitlines()
        stated = dict(line.split(":", 1) for line in lines if ":" in line)
        real, acting = map(int, stated["Uid"].split()[:2])
        return _Process(stated["Name"].strip(), real, acting, int(stated["PPid"]))
    except (OSError, ValueError, LookupError):
        return _Process()
