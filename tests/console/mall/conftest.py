"""A desk under the rules of a mall for each test of the console."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.present.catalogue import language, use
from tests.desk.support import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Monday 2026-09-14 09:00; its store must verify at the end."""
    before = language()
    made = Bench(tmp_path, packs=("mall-desk",), counter=False)
    yield made
    use(before)
    assert made.verified() == []
    made.desk.store.close()
