"""A week as a ribbon: a row a day, a cell a half hour; what is needed rises, what is lacking is a digit."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from deskconsole.record import dataclass
from deskconsole.text.cells import pad

#: Cells of a day's name.
_NAME: Final = 12
#: Most cells of a half hour.
_MOST: Final = 3
_HEIGHTS: Final = "▁▂▃▄▅▆▇█"
_DAY: Final = 48
#: Halves of an hour between two labels.
_LABELLED: Final = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """Half an hour: how many people it needs, how many of them are lacking."""

    needed: int = 0
    lacking: int = 0


@dataclass(frozen=True, slots=True)
class RibbonRow:
    """A day: its name, its half hours from midnight on."""

    name: str
    marks: tuple[Mark, ...]


class Ribbon(Widget, can_focus=True):
    """The arrows go from half hour to half hour; the marked one stands in reverse. Where there is little room two of
    them share a cell, the worse one is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(0, -1)", show=False),
        Binding("right", "move(0, 1)", show=False),
        Binding("up,k", "move(-1, 0)", show=False),
        Binding("down,j", "move(1, 0)", show=False),
        Binding("home", "move(0, -99)", show=False),
        Binding("end", "move(0, 99)", show=False),
    ]

    class Moved(Message):
        """Another half hour is marked."""

    def __init__(self, **options: str) -> None:
        super().__init__(id=options.get("id"))
        self.rows: tuple[RibbonRow, ...] = ()
        self.row = 0
        self.part = 0

    def show(self, rows: Sequence[RibbonRow]) -> None:
        """Shows other rows; the marked half hour is the first with anything, until somebody has moved."""
        if tuple(rows) != self.rows:
            if not self.rows:
                self.part = next((n for n in range(_DAY) for row in rows if row.marks[n] != Mark()), _DAY // 3)
            self.rows = tuple(rows)
            self.action_move(0, 0)
            self.styles.height = len(self.rows) + 1
            self.refresh(layout=True)

    @property
    def marked(self) -> range:
        """The half hours of the marked cell."""
        first = self.part - self.part % self._shared
        return range(first, first + self._shared)

    @property
    def _shared(self) -> int:
        """How many half hours share a cell."""
        return 1 if self.size.width >= _NAME + _DAY else 2

    @property
    def _cells(self) -> int:
        return min(_MOST, max(1, (self.size.width - _NAME) // (_DAY // self._shared)))

    def action_move(self, down: int, right: int) -> None:
        """Marks another half hour."""
        self.row = min(max(0, self.row + down), max(0, len(self.rows) - 1))
        part = self.marked.start + right * self._shared
        self.part = min(max(0, part if right else self.part), _DAY - 1)
        self.refresh()
        self.post_message(self.Moved())

    def on_click(self, event: events.Click) -> None:
        """A click marks a half hour."""
        row, part = event.y - 1, (event.x - _NAME) // self._cells * self._shared
        if 0 <= row < len(self.rows) and 0 <= part < _DAY:
            self.row, self.part = row, part
            self.action_move(0, 0)

    def render(self) -> Content:
        """The hours, and the days below."""
        cells, shared = self._cells, self._shared
        step = _LABELLED if cells * _LABELLED // shared >= 3 else _LABELLED * 2
        hours = "".join(pad(str(n // 2), cells * step // shared, ellipsis="") for n in range(0, _DAY, step))
        pieces = [(" " * _NAME + hours, "$foreground-muted")]
        most = max((mark.needed for row in self.rows for mark in row.marks), default=0)
        for place, row in enumerate(self.rows):
            here = place == self.row and self.has_focus
            pieces += [("\n", ""), (pad(f"{'›' if here else ' '}{row.name}", _NAME), "bold" if here else "")]
            for part in range(0, _DAY, shared):
                mark = max(row.marks[part : part + shared], key=lambda mark: (mark.lacking, mark.needed))
                marked = here and part == self.marked.start
                pieces.append(self._cell(mark, cells, most, marked=marked))
        return Content.assemble(*pieces)

    @staticmethod
    def _cell(mark: Mark, cells: int, most: int, *, marked: bool) -> tuple[str, str]:
        if mark.lacking:
            text, style = str(min(9, mark.lacking)), "bold $error"
        elif mark.needed and marked:
            text, style = "■", ""
        elif mark.needed:
            text, style = _HEIGHTS[(mark.needed * len(_HEIGHTS) - 1) // most], ""
        else:
            text, style = "·", "$foreground-muted"
        return pad(text, cells), f"reverse {style}" if marked else style

    def on_focus(self) -> None:
        """The marked half hour shows itself."""
        self.refresh()

    def on_blur(self) -> None:
        """It is not shown while the keys go elsewhere."""
        self.refresh()
