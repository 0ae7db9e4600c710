"""Who the operating system says is asking: the process's own user, or who stands behind ``sudo``.

Nothing that a person can set by themselves is believed: no ``LOGNAME``, no ``USER``, no ``SUDO_USER``. Who has run the
program through ``sudo`` is the user of the process that started it, as the kernel tells.
"""

import os
from pathlib import Path
from typing import Final

_SUDO: Final = "sudo"
_ROOT: Final = 0
_UNKNOWN: Final = "unknown"


def os_account() -> str:
    """The operating system's name of who runs this program, or of who has run it through ``sudo``."""
    try:
        import pwd  # Windows has none
    except ImportError:
        import getpass  # only there

        return getpass.getuser()
    behind = user_behind_sudo(os.getppid())
    try:
        return pwd.getpwuid(os.getuid() if behind is None else behind).pw_name
    except KeyError:
        return _UNKNOWN


def user_behind_sudo(pid: int, proc: Path = Path("/proc")) -> int | None:
    """The real user of whoever started the ``sudo`` that started this program; ``None`` where none did.

    ``pid`` is the parent of this process. ``sudo`` runs as root, which nobody can make a program of their own do; it
    may stand there twice. A shell in between ends the search: who has a shell of another user is that user.
    """
    below = False
    while pid > 1:
        name, uid, parent = _process(proc / str(pid) / "status")
        if name != _SUDO or uid != _ROOT:
            return uid if below else None
        below, pid = True, parent
    return None


def _process(status: Path) -> tuple[str, int, int]:
    """Name, real user and parent of a process, as the kernel tells everybody; a process that is gone has none."""
    try:
        lines = status.read_text("utf-8", "replace").splitlines()
        stated = dict(line.split(":", 1) for line in lines if ":" in line)
        return stated["Name"].strip(), int(stated["Uid"].split()[0]), int(stated["PPid"])
    except (OSError, ValueError, LookupError):
        return "", -1, 0
