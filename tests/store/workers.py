"""What the other processes of the tests do; importable by a spawned interpreter."""

import os
import signal
from pathlib import Path

from deskconsole.store import idempotency
from deskconsole.store.api import open_store
from deskconsole.store.record import recording
from tests.store.support import MADE_AT, event, take


def write_tickets(path: str, writer: int, count: int) -> None:
    """``count`` transactions of one ticket and one event of the site each."""
    with open_store(Path(path)) as store:
        for n in range(count):
            with store.writing() as tx:
                take(tx, f"{writer}-{n}")
                recording.append_events(tx, None, [event(0, "exported", text=str(writer))])


def nurse(path: str, rounds: int) -> None:
    """Bear a writer, kill it while it writes, and tell on standard output what it had acknowledged; ``rounds`` times.

    Each writer begins with the key that the one before it may not have come to acknowledge.
    """
    n = 0
    for turn in range(rounds):
        reading_end, writing_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading_end)
            _write_until_killed(path, writing_end, n)
        os.close(writing_end)
        with os.fdopen(reading_end) as pipe:
            lines = [pipe.readline() for _ in range(turn % 5 + 1)]
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            lines += [line for line in pipe if line.endswith("\n")]
        for line in lines:
            print(line, end="", flush=True)
        n = int(lines[-1].split()[0]) + 1


def _write_until_killed(path: str, pipe: int, n: int) -> None:
    store = open_store(Path(path))
    while True:
        key = f"key {n}"
        with store.writing() as tx:
            known = idempotency.recall_key(tx, key)
            number = known.answer if known else take(tx, key, content="x" * (n % 7 * 700)).number
            if known is None:
                idempotency.remember_key(tx, key, "digest", number, None, at=MADE_AT)
        os.write(pipe, f"{n} {number} {'again' if known else 'new'}\n".encode())
        n += 1
