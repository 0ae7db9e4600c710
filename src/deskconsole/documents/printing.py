"""Handing a file to the system's printer; never through a shell."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from deskconsole.errors import DeskError

#: How long the spooler may take to accept a file, in seconds.
_PATIENCE: Final = 30.0


def print_file(path: Path, printer: str | None = None, *, title: str = "") -> None:
    """Send a PDF to ``printer`` (``None``: the system's default one).

    Raises :class:`DeskError` when this system has nothing to print with, or when the spooler refuses.
    """
    if sys.platform == "win32":
        _print_on_windows(path)
        return
    command = _command(path.resolve(), printer, title)
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise DeskError(
            "print: {program} did not take the file: {reason}", program=command[0], reason=str(error)
        ) from error
    if done.returncode != 0:
        reason = " ".join((done.stderr or done.stdout).split())[:300]
        raise DeskError("print: {program} did not take the file: {reason}", program=command[0], reason=reason or "-")


def _command(path: Path, printer: str | None, title: str) -> list[str]:
    if (lp := shutil.which("lp")) is not None:
        return [lp, *(["-d", printer] if printer else []), *(["-t", title] if title else []), "--", str(path)]
    if (lpr := shutil.which("lpr")) is not None:
        return [lpr, *(["-P", printer] if printer else []), *(["-T", title] if title else []), str(path)]
    raise DeskError(
        "print: this system has no lp or lpr; install CUPS (Debian, Ubuntu: cups-client), or write a file with --out "
        "and print it yourself"
    )


def _print_on_windows(path: Path) -> None:
    start = getattr(os, "startfile", None)
    try:
        if start is None:
            raise OSError("os.startfile")
        start(str(path.resolve()), "print")
    except OSError as error:
        raise DeskError("print: no program prints PDF files here: {reason}", reason=str(error)) from error
