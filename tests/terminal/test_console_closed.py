"""The desk is closed for a while: consoles leave and keep what is typed, none opens until it is open again."""

import sys
from pathlib import Path

import pytest

from deskconsole.desk.admin.closing import close_desk, open_desk_again, refusal_while_closed
from deskconsole.desk.opening import open_desk
from deskconsole.errors import DeskError
from deskconsole.given_files import open_given
from tests.terminal.console_desk import EMPTY, PATIENCE, Place, leaves, shows
from tests.terminal.test_console_draft import half_filled, kept
from tests.terminal.test_guard import given_back

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_every_console_leaves_and_comes_back_when_it_is_open(place: Place) -> None:
    desk = open_desk(str(place.store))
    with place.console() as li, place.console("lin") as lin:
        for console in (li, lin):
            console.found = console.settings()  # type: ignore[attr-defined]
        half_filled(li)
        shows(lin, EMPTY)
        close_desk(desk, "换新版本\x1b[31m")
        for console in (li, lin):
            shows(console, "换新版本")
            assert console.wait_exit() == 3
            assert given_back(console)
    assert kept(place)["content"]
    with place.console() as li:
        assert li.wait_exit(PATIENCE) == 3
        assert "换新版本" in li.text
    place.run("queue")  # commands go on
    open_desk_again(desk)
    assert refusal_while_closed(desk) is None
    desk.store.close()
    with place.console() as li:
        shows(li, EMPTY)
        leaves(li)


def test_only_an_administrator_closes_and_opens(place: Place) -> None:
    desk = place.desk("he")
    for change in (close_desk, open_desk_again):
        with pytest.raises(DeskError, match="only an administrator"):
            change(desk)
    assert refusal_while_closed(desk) is None
    desk.store.close()


def test_a_damaged_word_is_no_word_that_the_desk_is_open(place: Place) -> None:
    desk = open_desk(str(place.store))
    path = place.store.with_name("desk.db.closed")
    path.write_text("[1", "utf-8")
    assert refusal_while_closed(desk) is not None
    with pytest.raises(DeskError, match="belongs to the store"):
        open_given(path)
    desk.store.close()
