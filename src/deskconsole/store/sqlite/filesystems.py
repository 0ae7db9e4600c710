"""Whether a store may lie where it lies: WAL needs memory shared on one host, so no network file systems."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from deskconsole.errors import StoreUnusable

#: Set to 1 to use a store on such a file system all the same, with one program on one host.
FORCE: Final = "DESKCONSOLE_FORCE_FS"

_REFUSED: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "lustre", "gpfs", "beegfs", "virtiofs", "vboxsf"}
)
_MOUNTS: Final = Path("/proc/self/mountinfo")
_OCTAL: Final = re.compile(r"\\([0-7]{3})")


def check_place(path: Path) -> None:
    """Raise :class:`StoreUnusable` where there is no store, or none that this account could work on."""
    if not path.exists():
        raise StoreUnusable("{path}: there is no store; `deskconsole init` makes one", path=str(path))
    if not path.is_file():
        raise StoreUnusable("{path}: this is not a file, so it cannot be a store", path=str(path))
    refuse_network(path)
    if not os.access(path, os.R_OK | os.W_OK):
        raise StoreUnusable("{path}: you may not read and write this file; ask its owner", path=str(path))
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StoreUnusable(
            "{path}: you may not write in its folder, which every user of the store must; ask its owner", path=str(path)
        )


def refuse_network(path: Path) -> None:
    """Raise :class:`StoreUnusable` if the folder of ``path`` is on a network file system and that is not forced."""
    if os.environ.get(FORCE) == "1" or not _MOUNTS.exists():
        return
    kind = file_system(path.parent.resolve(), _MOUNTS.read_text(errors="surrogateescape").splitlines())
    if kind in _REFUSED or kind.partition(".")[0] in ("fuse", "fuseblk"):
        raise StoreUnusable(
            "{path}: the folder is on a network file system ({kind}), on which several programs damage a store; "
            "choose a folder on a local disk, or set {force}=1 if only one program ever uses it",
            path=str(path),
            kind=kind,
            force=FORCE,
        )


def file_system_of(folder: Path) -> str:
    """The type of the file system that holds ``folder``; empty where the system does not tell."""
    try:
        return file_system(folder.resolve(), _MOUNTS.read_text(errors="surrogateescape").splitlines())
    except OSError:
        return ""


def file_system(folder: Path, mounts: Iterable[str]) -> str:
    """The type of the file system that holds ``folder`` (absolute), by the lines of ``mountinfo``; empty if unknown."""
    best, result = -1, ""
    for line in mounts:
        before, _, after = line.partition(" - ")
        columns = before.split(" ")
        if len(columns) < 5 or not after:
            continue
        point = Path(_OCTAL.sub(lambda octal: chr(int(octal[1], 8)), columns[4]))
        # Of two mounts at one point the later one covers the earlier.
        if len(point.parts) >= best and folder.is_relative_to(point):
            best, result = len(point.parts), after.split(" ")[0]
    return result
