"""What the desk runs on: versions, the place of the store, its files, the disk, the clock of the system."""

import os
import platform
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from deskconsole import __version__
from deskconsole.desk.admin.trouble import ROOM, trouble_at
from deskconsole.desk.doctor.accounts_of_system import owner_of
from deskconsole.desk.doctor.findings import OK, PROBLEM, WARNING, Finding, graded
from deskconsole.errors import DeskError
from deskconsole.store.api import Overview

_MB: Final = 1_000_000
#: So many bytes free that there is time to make room.
_NEARLY_FULL: Final = 1000 * _MB
#: From so many bytes on somebody holds the log back.
_LONG_LOG: Final = 200 * _MB
_NETWORK: Final = DeskError("choose a folder on a local disk; over a network several programs damage a store")
#: Seconds that the system may take to say whether its clock is kept.
_PATIENCE: Final = 3


def machine_findings(path: Path, seen: Overview) -> Iterator[Finding]:
    """Everything that can be told without opening the store."""
    versions = {"version": __version__, "python": platform.python_version()}
    yield Finding("program", OK, DeskError("deskconsole {version}, Python {python}", **versions))
    yield graded(
        "sqlite",
        WARNING if seen.loses_commits else None,
        DeskError("SQLite {version}", version=seen.sqlite),
        DeskError("it can lose what several programs write at once; it is used in a slower mode, install pysqlite3"),
    )
    yield Finding("store", PROBLEM if seen.trouble else OK, seen.trouble or DeskError("{path}", path=str(path)))
    if seen.schema is not None:
        yield _schema(seen)
    yield graded(
        "file system",
        PROBLEM if seen.file_system.startswith(("nfs", "cifs", "smb", "9p", "fuse", "ceph", "afs")) else None,
        DeskError("file system: {kind}", kind=seen.file_system or "-"),
        _NETWORK,
    )
    yield from _rights(path)
    yield from _disk(path)
    if path.is_file():
        yield _recording(path)
        yield _log(seen)
        yield _users(seen)
    yield from _system_clock()


def _schema(seen: Overview) -> Finding:
    older = seen.schema is not None and seen.schema < seen.known_schema
    return graded(
        "schema",
        WARNING if older else None,
        DeskError(
            "schema {found}, the program knows {known}; journal: {mode}",
            found=seen.schema,
            known=seen.known_schema,
            mode=seen.journal or "-",
        ),
        DeskError("the store is brought up to date when it is opened, after a copy beside it"),
    )


def _rights(path: Path) -> Iterator[Finding]:
    """Who owns the store and its folder, and that nobody else may read or write there."""
    for what, place in (("folder", path.parent), ("file", path)):
        try:
            looked = place.stat()
        except OSError as error:
            if what == "folder" or not isinstance(error, FileNotFoundError):
                yield Finding(
                    what, PROBLEM, DeskError("{path}: {reason}", path=str(place), reason=error.strerror or "-")
                )
            continue
        mode = stat.S_IMODE(looked.st_mode)
        yield graded(
            what,
            PROBLEM if mode & 0o006 else None,
            DeskError("{path}: of {owner}, rights {mode}", path=str(place), owner=owner_of(looked), mode=f"{mode:04o}"),
            DeskError("every account of the machine can get at it: chmod o-rwx {path}", path=str(place)),
        )
    for beside in (path.with_name(path.name + end) for end in ("-wal", "-shm")):
        if beside.exists() and not os.access(beside, os.R_OK | os.W_OK):
            yield Finding(
                "file",
                PROBLEM,
                DeskError("{path}: this account may not write to it", path=str(beside)),
                DeskError("let its owner give it to the group of the store: chgrp, chmod g+rw"),
            )


def _disk(path: Path) -> Iterator[Finding]:
    with suppress(OSError):
        free = shutil.disk_usage(path.parent).free
        size = path.stat().st_size if path.is_file() else 0
        bad = PROBLEM if free < ROOM else WARNING if free < max(_NEARLY_FULL, 2 * size) else None
        yield graded(
            "disk",
            bad,
            DeskError("free on the disk: {free} MB; the store has {size} MB", free=free // _MB, size=size // _MB),
            DeskError("make room: when the disk is full nothing can be recorded any more"),
        )


def _recording(path: Path) -> Finding:
    """What the first line of every console warns of."""
    warning = trouble_at(path)
    return graded(
        "recording",
        PROBLEM if warning is not None else None,
        warning or DeskError("nothing keeps the desk from recording"),
        DeskError("the first line of every console says so until it is mended"),
    )


def _log(seen: Overview) -> Finding:
    return graded(
        "log",
        WARNING if seen.log_size > _LONG_LOG else None,
        DeskError("log beside the store (-wal): {size} MB", size=seen.log_size // _MB),
        DeskError("somebody has been reading for long; it shrinks when every console was closed once"),
    )


def _users(seen: Overview) -> Finding:
    who = ", ".join(f"{account} {pid}" for pid, account in seen.users)
    return Finding("consoles", OK, DeskError("programs that have the store open: {who}", who=who or "-"))


def _system_clock() -> Iterator[Finding]:
    """Whether the system keeps its clock by others, where it tells."""
    if shutil.which("timedatectl") is None:
        return
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            ["timedatectl", "show", "-p", "NTPSynchronized", "--value"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
        synchronised = done.stdout.strip() == b"yes"
        yield graded(
            "time",
            None if synchronised else WARNING,
            DeskError("the system's clock is kept by a time server")
            if synchronised
            else DeskError("the system's clock is kept by no time server"),
            DeskError("let it be: deadlines are told by it (systemd-timesyncd, chrony)"),
        )
