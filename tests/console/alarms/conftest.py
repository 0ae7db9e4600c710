"""Desks with everybody who is told of what, at the console."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.staff.staff import add_staff
from deskconsole.present.catalogue import language, use
from tests.desk.support import Bench


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    """A desk under the default pack with a manager and a guard, in Chinese; its store must verify at the end."""
    yield from _bench(tmp_path, ("robot-integrator",))


@pytest.fixture
def mall(tmp_path: Path) -> Iterator[Bench]:
    """A mall's desk with the same."""
    yield from _bench(tmp_path, ("mall-desk",))


def _bench(folder: Path, packs: tuple[str, ...]) -> Iterator[Bench]:
    before = language()
    use("zh")
    made = Bench(folder, packs=packs)
    root = made.by("root")
    add_staff(root, "deng", name="邓可", role="manager", department=None, qualified=True)
    add_staff(root, "bao", name="包卫", role="security", department=None)
    yield made
    use(before)
    assert made.verified() == []
    made.desk.store.close()
