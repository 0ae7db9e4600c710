"""Backup beside a writer, restore, verification, of a store with a true record.

python -m tests.bench backups                      a store of 100 MB
python -m tests.bench.measure_backups 1000         one of so many megabytes, alone
"""

import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from deskconsole.desk.backups.backing_up import back_up
from deskconsole.desk.backups.restoring import restore
from deskconsole.desk.opening import open_desk
from deskconsole.desk.tickets.intake import intake
from deskconsole.desk.tickets.settling import settle
from deskconsole.desk.use_cases import command
from deskconsole.desk.verifying.verifying import verify
from deskconsole.desk.work import Work
from deskconsole.store.sqlite.revision import HEAD
from tests.bench.figures import Figure, Size, of
from tests.bench.stores import form, new_site

#: Tickets in a transaction while a store is filled.
_PORTION: Final = 500
#: What a customer says, in characters, so that a store of a gigabyte is filled in minutes.
_SAID: Final = 24
_MB: Final = 1_000_000
#: Between two saves of the writer, in seconds.
PAUSE: Final = 0.02
#: A save beside a backup takes less, in milliseconds.
SLOWEST: Final = 1000.0


def measure(size: Size) -> Iterator[Figure]:
    """All of it on a store of 100 MB."""
    yield from measured(size.of(100, 2))


def measured(megabytes: int) -> Iterator[Figure]:
    """A backup while somebody saves without a pause, a restore of it elsewhere, the verification of that."""
    store = filled(megabytes)
    name = f"{store.stat().st_size / _MB:.0f} MB"
    with tempfile.TemporaryDirectory(dir=store.parent.parent) as folder:
        out = Path(folder)
        alone, beside = _saves(store, lambda: time.sleep(3)), _saves(store, lambda: _back_up(store, out / "b.tar"))
        yield of(f"{name}: a save, nothing else", "ms", alone[1])
        yield of(f"{name}: a save beside a backup", "ms", beside[1])
        yield of(f"{name}: the slowest save beside a backup", "ms", [max(beside[1])], limit=SLOWEST)
        yield of(f"{name}: backup beside a writer", "s", [beside[0]])
        yield of(f"{name}: backup alone", "s", [_timed(lambda: _back_up(store, out / "c.tar"))])
        yield of(f"{name}: restore", "s", [_timed(lambda: restore(str(out / "new" / "desk.db"), out / "b.tar"))])
        yield of(f"{name}: verify --clocks of what was restored", "s", [_timed(lambda: _verify(out / "new"))])


@command(needs="take")
def _fill(work: Work, first: int) -> None:
    for number in range(first, first + _PORTION):
        given = form(number)
        intake(work, replace(given, content=given.content * _SAID))


def filled(megabytes: int) -> Path:
    """A store of at least so many megabytes, taken in ticket by ticket; kept between runs."""
    folder = Path(tempfile.gettempdir()) / f"deskconsole-bench-backups-{HEAD}-{megabytes}"
    store = folder / "desk.db"
    if not (folder / "complete").exists():
        desk, number = new_site(folder), 0
        while store.stat().st_size < megabytes * _MB:
            _fill(desk, number)
            number += _PORTION
        desk.store.close()
        (folder / "complete").touch()
    return store


def _saves(store: Path, meanwhile: Callable[[], object]) -> tuple[float, list[float]]:
    """Seconds that something takes, and milliseconds of each save of another program beside it."""
    command = [sys.executable, "-c", "from tests.bench.measure_backups import save; save()", str(store)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin is not None
        assert writer.stdout is not None
        writer.stdout.readline()
        took = _timed(meanwhile)
        writer.stdin.close()
        return took, [float(line) for line in writer.stdout]


def save() -> None:
    """Take one ticket after the other, as busy as no desk is, until standard input ends."""
    desk = open_desk(sys.argv[1])
    settle(desk)  # what has become late since the store was filled is not what is measured
    number, taken = 0, [0.0]
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        began = time.perf_counter()
        intake(desk, form(number := number + 1))
        taken.append((time.perf_counter() - began) * 1000)
    desk.store.close()
    print(*taken[1:], sep="\n")


def _timed(action: Callable[[], object]) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def _back_up(store: Path, out: Path) -> None:
    desk = open_desk(str(store))
    back_up(desk, out)
    desk.store.close()


def _verify(folder: Path) -> None:
    desk = open_desk(str(folder))
    problems = [str(problem) for problem in verify(desk, clocks=True)]
    desk.store.close()
    if problems:
        raise SystemExit(f"not whole: {problems[:3]}")


if __name__ == "__main__":
    for figure in measured(int(sys.argv[1])):
        print("  ".join(figure.cells()), flush=True)
