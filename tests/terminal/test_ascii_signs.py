"""The ASCII character set: signs, rules and the time used as plain characters, one cell for one cell."""

import pytest
from hypothesis import given, strategies as st

from deskconsole.terminal.ascii_signs import lacks_signs, plain_signs
from deskconsole.text.cells import width


def test_the_time_used_fills_up_in_ascii_too() -> None:
    assert plain_signs("▏▎▍▌▋▊▉█") == ".:-=+*%#"
    assert plain_signs("‼ -1时30 █ ── 超时 3 ──") == "X -1时30 # -- 超时 3 --"


@given(st.text(st.sampled_from("▏█─│╭╯░▄‼·…→›✓✗★◆●○“”中文Abc 09")))
def test_every_sign_keeps_its_cell_and_letters_stay(text: str) -> None:
    plain = plain_signs(text)
    assert width(plain) == width(text)
    assert all(character.isascii() or character in "中文" for character in plain)


@pytest.mark.parametrize(
    ("term", "lacks"),
    [
        ("vt100", True),
        ("vt220", True),
        ("linux", True),
        ("xterm-256color", False),
        ("tmux-256color", False),
        ("", False),
    ],
)
def test_the_terminal_decides_where_the_site_does_not(term: str, lacks: bool) -> None:
    assert lacks_signs(term) is lacks
