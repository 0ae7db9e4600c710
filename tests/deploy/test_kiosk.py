"""The launcher of the counter's PC on a real terminal: whatever is pressed or breaks, no shell, no freeze, no spin."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.terminal.console_desk import PATIENCE, Place, shows
from tests.terminal.pty_desk import PtyDesk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
LAUNCHER: Final = Path("deploy/kiosk/deskconsole-kiosk")
#: What stands on the queue of an empty store.
QUEUE: Final = "今日跟进"
AGAIN: Final = "秒后自动再打开"
#: A shell would do the sum.
TRIED: Final = "\r\necho shell$((40+2))\r\n"


class Kiosk:
    """A counter's account: the launcher beside a program, and a store."""

    def __init__(self, folder: Path) -> None:
        self.place = Place(folder)
        self.bin = folder / "bin"
        self.bin.mkdir()
        shutil.copy(LAUNCHER, self.bin)
        self.program = self.bin / "deskconsole"
        self.install()

    def install(self, text: str = f'exec {sys.executable} -m deskconsole --as zhou "$@"') -> None:
        """The program that the launcher finds beside itself."""
        self.program.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        self.program.chmod(0o755)

    def start(self, lang: str = "zh_CN.UTF-8", **env: str) -> PtyDesk:
        """The launcher as somebody's login shell."""
        home = str(self.place.store.parent)
        state = {"DESKCONSOLE_STORE": str(self.place.store), "HOME": home, "LANG": lang, "LC_ALL": None, **env}
        return PtyDesk([str(self.bin / LAUNCHER.name)], size=(100, 24), env=state, patience=PATIENCE)


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path)


def below(desk: PtyDesk) -> list[int]:
    """The processes that the launcher has started."""
    children = Path(f"/proc/{desk.process.pid}/task/{desk.process.pid}/children").read_text("utf-8")
    return [int(pid) for pid in children.split()]


def ticks(pid: int) -> int:
    """Processor time of a process and of those that it has waited for, in hundredths of a second."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15]))


def opens(desk: PtyDesk, times: int) -> None:
    """The console has taken the terminal so many times, and shows the queue."""
    desk.wait_for(lambda desk: desk.raw.count(b"\x1b[?1049h") >= times and QUEUE in desk.text)


def waits(desk: PtyDesk, times: int = 1) -> None:
    """The launcher has said so often when it starts again."""
    desk.wait_for(lambda desk: bytes(desk.raw).decode("utf-8", "replace").count(AGAIN) >= times)


def quits(desk: PtyDesk) -> None:
    desk.feed("ctrl+q")
    waits(desk)


def is_killed(desk: PtyDesk) -> None:
    for pid in below(desk):
        os.kill(pid, signal.SIGKILL)
    waits(desk)


def is_stopped_by_keys(desk: PtyDesk) -> None:
    desk.feed("ctrl+z", b"\x1c", b"\x03", "ctrl+z", "ctrl+q")
    waits(desk)


def is_terminated(desk: PtyDesk) -> None:
    for pid in below(desk):
        os.kill(pid, signal.SIGTERM)
    waits(desk)


def is_asked_to_stop(desk: PtyDesk) -> None:
    """What ctrl+z sends before the console has taken the keyboard over."""
    for pid in below(desk):
        os.kill(pid, signal.SIGTSTP)
    quits(desk)


WAYS: Final[dict[str, Callable[[PtyDesk], None]]] = {
    "left": quits,
    "ctrl+z and the like": is_stopped_by_keys,
    "asked to stop": is_asked_to_stop,
    "killed": is_killed,
    "terminated": is_terminated,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.slow
def test_the_console_comes_back_and_nothing_else(kiosk: Kiosk, way: str) -> None:
    with kiosk.start() as desk:
        opens(desk, 1)
        WAYS[way](desk)
        desk.feed("ctrl+z", b"\x1c", b"\x03", b"\x04", b"\x13", b"\x11", TRIED, b"\x03", "ctrl+z")
        opens(desk, 2)
        assert "shell42" not in bytes(desk.raw).decode("utf-8", "replace")
        assert kiosk.place.drafts() == []  # what was typed at the launcher went nowhere
        (console,) = below(desk)
        assert "deskconsole" in Path(f"/proc/{console}/cmdline").read_text("utf-8")
        desk.hang_up()
        assert desk.wait_exit() == -signal.SIGHUP


def crashes(kiosk: Kiosk) -> Callable[[], None]:
    kiosk.install("exit 1")
    return kiosk.install


def store_is_missing(kiosk: Kiosk) -> Callable[[], None]:
    away = kiosk.place.store.rename(kiosk.place.store.with_suffix(".away"))

    def mend() -> None:
        away.rename(kiosk.place.store)

    return mend


def store_is_no_store(kiosk: Kiosk) -> Callable[[], None]:
    store = kiosk.place.store
    kept = store.read_bytes()
    store.write_bytes(b"not a store" * 1000)

    def mend() -> None:
        store.write_bytes(kept)

    return mend


def program_is_missing(kiosk: Kiosk) -> Callable[[], None]:
    kiosk.program.unlink()
    return kiosk.install


BREAKS: Final = {
    "a crash": (crashes, "工作台自己退出了（1）"),
    "no store": (store_is_missing, "没有数据库"),
    "a broken store": (store_is_no_store, "现在打不开"),
    "no program": (program_is_missing, "程序不见了"),
}


@pytest.mark.parametrize("what", BREAKS)
@pytest.mark.slow
def test_it_says_what_is_wrong_and_goes_on_when_that_is_mended(kiosk: Kiosk, what: str) -> None:
    breaks, words = BREAKS[what]
    mend = breaks(kiosk)
    with kiosk.start() as desk:
        shows(desk, words, f"1 {AGAIN}")
        desk.feed(b"\x03", "ctrl+z", b"\x1c", b"\x13", TRIED)
        shows(desk, f"2 {AGAIN}")
        desk.feed(b"\x03", "ctrl+z", b"\x1c", b"\x13", TRIED)
        shows(desk, f"4 {AGAIN}")
        mend()
        opens(desk, 1)
        assert b"shell42" not in desk.raw


@pytest.mark.slow
def test_it_neither_spins_nor_forgets_to_be_patient_again(kiosk: Kiosk) -> None:
    launcher = kiosk.bin / LAUNCHER.name
    text = launcher.read_text("utf-8")
    launcher.write_text(text.replace("longest=60 well=60", "longest=2 well=2"), "utf-8")  # a minute made short
    lives = kiosk.bin / "lives"
    kiosk.install(f"[ -e {lives} ] && sleep 2.5; exit 1")
    with kiosk.start("en_GB.UTF-8") as desk:
        desk.wait_for(lambda desk: bytes(desk.raw).count(b"starts again in 2 s") >= 2)  # no more than the longest
        assert ticks(desk.process.pid) < 50
        lives.touch()
        desk.wait_for(lambda desk: bytes(desk.raw).rfind(b"in 1 s") > bytes(desk.raw).rfind(b"in 2 s"))
        assert re.search(r"ended by itself \(1\)", bytes(desk.raw).decode())


def test_it_takes_no_command(kiosk: Kiosk) -> None:
    """`su -c` and `ssh HOST COMMAND` call a login shell so."""
    kiosk.install("exit 0")
    launcher = str(kiosk.bin / LAUNCHER.name)
    with PtyDesk([launcher, "-c", "echo shell$((40+2))"], env={"LANG": "en"}, patience=PATIENCE) as desk:
        shows(desk, "The console was closed.")
        assert b"shell42" not in desk.raw
    ran = subprocess.run([launcher, "-c", "id"], stdin=subprocess.DEVNULL, capture_output=True, timeout=30)
    assert (ran.returncode, ran.stdout) == (0, b"")


def test_a_slip_in_its_settings_ends_nothing() -> None:
    """The settings are read line by line, never run."""
    text = LAUNCHER.read_text("utf-8")
    assert re.search(r"^\s*(\.|source|eval) ", text, flags=re.MULTILINE) is None
    assert LAUNCHER.stat().st_mode & stat.S_IXUSR
