"""The ASCII character set: every sign of the screen as a plain character, for terminals and fonts that lack them."""

import re
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.filter import LineFilter

if TYPE_CHECKING:
    from textual.color import Color

#: Terminals that have no more.
_PLAIN_TERMINALS: Final = r"vt\d+.*|linux|ansi|xterm-r\d+"
#: One cell for one cell. The time used fills up from a dot.
_SIGNS: Final = dict(
    zip(
        "▏▎▍▌▋▊▉█‼·…→←↓›‹✓✗“”‘’–—─│┃╷░▒▓■□•×★◆◇●○✎▁▂▃▄▅▆▇▲▼",
        ".:-=+*%#X.~><v><vx\"\"''---||':::#.*x*#oOo&_,-=+*%^v",
        strict=True,
    )
)
# Texts, compiled and kept by `re` where somebody draws in ASCII.
_BOX: Final = "[\u2500-\u257f]"
_BLOCK: Final = "[\u2580-\u259f]"
_TABLE: Final = str.maketrans(_SIGNS)


def plain_signs(text: str) -> str:
    """A text with every sign as a plain character; letters, also Chinese ones, stay."""
    if text.isascii():
        return text
    return re.sub(_BLOCK, "#", re.sub(_BOX, "+", text.translate(_TABLE)))


class AsciiSigns(LineFilter):
    """Draws the console's signs, rules and borders in ASCII."""

    def apply(self, segments: "list[Segment]", background: "Color") -> "list[Segment]":
        """The segments; each keeps its cells."""
        return [
            segment if segment.control or segment.text.isascii() else Segment(plain_signs(segment.text), segment.style)
            for segment in segments
        ]


#: One for all apps: lines are remembered by the filter they went through.
ASCII_SIGNS: Final = AsciiSigns()


def lacks_signs(term: str) -> bool:
    """Whether the terminal ``term`` has no more than these."""
    return re.fullmatch(_PLAIN_TERMINALS, term) is not None
