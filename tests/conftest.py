"""What all tests share: how far properties are searched; files are written in the tests' own folders alone."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, settings

# The same examples in every run: a test that fails for one person fails for all. `thorough` looks further:
#   HYPOTHESIS_PROFILE=thorough make test
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

_ROOT: Final = Path(__file__).parents[1]
#: What tools make there.
_MADE: Final = {".hypothesis", ".import_linter_cache", ".mypy_cache", ".pytest_cache", ".ruff_cache", "dist"}


@pytest.fixture(autouse=True)
def _nothing_is_left_in_the_tree() -> Iterator[None]:
    """Whatever names a test types, no file of that name may come to lie beside the program."""
    before = set(os.listdir(_ROOT))
    yield
    assert set(os.listdir(_ROOT)) - before - _MADE == set()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Minutes of random keys are pressed only when they are asked for: ``-m chaos``."""
    if "chaos" not in config.option.markexpr:
        asked = [item for item in items if item.get_closest_marker("chaos") is None]
        config.hook.pytest_deselected(items=[item for item in items if item not in asked])
        items[:] = asked
