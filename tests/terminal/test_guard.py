"""The console leaves whatever happens to its terminal, and gives it back while there is one."""

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.terminal.environment import NoTerminal, require_terminal
from tests.terminal.pty_desk import SRC, PtyDesk, python

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
#: mouse, focus, paste, alternate screen
SWITCHED_ON = (1000, 1003, 1006, 1015, 1004, 2004, 1049)
SMALL = python("-m", "tests.terminal.small_console")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "state" / "console.log"


def started(log: Path, mode: str = "", argv: list[str] | None = None) -> PtyDesk:
    desk = PtyDesk([*(argv or SMALL), str(log), mode])
    desk.found = desk.settings()  # type: ignore[attr-defined]
    desk.wait_for("ready")
    return desk


def given_back(desk: PtyDesk) -> bool:
    """Line settings, screen, cursor, line wrap, mouse, paste and focus modes are as they were before."""
    raw = bytes(desk.raw)
    off = all(raw.rfind(f"\x1b[?{n}l".encode()) > raw.rfind(f"\x1b[?{n}h".encode()) for n in SWITCHED_ON)
    back = all(raw.rfind(f"\x1b[?{n}h".encode()) > raw.rfind(f"\x1b[?{n}l".encode()) for n in (7, 25))
    return desk.settings() == desk.found and off and back  # type: ignore[attr-defined]


def test_leaving_by_key_gives_the_terminal_back(log: Path) -> None:
    with started(log) as desk:
        desk.feed("f9")
        assert desk.wait_exit() == 0
        assert given_back(desk)
        assert b"\x1b[>" not in desk.raw  # no kitty keyboard mode


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_it_and_gives_the_terminal_back(log: Path, number: signal.Signals) -> None:
    with started(log) as desk:
        began = time.monotonic()
        desk.signal(number)
        assert desk.wait_exit(5) == 128 + number
        assert time.monotonic() - began < 1.5
        assert given_back(desk)


@pytest.mark.parametrize("mode", ["busy", "stuck"])
def test_a_signal_ends_it_though_it_is_busy(log: Path, mode: str) -> None:
    with started(log, mode) as desk:
        desk.feed("f2")
        desk.wait_for(mode)
        desk.signal(signal.SIGTERM)
        assert desk.wait_exit(5) == 128 + signal.SIGTERM
        assert given_back(desk)


def test_a_terminal_that_stops_reading_does_not_keep_it(log: Path) -> None:
    with started(log, "flood") as desk:
        desk.feed("f2")
        desk.wait_for("flood")
        with pytest.raises(subprocess.TimeoutExpired):  # from here nothing is read: what it draws piles up
            desk.process.wait(0.5)
        desk.signal(signal.SIGTERM)
        assert desk.process.wait(4) == 128 + signal.SIGTERM
        desk.wait_exit()
        assert given_back(desk)


def test_a_terminal_that_was_paused_does_not_keep_it(log: Path) -> None:
    with started(log, "flood") as desk:
        desk.pause_output()
        desk.feed("f2")
        desk.signal(signal.SIGTERM)
        assert desk.process.wait(4) == 128 + signal.SIGTERM
        assert desk.settings() == desk.found  # type: ignore[attr-defined]


NOHUP = python("-c", "import os, signal as s, sys; s.signal(s.SIGHUP, s.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])")
BASH = ["bash", "-c", '"$@"; exit $?', "bash"]

#: runs the console in a process group of its own and, on SIGUSR1, takes the foreground away from it
SHELL = """
import os, signal, subprocess, sys
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
before = lambda: (os.setpgid(0, 0), os.tcsetpgrp(0, os.getpgrp()), signal.signal(signal.SIGTTOU, signal.SIG_DFL))
console = subprocess.Popen(sys.argv[1:], preexec_fn=before)
signal.sigwait({signal.SIGUSR1})
os.tcsetpgrp(0, os.getpgrp())
os.write(2, b"taken")
console.wait()
"""


@pytest.mark.parametrize(
    ("argv", "mode"),
    [
        pytest.param(SMALL, "", id="alone"),
        pytest.param([*NOHUP, *SMALL], "", id="hangup ignored"),
        pytest.param([*BASH, *SMALL], "", id="under bash"),
        pytest.param([*BASH, *SMALL], "busy", id="under bash, busy"),
        pytest.param([*NOHUP, *SMALL], "stuck", id="hangup ignored, stuck"),
    ],
)
def test_nothing_is_left_two_seconds_after_the_line_dropped(log: Path, argv: list[str], mode: str) -> None:
    with started(log, mode, argv) as desk:
        if mode:
            desk.feed("f2")
            desk.wait_for(mode)
        members = session(desk.process.pid)
        desk.hang_up()
        assert members
        wait_until_gone(members, 4)


def test_a_console_in_the_background_leaves_when_the_line_drops(log: Path) -> None:
    with started(log, "", python("-c", SHELL) + SMALL) as desk:
        desk.signal(signal.SIGUSR1)
        desk.wait_for(lambda desk: b"taken" in desk.raw)
        members = session(desk.process.pid)
        desk.hang_up()
        assert len(members) == 2
        wait_until_gone(members, 4)


def test_a_stopped_console_leaves_when_the_line_drops(log: Path) -> None:
    with started(log) as desk:
        desk.feed("f8")
        desk.wait_stopped()
        members = session(desk.process.pid)
        desk.hang_up()
        desk.signal(signal.SIGHUP)  # what the kernel sends to a stopped group that lost its shell
        desk.signal(signal.SIGCONT)
        wait_until_gone(members, 4)


def test_stop_and_go_on(log: Path) -> None:
    with started(log) as desk:
        desk.feed("f8")
        desk.wait_stopped()
        assert given_back(desk)
        desk.signal(signal.SIGCONT)
        desk.wait_for(lambda desk: desk.raw.count(b"\x1b[?1049h") == 2)
        desk.feed("again")
        desk.wait_for("said 'again'")
        desk.feed("f9")
        assert desk.wait_exit() == 0


def test_a_stray_sigcont_changes_nothing(log: Path) -> None:
    with started(log) as desk:
        desk.signal(signal.SIGCONT)
        desk.feed("on")
        desk.wait_for("said 'on'")
        assert desk.raw.count(b"\x1b[?1049h") == 1
        desk.feed("f9")
        assert desk.wait_exit() == 0


@pytest.mark.parametrize(
    ("streams", "term", "said"),
    [
        ({"stdin": subprocess.DEVNULL}, "xterm", "standard input is none"),
        ({"stderr": subprocess.PIPE}, "xterm", "needs a terminal"),
        ({}, "dumb", "TERM is 'dumb'"),
        ({}, "", "TERM is ''"),
    ],
)
def test_without_a_terminal_it_refuses(streams: dict[str, int], term: str, said: str) -> None:
    real = {stream for stream in (0, 2) if {0: "stdin", 2: "stderr"}[stream] not in streams}
    with pytest.raises(NoTerminal) as refused:
        require_terminal({"TERM": term}, lambda descriptor: descriptor in real)
    assert refused.value.exit_status == 2
    assert said in str(refused.value) or said.split()[0] in str(refused.value)


def test_started_without_a_terminal_it_ends_at_once(log: Path) -> None:
    done = subprocess.run(
        [*SMALL, str(log)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=10,
        env={**os.environ, "PYTHONPATH": f"{SRC}{os.pathsep}{SRC.parent}", "TERM": "xterm"},
    )
    assert done.returncode == 2
    assert b"needs a terminal" in done.stderr
    assert b"\x1b" not in done.stderr + done.stdout


def test_a_dumb_terminal_is_refused_in_words(log: Path) -> None:
    with PtyDesk([*SMALL, str(log)], env={"TERM": "dumb"}) as desk:
        assert desk.wait_exit() == 2
        assert "TERM is 'dumb'" in desk.text
        assert b"\x1b" not in desk.raw


def session(leader: int) -> list[int]:
    """The processes of a session, by /proc."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _stat(int(entry.name))[3:4] == [str(leader)]:
            found.append(int(entry.name))
    return found


def _stat(process: int) -> list[str]:
    """State, parent, group, session … of a process; empty when it is gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def wait_until_gone(processes: list[int], seconds: float) -> None:
    """Waits for the end of processes that are no children of ours, without asking again and again."""
    deadline = time.monotonic() + seconds
    for descriptor in _pidfds(processes):
        try:
            ready, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, f"still there after {seconds} s"
        finally:
            os.close(descriptor)


def _pidfds(processes: list[int]) -> Iterator[int]:
    for process in processes:
        try:
            yield os.pidfd_open(process)
        except ProcessLookupError:
            continue
