"""A list drawn line by line: countdown first, columns behind, one line selected by its key.

Textual repaints a dirty region from the widget's left edge to the region's right end. So the countdown stands first,
only regions whose shown text changed are refreshed, and the page moves by halves instead of by lines.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, ClassVar, Final, overload

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from deskconsole.present.catalogue import _, language
from deskconsole.present.countdown import State, countdown
from deskconsole.record import dataclass, field
from deskconsole.text.cells import pad, width, wrap
from deskconsole.widgets.lists.layout import Column, Layout

_STYLES: Final = {State.OVERDUE: "lines--overdue", State.SOON: "lines--soon", State.PAUSED: "lines--dim"}
#: How many lines say how wide the columns are: a long queue must not hold up the keys.
_MEASURED: Final = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. ``texts`` (column → text) are safe and hold no line break.

    ``key`` names what the line stands for; lines with an empty key are headings between others and cannot be
    selected. ``dim``: nothing of it is urgent.
    """

    key: str
    texts: Mapping[str, str] = field(default_factory=dict)
    due: datetime | None = None
    warn_from: datetime | None = None
    paused_since: datetime | None = None
    dim: bool = False


class LinesOnDemand(Sequence[Line]):
    """Lines of a long list: ``make`` is asked for the line at a place when that is looked at for the first time."""

    def __init__(self, keys: Sequence[str], make: Callable[[int], Line]) -> None:
        self.keys = keys
        self._make = make
        self._made: dict[int, Line] = {}

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | Sequence[Line]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        where = range(len(self))[place]
        if where not in self._made:
            self._made[where] = self._make(where)
        return self._made[where]


class LineList(ScrollView, can_focus=True):
    """Lines with their countdowns; ``now`` and the time zone are given, no clock is read here."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("lines--plain", "lines--heading", "lines--section", "lines--dim", "lines--overdue", "lines--soon"),
        *("lines--cursor", "lines--cursor-overdue", "lines--cursor-soon", "lines--empty"),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup,ctrl+b", "page(-1)", show=False),
        Binding("pagedown,ctrl+f,space", "page(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    class Moved(Message):
        """Another line is selected; ``key`` is empty where there is none."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Chosen(Message):
        """A line was opened by Enter or a second click."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(self, layout: Layout, zone: tzinfo, now: datetime, **options: Any) -> None:
        super().__init__(**options)
        self._declared = layout
        self.zone = zone
        self.now = now
        self.lines: Sequence[Line] = ()
        #: what each line stands for
        self._keys: Sequence[str] = ()
        #: whether lines have been shown: until they are read nobody knows that there are none
        self._read = False
        self.cursor = 0
        #: how many cells the widest text of each column takes
        self.needed: dict[str, int] = {}
        #: what stands in the list when it is empty; without it what the layout says
        self.nothing: str | None = None
        self._drawn: dict[int, str] = {}
        self._laid: tuple[tuple[int, str, dict[str, int]], list[tuple[Column, int]]] | None = None

    @property
    def _head(self) -> int:
        return 1 if self._declared.headed else 0

    @property
    def selected(self) -> str:
        """The key of the selected line; empty where there is none."""
        return self._keys[self.cursor] if 0 <= self.cursor < len(self._keys) else ""

    @property
    def page_lines(self) -> int:
        """How many lines are visible."""
        return max(1, self.size.height - self._head)

    # --- content -------------------------------------------------------------------------------------------

    def show(self, lines: Sequence[Line], now: datetime) -> None:
        """Shows other lines; the selection stays with its key, else with its place. Only what differs is drawn."""
        before, key, needed = self.lines, self.selected, self.needed
        self.now = now
        self._read = True
        self.lines = lines
        self._keys = lines.keys if isinstance(lines, LinesOnDemand) else [line.key for line in lines]
        self.needed = _widths(lines[:_MEASURED])
        old = self.cursor
        self.cursor = self._place_of(key)
        if self.cursor < 0:
            self.cursor = self._selectable(min(old, len(lines) - 1), 1)
        self._resize_virtual()
        if self._keep_visible() or needed != self.needed or not before or not self.lines:
            self.refresh()
        else:
            top = round(self.scroll_y)
            for place in range(top, top + self.page_lines):
                if place in (old, self.cursor) or before[place : place + 1] != self.lines[place : place + 1]:
                    self._refresh_line(place)
        if self.selected != key:
            self.post_message(self.Moved(self.selected))

    def clear(self) -> None:
        """No lines; those that are shown next begin at the top with the first one selected."""
        self.show([], self.now)
        self._read = False
        self.cursor = 0
        self.scroll_to(y=0, animate=False, force=True, immediate=True)

    def tick(self, now: datetime) -> None:
        """Redraws the countdowns whose text has changed, of visible lines only."""
        self.now = now
        top = round(self.scroll_y)
        for y in range(self._head, self.size.height):
            place = top + y - self._head
            if place >= len(self.lines):
                break
            if self._drawn.get(place) != self._clock_key(self.lines[place]):
                self.refresh(Region(0, y, self._declared.clock_cells, 1))

    def select(self, key: str) -> bool:
        """Selects the line with this key; whether there is one."""
        place = self._place_of(key)
        self._move_to(place)
        return place >= 0

    def _place_of(self, key: str) -> int:
        """Where the line with this key stands; -1 where there is none."""
        return self._keys.index(key) if key and key in self._keys else -1

    def relabel(self) -> None:
        """Draws everything again, in the language now in use."""
        self.refresh()

    # --- moving --------------------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Selects the next line that can be selected, upwards or downwards."""
        self._move_to(self._selectable(self.cursor + by, by))

    def action_page(self, by: int) -> None:
        """Moves by half a page."""
        half = max(1, self.page_lines // 2)
        place = max(0, min(len(self.lines) - 1, self.cursor + by * half))
        self._move_to(self._selectable(place, by))

    def action_edge(self, place: int) -> None:
        """Selects the first or the last line."""
        self._move_to(self._selectable(0, 1) if place == 0 else self._selectable(len(self.lines) - 1, -1))

    def action_choose(self) -> None:
        """Opens the selected line."""
        if self.selected:
            self.post_message(self.Chosen(self.selected))

    def _selectable(self, place: int, by: int) -> int:
        """The nearest place in the direction that can be selected, else the nearest in the other one."""
        step = 1 if by > 0 else -1
        ways = (range(place, len(self.lines) if step > 0 else -1, step), range(place, -1 if step > 0 else 0, -step))
        for way in ways:
            for candidate in way:
                if 0 <= candidate < len(self._keys) and self._keys[candidate]:
                    return candidate
        return self.cursor if 0 <= self.cursor < len(self.lines) else 0

    def _move_to(self, place: int) -> None:
        if place == self.cursor or not 0 <= place < len(self.lines):
            return
        old, self.cursor = self.cursor, place
        if not self._keep_visible():
            self._refresh_line(old)
            self._refresh_line(place)
        self.post_message(self.Moved(self.selected))

    def _keep_visible(self) -> bool:
        """Brings the selected line into view by half a page; whether the page moved."""
        page, top = self.page_lines, round(self.scroll_y)
        if not self.is_attached or top <= self.cursor < top + page:
            return False
        new = max(0, min(self.cursor - page // 2, len(self.lines) - page))
        if new == top:
            return False
        self.scroll_to(y=new, animate=False, force=True, immediate=True)
        return True

    def on_resize(self, event: Resize) -> None:
        """The selected line stays in view; that it is painted anew is seen to by Textual."""
        self._keep_visible()

    def on_click(self, event: Click) -> None:
        """The first click selects a line, one on the selected line opens it."""
        place = round(self.scroll_y) + event.y - self._head
        if event.y < self._head or not 0 <= place < len(self._keys) or not self._keys[place]:
            return
        if place == self.cursor:
            self.action_choose()
        else:
            self._move_to(place)

    def _resize_virtual(self) -> None:
        size = Size(0, len(self.lines) + self._head)  # a width would bring another layout about
        if self.virtual_size != size:
            self.virtual_size = size

    # --- drawing -------------------------------------------------------------------------------------------

    def _refresh_line(self, place: int) -> None:
        y = place - round(self.scroll_y) + self._head
        if self._head <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name)

    def _clock(self, line: Line) -> tuple[str, State]:
        if line.due is None:
            return "", State.RUNNING
        shown = countdown(
            line.due,
            self.now,
            self.zone,
            warn_from=line.warn_from,
            paused_since=line.paused_since,
            calm=True,
            dated=False,
        )
        return shown.marked, shown.state

    def _clock_key(self, line: Line) -> str:
        text, state = self._clock(line)
        return f"{state}{text}"

    def _columns(self, cells: int) -> list[tuple[Column, int]]:
        """The columns with their cells, as they are until width, texts or language change."""
        bar = self.scrollbar_size_vertical
        key = (cells - bar, language(), self.needed)
        if self._laid is None or self._laid[0][:2] != key[:2] or self._laid[0][2] is not self.needed:
            self._laid = (key, self._declared.fitted(cells, self.needed, bar))
        return self._laid[1]

    def render_line(self, y: int) -> Strip:
        """One line of the widget."""
        cells = self.size.width
        if y < self._head:
            return self._render_heading(cells)
        place = round(self.scroll_y) + y - self._head
        if place >= len(self.lines):
            if self._read and not self.lines and y > self._head:
                return self._plain_strip(pad(self._empty_text(cells, y - self._head - 1), cells), "lines--empty")
            return self._plain_strip(" " * cells, "lines--plain")
        return self._render_item(place, cells)

    def _empty_text(self, cells: int, row: int) -> str:
        text = _(self._declared.empty) if self.nothing is None else self.nothing
        return "  " + "".join(wrap(text, max(8, cells - 3))[row : row + 1])

    def _plain_strip(self, text: str, style: str) -> Strip:
        return Strip([Segment(text, self._style(style))], self.size.width)

    def _render_heading(self, cells: int) -> Strip:
        titles = [pad(f" {_(self._declared.clock)}", self._declared.clock_cells)]
        titles += [pad(_(c.title), size, align=c.align) for c, size in self._columns(cells)]
        return self._plain_strip(pad(" ".join(titles), cells, ellipsis=""), "lines--heading")

    def _render_item(self, place: int, cells: int) -> Strip:
        line = self.lines[place]
        if not line.key:
            return self._plain_strip(pad(" " + line.texts.get("section", ""), cells), "lines--section")
        text, state = self._clock(line)
        self._drawn[place] = f"{state}{text}"
        on_cursor = place == self.cursor and (self.has_focus or not self.can_focus or self.screen.focused is None)
        texts = [pad(line.texts.get(c.name, ""), size, align=c.align) for c, size in self._columns(cells)]
        rest = pad(" " + " ".join(texts), max(0, cells - self._declared.clock_cells), ellipsis="")
        if on_cursor and self.can_focus:
            clock_style = {State.OVERDUE: "lines--cursor-overdue", State.SOON: "lines--cursor-soon"}.get(
                state, "lines--cursor"
            )
            rest_style = "lines--cursor"
        else:
            clock_style = _STYLES.get(state, "lines--dim" if line.dim else "lines--plain")
            rest_style = "lines--dim" if line.dim else "lines--plain"
        clock = Segment(pad(text, min(self._declared.clock_cells, cells), ellipsis=""), self._style(clock_style))
        return Strip([clock, Segment(rest, self._style(rest_style))], cells)


def _widths(lines: Sequence[Line]) -> dict[str, int]:
    needed: dict[str, int] = {}
    for line in lines:
        for name, text in line.texts.items():
            needed[name] = max(needed.get(name, 0), width(text))
    return needed
