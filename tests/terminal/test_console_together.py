"""Several consoles and commands on one store: each shows what the others did, without a key being pressed."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.terminal.console_desk import EMPTY, QUEUE, Place, hides, leaves, shows
from tests.terminal.pty_desk import PtyDesk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_two_consoles_see_each_others_changes(place: Place) -> None:
    with place.console("zhou") as one, place.console("lin") as other:
        shows(one, EMPTY)
        shows(other, EMPTY)
        take_by_keys(one, "青岛海润食品 单田", "防护等级与润滑脂型号")
        shows(other, "青岛海润食品", QUEUE)
        shows(one, "青岛海润食品", QUEUE)
        one.feed("enter")
        shows(one, "[受理]")
        other.feed("r")  # the first response
        shows(other, "首次响应 · 0001")
        other.feed("您好，已收到", "ctrl+s")
        hides(other, "首次响应 · 0001")
        shows(one, "您好，已收到", "Lin")
        leaves(one)
        leaves(other)
    assert place.problems() == []
    assert place.failures() == ""


def test_a_console_sees_what_commands_do(place: Place) -> None:
    number = place.take(customer="武汉东湖激光 周")
    with place.console() as desk:
        shows(desk, "武汉东湖激光", "首次响应")
        place.run("act", number, "responded", "--text", "您好", as_="lin")
        hides(desk, "首次响应")
        shows(desk, "还没安排下一步")
        place.run("ring", "--from", "02388886666", "--id", "c-1")
        shows(desk, "接听", "0002")
        place.run("ring", "--hung-up", "--id", "c-1")
        shows(desk, "回拨")
        leaves(desk)
    assert place.problems() == []


def test_when_all_have_left_a_copy_of_the_one_file_has_everything(place: Place, tmp_path: Path) -> None:
    with place.console() as desk:
        shows(desk, EMPTY)
        take_by_keys(desk, "青岛海润食品 单田", "防护等级与润滑脂型号")
        shows(desk, "青岛海润食品", QUEUE)
        leaves(desk)
    assert not place.store.with_name(place.store.name + "-wal").exists()
    copy = tmp_path / "elsewhere" / "desk.db"
    copy.parent.mkdir()
    shutil.copyfile(place.store, copy)
    assert "青岛海润食品" in place.run("queue", "--store", str(copy))


def test_a_change_on_another_console_does_not_move_the_selection(place: Place) -> None:
    """The selection stays with its ticket while another one comes in above it."""
    place.take(channel="email", customer="东莞宏达五金")
    with place.console() as desk:
        shows(desk, "东莞宏达五金")
        place.run("ring", "--from", "13800001111", "--id", "c-1")
        shows(desk, "0002")
        desk.feed("n")
        shows(desk, "备注 · 0001")
        leaves(desk)


def take_by_keys(desk: PtyDesk, customer: str, request: str) -> None:
    """An online inquiry of a core customer, from the first key to the last."""
    desk.feed("f2")
    shows(desk, "联系方式", "[1 电话]")
    desk.feed(customer, "enter", "wx:hairun", "ctrl+e", "2", "1", "2", "洗消环境IP67够不够", "tab", request, "enter")
    hides(desk, "联系方式")
