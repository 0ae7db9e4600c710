"""Several processes on one store, and processes that die."""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest

from deskconsole.store import idempotency, site, tickets
from deskconsole.store.api import open_store
from deskconsole.store.record import chain
from tests.store import workers
from tests.store.support import found, make_store

_PROCESSES, _WRITES = 8, 100


def test_numbers_have_no_gaps_under_eight_processes(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    path = tmp_path / "desk.db"
    context = multiprocessing.get_context("spawn")
    writers = [
        context.Process(target=workers.write_tickets, args=(str(path), writer, _WRITES)) for writer in range(_PROCESSES)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * _PROCESSES
    with open_store(path) as store, store.reading() as tx:
        numbers = sorted(row.number for row in tickets.queue_page(tx, limit=None))
        assert numbers == [f"SZ-20261121-{n:04d}" for n in range(1, _PROCESSES * _WRITES + 1)]
        assert site.site_now(tx).last_site_seq == 2 * _PROCESSES * _WRITES
        assert list(chain.verify_chain(tx)) == []


_NURSE = "import sys; from tests.store.workers import nurse; nurse(sys.argv[1], 50)"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills children of its own")
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    path = tmp_path / "desk.db"
    root = Path(__file__).parents[2]
    environment = {"PYTHONPATH": f"{root / 'src'}:{root}"}
    command = [sys.executable, "-c", _NURSE, str(path)]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.splitlines()
    acknowledged = [(int(n), number) for n, number, _ in (line.split() for line in told)]
    assert [n for n, _ in acknowledged] == list(range(len(acknowledged)))
    assert len(acknowledged) >= 150
    with open_store(path) as store, store.reading() as tx:
        for n, number in acknowledged:
            known = idempotency.recall_key(tx, f"key {n}")
            assert known is not None
            assert known.answer == number == f"SZ-20261121-{n + 1:04d}"
            assert found(tx, number).request == f"key {n}"
            assert len(tickets.ticket_events(tx, found(tx, number).id)) == 1
        assert len(tickets.queue_page(tx, limit=None)) - len(acknowledged) in (0, 1)
        assert list(chain.verify_chain(tx)) == []
