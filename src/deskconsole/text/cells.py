"""Cutting, padding and wrapping by terminal cells instead of by characters.

A Chinese character takes two cells, a combining mark none. The texts here have passed `present.safe`; for one that has
not, no result is ever wider than asked for, as Textual counts (it counts with the same table).
"""

import itertools
from typing import Final, Literal

from rich.cells import cell_len, split_graphemes

ELLIPSIS: Final = "…"
_RULE: Final = "─"

#: May not begin a line; hangs on the character before it.
_CLOSING: Final = frozenset("，。、；：？！）】》〉」』〕…—”’·%‰℃,.;:?!)]}")
#: May not end a line; belongs to the character after it.
_OPENING: Final = frozenset("（【《〈「『〔“‘([{￥$")

Align = Literal["left", "right", "center"]


def _plain(text: str) -> bool:
    """Whether every character is one cell wide for certain."""
    return text.isascii() and text.isprintable()


def width(text: str) -> int:
    """How many cells ``text`` takes in a terminal."""
    return len(text) if _plain(text) else cell_len(text)


def clip(text: str, cells: int, *, ellipsis: str = ELLIPSIS) -> str:
    """``text`` in at most ``cells`` cells; what does not fit is replaced by ``ellipsis``.

    A wide character that would be cut in half is left out, a mark stays with its character. The result may be one cell
    narrower than ``cells``: `pad` fills it up. Zero or fewer cells give the empty text.
    """
    if cells <= 0:
        return ""
    if _plain(text):
        return text if len(text) <= cells else _clip_plain(text, cells, ellipsis)
    if cell_len(text) <= cells:
        return text
    mark = ellipsis if width(ellipsis) <= cells else ""
    room = cells - width(mark)
    # Every character that is drawn takes a cell: more than this many graphemes are never looked at.
    spans, _ = split_graphemes(text[: 16 * (cells + 1)])
    end = taken = 0
    for _start, stop, size in spans:
        if taken + size > room:
            break
        taken += size
        end = stop
    return text[:end] + mark


def _clip_plain(text: str, cells: int, ellipsis: str) -> str:
    mark = ellipsis if width(ellipsis) <= cells else ""
    return text[: cells - width(mark)] + mark


def pad(text: str, cells: int, *, align: Align = "left", ellipsis: str = ELLIPSIS) -> str:
    """``text`` in exactly ``cells`` cells: clipped where it is wider, filled with spaces where it is narrower."""
    text = clip(text, cells, ellipsis=ellipsis)
    free = max(0, cells - width(text))
    if align == "right":
        return " " * free + text
    if align == "center":
        return " " * (free // 2) + text + " " * (free - free // 2)
    return text + " " * free


def ruled(text: str, cells: int) -> tuple[str, str, str]:
    """``── text ─────``: a heading with the rule before and behind it, together exactly ``cells`` cells."""
    before = _RULE * min(2, cells)
    text = clip(f" {text} ", cells - len(before))
    return before, text, _RULE * (cells - len(before) - width(text))


def wrap(text: str, cells: int) -> list[str]:
    """``text`` as lines of at most ``cells`` cells.

    Breaks at spaces between words and anywhere between Chinese characters, though not before closing punctuation nor
    after an opening bracket; a word longer than a line is cut. Line breaks of the text are kept, an empty line stays an
    empty line, spaces at a break are dropped. At least two cells are needed for a wide character: in one cell it is
    left out.
    """
    cells = max(1, cells)
    return [line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph.replace("\t", " "), cells)]


def _wrap_paragraph(text: str, cells: int) -> list[str]:
    # what is wider than the whole line (a wide character in one cell) is left out
    text = "".join(text[start:end] for start, end, size in split_graphemes(text)[0] if size <= cells)
    cuts = [0, *breaks(text, cells), len(text)]
    return [text[start:end].rstrip(" ") for start, end in itertools.pairwise(cuts)]


def breaks(text: str, cells: int, *, hanging: bool = True) -> list[int]:
    """Where ``text``, a paragraph, is broken into lines of at most ``cells`` cells: the index of each line's first
    character but the first's. By the rules of `wrap`.

    ``hanging``: spaces at a break stand behind the line's end, where they are not drawn. Otherwise a space belongs to
    the word before it and goes to the next line with it, as a field needs, whose cursor must not leave the line.
    """
    result: list[int] = []
    start = taken = 0
    for piece in _pieces(text, apart=hanging):
        size = width(piece)
        if hanging and piece == " " and taken + size > cells:
            taken = cells  # hangs; whatever follows begins a line
        elif taken + size <= cells:
            taken += size
        else:
            if taken:
                result.append(start)
            inner = _chop(piece, cells)
            result += [start + index for index in inner]
            taken = width(piece[inner[-1] if inner else 0 :])
        start += len(piece)
    return result


def _pieces(text: str, *, apart: bool) -> list[str]:
    """``text`` cut wherever a line may be broken: words, single wide characters with their punctuation, and spaces,
    ``apart`` or with what stands before them."""
    pieces: list[str] = []
    for start, end, size in split_graphemes(text)[0]:
        grapheme = text[start:end]
        if not pieces:
            pieces.append(grapheme)
        elif grapheme == " " or pieces[-1][-1] == " ":
            if grapheme == " " and not apart:
                pieces[-1] += grapheme
            else:
                pieces.append(grapheme)
        elif _sticks(pieces[-1][-1], grapheme[0], size):
            pieces[-1] += grapheme
        else:
            pieces.append(grapheme)
    return pieces


def _sticks(before: str, after: str, after_size: int) -> bool:
    """Whether no line may be broken between these two characters."""
    if after in _CLOSING or before in _OPENING:
        return True
    return after_size < 2 and width(before) < 2


def _chop(piece: str, cells: int) -> list[int]:
    """Where a piece wider than a line is cut."""
    cuts: list[int] = []
    taken = 0
    for start, _end, size in split_graphemes(piece)[0]:
        if taken and taken + size > cells:
            cuts.append(start)
            taken = 0
        taken += size
    return cuts
