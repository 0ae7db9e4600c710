"""What a report consists of once it is worded: whatever shows or writes one goes by this and by nothing else."""

from collections.abc import Sequence
from typing import Final

from deskconsole.domain.figures.figure import COUNT, DURATIONS, MEAN, Figure
from deskconsole.present.catalogue import language
from deskconsole.record import NamedTuple, dataclass

#: What a value is: a text, a number of things, a share from 0 to 1, seconds, a mean.
TEXT: Final = "text"
NUMBER: Final = "number"
SHARE: Final = "share"
SECONDS: Final = "seconds"
POINTS: Final = "points"
#: How a chart is drawn.
BARS: Final = "bars"
LINE: Final = "line"


class Cell(NamedTuple):
    """A cell of a table: as it is read, and its value where it is one; ``shape``: what the value is."""

    text: str
    value: float | None = None
    shape: str = TEXT


class Behind(NamedTuple):
    """What stands behind a line: the tickets of a figure or of a part of its cuts, or those that are named."""

    figure: str = ""
    by: tuple[str, ...] = ()
    part: tuple[str | None, str | None] | None = None
    numbers: tuple[str, ...] = ()


class Row(NamedTuple):
    """A line of a table."""

    cells: tuple[Cell, ...]
    behind: Behind = Behind()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``shares``: how wide each column is beside the others; ``heat``: a table of weekdays by hours, in which
    more is darker."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    shares: tuple[int, ...]
    heat: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of one row of values; ``None``: nothing can be said of one."""

    shape: str
    title: str
    categories: tuple[str, ...]
    values: tuple[float | None, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under its title. ``shows``: which kind of part it is; ``note``: in small print below."""

    shows: str
    title: str
    sentences: tuple[str, ...]
    table: Table | None = None
    chart: Chart | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report. ``facts``: what stands below its title; ``words``: what was handed in, each with by whom."""

    title: str
    company: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    words: tuple[tuple[str, str], ...]
    foot: str


def shape_of(figure: Figure) -> str:
    """What the value of a figure is."""
    if figure.measure in DURATIONS:
        return SECONDS
    return NUMBER if figure.measure == COUNT else POINTS if figure.measure == MEAN else SHARE


def joined(sentences: Sequence[str]) -> str:
    """Sentences as a paragraph: Chinese has no space between them."""
    return ("" if language() == "zh" else " ").join(sentences)


def text(words: str) -> Cell:
    """A cell of words."""
    return Cell(words)


def number(count: int) -> Cell:
    """A cell of a number of things."""
    return Cell(str(count), count, NUMBER)


def share(good: int, of: int) -> Cell:
    """A cell of a share, in whole percent."""
    return Cell("–") if not of else Cell(f"{good / of * 100:.0f} %", good / of, SHARE)


def highest(values: Sequence[float | None]) -> float:
    """The largest of these, 0 where there are none."""
    return max((value for value in values if value is not None), default=0.0)
