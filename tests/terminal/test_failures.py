"""An unexpected error: details for the owner of the log alone, one line for the person, nothing private on screen."""

import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from deskconsole.terminal.environment import prepare
from deskconsole.terminal.failures import FailureLog, state_folder
from tests.terminal.pty_desk import PtyDesk, python
from tests.terminal.small_console import SmallConsole

SMALL = python("-m", "tests.terminal.small_console")
needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@needs_pty
@pytest.mark.parametrize(("mode", "kind"), [("fail", "RuntimeError"), ("fail-worker", "ValueError")])
def test_an_error_says_one_line_and_no_local_variable(tmp_path: Path, mode: str, kind: str) -> None:
    log = tmp_path / "state" / "console.log"
    with PtyDesk([*SMALL, str(log), mode], size=(200, 24)) as desk:
        desk.wait_for("ready")
        desk.feed("f2")
        assert desk.wait_exit() == 1
        said = bytes(desk.raw).rpartition(b"\x1b[?1006l")[2].decode().strip()
    assert said.count("\n") == 0
    assert kind in said
    assert str(log) in said
    assert b"13812345678" not in desk.raw
    text = log.read_text("utf-8")
    assert f"{kind}: " in text
    assert "Traceback" in text
    assert "telephone" not in text.replace("telephone[:0]", "")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@needs_pty
def test_a_failing_thread_does_not_paint_over_the_screen(tmp_path: Path) -> None:
    log = tmp_path / "console.log"
    with PtyDesk([*SMALL, str(log), "thread"]) as desk:
        desk.wait_for("ready")
        desk.feed("f2")
        desk.wait_for("thread failed")
        desk.feed("still here")
        desk.wait_for("said 'still here'")
        assert b"Traceback" not in desk.raw
        desk.feed("f9")
        assert desk.wait_exit() == 0
    assert "thread broke" in log.read_text("utf-8")


async def test_tests_of_screens_are_told_the_error(tmp_path: Path) -> None:
    console = SmallConsole(tmp_path / "console.log", "fail")

    async def press() -> None:
        async with console.run_test() as pilot:
            await pilot.press("f2")
            await pilot.pause()

    with pytest.raises(RuntimeError, match="broken"):
        await press()
    assert console.return_code == 1


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_the_log_is_closed_to_others_put_aside_when_large_and_never_raises(tmp_path: Path) -> None:
    path = tmp_path / "console.log"
    path.write_text("x" * 1_000_001)
    path.chmod(0o644)
    log = FailureLog(path, clock=lambda: datetime(2026, 11, 20, tzinfo=UTC))
    log.record(ValueError("a\x1b[2Jb \ud800"))
    assert path.with_name("console.log.1").stat().st_size == 1_000_001
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text("utf-8").startswith("2026-11-20T00:00:00Z ValueError")
    assert "\x1b" not in path.read_text("utf-8")
    assert "ValueError" in log.line
    unwritable = FailureLog(path / "not a folder" / "x")
    unwritable.record(ValueError("a"))
    assert "could not be kept" in unwritable.line or unwritable.line


def test_the_log_follows_the_persons_folders() -> None:
    assert state_folder({"XDG_STATE_HOME": "/var/x"}) == Path("/var/x/deskconsole") or sys.platform == "win32"


def test_preparing_works_before_and_after_textual_is_imported() -> None:
    from textual import constants

    environ: dict[str, str] = {}
    prepare(environ)
    assert environ == {"TEXTUAL_DISABLE_KITTY_KEY": "1", "ESCDELAY": "25", "TEXTUAL_FPS": "240"}
    assert constants.DISABLE_KITTY_KEY is True


def test_a_lone_escape_is_a_key_as_soon_as_the_parser_has_waited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Going back by esc waits for nothing else: not for the next regular look for input."""
    from textual import constants
    from textual._xterm_parser import XTermParser

    from deskconsole.terminal import driver

    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.025)
    parser = XTermParser()
    assert driver._until_due(parser) == driver._LOOK
    assert list(parser.feed("\x1b")) == []
    assert 0 <= driver._until_due(parser) <= 0.025
    assert [message for message in parser.feed("[A") if getattr(message, "key", "") == "up"]
    assert driver._until_due(parser) == driver._LOOK


def test_who_set_the_delay_of_the_escape_or_the_frames_keeps_them() -> None:
    environ = {"ESCDELAY": "80", "TEXTUAL_FPS": "30"}
    prepare(environ)
    assert (environ["ESCDELAY"], environ["TEXTUAL_FPS"]) == ("80", "30")
    prepare({})
