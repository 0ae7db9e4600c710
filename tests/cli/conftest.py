"""A command line for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.present.catalogue import language, use
from tests.cli.support import Cli


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Cli]:
    """A desk under the default pack, Monday 2026-09-28 09:00, spoken to by commands; it must verify at the end."""
    before = language()
    made = Cli(tmp_path, monkeypatch, capsys)
    yield made
    if made.store.exists():
        assert made.json("verify", "--clocks", as_="root") == {"ok": True, "problems": []}
    use(before)
