"""Tickets whose texts try to act on the terminal, on every screen of the real console."""

import sys
from pathlib import Path

import pytest

from tests.terminal.console_desk import QUEUE, Place, hides, hostile_forms, leaves, shows, stray
from tests.terminal.pty_desk import PtyDesk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
#: Orders to a terminal that Textual never gives: title, clipboard, links, reports, resets, colours of the palette.
FORBIDDEN = (
    b"\x1b]0",
    b"\x1b]2;",
    b"\x1b]52",
    b"\x1b]8",
    b"\x1b]4",
    b"\x1b[6n",
    b"\x1b[c",
    b"\x1bc",
    b"\x1bP",
    b"\x1b[2J",
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    desk = place.desk()
    numbers = place.take_all(hostile_forms())
    desk.store.close()
    for number, form in zip(numbers, hostile_forms(), strict=True):
        worked(place, number, form["content"])
    return place


def worked(place: Place, number: str, text: str) -> None:
    """Hostile text in events too, and a promise that must be kept."""
    from deskconsole.desk.tickets import act

    desk = place.desk()
    act.act(desk, number, "noted", text=text)
    act.act(desk, number, "specialist_needed", text=text, fields={"to": text[:100] or "x"})
    act.act(desk, number, "planned", text=text, fields={"due": desk.now().replace(year=2099).isoformat()})
    desk.store.close()


def test_no_screen_lets_their_bytes_through(place: Place) -> None:
    with place.console() as desk:
        shows(desk, QUEUE, "[red]x[/]")
        for number in range(1, len(hostile_forms()) + 1):
            desk.feed("home", *["down"] * (number - 1), "enter")
            shows(desk, f"-{number:04}")
            desk.feed("pagedown", "pagedown", "v")
            shows(desk, "时限依据")
            desk.feed("esc", "esc")
            shows(desk, QUEUE)
        desk.feed("f4")
        shows(desk, "依据")
        desk.feed(*["down"] * 20, "f3")
        for key, title in (
            ("n", "备注 · "),
            ("p", "承诺回复 · 0"),
            ("m", "的全部操作"),
            ("ctrl+p", "这里能做什么"),
            ("f1", "按键 ·"),
        ):
            desk.feed(key)
            shows(desk, title)
            desk.feed("esc")
            hides(desk, title)
        looked_up(desk)
        leaves(desk)
        assert stray(desk) == set()
        for order in FORBIDDEN:
            assert order not in desk.raw
    assert place.problems() == []
    assert place.failures() == ""


def looked_up(desk: PtyDesk) -> None:
    """The intake form finds hostile customers while their names are typed."""
    desk.feed("f2")
    shows(desk, "联系方式", "[1 电话]")
    for form in hostile_forms():
        desk.feed(form["customer"][:6].encode("utf-8", "replace"), "tab", "shift+tab", "ctrl+n")
    desk.feed("[red]")
    desk.wait_for(lambda desk: desk.text.count("[red]") >= 2)
    desk.feed("down", "enter")
    desk.feed("esc")
    hides(desk, "联系方式")


def test_their_characters_leave_the_columns_where_they_are(place: Place) -> None:
    with place.console(size=(100, 30)) as desk:
        shows(desk, QUEUE, "[red]x[/]", "lone surrogate", "] 跟进")
        heading = desk.line_with(QUEUE)
        rows = [number for number, line in enumerate(desk.lines) if number > heading and "电话" in line]
        assert len(rows) == len(hostile_forms())
        assert len({desk.column_of("电话", row) for row in rows}) == 1
        desk.feed("m")
        shows(desk, "的全部操作", "╰")
        corner = desk.line_with("╭")
        right = desk.column_of("╮", corner)
        for row in range(corner + 1, desk.line_with("╰")):
            assert desk.screen.buffer[row][right].data == "│"
        leaves(desk)
