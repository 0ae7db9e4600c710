"""The power is cut at any moment of what the program writes: what was acknowledged is there, nothing is half.

`make test` looks at a hundred and sixty states, `make chaos` at ten thousand.
"""

from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.faults.power import Disk, Entry
from tests.faults.shim import needs_compiler
from tests.faults.test_faults import ALL, PARTS, wrong_after

SOME: Final = (
    *("sign_on.pins._give", "sign_on.pins._set", "papers.attachments._attach"),
    *("intake --keep-good", "restore", "close"),
)
FEW: Final = 20
MANY: Final = 5_000 // len(ALL) + 1


@needs_compiler
@pytest.mark.slow
def test_whenever_the_power_is_cut_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    assert wrong_after(tmp_path, FEW, *SOME, program="cuts", more=("20", "wal")) == []
    (tmp_path / "truncate").mkdir()
    assert wrong_after(tmp_path / "truncate", FEW, *SOME[:2], program="cuts", more=("20", "truncate")) == []


@needs_compiler
@pytest.mark.chaos
@pytest.mark.parametrize("journal", ["wal", "truncate"])
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_states_that_a_power_cut_leaves(tmp_path: Path, part: int, journal: str) -> None:
    assert wrong_after(tmp_path, MANY, *ALL[part::PARTS], program="cuts", more=("20", journal)) == []


# --- the disk itself ---------------------------------------------------------------------------------------------


def _states(disk: Disk, folder: Path) -> set[tuple[tuple[str, bytes], ...]]:
    found = set()
    for seed in range(200):
        left = folder / f"left {seed}"
        disk.cut(left, Random(seed))
        found.add(
            tuple(
                (str(file.relative_to(left)), file.read_bytes()) for file in sorted(left.rglob("*")) if file.is_file()
            )
        )
    return found


def test_what_was_not_synced_may_be_there_or_not_and_what_was_is(tmp_path: Path) -> None:
    top = tmp_path / "disk"
    top.mkdir()
    (top / "old").write_bytes(b"old")
    disk = Disk(top)
    disk.do(Entry("C", 7, 0, bytes(top / "new")))
    disk.do(Entry("W", 7, 0, b"x" * 600))
    kept = ("old", b"old")
    assert {(kept,), (("new", b""), kept), (("new", b"x" * 600), kept)} < _states(disk, tmp_path)
    assert (("new", b"x" * 512), kept) in _states_again(disk, tmp_path)
    disk.do(Entry("S", 7, 0, bytes(top / "new")))
    assert _states_again(disk, tmp_path) == {(kept,), (("new", b"x" * 600), kept)}
    disk.do(Entry("D", 1, 0, bytes(top)))
    assert _states_again(disk, tmp_path) == {(("new", b"x" * 600), kept)}
    disk.do(Entry("R", 0, 0, bytes(top / "new") + b"\0" + bytes(top / "old")))
    assert _states_again(disk, tmp_path) == {(("new", b"x" * 600), kept), (("old", b"x" * 600),)}


def _states_again(disk: Disk, folder: Path) -> set[tuple[tuple[str, bytes], ...]]:
    room = folder / f"again {len(list(folder.iterdir()))}"
    room.mkdir()
    return _states(disk, room)
