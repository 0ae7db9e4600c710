"""A desk for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.support import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A desk under the default pack, Monday 2026-09-14 09:00; its store must verify at the end of every test."""
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []
    made.desk.store.close()
