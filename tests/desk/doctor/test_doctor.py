"""The doctor says what an administrator asks first, of whatever state a store is in, and what to do."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.desk.backups.backing_up import back_up
from deskconsole.desk.doctor import machine
from deskconsole.desk.doctor.doctor import examine
from deskconsole.desk.doctor.findings import OK, PROBLEM, WARNING, Finding
from deskconsole.present.catalogue import explain, language, use
from deskconsole.store.sqlite import connection as engine, revision
from deskconsole.store.sqlite.library import connect
from tests.desk.backups.support import attached, furnish
from tests.desk.support import Bench
from tests.store.support import older_store


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = language()
    use("en")
    yield
    use(before)


def look(bench: Bench, **more: bool) -> list[Finding]:
    return list(examine(str(bench.folder), now=lambda: bench.now, **more))


def bad(found: list[Finding]) -> dict[str, str]:
    """What is not fine, each with its message; advice stands at each warning."""
    assert all(each.advice is None for each in found if each.state == OK)
    assert all(each.advice is not None for each in found if each.state == WARNING)
    return {each.what: explain(each.message) for each in found if each.state != OK}


@pytest.fixture
def sound(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """A site with nothing wrong: backed up today, its files nobody else's."""
    monkeypatch.setattr(machine, "_system_clock", lambda: iter(()))
    monkeypatch.setattr(machine, "_NEARLY_FULL", 0)
    bench.folder.chmod(0o2770)
    (bench.folder / "desk.db").chmod(0o660)
    (tmp_path / "out").mkdir()
    back_up(bench.by("root"), tmp_path / "out" / "b.tar")
    return bench


def test_a_sound_site_is_fine(sound: Bench) -> None:
    found = look(sound)
    assert bad(found) == {
        "verified": "the last backup was not tried out",
        "emergency card": "numbers that nobody has filled in: security, duty_manager, property",
    }
    assert {each.what for each in found} >= {
        *("program", "sqlite", "store", "schema", "file system", "folder", "file", "disk", "log", "consoles"),
        *("backup", "clock", "calendar", "settings", "people"),
    }


def test_a_backup_that_is_too_old_and_one_that_was_not_copied(sound: Bench) -> None:
    sound.later(days=2)
    assert {each.what: each.state for each in look(sound) if each.what == "backup"} == {"backup": WARNING}
    sound.later(days=6)
    assert {each.what: each.state for each in look(sound) if each.what == "backup"} == {"backup": PROBLEM}
    assert "last backup: 2026-09-14 09:00" in bad(look(sound))["backup"]


def test_where_none_was_ever_made(bench: Bench) -> None:
    assert bad(look(bench))["backup"] == "no backup has been made yet"


def test_a_clock_set_back_and_missing_dates(sound: Bench) -> None:
    sound.take()
    sound.now -= timedelta(hours=1)
    message = bad(look(sound))["clock"]
    assert message == "the clock says 2026-09-14 08:00:00, but something was recorded at 2026-09-14 09:00:00"
    sound.later(days=60, hours=1)
    assert bad(look(sound))["calendar"] == "the dates of 2027 are missing"


def test_mistakes_in_settings_and_packs_are_named_with_their_places(sound: Bench) -> None:
    (sound.folder / "site.toml").write_text("[console]\nbel = true\n")
    pack = sound.folder / "packs" / "robot-integrator"
    pack.mkdir(parents=True)
    (pack / "clocks.toml").write_text("[[clock]]\nrule = 7\n")
    messages = [explain(each.message) for each in look(sound) if each.what == "settings"]
    assert any("site.toml:2" in message for message in messages)
    assert any("clocks.toml" in message for message in messages)
    assert {each.state for each in look(sound) if each.what == "settings"} == {PROBLEM}
    shutil.rmtree(sound.folder / "packs")
    (sound.folder / "site.toml").unlink()


def test_rights_that_let_everybody_in(sound: Bench) -> None:
    (sound.folder / "desk.db").chmod(0o664)
    sound.folder.chmod(0o2775)
    assert {each.what for each in look(sound) if each.state == PROBLEM} == {"folder", "file"}
    assert "0664" in bad(look(sound))["file"]


def test_what_was_left_over_is_told_and_cleaned(sound: Bench) -> None:
    furnish(sound)
    old = sound.now.timestamp() - 3 * 24 * 3600
    temporary = [sound.folder / ".desk.db.new-77", sound.folder / ".unpacking-88", sound.folder / ".unpacking-99"]
    for path in temporary[:2]:
        path.mkdir() if "unpacking" in path.name else path.write_text("x")
        os.utime(path, (1, 1))
    temporary[2].mkdir()  # somebody is at it now
    copy = sound.folder / "attachments" / ".0123"
    copy.write_text("came to nothing")
    os.utime(copy, (old, old))
    stray = sound.folder / "attachments" / "ab" / "cdef"
    stray.parent.mkdir()
    stray.write_text("of nobody")
    (sound.folder / "desk.db.before-0010").write_text("older")
    told = bad(look(sound))
    assert told["leftovers"] == "left over by programs that were ended: .desk.db.new-77, .unpacking-88"
    assert told["attachments"] == "attached files that no event names: 1"
    assert told["copies"] == "older stores beside this one: desk.db.before-0010"
    found = look(sound, clean=True)
    assert [explain(each.message) for each in found if each.what == "leftovers"] == ["removed what was left over: 3"]
    assert [path.exists() for path in (*temporary, copy, stray)] == [False, False, True, False, True]
    assert len(attached(sound.folder)) == 3
    stray.unlink()


def test_others_than_an_administrator_are_told_of_the_machine_alone(
    sound: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    for account in ("mallory", "zhou"):
        if account == "zhou":
            connection = connect(sound.folder / "desk.db")
            connection.execute("UPDATE staff SET os_account = 'zhou' WHERE login = 'zhou'")
            connection.close()
        with monkeypatch.context() as alone:
            alone.setattr("deskconsole.desk.desk.os_account", lambda account=account: account)
            found = look(sound)
        assert {each.what for each in found} & {"backup", "people", "settings"} == set()
        assert [each.state for each in found if each.what == "desk"] == [WARNING]
    connection = connect(sound.folder / "desk.db")
    connection.execute("UPDATE staff SET os_account = NULL WHERE login = 'zhou'")
    connection.close()


# --- stores that cannot be opened --------------------------------------------------------------------------------


def trouble(store: Path) -> list[str]:
    """What is wrong with a store that cannot be opened; whatever else, the doctor comes to its end."""
    found = list(examine(str(store)))
    assert {each.what for each in found} >= {"program", "sqlite", "store"}
    assert {each.what for each in found} & {"backup", "people"} == set()
    return [explain(each.message) for each in found if each.state == PROBLEM]


def test_where_there_is_no_store(tmp_path: Path) -> None:
    assert any("there is no store" in message for message in trouble(tmp_path / "desk.db"))
    assert any("there is no store" in message for message in trouble(tmp_path / "none" / "desk.db"))
    (tmp_path / "folder").mkdir()
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def test_what_is_no_store_and_what_is_damaged(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take()
    bench.desk.store.close()
    (tmp_path / "noise.db").write_bytes(b"noise " * 4000)
    assert any("this is not a store" in message for message in trouble(tmp_path / "noise.db"))
    whole = (tmp_path / "desk.db").read_bytes()
    (tmp_path / "spoiled.db").write_bytes(whole[:8192] + os.urandom(len(whole) // 2) + whole[8192 + len(whole) // 2 :])
    assert any(
        "damaged" in message or "restore the last backup" in message for message in trouble(tmp_path / "spoiled.db")
    )
    (tmp_path / "half.db").write_bytes(whole[: len(whole) // 2])
    assert trouble(tmp_path / "half.db") != []
    (tmp_path / "empty.db").write_bytes(b"")
    assert any("not a store of this program" in message for message in trouble(tmp_path / "empty.db"))


def test_a_newer_store_and_an_older_one_which_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older = older_store(tmp_path)
    before = older.read_bytes()
    found = list(examine(str(older)))
    assert [each.state for each in found if each.what == "schema"] == [WARNING]
    assert older.read_bytes() == before
    (tmp_path / "new").mkdir()
    bench = Bench(tmp_path / "new")
    bench.desk.store.close()
    for module in (revision, engine):
        monkeypatch.setattr(module, "HEAD", "0001")
    assert any("newer version" in message for message in trouble(tmp_path / "new" / "desk.db"))


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="becomes another account")
@pytest.mark.parametrize(
    ("mode", "folder", "reason"),
    [
        (0o600, 0o755, "you may not read and write this file"),
        (0o666, 0o755, "you may not write in its folder"),
        (0o666, 0o700, "Permission denied"),
    ],
)
def test_what_this_account_may_not_do(tmp_path: Path, mode: int, folder: int, reason: str) -> None:
    """Tried by a child that becomes another account: root may everything."""
    trouble(tmp_path / "none.db")  # what is imported late is there before the child may read nothing more
    inner = Path(tempfile.mkdtemp()) / "site"
    inner.mkdir()
    Bench(inner).desk.store.close()
    (inner / "desk.db").chmod(mode)
    inner.chmod(folder)
    inner.parent.chmod(0o755)
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            os.write(writing, "\n".join(trouble(inner / "desk.db")).encode())
        except BaseException as error:
            os.write(writing, repr(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        assert reason in pipe.read()
    shutil.rmtree(inner.parent)


def test_a_full_disk(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6000000", "none", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a file system")
    try:
        Bench(small).desk.store.close()
        with open(small / "ballast", "wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        found = list(examine(str(small)))
        (disk,) = (each for each in found if each.what == "disk")
        assert disk.state == PROBLEM
        assert "free on the disk: 0 MB" in explain(disk.message)
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
