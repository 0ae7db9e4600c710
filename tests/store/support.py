"""Stores for tests, ours and others'."""

import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from deskconsole.store.engine import Store

#: When the stores of tests are made; a Saturday that is a day of rest.
MADE_AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def make_store(folder: Path, *, code: str = "SZ", packs: Sequence[str] = ("robot-integrator",)) -> Store:
    """A new empty store in ``folder`` (``desk.db``), in milliseconds: a copy of one made before. Close it."""
    path = folder / "desk.db"
    shutil.copy(_template(code, tuple(packs)), path)
    return Store.open(path)


@cache
def _template(code: str, packs: tuple[str, ...]) -> Path:
    path = Path(_folder().name) / f"{len(list(Path(_folder().name).iterdir()))}.db"
    Store.create(path, code=code, packs=packs, created_at=MADE_AT).close()
    return path


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="deskconsole-")
