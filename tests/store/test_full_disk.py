"""A disk that is full, really: nothing is recorded, that is what people are told, and it goes on when there is room."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from deskconsole.errors import CommitUnsure, StoreUnusable
from deskconsole.store.api import open_store
from tests.store.support import make_store, take

SIZE = 4_000_000


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own of four megabytes."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only root may mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill(folder: Path, leaving: int) -> Path:
    ballast = folder / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(b"x" * 4096):
            pass
    os.truncate(ballast, ballast.stat().st_size - leaving)
    return ballast


@pytest.mark.parametrize("leaving", [0, 4096, 8192, 16384, 32768])
def test_nothing_is_recorded_and_that_is_said(small: Path, leaving: int) -> None:
    with make_store(small) as store:
        with store.writing() as tx:
            take(tx, "first")
        ballast = _fill(small, leaving)
        told = []
        for number in range(40):
            try:
                with store.writing() as tx:
                    take(tx, f"ticket {number}", remark="x" * 2000)
            except StoreUnusable as refusal:
                told.append(refusal)
                break
        assert len(told) == 1
        assert not isinstance(told[0], CommitUnsure)
        assert "the disk is full, nothing was recorded" in str(told[0])
        ballast.unlink()
        with store.writing() as tx:
            take(tx, f"ticket {number}", remark="x" * 2000)
    with open_store(small / "desk.db") as store, store.reading() as tx:
        assert tx.one("SELECT count(*) FROM ticket WHERE site_id = :site_id") == (number + 2,)


def test_a_store_that_cannot_even_be_opened_says_that_the_disk_is_full(small: Path) -> None:
    with make_store(small) as store, store.writing() as tx:
        take(tx, "first")
    ballast = _fill(small, 0)
    with pytest.raises(StoreUnusable, match="the disk is full, nothing was recorded"):
        open_store(small / "desk.db").close()
    ballast.unlink()
    with open_store(small / "desk.db") as store, store.reading() as tx:
        assert tx.one("SELECT count(*) FROM ticket WHERE site_id = :site_id") == (1,)
