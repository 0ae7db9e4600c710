"""A desk whose papers are printed in Chinese."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.present.catalogue import use
from tests.desk.support import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A desk in a folder of its own."""
    folder = tmp_path / "site"
    folder.mkdir()
    bench = Bench(folder)
    use("zh")
    yield bench
    bench.desk.store.close()
