"""A line that goes silent: asked in time, left when it does not answer any more, never when it never did."""

import signal
import sys
import time
from pathlib import Path

import pytest

from deskconsole.terminal.silence import QUESTION, Patience, Silence, Step
from tests.terminal.pty_desk import PtyDesk, python

TIMES = Patience()
ANSWER = b"\x1b[12;40R"


def steps(silence: Silence, start: float, end: float) -> list[tuple[float, Step]]:
    """What is to be done in some time in which nothing comes, second by second."""
    looked = [(float(at), silence.look(at)) for at in range(int(start), int(end))]
    return [(at, step) for at, step in looked if step is not Step.NOTHING]


def test_a_terminal_that_has_answered_must_answer_again() -> None:
    silence = Silence(0, TIMES)
    assert steps(silence, 0, 6) == [(5, Step.ASK)]
    silence.heard(6, answered=True)
    assert steps(silence, 6, 67) == [(66, Step.ASK)]
    silence.heard(67, answered=True)
    assert steps(silence, 67, 128) == [(127, Step.ASK)]
    assert steps(silence, 128, 158) == [(157, Step.LEAVE)]


def test_a_key_is_an_answer_too() -> None:
    silence = Silence(0, TIMES)
    silence.look(5)
    silence.heard(5, answered=True)
    for key in range(10, 1000, 70):  # asked each time, and typed on before it was too late
        silence.heard(key)
        assert Step.LEAVE not in [step for _at, step in steps(silence, key, key + 70)]


def test_a_terminal_that_never_answers_is_asked_once_and_left_alone() -> None:
    silence = Silence(0, TIMES)
    assert steps(silence, 0, 100_000) == [(5, Step.ASK)]
    silence.heard(100_001)
    assert steps(silence, 100_001, 200_000) == []


def test_typing_is_no_answer_of_the_terminal() -> None:
    silence = Silence(0, TIMES)
    assert silence.look(5) is Step.ASK
    for at in range(6, 60):
        silence.heard(at)
        assert silence.look(at + 0.5) is Step.NOTHING
    assert steps(silence, 60, 1000) == []


def test_an_answer_that_comes_late_counts_for_the_next_time() -> None:
    silence = Silence(0, TIMES)
    silence.look(5)
    silence.look(36)
    silence.heard(40, answered=True)
    assert steps(silence, 40, 102) == [(100, Step.ASK)]


@pytest.fixture
def desk(tmp_path: Path) -> PtyDesk:
    if sys.platform == "win32":
        pytest.skip("needs a pseudo-terminal")
    desk = PtyDesk([*python("-m", "tests.terminal.small_console"), str(tmp_path / "log"), "impatient"])
    desk.wait_for("ready")
    return desk


def asked(desk: PtyDesk, times: int) -> None:
    desk.wait_for(lambda desk: desk.raw.count(QUESTION.encode()) >= times)


def test_a_console_whose_line_goes_silent_leaves(desk: PtyDesk) -> None:
    with desk:
        for times in (1, 2, 3):
            asked(desk, times)
            desk.feed(ANSWER[:3], ANSWER[3:])
        asked(desk, 4)
        assert desk.wait_exit() == 128 + signal.SIGHUP
        assert b"\x1b[?1049l" in desk.raw


def test_an_answer_is_typed_nowhere(desk: PtyDesk) -> None:
    with desk:
        asked(desk, 1)
        desk.feed(ANSWER, "a")
        desk.wait_for("said 'a'")
        desk.feed("f9")
        assert desk.wait_exit() == 0


def test_a_silent_terminal_that_never_answered_keeps_its_console(desk: PtyDesk) -> None:
    with desk:
        asked(desk, 1)
        until = time.monotonic() + 1.5  # three times as long as an answer may take; its cursor blinks meanwhile
        while time.monotonic() < until:
            desk.read(0.2)
        desk.feed("a")
        desk.wait_for("said 'a'")
        assert desk.raw.count(QUESTION.encode()) == 1
        desk.feed("f9")
        assert desk.wait_exit() == 0


def test_a_terminal_that_stops_reading_is_left_too(desk: PtyDesk) -> None:
    with desk:
        asked(desk, 1)
        desk.feed(ANSWER)
        asked(desk, 2)
        desk.pause_output()
        desk.process.wait(15)
        assert desk.process.returncode == 128 + signal.SIGHUP
