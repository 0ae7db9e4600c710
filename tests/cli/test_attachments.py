"""``attach``, ``attachments`` and ``act NUMBER attached --field file=PATH``."""

import os
import stat
from pathlib import Path

import pytest

from tests.cli.support import Cli


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture of the customer's."""
    path = tmp_path / "现场.png"
    path.write_bytes(b"\x89PNG" * 300)
    return path


def test_files_go_in_and_come_out(cli: Cli, picture: Path, tmp_path: Path) -> None:
    number = cli.take()
    second = tmp_path / "note.txt"
    second.write_text("hello")
    document = cli.json("attach", number, str(picture), str(second), "--text", "现场资料")
    fields = [event["fields"] for event in document["events"] if event["kind"] == "attached"]
    assert [(entry["file"], entry["type"]) for entry in fields] == [
        ("现场.png", "image/png"),
        ("note.txt", "text/plain"),
    ]
    out = tmp_path / "out"
    out.mkdir()
    lines = cli("attachments", number, "--out", str(out), "--json").lines
    assert [line["out"] for line in lines] == [str(out / "现场.png"), str(out / "note.txt")]
    assert (out / "现场.png").read_bytes() == picture.read_bytes()
    listed = cli("attachments", number).out.splitlines()
    assert listed[0].split() == [str(lines[0]["seq"]), "1", "kB", "现场.png"]


def test_they_are_copied_to_ones_own_transfer_folder_with_the_command_that_fetches_them(
    cli: Cli, picture: Path
) -> None:
    number = cli.take()
    cli.json("attach", number, str(picture), as_="zhou")
    (line,) = cli("attachments", number, "--transfer", "--json", as_="root").lines
    copied = Path(line["out"])
    assert copied.read_bytes() == picture.read_bytes()
    assert (copied.parent.parent.name, copied.name) == ("transfer", "现场.png")
    assert line["fetch"] == "ssh HOST fetch 现场.png > 现场.png"
    assert cli("attachments", number, "--transfer", "--out", str(picture.parent)).status == 2


def test_act_attached_keeps_the_file_too(cli: Cli, picture: Path) -> None:
    number = cli.take()
    document = cli.json("act", number, "attached", "--field", f"file={picture}", "--text", "现场")
    event = document["events"][-1]
    assert (event["text"], event["fields"]["file"], event["fields"]["size"]) == ("现场", "现场.png", 1200)
    assert len(event["fields"]["digest"]) == 64
    assert cli("act", number, "attached", "--field", "file=/none/x", "--text", "x").status == 1


def test_the_files_stand_on_the_paper(cli: Cli, picture: Path, tmp_path: Path) -> None:
    from tests.documents.support import word_text

    number = cli.take()
    cli("attach", number, str(picture))
    cli("form", number, "--out", str(tmp_path / "form.docx"))
    text = word_text(tmp_path / "form.docx")
    assert "Attachments" in text
    assert "现场.png" in text
    assert "1 kB" in text


def test_a_copy_is_its_owners_alone_and_stays_in_its_folder(cli: Cli, tmp_path: Path) -> None:
    number, photo, out = cli.take(), tmp_path / "photo.jpg", tmp_path / "out"
    photo.write_bytes(b"JPEG")
    out.mkdir()
    cli.json("attach", number, str(photo))
    before = os.umask(0)
    try:
        copied = Path(cli.json("attachments", number, "--out", str(out))["out"])
    finally:
        os.umask(before)
    assert stat.S_IMODE(copied.stat().st_mode) == 0o600
    assert copied.parent == out
