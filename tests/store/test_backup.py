"""A backup is of one moment, whole, and there only when it is complete."""

import stat
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from deskconsole.errors import StoreUnusable
from deskconsole.store import site, tickets
from deskconsole.store.api import Store, open_store
from deskconsole.store.record import chain
from deskconsole.store.sqlite import backup, connection as engine, library
from deskconsole.store.sqlite.backup import back_up
from tests.store.support import take


def _fill(store: Store, names: str) -> None:
    for name in names:
        with store.writing() as tx:
            take(tx, name)


def test_a_backup_holds_everything_acknowledged_and_nothing_later(store: Store, tmp_path: Path) -> None:
    _fill(store, "abc")
    target = tmp_path / "copy.db"
    record = back_up(Path(store.place), target)
    _fill(store, "de")
    assert (record.path, record.size, record.last_site_seq) == (target, target.stat().st_size, 3)
    assert record.sha256 == sha256(target.read_bytes()).hexdigest()
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db"]
    with open_store(target) as copy, copy.reading() as tx:
        assert [row.request for row in tickets.queue_page(tx)] == ["a", "b", "c"]
        assert list(chain.verify_chain(tx)) == []
        assert site.site_now(tx).head_hash == record.head_hash


def test_a_backup_is_for_its_owner_alone(store: Store, tmp_path: Path) -> None:
    back_up(Path(store.place), tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


class Slow:
    """A connection that another one writes after each step of its copy."""

    def __init__(self, connection: library.Connection, write: Callable[[], None]) -> None:
        self._connection, self._write = connection, write

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def backup(self, target: library.Connection, *, pages: int, progress: Callable[[int, int, int], object]) -> None:
        def written(status: int, remaining: int, total: int) -> None:
            progress(status, remaining, total)
            self._write()

        self._connection.backup(target, pages=10, progress=written)


@pytest.mark.parametrize("way", ["of a file", "of a transaction"])
def test_a_writer_is_not_disturbed_by_a_backup(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    steps: list[str] = []

    def write() -> None:
        steps.append(f"during{len(steps)}")
        assert len(steps) < 1000, "the copy begins anew at each write"
        with store.writing() as tx:
            take(tx, steps[-1])

    def connect(path: Path, *, read_only: bool = False) -> object:
        made = library.connect(path, read_only=read_only)
        return Slow(made, write) if read_only and path == Path(store.place) else made

    _fill(store, "abc")
    target = tmp_path / "copy.db"
    for module in (backup, engine):
        monkeypatch.setattr(module, "connect", connect)
    if way == "of a file":
        back_up(Path(store.place), target)
    else:
        with store.reading() as tx:
            tx.copy_to(target)
    monkeypatch.undo()
    assert len(steps) > 2
    with open_store(target) as copy, copy.reading() as tx:
        assert [row.request for row in tickets.queue_page(tx)] == ["a", "b", "c"]
    with store.reading() as tx:
        assert len(tickets.queue_page(tx)) == 3 + len(steps)


def test_a_backup_that_fails_leaves_the_earlier_one(store: Store, tmp_path: Path) -> None:
    back_up(Path(store.place), tmp_path / "copy.db")
    before = (tmp_path / "copy.db").read_bytes()
    with pytest.raises(StoreUnusable):
        back_up(tmp_path / "none.db", tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == before
    with pytest.raises(StoreUnusable):
        back_up(Path(store.place), tmp_path / "no folder" / "copy.db")
    assert not list(tmp_path.glob("*part*"))
