"""Markdown of articles as text to read: headings, lists, quotations and emphasis, nothing that acts.

No link is followed, no picture loaded, no mark-up of the console interpreted: what comes out are plain pieces, each
with one of a few styles; whoever shows them makes the texts safe.
"""

import re
from collections.abc import Iterator
from typing import Final

from deskconsole.domain.knowledge.articles import plain
from deskconsole.text.cells import width, wrap
from deskconsole.text.clean import shown

#: (text, style); the styles are names of the console's colours.
Piece = tuple[str, str]

HEADING: Final = "bold $accent"
ANSWER: Final = "bold"
CODE: Final = "$warning"
MUTED: Final = "$foreground-muted"

_HEADING: Final = re.compile(r"#{1,6}\s+")
_ITEM: Final = re.compile(r"(\s*)(?:[-*+]|(\d+)[.)])\s+(.*)")
_RULE: Final = re.compile(r"([-*_])(?:\s*\1){2,}\s*")
#: A mark whose words begin on the next line.
_ALONE: Final = re.compile(r"\s*(?:[-*+]|\d+[.)])\s*")
_BAR: Final = "│ "
_FENCE: Final = re.compile(r"\s*(```|~~~)")


def markdown_pieces(text: str, cells: int) -> Iterator[Piece]:
    """The text in pieces of at most ``cells`` cells, a line each; what is quoted is what a customer is told.

    A line that goes on with a quotation or an item of a list stands under it, with the quotation's bar; a mark whose
    words begin on the next line takes them up.
    """
    fenced = False
    begun = ""
    for line in _lines(text):
        if _FENCE.match(line):
            fenced, begun = not fenced, ""
        elif fenced:
            yield from _wrapped("  ", "  ", line, CODE, cells)
        elif not (begun and _goes_on(line)):
            begun = _mark(line)
            yield from _line(line, cells)
        elif begun == _BAR:
            yield from _wrapped(_BAR, _BAR, plain(line.strip()), ANSWER, cells)
        else:
            yield from _wrapped(" " * width(begun), " " * width(begun), plain(line.strip()), "", cells)


def _lines(text: str) -> Iterator[str]:
    """The lines; a mark that stands alone is put before the next line that says something."""
    alone = ""
    for line in text.split("\n"):
        if alone and not line.strip():
            continue
        if alone and _goes_on(line):
            line = f"{alone} {line.strip()}"
        elif alone:
            yield alone
        alone = line.rstrip() if _ALONE.fullmatch(line) else ""
        if not alone:
            yield line
    if alone:
        yield alone


def _goes_on(line: str) -> bool:
    """Whether a line is words and nothing else, so that it belongs to what stands before it."""
    bare = line.strip()
    marked = _HEADING.match(bare) or _RULE.fullmatch(bare) or _ITEM.fullmatch(line.rstrip()) or _ALONE.fullmatch(line)
    return bool(bare) and marked is None and not bare.startswith((">", "|", "```", "~~~"))


def _mark(line: str) -> str:
    """What stands before the words of a line that others may go on with."""
    if line.strip().startswith(">"):
        return _BAR if line.strip()[1:].strip() else ""
    item = _ITEM.fullmatch(line.rstrip())
    return "" if item is None else item[1] + (f"{item[2]}. " if item[2] else "• ")


def _line(line: str, cells: int) -> Iterator[Piece]:
    bare = line.strip()
    if _HEADING.match(bare):
        yield from _wrapped("", "", plain(bare), HEADING, cells)
    elif bare.startswith(">"):
        yield from _wrapped(_BAR, _BAR, plain(bare[1:].removeprefix(" ")), ANSWER, cells)
    elif _RULE.fullmatch(bare):
        yield ("─" * min(12, cells) + "\n", MUTED)
    elif item := _ITEM.fullmatch(line.rstrip()):
        mark = _mark(line)
        yield from _wrapped(mark, " " * len(mark), plain(item[3]), "", cells)
    elif bare.startswith("|"):
        row = [plain(cell.strip()) for cell in bare.strip("|").split("|")]
        if not all(set(cell) <= set("-: ") for cell in row):  # the line below the head of a table
            yield from _wrapped("", "  ", "  ".join(row), "", cells)
    else:
        yield from _wrapped("", "", plain(line), "", cells)


def _wrapped(first: str, others: str, text: str, style: str, cells: int) -> Iterator[Piece]:
    for number, line in enumerate(wrap(shown(text), max(2, cells - width(first)))):
        yield (f"{others if number else first}{line}\n", style)
