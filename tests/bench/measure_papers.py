"""Papers: the form of one ticket, and what memory and time a long ledger takes."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from deskconsole.desk.opening import open_desk
from deskconsole.desk.tickets.views import queue
from deskconsole.documents.form import make_form
from deskconsole.errors import DeskError
from tests.bench.figures import Figure, Size, in_turn, of
from tests.bench.stores import store_of

#: Most memory that a ledger of a hundred thousand rows may take, the interpreter with everything included.
MOST: Final = 60.0
_PROGRAM = """
import sys
from deskconsole.cli import main
status = main(sys.argv[1:])
held = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(status, int(held.split()[1]) / 1000)
"""


def measure(size: Size) -> Iterator[Figure]:
    """The form as Word file and PDF; the ledger as workbook and CSV, each in a program of its own."""
    store = store_of(size.of(10_000, 500), size.of(100_000, 1_000))
    with tempfile.TemporaryDirectory() as folder:
        yield from _forms(store, Path(folder), size)
        if sys.platform == "linux":
            yield from _ledgers(store, Path(folder))


def _forms(store: Path, folder: Path, size: Size) -> Iterator[Figure]:
    desk = open_desk(str(store))
    number = queue(desk, limit=1)[0].number
    for suffix in (".docx", ".pdf"):
        out = folder / f"form{suffix}"

        def make(out: Path = out) -> None:
            make_form(desk, number, out, force=True)

        try:
            make()  # imports and fonts
        except DeskError:
            continue  # no font with Chinese characters here
        yield of(f"the form as {suffix}", "ms", in_turn([make], size.of(10, 2))[0])
    desk.store.close()


def _ledgers(store: Path, folder: Path) -> Iterator[Figure]:
    period = ("--from", "2000-01-01", "--to", "2100-12-31")
    for suffix in (".csv", ".xlsx"):
        options = ["ledger", "--store", str(store), *period, "--out", str(folder / f"l{suffix}"), "--json"]
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", _PROGRAM, *options], capture_output=True, text=True, check=True)
        took = time.perf_counter() - began
        held = float(done.stdout.split()[-1])
        yield Figure(f"the ledger of all tickets as {suffix}: memory", "MB", held, held, 1, MOST)
        yield Figure(f"the ledger of all tickets as {suffix}", "s", took, took, 1)
