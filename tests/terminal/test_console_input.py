"""What is typed: by an input method, cut anywhere, ahead of the screens, by terminals of other kinds."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.terminal.console_desk import EMPTY, PATIENCE, QUEUE, Place, comes_true, hides, leaves, shows, stray
from tests.terminal.pty_desk import PtyDesk, environment, python

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
#: A second customer, whose name takes other cells than the first's.
OTHER = "Kurz AG"
FORTY = "产线节拍从三十七秒掉到四十二秒，昨夜起未改程序，请值班工程师尽快回电并查明原因。"[:40]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.mark.parametrize("cut", [1, 2, 5, 7, 200])
def test_what_an_input_method_commits_is_saved_whole(place: Place, cut: int) -> None:
    """One character and forty in one commit, cut anywhere across reads."""
    number = place.take()
    with place.console() as desk:
        shows(desk, "华南精密")
        desk.feed("n")
        shows(desk, "备注 · 0001")
        committed = f"嗯{FORTY}".encode()
        for at in range(0, len(committed), cut):
            desk.feed(committed[at : at + cut])
            desk.read(0.001)
        shows(desk, FORTY[:20])
        desk.feed("ctrl+s")
        hides(desk, "备注 · 0001")
        leaves(desk)
    assert f"嗯{FORTY}" in place.run("show", number)


def test_full_width_keys_act_in_lists(place: Place) -> None:
    place.take()
    with place.console() as desk:
        shows(desk, "华南精密")
        desk.feed("？")
        shows(desk, "按键 · ")
        desk.feed("esc")
        hides(desk, "按键 · ")
        desk.feed("ｎ")
        shows(desk, "备注 · 0001")
        desk.feed("esc")
        hides(desk, "备注 · 0001")
        leaves(desk)


def test_composed_text_in_a_list_is_told(place: Place) -> None:
    """With an input method on, letters come as characters: the console says so instead of doing nothing."""
    place.take()
    with place.console() as desk:
        shows(desk, "华南精密")
        desk.feed("你好")
        desk.wait_for(told)
        desk.feed("f4")
        shows(desk, "没有要跟进的")
        desk.feed("机器人")
        desk.wait_for(told)
        leaves(desk)


def told(desk: PtyDesk) -> bool:
    """The line for messages names the input method."""
    return "输入法" in desk.text or "input method" in desk.text


def test_keys_that_arrive_together_act_one_after_the_other(place: Place) -> None:
    """A whole inquiry and a note on it in one packet of a slow line, screens opening in between."""
    with place.console() as desk:
        shows(desk, EMPTY)
        desk.feed("\x1bOQ青岛海润 单田\rwx:hairun\r212洗消环境IP67够不够\t防护等级\r".encode())
        shows(desk, "0001", "青岛海润")
        desk.feed("n要带润滑脂型号\x13".encode())
        shows(desk, "^Z")
        leaves(desk)
    assert "要带润滑脂型号" in place.run("show", "SZ-" + number_of(place))
    assert place.problems() == []


def number_of(place: Place) -> str:
    """The day and number of the only ticket."""
    return place.run("queue", "--json").partition('"SZ-')[2].partition('"')[0]


def test_keys_behind_the_one_that_leaves_are_dropped(place: Place) -> None:
    place.take()
    with place.console() as desk:
        shows(desk, "华南精密")
        desk.feed(b"\x11n\x1b[B\x12abc\x12\r\x1b[A")
        assert desk.wait_exit() == 0
        assert b"Traceback" not in desk.raw
        assert b"never awaited" not in desk.raw


def test_a_paste_of_several_lines_stays_whole(place: Place) -> None:
    number = place.take()
    with place.console() as desk:
        shows(desk, "华南精密")
        desk.feed("n")
        shows(desk, "备注 · 0001")
        desk.paste("第一行\n第二行\x1b[2J\x1b]0;题\x07")
        shows(desk, "第二行")
        desk.feed("ctrl+s")
        hides(desk, "备注 · 0001")
        leaves(desk)
        assert stray(desk) == set()
    shown = place.run("show", number)
    assert "第一行" in shown
    assert "第二行" in shown


def test_cutting_and_copying_stay_within_the_console(place: Place) -> None:
    """Nothing selected or something: the person's clipboard is never written, nor emptied (OSC 52)."""
    with place.console() as desk:
        shows(desk, EMPTY)
        desk.feed("f2")
        shows(desk, "联系方式", "[1 电话]")
        desk.feed("ctrl+x", "ctrl+c", "13812345678")
        shows(desk, "13812345678")
        desk.feed("\x1b[1;2H", "ctrl+x")  # shift and Home selects
        hides(desk, "13812345678")
        desk.feed("ctrl+v")
        shows(desk, "13812345678")
        leaves(desk)  # all has been written: nothing is cut in the middle of a sequence
        assert b"\x1b]52" not in desk.raw
        assert stray(desk) == set()


@pytest.mark.parametrize("term", ["screen", "screen-256color", "tmux-256color", "xterm", "linux", "vt220"])
def test_other_kinds_of_terminal(place: Place, term: str) -> None:
    place.take()
    place.take(customer=OTHER)
    with place.console(env={"TERM": term, "COLORTERM": None}) as desk:
        works(desk)
        leaves(desk)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_under_tmux(place: Place, tmp_path: Path) -> None:
    place.take()
    place.take(customer=OTHER)
    argv = python("-m", "deskconsole", "--store", str(place.store), "--as", "zhou", "--lang", "zh")
    tmux = ["tmux", "-u", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    with PtyDesk([*tmux, "new-session", *argv], env=environment({"LC_ALL": "C.UTF-8"}), patience=20) as desk:
        works(desk)
        desk.feed("ctrl+q")
        assert desk.wait_exit() == 0


def works(desk: PtyDesk) -> None:
    """Opens, draws its columns, takes keys."""
    shows(desk, "华南精密", "选型建议", OTHER)
    rows = [desk.line_with("华南精密"), desk.line_with(OTHER)]
    assert len({desk.column_of("在线", row) for row in rows}) == 1
    desk.feed("enter")
    shows(desk, "[受理]", "焊接工位换型频繁")
    desk.feed("n", "终端可用")
    shows(desk, "^S 保存", "终端可用")
    desk.feed("ctrl+s")
    hides(desk, "^S 保存")
    shows(desk, "终端可用")
    desk.feed("f2")
    shows(desk, "联系方式", "[1 电话]")
    desk.feed("esc", "f3")
    shows(desk, QUEUE)


@pytest.mark.skipif(shutil.which("screen") is None, reason="GNU screen is not installed")
def test_esc_goes_back_within_gnu_screen(tmp_path: Path) -> None:
    """It waits for the rest of a report while the mouse is on: off by itself there, until somebody wants it."""
    place = Place(tmp_path)
    argv = python("-m", "deskconsole", "--store", str(place.store), "--as", "zhou", "--lang", "zh")
    home = {"HOME": str(tmp_path), "SCREENDIR": str(tmp_path)}
    with PtyDesk(["screen", "-c", "/dev/null", "-U", *argv], size=(100, 30), env=home, patience=PATIENCE) as desk:
        shows(desk, EMPTY)
        desk.feed("f2")
        shows(desk, "联系方式")
        desk.feed("esc")
        hides(desk, "联系方式")
        leaves(desk)


def test_the_mouse_is_each_persons_own(tmp_path: Path) -> None:
    place = Place(tmp_path)
    reports, keeps = b"\x1b[?1003h", b"\x1b[?1003l"
    with place.console() as desk:
        shows(desk, EMPTY)
        assert reports in desk.raw
        desk.feed("ctrl+p", "鼠标", "enter")
        desk.wait_for_bytes(keeps)
        comes_true(desk, lambda: "终端" in desk.text)
        leaves(desk)
    with place.console() as desk:
        shows(desk, EMPTY)
        assert reports not in desk.raw
        leaves(desk)
    with place.console("lin", env={"TERM": "screen-256color"}) as desk:
        shows(desk, EMPTY)
        assert reports not in desk.raw
        desk.feed("ctrl+p", "鼠标", "enter")
        desk.wait_for_bytes(reports)
        leaves(desk)
