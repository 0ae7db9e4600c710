"""``backup`` and ``restore`` from the command line, beside consoles that write."""

import os
import random
import resource
import subprocess
import sys
import tarfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from deskconsole.store import tickets
from deskconsole.store.api import open_store
from deskconsole.store.record import chain
from tests.cli.support import Cli

MADE: Final = ["ok", "problems", "file", "size", "sha256", "at", "seq", "head", "files", "removed", "copied"]
RESTORED: Final = ["ok", "store", "site", "made_at", "seq", "head", "replaced"]
_ROOT: Final = Path(__file__).parents[2]


def test_a_site_is_backed_up_and_restored(cli: Cli, tmp_path: Path) -> None:
    number = cli.take()
    made = cli.json("backup", str(tmp_path / "b.tar"), as_="root")
    assert list(made) == MADE
    assert (made["ok"], made["problems"], made["files"]) == (True, [], 1)
    cli.take("phone")
    assert cli("backup", str(tmp_path / "b.tar"), as_="root").status == 1
    assert cli("backup", str(tmp_path / "b.tar"), "--force", as_="root").status == 0
    new = tmp_path / "new"
    restored = cli.json("restore", str(tmp_path / "b.tar"), "--store", str(new), as_=None)
    assert list(restored) == RESTORED
    assert (restored["ok"], restored["store"], restored["replaced"]) == (True, str(new), None)
    assert cli.json("show", number, "--store", str(new), as_="root")["number"] == number
    assert cli.json("verify", "--clocks", "--store", str(new), as_="root")["ok"] is True


def test_rotating_from_the_command_line(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    made = cli.json("backup", "--rotate", str(tmp_path / "out"), as_="root")
    assert (made["ok"], made["file"]) == (True, str(tmp_path / "out" / "SZ-2026-09-28T090000.tar"))
    for wrong in ((), ("x.tar", "--rotate", str(tmp_path))):
        assert cli("backup", *wrong, as_="root").status == 2


def test_eight_processes_write_while_backups_are_made(cli: Cli, tmp_path: Path) -> None:
    """Everything that was acknowledged before a backup began is in it, and each backup is whole."""
    code = "import sys; from tests.store.workers import write_tickets; write_tickets(sys.argv[1], int(sys.argv[2]), 60)"
    environment = {**os.environ, "PYTHONPATH": f"{_ROOT / 'src'}:{_ROOT}"}
    command = [sys.executable, "-c", code, str(cli.store)]
    writers = [subprocess.Popen([*command, str(n)], env=environment) for n in range(8)]
    sequences: list[int] = []
    writing = True
    while writing:
        writing = any(writer.poll() is None for writer in writers)  # the last backup is made after them
        with open_store(cli.store) as store, store.reading() as tx:
            before = tx.head.last_site_seq
        made = cli.json("backup", str(tmp_path / f"{len(sequences)}.tar"), as_="root")
        assert made["seq"] >= before
        sequences.append(made["seq"])
    assert [writer.wait() for writer in writers] == [0] * 8
    assert len(sequences) > 3
    assert sequences == sorted(sequences)
    for number, seq in enumerate(sequences):
        place = tmp_path / f"restored-{number}"
        assert cli.json("restore", str(tmp_path / f"{number}.tar"), "--store", str(place / "desk.db"), as_=None)["ok"]
        with open_store(place / "desk.db") as store, store.reading() as tx:
            assert list(chain.verify_chain(tx)) == []
            assert tx.head.last_site_seq == seq + 1  # that it was restored
            taken = len(tickets.queue_page(tx, limit=None))
    assert taken == 8 * 60
    cli.store.unlink()  # tickets that no desk took: they are not verified further


@pytest.mark.parametrize("turns", [4, pytest.param(100, marks=pytest.mark.chaos)])
def test_a_backup_that_is_killed_leaves_the_earlier_one_or_a_whole_one(cli: Cli, tmp_path: Path, turns: int) -> None:
    cli.take()
    target, chance = tmp_path / "out" / "b.tar", random.Random(5)
    target.parent.mkdir()
    cli.json("backup", str(target), as_="root")
    command = [sys.executable, "-m", "deskconsole", "--store", str(cli.store), "backup", str(target), "--force"]
    longest = 60.0
    for turn in range(turns):
        began = time.monotonic()
        with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(_ROOT / "src")}) as process:
            with suppress(subprocess.TimeoutExpired):
                process.wait(longest if turn == 0 else chance.uniform(0, 1.2 * longest))
            process.kill()
        if turn == 0:  # how long it takes here, and now, when nobody kills it
            longest = time.monotonic() - began
        place = tmp_path / f"restored-{turn}" / "desk.db"
        assert cli.json("restore", str(target), "--store", str(place), as_=None)["ok"]
        assert cli.json("verify", "--clocks", "--store", str(place), as_="root")["ok"]


def test_a_disk_that_is_full_leaves_nothing_and_says_so(cli: Cli, tmp_path: Path) -> None:
    cli.take()
    cli.json("backup", str(tmp_path / "b.tar"), as_="root")
    (tmp_path / "out").mkdir()

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    environment = {**os.environ, "PYTHONPATH": str(_ROOT / "src")}
    for words in (("backup", str(tmp_path / "out" / "b.tar")), ("restore", str(tmp_path / "b.tar"))):
        store = cli.store if words[0] == "backup" else tmp_path / "new" / "desk.db"
        command = [sys.executable, "-m", "deskconsole", "--lang", "en", "--store", str(store), *words]
        done = subprocess.run(
            command, env=environment, preexec_fn=bounded, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode in (1, 3)
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr
    assert list((tmp_path / "out").iterdir()) == []
    assert list((tmp_path / "new").iterdir()) == []


def test_a_tampered_backup_is_refused_in_a_line(cli: Cli, tmp_path: Path) -> None:
    cli.json("backup", str(tmp_path / "b.tar"), as_="root")
    whole = (tmp_path / "b.tar").read_bytes()
    (tmp_path / "b.tar").write_bytes(whole.replace(b"SQLite format 3", b"SQLite format 4", 1))
    answer = cli("restore", str(tmp_path / "b.tar"), "--store", str(tmp_path / "new"), as_=None)
    assert (answer.status, answer.out) == (1, "")
    assert answer.reasons == [f"file: '{tmp_path}/b.tar' cannot be restored: 'desk.db' was changed"]
    with tarfile.open(tmp_path / "bad.tar", "w") as archive:
        link = tarfile.TarInfo("desk.db\x1b[2J")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert cli("restore", str(tmp_path / "bad.tar"), "--store", str(tmp_path / "new"), as_=None).status == 1
    assert not (tmp_path / "new").is_file()


def test_the_whole_store_as_lines_and_back(cli: Cli, tmp_path: Path) -> None:
    cli.take()
    out = tmp_path / "desk.jsonl"
    printed = cli("export", as_="root").out
    made = cli.json("export", "--out", str(out), as_="root")
    assert list(made) == ["out", "rows"]
    lines = out.read_text("utf-8").splitlines()
    assert lines[-1] == f'{{"end":{len(lines)}}}'
    assert len(printed.splitlines()) == len(lines) - 1  # that it was printed stands in the other
    new = tmp_path / "new" / "desk.db"
    imported = cli.json("import", str(out), "--store", str(new), as_=None)
    assert imported == {"store": str(new), "site": "SZ", "rows": made["rows"]}
    assert cli.json("verify", "--clocks", "--store", str(new), as_="root")["ok"]
    assert cli("export", "--store", str(new), as_="root").out == out.read_text("utf-8")
    again = cli("import", "-", "--store", str(tmp_path / "second.db"), stdin=printed, as_=None)
    assert again.status == 0
    refused = cli("import", str(out), "--store", str(new), as_=None)
    assert (refused.status, refused.out) == (3, "")
    (tmp_path / "bad.jsonl").write_text("\n".join([*lines[:5], "x", *lines[5:]]) + "\n", "utf-8")
    wrong = cli("import", str(tmp_path / "bad.jsonl"), "--store", str(tmp_path / "third.db"), as_=None)
    assert (wrong.status, wrong.out) == (1, "")
    assert wrong.reasons == ["line 6: it is no JSON: Expecting value: line 1 column 1 (char 0)"]
    assert not (tmp_path / "third.db").exists()


_HELD = """
import sys
from deskconsole.cli import main
status = main(sys.argv[1:])
print(status, next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")), file=sys.stderr)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system how much memory was held")
def test_memory_stays_flat(cli: Cli, tmp_path: Path) -> None:
    """An attached file of thirty megabytes is nowhere held as a whole."""
    number = cli.take()
    (cli.store.parent / "site.toml").write_text("[papers]\nlargest_attachment_mb = 40\n")
    file = tmp_path / "large.bin"
    file.write_bytes(os.urandom(1 << 20) * 30)
    cli.json("attach", number, str(file), as_="zhou")
    (tmp_path / "new").mkdir()
    held = []
    for store, *words in (
        (cli.store, "keys"),
        (cli.store, "backup", str(tmp_path / "b.tar")),
        (tmp_path / "restored" / "desk.db", "restore", str(tmp_path / "b.tar")),
        (cli.store, "export", "--out", str(tmp_path / "e.jsonl")),
        (tmp_path / "new" / "desk.db", "import", str(tmp_path / "e.jsonl")),
    ):
        done = subprocess.run(
            [sys.executable, "-c", _HELD, "--store", str(store), *words],
            env={**os.environ, "PYTHONPATH": str(_ROOT / "src")},
            capture_output=True,
            text=True,
            check=True,
        )
        status, kilobytes = done.stderr.split()[-2:]
        assert status == "0", done.stderr
        held.append(int(kilobytes) / 1000)
    usual, *others = held
    # SQLAlchemy and Alembic, which make a new store, take forty megabytes.
    assert [round(each - usual) for each in others if each - usual > 60] == []


def test_what_is_said_is_said_in_chinese_too(cli: Cli, tmp_path: Path) -> None:
    made = cli("backup", str(tmp_path / "b.tar"), as_="root", lang="zh")
    assert "SHA-256" in made.out
    assert "events up to" not in made.out
    restored = cli("restore", str(tmp_path / "b.tar"), as_=None, lang="zh")
    assert "as it was" not in restored.out
    assert cli("restore", str(tmp_path / "none.tar"), as_=None, lang="zh").status == 1
