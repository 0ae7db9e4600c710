"""A backup takes the place of a store whole or not at all; what it replaces is kept."""

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from deskconsole.desk.backups.backing_up import back_up
from deskconsole.desk.backups.restoring import restore, try_out
from deskconsole.desk.opening import open_desk
from deskconsole.desk.papers.attachments import attach
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.act import act
from deskconsole.desk.verifying.verifying import verify
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.store import tickets
from deskconsole.store.api import open_store
from deskconsole.store.sqlite import revision
from deskconsole.store.sqlite.alone import users_of
from deskconsole.store.sqlite.library import connect
from tests.desk.backups.support import attached, furnish
from tests.desk.support import Bench
from tests.store.support import older_store


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Bench]:
    """A furnished site in a folder of its own, and a backup of it beside (``desk.tar``)."""
    folder = tmp_path / "site"
    folder.mkdir()
    bench = Bench(folder)
    furnish(bench)
    back_up(bench.by("root"), tmp_path / "desk.tar")
    yield bench
    bench.desk.store.close()


def whole(store: Path) -> list[str]:
    """What `verify --clocks` says of a store."""
    desk = open_desk(str(store))
    try:
        return [str(problem) for problem in verify(desk, clocks=True)]
    finally:
        desk.store.close()


def numbers(store: Path) -> list[str]:
    desk = open_desk(str(store))
    try:
        return [line.number for line in views.queue(desk)]
    finally:
        desk.store.close()


def test_where_there_is_no_store_one_comes_to_be(site: Bench, tmp_path: Path) -> None:
    store = tmp_path / "other machine" / "desk.db"
    restored = restore(str(store), tmp_path / "desk.tar")
    assert (restored.store, restored.site, restored.replaced) == (store, "SZ", None)
    assert whole(store) == []
    assert numbers(store) == numbers(site.folder / "desk.db")
    assert [file.name for file in attached(store.parent)] == [file.name for file in attached(site.folder)]
    assert (store.parent / "site.toml").read_bytes() == (site.folder / "site.toml").read_bytes()
    assert stat.S_IMODE(store.stat().st_mode) == stat.S_IMODE((site.folder / "desk.db").stat().st_mode) & 0o660
    assert sorted(path.name for path in store.parent.iterdir() if not path.name.startswith(".prepared")) == [
        *("attachments", "desk.db", "desk.db.migrating", "packs", "site.toml"),
    ]
    with open_store(store) as opened, opened.reading() as tx:
        (event,) = (event for _seq, event in tickets.site_events(tx) if event.kind == "restored")
    assert (event.fields["seq"], event.fields["head"]) == (restored.seq, restored.head)


def test_what_is_replaced_is_kept_whole(site: Bench, tmp_path: Path) -> None:
    later = site.take()
    file = tmp_path / "later.txt"
    file.write_text("attached later")
    attach(site.desk, later, [file])
    (site.folder / "site.toml").write_text('[site]\ncompany = "later"\n')
    before = numbers(site.folder / "desk.db")
    site.desk.store.close()
    restored = restore(str(site.folder), tmp_path / "desk.tar")
    store = site.folder / "desk.db"
    assert later not in numbers(store)
    assert whole(store) == []
    assert "宏达" in (site.folder / "site.toml").read_text("utf-8")
    assert restored.replaced is not None
    assert numbers(restored.replaced / "desk.db") == before
    assert whole(restored.replaced / "desk.db") == []
    assert "later" in (restored.replaced / "site.toml").read_text()
    again = restore(str(site.folder), tmp_path / "desk.tar")
    assert again.replaced != restored.replaced
    assert whole(store) == []


def test_acknowledged_notes_that_stand_in_the_log_alone_are_kept_with_the_replaced_store(
    site: Bench, tmp_path: Path
) -> None:
    site.desk.store.close()
    script = f"{_NOTING}; note({str(site.folder)!r})"
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=60).returncode == 9
    assert (site.folder / "desk.db-wal").stat().st_size > 0
    restored = restore(str(site.folder), tmp_path / "desk.tar")
    assert restored.replaced is not None
    assert not (site.folder / "desk.db-wal").exists()
    desk = open_desk(str(restored.replaced))
    assert "acknowledged" in [event.text for event in views.show(desk, views.queue(desk)[0].number).events]
    desk.store.close()
    assert whole(site.folder / "desk.db") == []


_NOTING = "from tests.desk.backups.test_restoring import note"


def note(folder: str) -> None:
    """Written by a process that dies before anything goes from the -wal into the store."""
    desk = open_desk(folder)
    act(desk, views.queue(desk)[0].number, "noted", text="acknowledged")
    os._exit(9)


_WAITING = "print(1, flush=True); sys.stdin.read()"


def test_nobody_may_be_inside(site: Bench, tmp_path: Path) -> None:
    before = sorted(site.folder.rglob("*"))
    place = str(site.folder / "desk.db")
    code = f"import sys; from deskconsole.store.api import open_store; s = open_store({place!r}); {_WAITING}"
    site.desk.store.close()
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as console:
        assert console.stdout is not None
        assert console.stdout.readline() == b"1\n"
        with pytest.raises(StoreUnusable, match=f"somebody has the store open .*{console.pid}"):
            restore(str(site.folder), tmp_path / "desk.tar")
        assert [pid for pid, _account in users_of(site.folder / "desk.db")] == [console.pid]
        console.communicate(b"")
    assert [path for path in before if not path.exists() and "-wal" not in path.name and "-shm" not in path.name] == []
    assert not list(site.folder.glob("*restoring*")) + list(site.folder.glob(".unpacking*"))
    restore(str(site.folder), tmp_path / "desk.tar")


def test_a_backup_of_a_newer_schema_is_refused_and_an_older_one_brought_up_to_date(
    site: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.desk.store.close()
    folder = tmp_path / "older"
    folder.mkdir()
    older_store(folder)
    open_desk(str(folder)).store.close()
    connection = connect(site.folder / "desk.db")
    connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()
    monkeypatch.setattr(revision, "HEAD", "0999")
    monkeypatch.setattr("deskconsole.store.sqlite.connection.HEAD", "0999")
    desk = open_desk(str(site.folder))
    back_up(desk, tmp_path / "newer.tar")
    desk.store.close()
    monkeypatch.undo()
    with pytest.raises(StoreUnusable, match="newer"):
        restore(str(folder), tmp_path / "newer.tar")
    assert whole(folder / "desk.db") == []
    assert not list(folder.glob("*restoring*")) + list(folder.glob(".unpacking*"))


def test_a_damaged_store_is_replaced_by_whoever_may_write_there(site: Bench, tmp_path: Path) -> None:
    site.desk.store.close()
    (site.folder / "desk.db").write_bytes(b"no store any more" * 1000)
    restored = restore(str(site.folder), tmp_path / "desk.tar")
    assert restored.replaced is not None
    assert (restored.replaced / "desk.db").read_bytes().startswith(b"no store")
    assert whole(site.folder / "desk.db") == []


def test_a_store_that_can_be_opened_takes_an_administrator_of_it(
    site: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.desk.store.close()
    monkeypatch.setattr("deskconsole.desk.desk.os_account", lambda: "mallory")
    with pytest.raises(DeskError, match="mallory"):
        restore(str(site.folder), tmp_path / "desk.tar")
    monkeypatch.undo()
    assert whole(site.folder / "desk.db") == []


def test_a_record_that_is_not_whole_is_not_restored(site: Bench, tmp_path: Path) -> None:
    connection = connect(site.folder / "desk.db")
    for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("UPDATE payload SET body = replace(body, '焊接', '喷漆')")
    connection.close()
    back_up(site.by("root"), tmp_path / "tampered.tar")
    with pytest.raises(DeskError, match=r"its record is not whole: what event \d+ .* says was changed"):
        restore(str(tmp_path / "new"), tmp_path / "tampered.tar")
    assert not (tmp_path / "new" / "desk.db").exists()
    problems = try_out(tmp_path / "tampered.tar", tmp_path, by=site.by("root"))
    assert any("was changed" in str(problem) for problem in problems)
    assert try_out(tmp_path / "desk.tar", tmp_path, by=site.by("root")) == []
    assert not list(tmp_path.glob(".unpacking*"))


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.chaos)])
def test_a_restore_that_is_killed_leaves_the_old_site_or_the_new_one(site: Bench, tmp_path: Path, every: int) -> None:
    """Killed before its first rename, its sixth …; with ``-m chaos`` before each of them."""
    site.take()
    (site.folder / "site.toml").write_text('[site]\ncompany = "newer"\n')
    newer = numbers(site.folder / "desk.db")
    site.desk.store.close()
    outcomes = set()
    for step in range(0, 200, every):
        copy = tmp_path / f"killed-{step}"
        shutil.copytree(site.folder, copy)
        code = _DYING.format(step=step, store=str(copy), file=str(tmp_path / "desk.tar"))
        ended = subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode
        old = is_whole(copy, newer)
        outcomes.add((old, ended))
        shutil.rmtree(copy)
        if ended == 0:
            break
    assert outcomes == {(True, -signal.SIGKILL), (False, -signal.SIGKILL), (False, 0)}


def is_whole(folder: Path, newer: list[str]) -> bool:
    """Whether a site is still the old one, with the queue ``newer``; it must be that or the restored one, whole."""
    store = folder / "desk.db"
    found = numbers(store)
    old = found == newer
    assert old or len(found) == len(newer) - 1
    assert ("newer" in (folder / "site.toml").read_text("utf-8")) is old
    assert whole(store) == []
    assert not list(folder.glob("*restoring*"))
    if not old:
        (kept,) = folder.glob("desk.db.replaced-*")
        assert numbers(kept / "desk.db") == newer
    return old


@pytest.mark.chaos
def test_a_restore_that_is_killed_at_any_time_leaves_the_old_site_or_the_new_one(site: Bench, tmp_path: Path) -> None:
    site.take()
    (site.folder / "site.toml").write_text('[site]\ncompany = "newer"\n')
    newer = numbers(site.folder / "desk.db")
    site.desk.store.close()
    chance, outcomes, longest = random.Random(11), [], 60.0
    for turn in range(100):
        copy = tmp_path / f"killed-{turn}"
        shutil.copytree(site.folder, copy)
        code = _DYING.format(step=10_000, store=str(copy), file=str(tmp_path / "desk.tar"))
        with subprocess.Popen([sys.executable, "-c", f"print(flush=True)\n{code}"], stdout=subprocess.PIPE) as restorer:
            assert restorer.stdout is not None
            restorer.stdout.readline()
            began = time.monotonic()
            with suppress(subprocess.TimeoutExpired):
                restorer.wait(longest if turn == 0 else chance.uniform(0, 1.2 * longest))
            restorer.kill()
            if turn == 0:  # how long it takes here, and now, when nobody kills it
                longest = time.monotonic() - began
        outcomes.append(is_whole(copy, newer))
        shutil.rmtree(copy)
    assert 0 < sum(outcomes) < len(outcomes)


_DYING = """
import os, pathlib, shutil, signal
left = [{step}]
def dying(function):
    def call(*args, **more):
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return function(*args, **more)
    return call
for name in ("rename", "replace"):
    setattr(pathlib.Path, name, dying(getattr(pathlib.Path, name)))
shutil.rmtree = dying(shutil.rmtree)
from deskconsole.desk.backups.restoring import restore
restore({store!r}, pathlib.Path({file!r}))
os._exit(0)
"""


@pytest.mark.skipif(os.name != "posix", reason="rights of folders")
def test_what_cannot_be_written_is_told(site: Bench, tmp_path: Path) -> None:
    site.desk.store.close()
    with pytest.raises(StoreUnusable, match="no store can be made"):
        restore("/proc/nowhere/desk.db", tmp_path / "desk.tar")
    with pytest.raises(DeskError, match="cannot be restored"):
        restore(str(site.folder), tmp_path / "none.tar")
    with pytest.raises(DeskError, match="belongs to the store"):
        restore(str(site.folder), site.folder / "desk.db")
    assert whole(site.folder / "desk.db") == []
