"""What was answered is on the disk, and what could not be written is not half there."""

import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.admin.closing import close_desk
from deskconsole.desk.papers.attachments import attach, save_attachments
from deskconsole.desk.papers.transfer import folder_of, send
from deskconsole.desk.settings import NAME, begin_settings
from deskconsole.errors import DeskError
from tests.desk.support import Bench


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files and folders that were synced."""
    paths: list[str] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        paths.append(os.readlink(f"/proc/self/fd/{handle}"))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    return paths


def _sends(bench: Bench) -> Path:
    folder = folder_of(bench.folder, "li")
    send(folder, "a.txt", io.BytesIO(b"one"), 1000)
    return folder


def _closes(bench: Bench) -> Path:
    close_desk(bench.by("root"), "update")
    return bench.folder


def _begins(bench: Bench) -> Path:
    begin_settings(bench.folder, "宏达")
    return bench.folder


@pytest.mark.parametrize("does", [_sends, _closes, _begins])
def test_a_file_and_its_name_are_on_the_disk(bench: Bench, synced: list[str], does: Callable[[Bench], Path]) -> None:
    folder = does(bench)
    assert [Path(path).parent for path in synced if not os.path.isdir(path)][-1:] == [folder]
    assert synced[-1] == str(folder)


def _fails(*_given: Any) -> None:
    raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_no_half_file_of_an_attachment(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = tmp_path / "offer.txt"
    offer.write_text("offer" * 1000)
    number = bench.take()
    attach(bench.desk, number, [offer])
    out = tmp_path / "out"
    out.mkdir()

    def half(source: Any, target: Any) -> None:
        target.write(source.read(1000))
        _fails()

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfileobj", half)
        with pytest.raises(DeskError, match="No space left"):
            save_attachments(bench.desk, number, out)
    assert list(out.iterdir()) == []
    (out / "offer.txt").write_text("mine")
    ((_attachment, path),) = save_attachments(bench.desk, number, out)
    assert (path.name, path.read_text(), path.stat().st_mode & 0o777) == ("offer (2).txt", offer.read_text(), 0o600)


def test_a_full_disk_leaves_no_half_settings(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", _fails)
        with pytest.raises(DeskError, match="No space left"):
            begin_settings(bench.folder, "宏达")
    assert not (bench.folder / NAME).exists()
