"""Transactions: all or nothing, one writer, readers of one moment, and what is said when the disk or others refuse."""

import gc
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.errors import Outdated, StoreUnusable
from deskconsole.store import site, tickets
from deskconsole.store.api import Store, open_store
from deskconsole.store.record import chain
from deskconsole.store.sqlite import connection as engine, library
from tests.store.support import MADE_AT, add, event, found, make_store, take


def test_a_block_that_raises_writes_nothing(store: Store) -> None:
    with pytest.raises(Outdated), store.writing() as tx:
        add(tx, take(tx, "one").ticket_id, event(7))
    with store.writing() as tx:
        assert take(tx, "two").number == "SZ-20261121-0001"


def test_a_write_transaction_is_refused_inside_another(store: Store) -> None:
    with store.writing(), pytest.raises(RuntimeError, match="inside another"), store.writing():
        pass


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreUnusable), store.reading() as tx:
        tx.all("DELETE FROM draft")


def test_a_reader_sees_one_moment(store: Store) -> None:
    with store.reading() as tx:
        assert tickets.queue_page(tx) == []
        with store.writing() as writing:
            take(writing, "one")
        assert tickets.queue_page(tx) == []
        with store.reading() as inner:
            assert tickets.queue_page(inner) == []
    with store.reading() as tx:
        assert len(tickets.queue_page(tx)) == 1


def test_threads_have_connections_of_their_own(store: Store) -> None:
    numbers: list[str] = []

    def work(name: str) -> None:
        for n in range(20):
            with store.writing() as tx:
                opened = take(tx, f"{name}{n}")
            with store.reading() as tx:
                numbers.append(found(tx, opened.number).number)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"SZ-20261121-{n:04d}" for n in range(1, 81)]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors")
def test_connections_end_with_their_thread(store: Store) -> None:
    def work() -> None:
        with store.reading() as tx:
            tickets.queue_page(tx)

    counts = []
    for _ in range(5):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        gc.collect()
        descriptors = [os.readlink(entry) for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink()]
        counts.append(descriptors.count(store.place))
    assert counts == counts[:1] * 5


def test_a_commit_elsewhere_is_noticed_once(store: Store, tmp_path: Path) -> None:
    assert not store.changed()
    with open_store(tmp_path / "desk.db") as other, other.writing() as tx:
        take(tx, "one")
    assert store.changed()
    assert not store.changed()


_ONE_TICKET = """
import sys
from pathlib import Path
from deskconsole.store.api import open_store
from tests.store.support import take
with open_store(Path(sys.argv[1])) as store, store.writing() as tx:
    take(tx, "from another process")
"""


def test_a_commit_of_another_process_is_noticed(store: Store, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    environment = {"PYTHONPATH": f"{root / 'src'}:{root}"}
    command = [sys.executable, "-c", _ONE_TICKET, str(tmp_path / "desk.db")]
    subprocess.run(command, env=environment, check=True)
    assert store.changed()
    with store.reading() as tx:
        assert [row.request for row in tickets.queue_page(tx)] == ["from another process"]


def test_a_busy_store_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "BUSY_SECONDS", 0)
    with make_store(tmp_path) as store, open_store(store.place) as other:
        with store.writing(), pytest.raises(StoreUnusable, match="has been writing"), other.writing():
            pass
        with other.writing() as tx:
            take(tx, "after")


def test_a_commit_that_fails_may_have_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "BUSY_SECONDS", 0)
    monkeypatch.setattr(engine, "loses_commits", lambda version: True)  # a reader holds back a commit without WAL
    with make_store(tmp_path) as store, open_store(store.place) as other:
        with other.reading() as reader:
            assert tickets.queue_page(reader) == []
            with pytest.raises(StoreUnusable, match="same key"), store.writing() as tx:
                take(tx, "one")
        with store.writing() as tx:
            assert take(tx, "one").number == "SZ-20261121-0001"


def test_without_wal_what_ends_a_write_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A journal that is removed may be there again after a power cut, and takes back what was acknowledged."""
    monkeypatch.setattr(engine, "loses_commits", lambda version: True)
    with make_store(tmp_path) as store:
        with store.writing() as tx:
            take(tx, "one")
        journal = tmp_path / "desk.db-journal"
        assert journal.exists()
        assert journal.stat().st_size == 0


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    make_store(tmp_path).close()
    _move_to("9999", tmp_path / "desk.db")
    with pytest.raises(StoreUnusable, match="newer version") as refused:
        open_store(tmp_path / "desk.db")
    assert refused.value.exit_status == 3


def test_a_console_notices_at_its_next_write_that_another_migrated(store: Store, tmp_path: Path) -> None:
    with store.writing() as tx:
        take(tx, "one")
    _move_to("9999", tmp_path / "desk.db")
    with pytest.raises(StoreUnusable, match="newer version"), store.writing() as tx:
        take(tx, "two")
    with store.reading() as tx:
        assert len(tickets.queue_page(tx)) == 1


def _move_to(revision: str, path: Path) -> None:
    connection = library.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    connection.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a megabyte beyond an empty store."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=1800k", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may make a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_loses_nothing_that_was_acknowledged(small_disk: Path) -> None:
    with make_store(small_disk) as store:
        acknowledged, refusal = _fill(store)
        assert refusal.template.startswith(("{path}: the disk is full", "{path}: the end of a write failed"))
        with store.reading() as tx:
            assert [found(tx, number).number for number in acknowledged] == acknowledged
    assert len(acknowledged) > 10
    subprocess.run(["mount", "-o", "remount,size=6m", str(small_disk)], check=True)
    with open_store(small_disk / "desk.db") as store:
        with store.writing() as tx:
            assert take(tx, "room again").number == f"SZ-20261121-{len(acknowledged) + 1:04d}"
        with store.reading() as tx:
            assert list(chain.verify_chain(tx)) == []


def _fill(store: Store) -> tuple[list[str], StoreUnusable]:
    """Write until that is refused: what was acknowledged, and the refusal."""
    acknowledged: list[str] = []
    try:
        while True:
            with store.writing() as tx:
                opened = take(tx, f"t{len(acknowledged)}", content="x" * 2000)
            acknowledged.append(opened.number)
    except StoreUnusable as refusal:
        return acknowledged, refusal


def test_the_site_row_is_taken_in_each_write(store: Store) -> None:
    with store.writing() as tx:
        take(tx, "one")
    with store.reading() as tx:
        row = site.site_now(tx)
        assert (tx.head.last_site_seq, tx.head.head_hash) == (row.last_site_seq, row.head_hash)
        assert tx.head.newest_recorded_at == int(MADE_AT.timestamp()) * 1_000_000
    assert (row.last_site_seq, len(row.head_hash)) == (1, 64)
