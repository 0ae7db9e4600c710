"""Desks whose house rules say who is told of what."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.staff.staff import add_staff
from tests.desk.alarms.house import lay_over
from tests.desk.support import Bench


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    """A desk under the default pack with the rules of the house; its store must verify at the end."""
    lay_over(tmp_path)
    yield from _bench(tmp_path, ("robot-integrator",))


@pytest.fixture
def mall(tmp_path: Path) -> Iterator[Bench]:
    """A mall's desk with the rules of the house about complaints."""
    lay_over(tmp_path, "mall-desk", complaints=True)
    yield from _bench(tmp_path, ("mall-desk",))


def _bench(folder: Path, packs: tuple[str, ...]) -> Iterator[Bench]:
    made = Bench(folder, packs=packs)
    root = made.by("root")
    add_staff(root, "deng", name="邓可", role="manager", department=None, qualified=True)
    add_staff(root, "bao", name="包卫", role="security", department=None)
    yield made
    assert made.verified() == []
    made.desk.store.close()
