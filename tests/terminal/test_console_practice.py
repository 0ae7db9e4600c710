"""The practice on a real terminal: opened from the console and by its command; nothing of it is left."""

import sys
from pathlib import Path

import pytest

from tests.terminal.console_desk import PATIENCE, Place, leaves, shows
from tests.terminal.pty_desk import PtyDesk, python

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_from_the_console_to_the_practice_and_back(tmp_path: Path) -> None:
    place = Place(tmp_path)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with place.console(env={"TMPDIR": str(temporary)}) as desk:
        shows(desk, "第一次用", "^/")
        desk.feed("\x1f")
        shows(desk, "十分钟")
        desk.feed("1")
        shows(desk, "练习 1/8", "^G")
        assert len(list(temporary.iterdir())) == 1
        desk.feed("\x1f")
        shows(desk, "跳过这一步")
        desk.feed("2")
        shows(desk, "第一次用", "^/")
        assert list(temporary.iterdir()) == [], "the practice's store is gone"
        leaves(desk)
    assert place.problems() == []


def test_where_there_is_no_store_the_practice_makes_none(tmp_path: Path) -> None:
    store = tmp_path / "none" / "desk.db"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    argv = python("-m", "deskconsole", "--store", str(store), "--lang", "en", "practice")
    with PtyDesk(argv, size=(80, 24), env={"TMPDIR": str(temporary), "HOME": str(tmp_path)}, patience=PATIENCE) as desk:
        shows(desk, "Practice 1/8", "^G")
        desk.feed("ctrl+q")
        assert desk.wait_exit() == 0
    assert not store.parent.exists()
    assert list(temporary.iterdir()) == []
