"""What an SSH client may ask for, and the folder that its files lie in."""

import io
import os
import time
from pathlib import Path

import pytest

from deskconsole.desk.papers.transfer import FOLDER, Waiting, Wish, fetch, folder_of, send, waiting, wish_of
from deskconsole.errors import DeskError

LARGEST = 1000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path, "li")


@pytest.mark.parametrize(
    ("command", "wish"),
    [
        ("", Wish()),
        ("  ", Wish()),
        ("fetch", Wish("fetch")),
        ("fetch a.pdf", Wish("fetch", "a.pdf")),
        ("send 'a b.pdf'", Wish("send", "a b.pdf")),
        ("send 照片.jpg", Wish("send", "照片.jpg")),
        ("fetch ;id", Wish("fetch", ";id")),  # a name: no shell reads it
    ],
)
def test_what_may_be_asked_for(command: str, wish: Wish) -> None:
    assert wish_of(command) == wish


@pytest.mark.parametrize(
    "command",
    ["id", "send", "fetch a b", "send a b", "fetch ../a", "fetch /a", "fetch .a", "fetch ''", "fetch 'a\tb'", "fetch '",
     "fetch a\x00", "fetch 'a\x1b[1m'", "fetch 'a.'", "fetch ' a'", "fetch " + "长" * 100, "Fetch a", "fetch\\ a"],
)  # fmt: skip
def test_anything_else_is_refused(command: str) -> None:
    with pytest.raises(DeskError):
        wish_of(command)


def test_a_file_goes_in_and_out(folder: Path) -> None:
    assert send(folder, "a.txt", io.BytesIO(b"one"), LARGEST) == Waiting("a.txt", 3)
    send(folder, "a.txt", io.BytesIO(b"other"), LARGEST)
    out = io.BytesIO()
    fetch(folder, "a.txt", out)
    assert out.getvalue() == b"other"
    assert waiting(folder) == [Waiting("a.txt", 5)]
    assert {path.stat().st_mode & 0o777 for path in (folder, folder.parent)} == {0o700}
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o600
    with pytest.raises(DeskError, match=r"no file 'b\.txt'"):
        fetch(folder, "b.txt", io.BytesIO())


def test_a_folder_holds_so_much_and_nothing_half(folder: Path) -> None:
    with pytest.raises(DeskError, match="larger than"):
        send(folder, "big", io.BytesIO(bytes(LARGEST + 1)), LARGEST)
    for number in range(10):
        send(folder, f"{number}", io.BytesIO(bytes(LARGEST)), LARGEST)
    with pytest.raises(DeskError, match="full"):
        send(folder, "one more", io.BytesIO(b"x"), LARGEST)
    send(folder, "3", io.BytesIO(bytes(LARGEST)), LARGEST)  # in its own place
    assert len(os.listdir(folder)) == 10


def test_what_lay_there_for_a_week_goes(tmp_path: Path, folder: Path) -> None:
    for name, days in (("old", 8), ("new", 6)):
        send(folder, name, io.BytesIO(b"x"), LARGEST)
        then = time.time() - days * 24 * 3600
        os.utime(folder / name, (then, then))
    assert [file.name for file in waiting(folder_of(tmp_path, "li"))] == ["new"]


@pytest.mark.parametrize("account", ["../etc", "/etc", "..", "DOMAIN\\li", "a/b"])
def test_an_account_of_whatever_name_stays_inside(tmp_path: Path, account: str) -> None:
    folder = folder_of(tmp_path, account)
    assert folder.resolve().parent == tmp_path / FOLDER
