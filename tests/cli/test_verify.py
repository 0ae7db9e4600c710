"""`verify` at the command line: the head that it gives out and takes, and a run that goes on."""

import hashlib
import re
import shutil
import stat
from pathlib import Path

from tests.cli.support import Cli
from tests.desk.admin.tampering import tampered
from tests.desk.support import Bench

_HEAD = r"\b\d+(?:-[0-9a-f]{4}){4}\b"


def _head(cli: Cli) -> str:
    """The head that a whole record is told with."""
    (head,) = re.findall(_HEAD, cli("verify", as_="root").out)
    return str(head)


def test_the_head_that_it_prints_is_still_the_same_when_it_is_asked_for(cli: Cli) -> None:
    cli.take()
    first = _head(cli)
    cli.take()
    second = _head(cli)
    assert first != second
    answer = cli("verify", "--head", first, "--head", second.replace("-", " "), "--resume", as_="root")
    assert answer.status == 0


def test_a_head_of_another_record_is_named(cli: Cli) -> None:
    cli.take()
    seq, *digits = _head(cli).split("-")
    wrong = cli("verify", "--json", "--head", f"{seq}-{'-'.join(reversed(digits))}", as_="root")
    assert wrong.status == 1
    assert "written anew" in wrong.err
    ahead = cli("verify", "--head", f"{int(seq) + 7}-{'-'.join(digits)}", as_="root")
    assert (ahead.status, "cut off" in ahead.err) == (1, True)


def test_a_head_is_read_from_what_stands_beside_a_backup_and_from_the_backup(cli: Cli, tmp_path: Path) -> None:
    cli.take()
    backup, noted = tmp_path / "b.tar", tmp_path / "b.tar.head"
    printed = re.findall(_HEAD, cli("backup", str(backup), as_="root").out)
    head, sum_ = noted.read_text("utf-8").splitlines()
    assert ([head], stat.S_IMODE(noted.stat().st_mode)) == (printed, 0o600)
    assert sum_ == f"{hashlib.sha256(backup.read_bytes()).hexdigest()}  b.tar"
    cli.take()
    assert cli("verify", "--head", str(noted), "--head", str(backup), as_="root").status == 0
    seq, *digits = head.split("-")
    noted.write_text(f"{seq}-{'-'.join(reversed(digits))}\n")
    wrong = cli("verify", "--head", str(noted), "--head", str(backup), as_="root")
    assert (wrong.status, len(wrong.reasons)) == (1, 1)
    assert "written anew" in wrong.err


def test_a_backup_of_another_record_is_named_and_what_is_no_backup_refused(cli: Cli, tmp_path: Path) -> None:
    cli.take()
    backup = tmp_path / "b.tar"
    assert cli("backup", str(backup), as_="root").status == 0
    (tmp_path / "other").mkdir()
    Bench(tmp_path / "other").desk.store.close()
    ahead = cli("verify", "--store", str(tmp_path / "other"), "--head", str(backup), as_="root")
    assert (ahead.status, "cut off" in ahead.err) == (1, True)
    for content in (b"", b"\x00" * 5000, backup.read_bytes()[:20_000], b"no head\n"):
        backup.write_bytes(content)
        refused = cli("verify", "--head", str(backup), as_="root")
        assert (refused.status, refused.out, len(refused.err.splitlines())) == (1, "", 1)


def test_a_note_of_somebody_elses_is_not_replaced(cli: Cli, tmp_path: Path) -> None:
    cli.take()
    note = tmp_path / "b.tar.head"
    note.write_text("what I must not forget\n")
    made = cli("backup", str(tmp_path / "b.tar"), "--json", as_="root").lines[0]
    assert (made["ok"], "is there already" in made["problems"][0]) == (False, True)
    assert note.read_text() == "what I must not forget\n"
    assert (tmp_path / "b.tar").exists()


def test_what_is_no_head_is_refused_in_one_line(cli: Cli) -> None:
    for text in ("", "12", "twelve", "1-" + "é" * 300):
        refused = cli("verify", "--head", text, as_="root")
        assert (refused.status, refused.out, len(refused.err.splitlines())) == (1, "", 1)


def test_it_is_named_that_nobody_who_may_verify_is_left(cli: Cli, tmp_path: Path) -> None:
    cli.take()
    spoiled = Path(shutil.copy(cli.store, tmp_path / "spoiled.db"))
    refused = cli("verify", "--store", str(spoiled), as_="zhou")
    assert (refused.status, refused.reasons) == (1, ["Verification: only who leads the desk may do that"])
    tampered(spoiled, ("UPDATE staff SET role = 'receiver'",))
    changed = cli("verify", "--store", str(spoiled), as_="root")
    assert changed.status == 1
    assert any("staff root: role is 'receiver'" in reason for reason in changed.reasons)
