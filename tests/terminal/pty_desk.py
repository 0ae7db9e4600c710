"""A program on a real pseudo-terminal, driven and looked at as a person would.

    with PtyDesk([sys.executable, "-m", "deskconsole"], size=(80, 24)) as desk:
        desk.wait_for("Queue")
        desk.feed("q")
        assert desk.wait_exit() == 0

Nothing sleeps: every wait reads the terminal until what is waited for holds, or fails with what stands there.
"""

import errno
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from fcntl import ioctl
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyte
from wcwidth import wcswidth

SRC: Final = Path(__file__).parents[2] / "src"
Condition = Callable[["PtyDesk"], object]

KEYS: Final = {
    "enter": "\r", "esc": "\x1b", "tab": "\t", "backspace": "\x7f", "up": "\x1b[A", "down": "\x1b[B",
    "right": "\x1b[C", "left": "\x1b[D", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS",
    "f5": "\x1b[15~", "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "home": "\x1b[H", "end": "\x1b[F", "shift+tab": "\x1b[Z",
}  # fmt: skip


class NotSeen(AssertionError):
    """What was waited for did not come; the message shows the screen."""


class PtyDesk:
    """One program in one terminal of ``size`` (columns, lines); ``raw`` keeps every byte it wrote."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
        patience: float = 10.0,
    ) -> None:
        columns, lines = size
        self.patience = patience
        self.raw = bytearray()
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self._drawn = 0
        self._master, slave = os.openpty()
        self.resize(columns, lines)
        self.process: subprocess.Popen[bytes] = subprocess.Popen(
            list(argv), env=environment(env), cwd=cwd, preexec_fn=lambda: os.login_tty(slave), close_fds=False
        )
        self._terminal = os.ttyname(slave)
        os.close(slave)
        self._open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def feed(self, *keys: str | bytes) -> None:
        """Types: text and bytes as they are, and names of `KEYS` such as ``enter`` or ``ctrl+s``."""
        for key in keys:
            if isinstance(key, str) and len(key) == 6 and key.startswith("ctrl+"):
                key = chr(ord(key[-1].upper()) - 64)
            os.write(self._master, key if isinstance(key, bytes) else KEYS.get(key, key).encode())

    def paste(self, text: str) -> None:
        """Pastes as a terminal does that brackets what is pasted."""
        self.feed(f"\x1b[200~{text}\x1b[201~".encode())

    def resize(self, columns: int, lines: int) -> None:
        """Gives the terminal another size."""
        ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.screen.resize(lines, columns)

    def hang_up(self) -> None:
        """Closes the terminal's other end, as when a line drops."""
        if self._open:
            self._open = False
            os.close(self._master)

    def pause_output(self) -> None:
        """Stops the terminal's output, as ctrl+s does on a slow line: whoever writes waits."""
        descriptor = os.open(self._terminal, os.O_RDWR | os.O_NOCTTY)
        termios.tcflow(descriptor, termios.TCOOFF)
        os.close(descriptor)

    def signal(self, number: signal.Signals) -> None:
        """Sends a signal to the program."""
        self.process.send_signal(number)

    def settings(self) -> list[Any]:
        """The terminal's line settings (termios)."""
        return termios.tcgetattr(self._master)

    @property
    def screen(self) -> pyte.Screen:
        """The terminal's screen. Drawing is slow: a test that looks at ``raw`` only does not wait for it."""
        self._stream.feed(bytes(self.raw[self._drawn :]))
        self._drawn = len(self.raw)
        return self._screen

    @property
    def text(self) -> str:
        """The whole screen as lines."""
        return "\n".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """Each line of the screen, a wide character once; half a wide character that was painted over is a space."""
        screen = self.screen
        rows = (screen.buffer[number] for number in range(screen.lines))
        return ["".join(_line([row[column].data for column in range(screen.columns)])) for row in rows]

    def line_with(self, text: str) -> int:
        """The number of the line that shows ``text``."""
        for number, line in enumerate(self.lines):
            if text in line:
                return number
        raise NotSeen(f"{text!r} is not on the screen:\n{self.text}")

    def column_of(self, text: str, line: int | None = None) -> int:
        """The cell, counted from 0, in which ``text`` begins; a wide character counts two."""
        row = self.screen.buffer[self.line_with(text) if line is None else line]
        cells = [row[column].data for column in range(self.screen.columns)]
        for column in range(len(cells)):
            if cells[column] and "".join(cells[column:]).startswith(text):
                return column
        raise NotSeen(f"{text!r} is not in line {line}:\n{self.text}")

    def read(self, seconds: float) -> bool:
        """Takes what the program writes within ``seconds``; false when nothing came or nothing can come any more."""
        if not self._open or not select.select([self._master], [], [], max(0.0, seconds))[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError as error:
            if error.errno != errno.EIO:  # no program has the terminal open any more
                raise
            data = b""
        self.raw += data
        return bool(data)

    def wait_for(self, wanted: str | Condition, seconds: float | None = None) -> None:
        """Reads until the screen shows a text, or a condition of this desk holds."""
        holds: Condition = (lambda desk: wanted in desk.text) if isinstance(wanted, str) else wanted
        deadline = time.monotonic() + (seconds or self.patience)
        while not holds(self):
            if not self.read(deadline - time.monotonic()) and not holds(self):
                raise NotSeen(
                    f"{wanted!r} did not come (exit {self.process.poll()}):\n{self.text}\n{bytes(self.raw[-400:])!r}"
                )

    def wait_for_bytes(self, wanted: bytes, seconds: float | None = None) -> None:
        """Reads until the program has written these bytes; the screen is not drawn for it."""
        self.wait_for(lambda desk: wanted in desk.raw, seconds)

    def wait_exit(self, seconds: float | None = None) -> int:
        """Reads until the program has ended; its exit status (negative: killed by that signal)."""
        deadline = time.monotonic() + (seconds or self.patience)
        while self._open and self.read(deadline - time.monotonic()):
            pass
        try:
            return self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise NotSeen(f"the program did not end:\n{self.text}") from None

    def wait_stopped(self) -> None:
        """Reads until the program has left the alternate screen, then waits for it to stop itself (SIGTSTP)."""
        self.wait_for(lambda desk: desk.raw.rfind(b"\x1b[?1049l") > desk.raw.rfind(b"\x1b[?1049h"))
        os.waitid(os.P_PID, self.process.pid, os.WSTOPPED)


def _line(cells: list[str]) -> Iterator[str]:
    """The characters of a line's cells; the second cell of a wide character is empty."""
    for before, cell in pairwise([" ", *cells]):
        if cell:
            yield cell
        elif wcswidth(before) < 2:
            yield " "


def environment(changes: Mapping[str, str | None] | None) -> dict[str, str]:
    """A plain environment with this tree's sources; ``None`` takes a variable out."""
    paths = os.pathsep.join([str(SRC), str(SRC.parent), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    base: dict[str, str | None] = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
    merged = {**kept, **base, "PYTHONPATH": paths, **(changes or {})}
    return {name: value for name, value in merged.items() if value is not None}


def python(*arguments: str) -> list[str]:
    """The command that runs this interpreter."""
    return [sys.executable, *arguments]
