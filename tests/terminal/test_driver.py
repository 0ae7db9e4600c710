"""What comes in from a terminal: bytes that are no UTF-8, input methods, pastes, noise; and columns going out."""

import sys
from pathlib import Path

import pytest

from tests.terminal.pty_desk import PtyDesk, python
from tests.terminal.small_console import NAMES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
SMALL = python("-m", "tests.terminal.small_console")


@pytest.fixture
def desk(tmp_path: Path) -> PtyDesk:
    desk = PtyDesk([*SMALL, str(tmp_path / "log")])
    desk.wait_for("ready")
    return desk


def test_input_that_would_end_textual_is_survived(desk: PtyDesk) -> None:
    with desk:
        desk.feed("你好".encode("gbk"))  # a client set to GBK
        desk.wait_for(lambda desk: "\\ufffd" in desk.text)
        desk.feed(b"\xff\xfe", "a")
        desk.wait_for("a'")
        desk.feed(b"\x1b[99999999999u", b"\x1b[<999999999999;0;0M", "b")  # line noise
        desk.wait_for("b'")
        desk.feed("f9")
        assert desk.wait_exit() == 0


def test_what_an_input_method_commits_arrives_whole(desk: PtyDesk) -> None:
    with desk:
        committed = "机器人售后服务中心".encode()
        for at in range(0, len(committed), 4):  # cut within characters
            desk.feed(committed[at : at + 4])
        desk.wait_for("said " + ascii("机器人售后服务中心"))
        assert b"\x1b[>" not in desk.raw  # the kitty keyboard mode was not asked for
        desk.feed("f9")
        assert desk.wait_exit() == 0


def test_a_paste_comes_in_through_the_door(desk: PtyDesk) -> None:
    with desk:
        desk.paste("a\x9b2J\u202eb\x07c")
        desk.wait_for("said 'a2Jbc'")
        desk.feed("f9")
        assert desk.wait_exit() == 0


def test_wide_characters_leave_the_columns_where_they_are(desk: PtyDesk) -> None:
    with desk:
        for line in range(len(NAMES)):
            assert desk.column_of("|", line) == 20
        desk.feed("f9")
        assert desk.wait_exit() == 0


def test_a_gbk_locale_does_not_change_what_is_drawn(tmp_path: Path) -> None:
    with PtyDesk([*SMALL, str(tmp_path / "log")], env={"PYTHONIOENCODING": "gbk"}) as desk:
        desk.wait_for("ready")
        assert "李四𠮷" in desk.text
        desk.feed("f9")
        assert desk.wait_exit() == 0
