"""The console ends whatever way: the terminal is given back, nothing is left running, nothing typed is lost."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.console_desk import EMPTY, PATIENCE, Place, comes_true, leaves, shows
from tests.terminal.pty_desk import PtyDesk
from tests.terminal.test_guard import given_back, session, wait_until_gone

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
TYPED = {
    "customer": "重庆永川机电 仇英",
    "contact": "02388886666",
    "content": "六轴机器人J4减速机异响，停线",
    "request": "今天能否派人到现场",
}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def half_filled(desk: PtyDesk) -> None:
    """An intake form with everything typed and nothing saved."""
    shows(desk, EMPTY)
    desk.feed("f2")
    shows(desk, "联系方式", "[1 电话]")
    desk.feed(TYPED["customer"], "enter", TYPED["contact"], "ctrl+e", "1", "2", "2")
    desk.feed(TYPED["content"], "tab", TYPED["request"])
    shows(desk, TYPED["request"], TYPED["content"])


def hang_up(desk: PtyDesk) -> None:
    members = session(desk.process.pid)
    assert members
    desk.hang_up()
    wait_until_gone(members, 4)


def terminate(desk: PtyDesk) -> None:
    desk.signal(signal.SIGTERM)
    assert desk.wait_exit() == 128 + signal.SIGTERM
    assert given_back(desk)


def started(place: Place) -> PtyDesk:
    desk = place.console()
    desk.found = desk.settings()  # type: ignore[attr-defined]
    return desk


@pytest.mark.parametrize("end", [hang_up, terminate])
def test_a_half_filled_form_survives_the_end_of_its_console(place: Place, end: Callable[[PtyDesk], None]) -> None:
    with started(place) as desk:
        half_filled(desk)
        end(desk)
    offered_again(place)
    assert place.failures() == ""


def test_a_half_filled_form_survives_a_kill_once_its_draft_is_kept(place: Place) -> None:
    with started(place) as desk:
        half_filled(desk)
        comes_true(desk, lambda: kept(place) == TYPED)  # two seconds after the last key
        desk.signal(signal.SIGKILL)
        desk.wait_exit()
    offered_again(place)


def kept(place: Place) -> dict[str, str]:
    """What the store has of the half-filled form."""
    return {name: str(draft.body.get(name)) for draft in place.drafts() for name in TYPED}


def offered_again(place: Place) -> None:
    """A console opened anew says that a draft waits, and fills the form with all of it."""
    with place.console() as desk:
        shows(desk, EMPTY)
        desk.feed("f2")
        shows(desk, "^O")
        desk.feed("ctrl+o")
        shows(desk, *TYPED.values(), "[1 电话]", "[2 重要客户]", "[2 技术咨询]")
        desk.feed("ctrl+s")
        shows(desk, "0001", "重庆永川机电")
        leaves(desk)
    assert place.drafts() == []
    assert place.problems() == []


@pytest.mark.parametrize("end", [hang_up, terminate])
def test_words_in_the_form_of_an_action_survive_too(place: Place, end: Callable[[PtyDesk], None]) -> None:
    number = place.take()
    with started(place) as desk:
        shows(desk, "华南精密")
        desk.feed("a")
        shows(desk, "解答 · 0001")
        desk.feed("负载与臂展见附表")
        shows(desk, "负载与臂展见附表")
        end(desk)
    with place.console() as desk:
        shows(desk, "华南精密")
        desk.feed("a")
        shows(desk, "解答 · 0001", "负载与臂展见附表")
        desk.feed("ctrl+s")
        desk.wait_for(lambda desk: "解答 · 0001" not in desk.text)
        assert "负载与臂展见附表" in place.run("show", number)
        leaves(desk)


def test_sigterm_with_a_store_that_is_locked_still_ends_it(place: Place) -> None:
    """Keeping the draft may not be possible; leaving must be."""
    with started(place) as desk:
        half_filled(desk)
        other = place.desk()
        with other.store.writing():
            desk.signal(signal.SIGTERM)
            assert desk.wait_exit(PATIENCE) == 128 + signal.SIGTERM
            assert given_back(desk)
        other.store.close()
