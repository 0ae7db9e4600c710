"""What is left of an unexpected error: the details in a file for the owner only, one line on the screen.

Textual would print a traceback with local variables, that is, with the visitor's telephone number.
"""

import io
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rich.console import Console

from deskconsole.present.catalogue import _
from deskconsole.text.clean import one_line, shown

#: Beyond this size the log is put aside once (``…log.1``) and begun anew.
_LARGEST: Final = 1_000_000


def state_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where a program of this person keeps its logs (XDG base directories; ``%LOCALAPPDATA%`` on Windows)."""
    if sys.platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home()) / "deskconsole"
    return Path(environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "deskconsole"


class FailureLog:
    """A log file of unexpected errors, readable by its owner alone."""

    def __init__(self, path: Path | None = None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.path = path or state_folder() / "console.log"
        self._clock = clock
        #: the line for the person at the screen once something was recorded, else empty
        self.line = ""

    def record(self, error: BaseException) -> None:
        """Writes what happened, without local variables; never raises. The first error makes the line."""
        inner = getattr(error, "error", error)  # Textual wraps what a worker raised
        kind = type(inner if isinstance(inner, BaseException) else error).__name__
        try:
            self._append(f"{self._clock():%Y-%m-%dT%H:%M:%SZ} {kind}\n{_details(error)}\n")
        except OSError as failed:
            reason = one_line(failed.strerror or "")
            line = _("something went wrong ({kind}) and the console had to close; details could not be kept: {reason}")
            self.line = self.line or line.format(kind=kind, reason=reason)
        else:
            line = _("something went wrong ({kind}) and the console had to close; details for support are in {path}")
            self.line = self.line or line.format(kind=kind, path=one_line(str(self.path)))

    def _append(self, text: str) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            if self.path.stat().st_size > _LARGEST:
                self.path.replace(self.path.with_name(self.path.name + ".1"))
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self.path, flags, 0o600)
        with open(descriptor, "a", encoding="utf-8", errors="backslashreplace") as file:
            with suppress(AttributeError):
                os.fchmod(descriptor, 0o600)  # a file that was there before may be open to others
            file.write(shown(text))


def _details(error: BaseException) -> str:
    chain: list[BaseException] = [error]
    inner = getattr(error, "error", None)
    if isinstance(inner, BaseException):
        chain.append(inner)
    parts = [
        "".join(traceback.TracebackException.from_exception(each, capture_locals=False).format()) for each in chain
    ]
    if hasattr(error, "__rich__"):  # a mistake in the style sheet says where only in this form
        parts.append(_rendered(error))
    return "\n".join(parts)


def _rendered(error: object) -> str:
    file = io.StringIO()
    with suppress(Exception):
        Console(file=file, width=100, color_system=None, markup=False).print(error)
    return file.getvalue()
