"""What is named to be read or replaced is never the store itself; a store that was changed underneath says so."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deskconsole.errors import CommitUnsure, DeskError, StoreUnusable
from deskconsole.given_files import open_given, read_given, refuse_guarded
from deskconsole.store.api import Store, open_store
from deskconsole.store.sqlite.connection import SQLiteStore
from deskconsole.store.sqlite.library import Connection
from tests.store.support import make_store, take

#: Tries to take the write lock of a store from another process, without waiting.
LOCKING = """
import sys
from deskconsole.store.sqlite.library import dbapi
connection = dbapi.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    connection.execute("BEGIN IMMEDIATE")
    print("taken")
except dbapi.OperationalError:
    print("locked")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with a ticket."""
    folder = tmp_path / "site"
    folder.mkdir()
    with make_store(folder) as store:
        _record(store, "first")
    return folder / "desk.db"


def _record(store: Store, name: str = "more") -> None:
    with store.writing() as tx:
        take(tx, name)


def _other_process(path: Path) -> str:
    ran = subprocess.run([sys.executable, "-c", LOCKING, str(path)], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def _as_itself(file: Path, _folder: Path) -> Path:
    return file


def _as_a_symbolic_link(file: Path, folder: Path) -> Path:
    link = folder / "offer.pdf"
    link.symlink_to(file)
    return link


def _as_a_hard_link(file: Path, folder: Path) -> Path:
    link = folder / "offer.pdf"
    os.link(file, link)
    return link


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
@pytest.mark.parametrize("named", [_as_itself, _as_a_symbolic_link, _as_a_hard_link])
def test_the_stores_own_files_are_not_opened_and_its_locks_stay(
    path: Path, tmp_path: Path, end: str, named: Callable[[Path, Path], Path]
) -> None:
    with open_store(path) as store, store.writing():
        given = named(path.with_name(path.name + end), tmp_path)
        with pytest.raises(DeskError, match="belongs to the store"):
            open_given(given)
        with pytest.raises(DeskError, match="belongs to the store"):
            refuse_guarded(given)
        assert _other_process(path) == "locked"


def _with_its_files_closed(store: Store, path: Path) -> None:
    with store.writing() as tx:
        for end in ("", "-shm"):
            with path.with_name(path.name + end).open("rb"):
                pass
        assert _other_process(path) == "taken"
        take(tx, "lost")


def test_where_the_locks_were_dropped_all_the_same_nobody_is_told_that_it_is_recorded(path: Path) -> None:
    """Another process, the only one as far as it can see, has put the -wal away; what is written into it is lost."""
    with open_store(path) as store, pytest.raises(StoreUnusable, match="was replaced or removed"):
        _with_its_files_closed(store, path)


@pytest.mark.parametrize("what", ["/dev/zero", "/dev/tty", "pipe", "folder"])
def test_what_may_never_end_is_not_read(tmp_path: Path, what: str) -> None:
    given = Path(what) if what.startswith("/") else tmp_path / what
    if what == "pipe":
        os.mkfifo(given)
    elif what == "folder":
        given.mkdir()
    with pytest.raises((DeskError, OSError)):
        open_given(given)


def test_any_other_file_is_read(path: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name\n")
    with open_store(path):
        assert read_given(tmp_path / "list.csv") == b"name\n"
        refuse_guarded(tmp_path / "list.csv")
        refuse_guarded(tmp_path / "none.csv")
        beside = path.with_name("list.csv")
        beside.write_text("name\n")
        assert read_given(beside) == b"name\n"
        refuse_guarded(beside)


def test_the_copy_before_a_migration_is_the_stores_and_settings_are_not_replaced(path: Path) -> None:
    copy = path.with_name("desk.db.before-0011")
    copy.write_bytes(b"names in clear")
    settings = path.with_name("site.toml")
    settings.write_text("[site]\n")
    with open_store(path):
        with pytest.raises(DeskError, match="belongs to the store"):
            open_given(copy)
        with pytest.raises(DeskError, match="belongs to the store"):
            refuse_guarded(settings)
        assert read_given(settings) == b"[site]\n"


def _replaced(path: Path) -> None:
    copy = path.with_name("copy.db")
    shutil.copyfile(path, copy)
    copy.replace(path)


def _removed(path: Path) -> None:
    path.unlink()


def _without_its_log(path: Path) -> None:
    path.with_name(path.name + "-wal").unlink()


@pytest.mark.parametrize("change", [_replaced, _removed, _without_its_log])
def test_nothing_is_recorded_into_a_file_that_nobody_opens_again(path: Path, change: Callable[[Path], None]) -> None:
    with open_store(path) as store:
        _record(store)
        change(path)
        with pytest.raises(StoreUnusable, match="was replaced or removed"):
            _record(store)
        with pytest.raises(StoreUnusable, match="was replaced or removed"):
            store.changed()


@pytest.mark.parametrize("change", [_replaced, _without_its_log])
def test_a_file_that_goes_while_it_is_written_is_told(path: Path, change: Callable[[Path], None]) -> None:
    """In the block it is refused; between its last look and the commit's answer nobody is told that all is well."""
    with open_store(path) as store, pytest.raises(StoreUnusable, match="nothing was recorded"), store.writing():
        change(path)
    with pytest.raises(CommitUnsure, match="may be lost"):
        _change_at_commit(path, change)


def _change_at_commit(path: Path, change: Callable[[Path], None]) -> None:
    class ChangedAtCommit(SQLiteStore):
        def _commit(self, connection: Connection) -> None:
            change(path)
            super()._commit(connection)

    with ChangedAtCommit.open(path) as store:
        _record(store)


def test_a_store_opened_again_after_a_copy_took_its_place_is_written(path: Path) -> None:
    with open_store(path) as store:
        _record(store, "before")
    _replaced(path)
    with open_store(path) as store:
        _record(store, "after")


#: Confined to a folder, as whoever comes by SSH is, in a process of its own: it stays so.
CONFINED = """
import sys
from pathlib import Path
from deskconsole import given_files
from deskconsole.errors import DeskError
site, folder = map(Path, sys.argv[1:])
given_files.confine(folder)
print(given_files.read_given("mine.txt").decode(), given_files.read_given(Path("~/mine.txt").expanduser()).decode())
print(given_files.read_text_of_site(site / "site.toml").decode())
for name in (site / "site.toml", "../site.toml", "link", "/etc/passwd", folder / ".." / "site.toml", "/nowhere/x"):
    for refuses in (given_files.open_given, given_files.refuse_guarded):
        try:
            refuses(Path(name))
            print("open", name)
        except DeskError as error:
            assert "your own transfer folder" in str(error), error
given_files.refuse_guarded(Path("new.txt"))
"""


def test_who_is_confined_names_files_of_one_folder_and_the_site_is_read_all_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "transfer"
    folder.mkdir()
    (tmp_path / "site.toml").write_text("settings", "utf-8")
    (folder / "mine.txt").write_text("mine", "utf-8")
    (folder / "link").symlink_to(tmp_path / "site.toml")
    argv = [sys.executable, "-c", CONFINED, str(tmp_path), str(folder)]
    ran = subprocess.run(argv, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["mine mine", "settings"]
