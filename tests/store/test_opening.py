"""Making and opening a store: where it may lie, what it must be, and how its files are."""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from deskconsole.errors import StoreUnusable
from deskconsole.store.api import Store, create_store, open_store
from deskconsole.store.mapping import GENESIS
from deskconsole.store.sqlite import connection, filesystems, library
from deskconsole.store.sqlite.connection import SQLiteStore
from deskconsole.store.sqlite.library import dbapi
from tests.store.support import MADE_AT, make_store, take


def _refusal(path: Path) -> str:
    with pytest.raises(StoreUnusable) as refused:
        open_store(path)
    assert refused.value.exit_status == 3
    assert str(path) in str(refused.value)
    return str(refused.value)


def _create(path: Path) -> Store:
    return create_store(path, code="SZ", packs=["one", "two"], created_at=MADE_AT)


def test_a_new_store_knows_its_site(tmp_path: Path) -> None:
    with _create(tmp_path / "desk.db") as store:
        assert (store.site.code, store.site.packs, store.site.created_at) == ("SZ", ("one", "two"), MADE_AT)
        assert store.site.last_site_seq == 0
        assert store.site.head_hash == GENESIS


def test_several_accounts_share_a_store_through_its_group(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        path = tmp_path / "above" / "data" / "desk.db"
        with _create(path) as store:
            with store.writing() as tx:
                take(tx, "one")
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o2770
            files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert files == {"desk.db": 0o660, "desk.db-wal": 0o660, "desk.db-shm": 0o660}
        own = tmp_path / "own"
        own.mkdir(0o700)
        _create(own / "desk.db").close()
        assert stat.S_IMODE((own / "desk.db").stat().st_mode) == 0o600  # nobody else is meant
    finally:
        os.umask(before)


def test_a_path_may_be_called_anything(tmp_path: Path) -> None:
    path = tmp_path / "店 100%?mode=ro#1&" / "desk 'a'.db"
    with _create(path) as store, store.writing() as tx:
        take(tx, "one")
    open_store(path).close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_place_is_a_path_or_a_url_of_a_file(tmp_path: Path) -> None:
    _create(tmp_path / "desk.db").close()
    for place in (str(tmp_path / "desk.db"), f"sqlite:///{tmp_path / 'desk.db'}"):
        with open_store(place) as store:
            assert store.place == str(tmp_path / "desk.db")


@pytest.mark.parametrize("place", ["postgresql://desk@host/desk", "mysql+pymysql://host/desk"])
def test_a_place_that_no_engine_knows_is_refused(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreUnusable, match="keeps its store in a file") as refused:
        open_store(place)
    assert place in str(refused.value)
    with pytest.raises(StoreUnusable, match="sqlite:///path"):
        create_store(place, code="SZ", packs=["one"], created_at=MADE_AT)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    _create(tmp_path / "desk.db").close()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o750


def test_nothing_is_made_over_something(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.write_text("a letter")
    with pytest.raises(StoreUnusable, match="already"):
        _create(path)
    assert path.read_text() == "a letter"


def test_a_store_that_somebody_else_makes_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deskconsole.store.sqlite import creation

    fill = creation._fill

    def slowly(part: Path, site: Mapping[str, Any]) -> None:
        fill(part, site)
        (tmp_path / "desk.db").write_text("somebody else's")

    monkeypatch.setattr(creation, "_fill", slowly)
    with pytest.raises(StoreUnusable, match="already"):
        _create(tmp_path / "desk.db")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("desk.db", "somebody else's")]


def test_a_store_that_cannot_be_finished_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from deskconsole.store.sqlite import creation

    def fail(path: Path) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(creation, "upgrade", fail)
    with pytest.raises(StoreUnusable, match="the disk is gone"):
        _create(tmp_path / "desk.db")
    assert list(tmp_path.iterdir()) == []


def test_every_connection_is_set_as_it_must_be(store: SQLiteStore) -> None:
    wanted = {"synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "busy_timeout": 10_000, "mmap_size": 0}
    with store.reading() as reading, store.writing() as writing:
        for tx in (reading, writing):
            assert {name: tx.one(f"PRAGMA {name}")[0] for name in wanted} == wanted
        assert reading.one("PRAGMA query_only")[0] == 1
        assert writing.one("PRAGMA query_only")[0] == 0
        assert writing.one("PRAGMA journal_mode")[0] == store.journal_mode == "wal"


def test_a_store_that_is_absent_is_named(tmp_path: Path) -> None:
    assert "deskconsole init" in _refusal(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    assert "not a file" in _refusal(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be looked at" * 40])
def test_something_else_is_no_store(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(content)
    assert "not a store" in _refusal(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    other = library.connect(path, create=True)
    other.execute("CREATE TABLE letters (body)")
    other.close()
    assert "not a store of this program" in _refusal(path)


@pytest.mark.parametrize(("offset", "length"), [(0, 16), (16, 84), (100, 3000)], ids=["magic", "header", "schema"])
def test_a_damaged_beginning_is_noticed(tmp_path: Path, offset: int, length: int) -> None:
    make_store(tmp_path).close()
    path = tmp_path / "desk.db"
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(b"\xa5" * length)
    _refusal(path)


@pytest.mark.parametrize(
    ("version", "vulnerable"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
        ((4, 0, 0), False),
    ],
)
def test_versions_that_lose_commits_are_known(version: tuple[int, ...], vulnerable: bool) -> None:
    assert library.loses_commits(version) is vulnerable


def test_a_version_that_loses_commits_works_without_wal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "loses_commits", lambda version: True)
    with make_store(tmp_path) as store:
        assert isinstance(store, SQLiteStore)
        assert (store.vulnerable, store.journal_mode, store.sqlite_version) == (True, "truncate", dbapi.sqlite_version)
        assert not store.changed()
        with store.writing() as tx:
            take(tx, "one")
        assert not (tmp_path / "desk.db-wal").exists()
        assert store.changed()
    monkeypatch.undo()
    with open_store(tmp_path / "desk.db") as store:
        assert isinstance(store, SQLiteStore)
        assert (store.vulnerable, store.journal_mode) == (False, "wal")


_MOUNTS = """\
22 27 0:21 / / rw,relatime - ext4 /dev/sda1 rw
23 22 0:22 / /home rw - nfs4 server:/home rw
24 23 0:23 / /home/li/local\\040disk rw shared:1 - xfs /dev/sdb1 rw
25 22 0:24 / /mnt/pc rw - cifs //pc/share rw
26 22 0:25 / /mnt/covered rw - 9p host rw
27 22 0:26 / /mnt/covered rw - tmpfs tmpfs rw
28 22 0:27 / /homes rw - fuse.sshfs li@pc: rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/var/lib/desk", "ext4"),
        ("/home", "nfs4"),
        ("/home/li", "nfs4"),
        ("/home/li/local disk/desk", "xfs"),
        ("/home2", "ext4"),
        ("/mnt/pc/desk", "cifs"),
        ("/mnt/covered/desk", "tmpfs"),
        ("/homes/li", "fuse.sshfs"),
    ],
)
def test_the_file_system_of_a_folder_is_found(folder: str, kind: str) -> None:
    assert filesystems.file_system(Path(folder), _MOUNTS.splitlines()) == kind


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "9p", "fuse", "fuse.sshfs"])
def test_network_file_systems_are_refused_unless_forced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    make_store(tmp_path).close()
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 27 0:21 / {tmp_path.resolve()} rw - {kind} server rw\n")
    monkeypatch.setattr(filesystems, "_MOUNTS", mounts)
    assert kind in _refusal(tmp_path / "desk.db")
    with pytest.raises(StoreUnusable, match="network"):
        _create(tmp_path / "new" / "other.db")
    assert not (tmp_path / "new").exists()
    monkeypatch.setenv(filesystems.FORCE, "1")
    open_store(tmp_path / "desk.db").close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every account may enter, with a store in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        make_store(folder).close()
        (folder / "desk.db").chmod(0o666)
        yield folder
        folder.chmod(0o777)


_OPEN = """
import os
import sys
from pathlib import Path
from deskconsole.errors import StoreUnusable
from deskconsole.store.mapping import GENESIS
from deskconsole.store.api import open_store
from deskconsole.store.sqlite import connection
from deskconsole.store.sqlite.library import dbapi
if os.geteuid() == 0:  # may do everything; everything is imported by now
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    open_store(Path(sys.argv[1]))
except StoreUnusable as refused:
    print(refused)
"""


def _opened_by_somebody(path: Path) -> str:
    """What somebody who is not root is told."""
    command = [sys.executable, "-c", _OPEN, str(path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_file_that_may_not_be_written_is_refused(open_folder: Path) -> None:
    assert _opened_by_somebody(open_folder / "desk.db") == ""
    (open_folder / "desk.db").chmod(0o444)
    assert "may not read and write this file" in _opened_by_somebody(open_folder / "desk.db")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_folder_that_may_not_be_written_is_refused(open_folder: Path) -> None:
    open_folder.chmod(0o555)
    assert "may not write in its folder" in _opened_by_somebody(open_folder / "desk.db")
