"""A day as a grid: a row for each room or thing, a column for each half hour, what is taken written across it."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from deskconsole.record import dataclass
from deskconsole.text.cells import pad

#: Cells of a row's name.
_NAME: Final = 10
#: Least and most cells of a half hour.
_LEAST: Final = 2
_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class Span:
    """Something that takes columns ``first`` to ``last`` (exclusive) of a row; ``key`` names what it stands for."""

    key: str
    first: int
    last: int
    text: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its name, what is taken in it."""

    name: str
    spans: tuple[Span, ...] = ()

    def at(self, column: int) -> Span | None:
        """What takes a column."""
        return next((span for span in self.spans if span.first <= column < span.last), None)


class TimeGrid(Widget, can_focus=True):
    """The arrows move from cell to cell; what is free is a dot, what is taken stands in reverse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("up,k", "move(-1, 0)", show=False),
        Binding("down,j", "move(1, 0)", show=False),
        Binding("home", "move(0, -99)", show=False),
        Binding("end", "move(0, 99)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """Another cell is marked."""

    class Chosen(Message):
        """The marked cell was chosen."""

    def __init__(self, **options: str) -> None:
        super().__init__(id=options.get("id"))
        self.rows: tuple[GridRow, ...] = ()
        self.labels: tuple[str, ...] = ()
        self.row = 0
        self.column = 0
        self._past = 0

    def show(self, rows: Sequence[GridRow], labels: Sequence[str], past: int) -> None:
        """Shows other rows; ``labels``: of each column, empty where none stands; the first ``past`` are over."""
        if (tuple(rows), tuple(labels), past) != (self.rows, self.labels, self._past):
            if not self.labels:
                self.column = past
            self.rows, self.labels, self._past = tuple(rows), tuple(labels), past
            self.action_move(0, 0)
            self.styles.height = len(self.rows) + 1
            self.refresh(layout=True)

    @property
    def marked(self) -> tuple[GridRow, int] | None:
        """The row and column of the marked cell."""
        return (self.rows[self.row], self.column) if self.rows and self.labels else None

    def action_move(self, down: int, right: int) -> None:
        """Marks another cell."""
        self.row = min(max(0, self.row + down), max(0, len(self.rows) - 1))
        self.column = min(max(0, self.column + right), max(0, len(self.labels) - 1))
        self.refresh()
        self.post_message(self.Moved())

    def action_choose(self) -> None:
        """The marked cell is meant."""
        if self.marked is not None:
            self.post_message(self.Chosen())

    @property
    def _cells(self) -> int:
        return min(_MOST, max(_LEAST, (self.size.width - _NAME) // max(1, len(self.labels))))

    def on_click(self, event: events.Click) -> None:
        """A click marks a cell, a second one on it chooses."""
        row, column = event.y - 1, (event.x - _NAME) // self._cells
        if 0 <= row < len(self.rows) and 0 <= column < len(self.labels):
            before = (self.row, self.column)
            self.row, self.column = row, column
            self.action_move(0, 0)
            if before == (row, column):
                self.action_choose()

    def render(self) -> Content:
        """The heading and the rows."""
        cells = self._cells
        pieces = [(" " * _NAME + "".join(pad(label, cells, ellipsis="") for label in self.labels), "$foreground-muted")]
        for place, row in enumerate(self.rows):
            here = place == self.row and self.has_focus
            pieces += [("\n", ""), (pad(f" {row.name}", _NAME), "bold" if here else "")]
            column = 0
            while column < len(self.labels):
                span = row.at(column)
                size = (min(span.last, len(self.labels)) - column) if span is not None else 1
                marked = here and column <= self.column < column + size
                pieces += self._cell(span, size * cells, over=column < self._past, marked=marked)
                column += size
        return Content.assemble(*pieces)

    def _cell(self, span: Span | None, cells: int, *, over: bool, marked: bool) -> list[tuple[str, str]]:
        if span is not None:
            style = "bold reverse $accent" if marked else "reverse $foreground-muted" if over else "reverse"
            text = f"[{span.text}" if marked else span.text
            return [(pad(text, cells - 1), style), (" ", "")]
        text = "[]" if marked else " " if over else "·"
        return [(pad(text, cells), "bold $accent" if marked else "$foreground-muted")]

    def on_focus(self) -> None:
        """The marked cell shows itself."""
        self.action_move(0, 0)

    def on_blur(self) -> None:
        """The marked cell is not shown while the keys go elsewhere."""
        self.refresh()
