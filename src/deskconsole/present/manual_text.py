"""A page of the manual as text to read: Markdown, tables in columns, pictures of the screen as they were drawn."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from deskconsole.domain.knowledge.articles import plain
from deskconsole.present.catalogue import _
from deskconsole.present.markdown import MUTED, Piece, markdown_pieces
from deskconsole.text.cells import clip, pad, width, wrap

#: A picture in a page: which one, and what stood on the screen.
PICTURE: Final = re.compile(r"^```picture ([\w-]+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
#: An action in a page: its key, ``{new_intake}``, ``{answered}``; or what it is called, ``{=answered}``.
ACTION: Final = re.compile(r"\{(=?[a-z_.]+(?:\([^)]*\))?)\}")
_REMARK: Final = re.compile(r"^<!--.*?-->\n", re.MULTILINE)
_TABLE: Final = re.compile(r"(?:^\|.*\|\n)+", re.MULTILINE)
_RULE: Final = set("|-: ")
#: A picture is as wide as the screen was; on a phone it would be torn.
_PICTURE_CELLS: Final = 80
_FRAME: Final = "$foreground-muted"
_GAP: Final = 2


def page_pieces(
    text: str, cells: int, word_of: Callable[[str], str], *, pictures_last: bool = False
) -> Iterator[Piece]:
    """The page in pieces, each line at most ``cells`` wide; ``word_of`` gives the key of an action that it
    names, or (``=answered``) what it is called.

    ``pictures_last``: for who has just seen the screen.
    """
    parts = list(_parts(_REMARK.sub("", text)))
    for part, name in sorted(parts, key=lambda each: each[1] is not None) if pictures_last else parts:
        if name is None:
            part = f"{part.rstrip()}\n" if pictures_last else part  # one empty line where the picture was
            yield from _with_tables(ACTION.sub(lambda match: word_of(match[1]), part), cells)
        elif cells >= _PICTURE_CELLS - 2:
            yield ("─" * min(cells, _PICTURE_CELLS) + "\n", _FRAME)
            for line in part.rstrip("\n").split("\n"):
                yield (clip(line, cells) + "\n", "")
            yield ("─" * min(cells, _PICTURE_CELLS) + "\n", _FRAME)
        else:
            yield (_("(The picture of this screen needs 80 columns.)") + "\n", MUTED)


def pictures_of(text: str) -> Iterator[tuple[str, str]]:
    """The pictures of a page: name, what stands there."""
    yield from PICTURE.findall(text)


def _parts(text: str) -> Iterator[tuple[str, str | None]]:
    at = 0
    for match in PICTURE.finditer(text):
        yield text[at : match.start()], None
        yield match[2], match[1]
        at = match.end()
    yield text[at:], None


def _with_tables(text: str, cells: int) -> Iterator[Piece]:
    at = 0
    for match in _TABLE.finditer(text):
        yield from _prose(text[at : match.start()], cells)
        rows = [line for line in match[0].splitlines() if not set(line) <= _RULE]
        yield from _table([[_cell(cell) for cell in row.strip("|").split("|")] for row in rows], cells)
        at = match.end()
    yield from _prose(text[at:], cells)


def _cell(text: str) -> str:
    return plain(text.strip()).replace("`", "")


def _prose(text: str, cells: int) -> Iterator[Piece]:
    if text.strip():
        yield from markdown_pieces(text.removesuffix("\n").replace("`", "") if "```" not in text else text, cells)


def _table(rows: Sequence[Sequence[str]], cells: int) -> Iterator[Piece]:
    """Columns as wide as what stands in them; the last one takes what is left, in several lines."""
    sizes = [max(width(row[place]) for row in rows if place < len(row)) for place in range(len(rows[0]) - 1)]
    indent = sum(sizes) + _GAP * len(sizes)
    if indent > cells * 2 // 3:  # too narrow for columns
        for row in rows:
            yield from ((f"{line}\n", "") for line in wrap("  ".join(row), cells))
        return
    for number, row in enumerate(rows):
        first = "".join(pad(cell, size) + " " * _GAP for cell, size in zip(row, sizes, strict=False))
        for line, rest in enumerate(wrap(row[-1], cells - indent)):
            yield ((first if line == 0 else " " * indent) + rest + "\n", MUTED if number == 0 else "")
