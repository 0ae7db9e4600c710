"""How long it takes until something stands on the screen, and how long a telephone system's hook waits."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, Ratio, Size, compare, in_turn, of
from tests.bench.stores import CODE, MARKER, new_site, store_of
from tests.bench.terminal import Meter, bare, console

#: Rows of the bare app's table; more than the screen has.
ROWS = 50


def measure(size: Size) -> Iterator[Ratio | Figure]:
    """First paint (the frame with its top line) and live queue (its lines), then the commands."""
    small = store_of(ROWS, 0)
    big = store_of(size.of(10_000, 1_000), size.of(1_000_000, 1_000))
    bare_at: list[float] = []
    bare_work: list[float] = []
    work: dict[Path, list[float]] = {small: [], big: []}
    paint: dict[Path, list[float]] = {small: [], big: []}
    live: dict[Path, list[float]] = {small: [], big: []}
    for turn in range(size.of(11, 2)):
        with Meter(bare("table", ROWS)) as meter:
            rows, bare_used = meter.shown(MARKER), meter.processor() * 1000
        firsts, lines, used = {}, {}, {}
        for store in (small, big):
            with Meter(console(store)) as meter:
                firsts[store], lines[store] = meter.shown(CODE.encode()), meter.shown(MARKER)
                used[store] = meter.processor() * 1000
        if turn:  # the first of each reads its files from the disk
            bare_at.append(rows)
            bare_work.append(bare_used)
            for store in (small, big):
                paint[store].append(firsts[store])
                live[store].append(lines[store])
                work[store].append(used[store])
    for store, words in ((small, "50 open"), (big, f"{size.of(10_000, 1_000):,} open, {_closed(size)} closed")):
        yield compare(f"first paint against a bare app ({words})", bare_at, paint[store], limit=1.2)
        yield compare(f"live queue against a bare app ({words})", bare_at, live[store], limit=1.5)
        # Of a machine that does other work at the same time this says more than the clock.
        yield compare(f"processor time until then against a bare app ({words})", bare_work, work[store])
    yield from _commands(size)


def _closed(size: Size) -> str:
    return f"{size.of(1_000_000, 1_000):,}"


def _commands(size: Size) -> Iterator[Ratio | Figure]:
    with tempfile.TemporaryDirectory() as folder:
        desk = new_site(Path(folder) / "site")
        desk.store.close()
        store = desk.store.place
        calls = iter(range(1_000_000))
        python, imports, ring, queue = in_turn(
            [
                lambda: _run("-c", "pass"),
                lambda: _run("-c", "import deskconsole.cli"),
                lambda: _run(
                    "-m", "deskconsole", "--store", store, "ring", "--from", "withheld", "--id", next_of(calls)
                ),
                lambda: _run("-m", "deskconsole", "--store", store, "queue", "--json"),
            ],
            size.of(15, 1),
        )
    yield of("python alone", "ms", python)
    yield of("import deskconsole.cli", "ms", imports)
    yield of("deskconsole ring, the whole process", "ms", ring, limit=250)
    yield of("deskconsole queue --json, the whole process", "ms", queue)


def next_of(calls: Iterator[int]) -> str:
    """Another call's id."""
    return f"call-{next(calls)}"


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
