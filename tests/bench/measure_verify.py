"""Verifying everything, at two sizes: it grows linearly, takes the same memory, and no transaction is long."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any, Final

from deskconsole.desk.opening import open_desk
from deskconsole.desk.verifying.quick import quick_differences
from deskconsole.desk.verifying.verifying import verify
from tests.bench.figures import Figure, Ratio, Size, of
from tests.bench.verify_store import verify_store

#: The quick look of a normal day, and the longest transaction of the whole, in milliseconds.
_QUICK: Final = 50.0
_LONGEST: Final = 1_000.0


def measure(size: Size) -> Iterator[Ratio | Figure]:
    """Seconds of the processor (others work on the same machine), megabytes at most, milliseconds of a transaction."""
    small, large = size.of(10_000, 50), size.of(100_000, 200)
    first, second = (_measured(verify_store(count)) for count in (small, large))
    for count, each in ((small, first), (large, second)):
        yield of(f"verify {count:,} tickets, {each['events']:,} events", "s", [each["seconds"]])
        yield of(f"verify {count:,} tickets: memory at most", "MB", [each["megabytes"]])
        yield of(f"verify {count:,} tickets: the longest transaction", "ms", [each["longest"]], limit=_LONGEST)
    yield Ratio("verify: time against the number of tickets", large / small, second["seconds"] / first["seconds"], "x")
    yield of("the quick look of a day of 2,000 events", "ms", second["quick"], limit=_QUICK)


def _measured(path: Path) -> Any:
    """In a process of its own, whose memory is nothing else's."""
    command = [sys.executable, "-m", "tests.bench.measure_verify", str(path)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


class _Timed:
    """A store whose transactions are timed."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.longest = 0.0

    @contextmanager
    def reading(self) -> Iterator[Any]:
        """A read transaction."""
        begun = time.process_time()
        with self._store.reading() as tx:
            yield tx
        self.longest = max(self.longest, time.process_time() - begun)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def _report(path: str) -> None:
    desk = open_desk(path)
    timed = _Timed(desk.store)
    desk.store = timed
    quick = []
    for _ in range(5):
        begun = time.process_time()
        assert quick_differences(desk) == []
        quick.append((time.process_time() - begun) * 1000)
    begun, timed.longest = time.process_time(), 0.0
    problems = [str(problem) for problem in verify(desk, clocks=True)]
    assert problems == [], problems[:3]
    seconds = time.process_time() - begun
    with timed.reading() as tx:
        events = tx.head.last_site_seq
    kilobytes = getrusage(RUSAGE_SELF).ru_maxrss
    figures = {"seconds": seconds, "megabytes": kilobytes / 1024, "longest": timed.longest * 1000}
    print(json.dumps({**figures, "events": events, "quick": quick}))


if __name__ == "__main__":
    _report(sys.argv[1])
