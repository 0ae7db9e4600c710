"""A terminal that measures: how long an answer takes, how many bytes it has, what the program costs meanwhile."""

import os
import select
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import deskconsole
from tests.terminal.pty_desk import PtyDesk

#: Nothing written for so long: the answer is complete.
QUIET: Final = 0.06
#: How often a slow line takes something, in seconds.
_PULSE: Final = 0.01
#: Where the program that is measured lies, and the measurements: not the same tree where another version is measured.
_PATHS: Final = os.pathsep.join(
    str(Path(file).parents[level]) for file, level in ((deskconsole.__file__, 1), (__file__, 2))
)
_NANOSECONDS: Final = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """From writing the key to the last byte of the repaint, the bytes of the repaint, and the milliseconds of processor
    that the program has used until nothing more came."""

    ms: float
    size: int
    work: float


class Meter(PtyDesk):
    """A program on a real pseudo-terminal with the times of what it writes."""

    def __init__(self, argv: Sequence[str], *, size: tuple[int, int] = (100, 40)) -> None:
        self.begun = time.perf_counter()
        super().__init__(argv, size=size, env={"PYTHONPATH": _PATHS}, patience=60)

    def __enter__(self) -> Self:
        return self

    def shown(self, marker: bytes) -> float:
        """Milliseconds from the start of the process until ``marker`` had been written."""
        self.wait_for_bytes(marker)
        return (time.perf_counter() - self.begun) * 1000

    def settle(self, quiet: float = 0.4) -> None:
        """Reads until nothing comes any more."""
        while self.read(quiet):
            pass

    def answer(self, key: str | bytes, *, quiet: float = QUIET, patience: float = 5.0) -> Answer:
        """Presses one key and reads its whole repaint."""
        before, used = len(self.raw), self.processor()
        begin = last = time.perf_counter()
        self.feed(key)
        waiting = patience
        while self.read(waiting):
            last = time.perf_counter()
            waiting = quiet
        return Answer((last - begin) * 1000, len(self.raw) - before, (self.processor() - used) * 1000)

    def bytes_for(self, seconds: float) -> int:
        """Bytes written in so many seconds without a key."""
        before, end = len(self.raw), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)
        return len(self.raw) - before

    def drain(self, speed: int, *, quiet: float) -> float:
        """Reads as a line of ``speed`` bytes a second does, until nothing came for ``quiet`` seconds; when it ended.

        What the line has not taken yet waits in the terminal's queue, and behind it the program.
        """
        last = time.perf_counter()
        due = last
        while time.perf_counter() - last < quiet:
            due += _PULSE
            time.sleep(max(0.0, due - time.perf_counter()))
            if select.select([self._master], [], [], 0)[0]:
                self.raw += os.read(self._master, max(1, int(speed * _PULSE)))
                last = time.perf_counter()
        return last

    def processor(self) -> float:
        """Processor seconds that the program has used, by all threads that it has now."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text("ascii").split()[0]) for task in tasks) / _NANOSECONDS

    def memory(self) -> float:
        """Megabytes of memory in use (resident)."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text("utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0.0


def console(store: Path) -> list[str]:
    """The command that opens the console on a store."""
    return [sys.executable, "-m", "deskconsole", "--lang", "zh", "--store", str(store)]


def bare(what: str, count: int = 40) -> list[str]:
    """The command that opens one of the bare apps."""
    return [sys.executable, "-m", "tests.bench.bare_app", what, str(count)]
