"""A backup is of one moment, whole, and there only when it is complete."""

import stat
from hashlib import sha256
from pathlib import Path

import pytest

from deskconsole.errors import StoreUnusable
from deskconsole.store import site, tickets
from deskconsole.store.api import Store, open_store
from deskconsole.store.record import chain
from deskconsole.store.sqlite import library
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


def test_a_writer_is_not_disturbed_by_a_backup(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deskconsole.store.sqlite import backup

    steps: list[str] = []

    class Slow:
        """A connection whose copy is interrupted by a write after each step."""

        def __init__(self, connection: library.Connection) -> None:
            self._connection = connection

        def __getattr__(self, name: str) -> object:
            return getattr(self._connection, name)

        def backup(self, target: library.Connection, *, pages: int) -> None:
            def progress(status: int, remaining: int, total: int) -> None:
                steps.append(f"during{len(steps)}")
                with store.writing() as tx:
                    take(tx, steps[-1])

            self._connection.backup(target, pages=10, progress=progress)

    def connect(path: Path, **more: bool) -> object:
        made = library.connect(path, **more)
        return Slow(made) if path == Path(store.place) else made

    _fill(store, "abc")
    monkeypatch.setattr(backup, "connect", connect)
    back_up(Path(store.place), tmp_path / "copy.db")
    assert len(steps) > 2
    with open_store(tmp_path / "copy.db") as copy, copy.reading() as tx:
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
