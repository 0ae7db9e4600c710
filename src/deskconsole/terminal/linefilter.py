"""The last door before the terminal: foreign text in any widget, also where nobody cleaned it."""

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size, split_graphemes
from rich.segment import Segment
from textual.filter import LineFilter

from deskconsole.text.clean import is_clean, one_line

if TYPE_CHECKING:
    from textual.color import Color


#: A layout that cuts between a letter and its accent leaves the accent to the line or blank beside it.
_STRAY_MARKS: Final = (
    r"([\s\u2500-\u259f])[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


class ForeignTextFilter(LineFilter):
    """Removes from every line what could act on the terminal or break its columns.

    The layout has counted the cells before: each character keeps exactly the cells it was given. What has none goes,
    what is drawn wider than counted (joined emoji) is cut to its first part, what is narrower is filled with spaces.
    """

    def apply(self, segments: "list[Segment]", background: "Color") -> "list[Segment]":
        """The segments, each of them safe to print."""
        if all(_is_safe(segment) for segment in segments):
            return segments
        return [safe for segment in segments if (safe := _safe(segment)).text or safe.control]


def _is_safe(segment: Segment) -> bool:
    text, style, control = segment
    if control:
        return True
    # `one_line` gives back the very text when there is nothing to do.
    return one_line(text) is text and (style is None or style.link is None or is_clean(style.link))


def _safe(segment: Segment) -> Segment:
    text, style, control = segment
    if control:
        return segment
    if style is not None and style.link is not None and not is_clean(style.link):
        style = style.update_link(None)
    if one_line(text) is text:
        return Segment(text, style)
    # A letter and its accent as one character cannot be cut apart by what is laid over the line.
    text = unicodedata.normalize("NFC", re.sub(_STRAY_MARKS, r"\1", text))
    parts = (text[start:end] for start, end, _size in split_graphemes(text)[0])
    return Segment("".join(set_cell_size(one_line(part), cell_len(part)) for part in parts), style)


#: One for all apps: lines are remembered by the filter they went through.
FOREIGN_TEXT: Final = ForeignTextFilter()
