"""A store for each test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.store.api import Store
from tests.store.support import make_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new empty store of its own."""
    with make_store(tmp_path) as made:
        yield made
