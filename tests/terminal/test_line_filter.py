"""The last door before the terminal: accents stay with their letters when a layout cuts a line."""

import pytest
from rich.segment import Segment
from textual.color import Color

from deskconsole.terminal.linefilter import FOREIGN_TEXT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("e\u0301", "\u00e9"),  # one character: nothing laid over the line can cut it apart
        ("\u2502\u0301 a", "\u2502 a"),  # an accent that was cut off its letter marks no border
        (" \u0301a", " a"),
        ("q\u0301", "q\u0301"),  # a letter without a composed form keeps its accent
        ("plain", "plain"),
    ],
)
def test_accents_stay_with_their_letters(text: str, shown: str) -> None:
    (segment,) = FOREIGN_TEXT.apply([Segment(text)], Color(0, 0, 0))
    assert segment.text == shown
