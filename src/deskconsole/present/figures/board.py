"""The wallboard as lines of cells: digits as large as the room allows, and the next deadlines below them."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final

from deskconsole.domain.figures.board import Board, Deadline, Tile
from deskconsole.domain.figures.figure import COUNT, DURATIONS, MEAN
from deskconsole.present.catalogue import _, language
from deskconsole.present.countdown import countdown
from deskconsole.present.figures.texts import NOTHING, percent
from deskconsole.record import NamedTuple
from deskconsole.text.cells import clip, pad
from deskconsole.text.clean import one_line

#: Each sign as five rows of three dots; what is not here has a cell of nothing.
_GLYPHS: Final = {
    "0": "###/#.#/#.#/#.#/###",
    "1": ".#/##/.#/.#/.#",
    "2": "###/..#/###/#../###",
    "3": "###/..#/.##/..#/###",
    "4": "#.#/#.#/###/..#/..#",
    "5": "###/#../###/..#/###",
    "6": "###/#../###/#.#/###",
    "7": "###/..#/..#/.#./.#.",
    "8": "###/#.#/###/#.#/###",
    "9": "###/#.#/###/..#/###",
    "%": "#.#/..#/.#./#../#.#",
    "/": "..#/..#/.#./#../#..",
    "–": ".../.../###/.../...",
    ".": "././././#",
    ":": "./#/./#/.",
}
_ROWS: Final = 5
#: How many cells a dot may have, across and down, the largest first.
_SCALES: Final = ((8, 4), (6, 3), (5, 3), (4, 2), (3, 2), (2, 1), (1, 1))
_BLOCK: Final = "█"
#: A figure is no narrower than this, on a phone than that; between two lie so many cells.
_NARROWEST, _ON_A_PHONE = 22, 14
_PHONE: Final = 60
_GAP: Final = 2
#: How a piece is drawn: plainly, as a heading, as what should not be, dim.
PLAIN, TITLE, BAD, DIM = "", "title", "bad", "dim"


class Piece(NamedTuple):
    """A piece of a line, and how it is drawn."""

    text: str
    style: str = PLAIN


def board_lines(board: Board, site: str, zone: tzinfo, now: datetime, cells: int, rows: int) -> list[list[Piece]]:
    """The board in so many cells and rows: a heading, the figures, the deadlines that there is room for."""
    narrowest = _ON_A_PHONE if cells < _PHONE else _NARROWEST
    columns = max(1, min(len(board.tiles), (cells + _GAP) // (narrowest + _GAP), 3))
    bands = -(-len(board.tiles) // columns)
    wide = (cells - (columns - 1) * _GAP) // columns
    least = min(len(board.deadlines), 3) + 1
    high = max(1, (rows - 1 - least) // max(1, bands) - 2)
    across, down = _scale([value_of(tile) for tile in board.tiles], wide, high)
    lines = [[Piece(pad(f"{one_line(site)}  {now.astimezone(zone):%m-%d %H:%M}", cells), TITLE)]]
    for band in range(bands):
        lines += _band(board.tiles[band * columns : (band + 1) * columns], wide, across, down)
    room = max(0, rows - len(lines) - 1)
    lines.append([Piece(pad(_("Next deadlines"), cells), TITLE)])
    lines += [_deadline(each, zone, now, cells) for each in board.deadlines[:room]]
    if not board.deadlines:
        lines.append([Piece(_("Nothing is due"), DIM)])
    return lines[:rows]


def value_of(tile: Tile) -> str:
    """A figure in the few signs that can be drawn large: a number, a share, how many of how few, minutes:seconds."""
    if tile.figure is None or tile.amount is None:
        return str(tile.waiting if tile.waiting is not None else NOTHING)
    figure, amount = tile.figure, tile.amount
    if figure.measure == COUNT:
        return str(amount.n)
    if amount.value is None:
        return f"{amount.good}/{amount.n}" if amount.good is not None and amount.n else NOTHING
    if figure.measure in DURATIONS:
        return _length(timedelta(seconds=round(amount.value)))
    if figure.measure == MEAN and figure.unit != "share":
        return f"{amount.value:.1f}"
    return percent(amount.value).replace(" ", "")


def _length(length: timedelta) -> str:
    """Minutes and seconds; from an hour on hours and minutes, which nobody takes for each other."""
    seconds = int(length.total_seconds())
    return f"{seconds // 60}:{seconds % 60:02}" if seconds < 3600 else f"{seconds // 3600}:{seconds % 3600 // 60:02}"


def _scale(values: Sequence[str], wide: int, high: int) -> tuple[int, int]:
    """How many cells a dot has: as many as the widest value leaves room for."""
    longest = max((_dots(value) for value in values), default=1)
    fitting = (each for each in _SCALES if longest * each[0] <= wide and _ROWS * each[1] <= high)
    return next(fitting, _SCALES[-1])


def _dots(value: str) -> int:
    """How many dots wide a value is, one between two signs."""
    return sum(len(_glyph(sign)[0]) + 1 for sign in value) - 1


def _glyph(sign: str) -> list[str]:
    return _GLYPHS.get(sign, _GLYPHS["–"]).split("/")


def large(value: str, across: int, down: int) -> list[str]:
    """A value in large signs, a line each."""
    rows = [" ".join(_glyph(sign)[row] for sign in value) for row in range(_ROWS)]
    drawn = ["".join((_BLOCK if dot == "#" else " ") * across for dot in row) for row in rows]
    return [row for row in drawn for _again in range(down)]


def _band(tiles: Sequence[Tile], wide: int, across: int, down: int) -> list[list[Piece]]:
    """Figures side by side: their titles, their values, what a value rests on."""
    lines = [_row([(_title(tile), TITLE) for tile in tiles], wide)]
    values = [large(value_of(tile), across, down) for tile in tiles]
    for row in range(_ROWS * down):
        lines.append(_row([(value[row], _style(tile)) for value, tile in zip(values, tiles, strict=True)], wide))
    return [*lines, _row([(_note(tile), DIM) for tile in tiles], wide)]


def _row(cells: Sequence[tuple[str, str]], wide: int) -> list[Piece]:
    pieces: list[Piece] = []
    for text, style in cells:
        pieces += [Piece(" " * _GAP)] if pieces else []
        pieces.append(Piece(pad(clip(text, wide), wide), style))
    return pieces


def _style(tile: Tile) -> str:
    return BAD if _is_bad(tile) else PLAIN


def _is_bad(tile: Tile) -> bool:
    return tile.bad and bool(tile.waiting)


def _title(tile: Tile) -> str:
    """What it is; what should not be carries its sign, not its colour alone."""
    return ("‼ " if _is_bad(tile) else "") + _(tile.title)


def _note(tile: Tile) -> str:
    if tile.amount is None or tile.figure is None or tile.figure.measure == COUNT:
        return _("now") if tile.amount is None or tile.name == "backlog" else _("today")
    return _("today, n={n}").format(n=tile.amount.n)


def _deadline(deadline: Deadline, zone: tzinfo, now: datetime, cells: int) -> list[Piece]:
    due = countdown(deadline.due, now, zone)
    text = f"{due.sign} {due.text}"
    style = BAD if now > deadline.due else PLAIN
    number = deadline.number if cells >= _PHONE else deadline.number.rsplit("-", 1)[-1]
    rest = f"{number}  {one_line(deadline.what.get(language()))}"
    return [Piece(pad(clip(text, 13), 14), style), Piece(clip(rest, max(1, cells - 14)))]


def plain_lines(lines: Sequence[Sequence[Piece]]) -> list[str]:
    """The board without its colours."""
    return ["".join(piece.text for piece in line).rstrip() for line in lines]
