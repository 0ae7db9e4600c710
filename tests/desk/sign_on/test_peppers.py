"""What PINs are checked with is whole and on the disk before anything is made with it."""

import os
from pathlib import Path

import pytest

from deskconsole.desk.sign_on.digests import PEPPER, Pepper
from deskconsole.errors import DeskError


def test_a_pepper_is_on_the_disk_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[tuple[str, bool]] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        fsync(handle)
        synced.append((os.readlink(f"/proc/self/fd/{handle}"), (tmp_path / PEPPER).exists()))

    monkeypatch.setattr(os, "fsync", noted)
    made = Pepper(tmp_path).read()
    assert synced[-1] == (str(tmp_path), True), "a power cut would take it away from the PINs that were made with it"
    assert Pepper(tmp_path).read() == made
    assert [file.name for file in tmp_path.iterdir()] == [PEPPER]


def test_a_disk_that_takes_a_part_of_it_only_makes_no_other_pepper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:1]))
    assert len(Pepper(tmp_path).read()) == 32


def test_a_pepper_that_may_be_gone_tomorrow_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def fails(handle: int) -> None:
        if os.readlink(f"/proc/self/fd/{handle}") == str(tmp_path):
            raise OSError(5, "Input/output error")
        fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fails)
        with pytest.raises(DeskError):
            Pepper(tmp_path).read()
    assert list(tmp_path.iterdir()) == []
