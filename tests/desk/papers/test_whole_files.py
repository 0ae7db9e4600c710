"""What leaves the desk as a file is for the person who wrote it, whatever the umask says."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.papers.whole_files import written


@pytest.fixture(params=[0o000, 0o022, 0o277])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("_umask")
def test_a_written_file_is_its_owners_alone(tmp_path: Path) -> None:
    with written(tmp_path / "ledger.csv") as part:
        assert mode(part) == 0o600
        part.write_text("号码", encoding="utf-8")
    assert mode(tmp_path / "ledger.csv") == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.csv"]


def test_a_file_that_is_replaced_is_its_owners_alone_too(tmp_path: Path) -> None:
    (tmp_path / "ledger.csv").write_text("old")
    (tmp_path / "ledger.csv").chmod(0o644)
    with written(tmp_path / "ledger.csv", force=True) as part:
        # A library may put a file of its own in its place.
        part.unlink()
        part.write_text("new")
        part.chmod(0o666)
    assert mode(tmp_path / "ledger.csv") == 0o600
