"""A list drawn line by line: countdown first, columns behind, one line selected by its key.

Textual repaints a dirty region from the widget's left edge to the region's right end. So the countdown stands first,
only regions whose shown text changed are refreshed, and the page moves by halves instead of by lines.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from deskconsole.present.catalogue import _, language
from deskconsole.present.countdown import CELLS, State, countdown, used_cell
from deskconsole.text.cells import pad, ruled, width, wrap
from deskconsole.widgets.lists.layout import Column, Layout
from deskconsole.widgets.lists.lines import Line, LinesOnDemand, widths

_STYLES: Final = {State.OVERDUE: "lines--overdue", State.SOON: "lines--soon", State.PAUSED: "lines--dim"}
#: How many lines say how wide the columns are: a long queue must not hold up the keys.
_MEASURED: Final = 400


class LineList(ScrollView, can_focus=True):
    """Lines with their countdowns; ``now`` and the time zone are given, no clock is read here."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("lines--plain", "lines--heading", "lines--section", "lines--dim", "lines--overdue", "lines--soon"),
        *("lines--cursor", "lines--cursor-overdue", "lines--cursor-soon", "lines--empty", "lines--rule"),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
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
        self.needed: Mapping[str, int] = {}
        #: where headings stand between the lines
        self._headings: list[int] = []
        #: what stands in the list when it is empty; without it what the layout says
        self.nothing: str | None = None
        self._drawn: dict[int, str] = {}
        self._laid: tuple[tuple[int, str, Mapping[str, int]], list[tuple[Column, int]]] | None = None

    @property
    def _head(self) -> int:
        return 1 if self._declared.headed else 0

    @property
    def selected(self) -> str:
        """The key of the selected line; empty where there is none."""
        return self._keys[self.cursor] if 0 <= self.cursor < len(self._keys) else ""

    @property
    def position(self) -> str:
        """``12/300``: the selected line and how many there are; empty where all are in sight."""
        if len(self._keys) <= self.page_lines or not self.selected:
            return ""
        above = bisect_left(self._headings, self.cursor)
        return f"{self.cursor + 1 - above}/{len(self._keys) - len(self._headings)}"

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
        self.needed = lines.needed if isinstance(lines, LinesOnDemand) else widths(lines[:_MEASURED])
        self._headings = [place for place, key in enumerate(self._keys) if not key]
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
            line = self.lines[place]
            if line.due is not None and self._drawn.get(place) != self._clock_key(line):
                self.refresh(Region(0, y, self._declared.front, 1))

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
        """Brings the selected line, with a heading right above it, into view by half a page; whether the page moved."""
        page, top = self.page_lines, round(self.scroll_y)
        first = self.cursor - (0 < self.cursor <= len(self._keys) and not self._keys[self.cursor - 1])
        if not self.is_attached or not self.size.height or (top <= first and self.cursor < top + page):
            return False
        new = max(0, min(self.cursor - page // 2, first, len(self.lines) - page))
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
        """What stands in front of a line: the sign, the time left, how much of its time is used; and its state."""
        if line.due is None:
            return "", State.RUNNING
        paused = line.paused_since
        shown = countdown(line.due, self.now, self.zone, warn_from=line.warn_from, paused_since=paused, calm=True)
        text = shown.sign + pad(shown.text, CELLS, align="right")
        if self._declared.used and line.started is not None:
            text += f" {used_cell(line.started, line.due, paused or self.now)}"
        return text, shown.state

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
        titles = [pad(f" {_(self._declared.clock)}", self._declared.front)]
        titles += [pad(_(c.title), size, align=c.align) for c, size in self._columns(cells)]
        return self._plain_strip(pad(" ".join(titles), cells, ellipsis=""), "lines--heading")

    def _render_section(self, title: str, cells: int) -> Strip:
        """A heading between lines, in a rule."""
        rule, text = self._style("lines--rule"), self._style("lines--section")
        parts = ruled(title, cells)
        return Strip([Segment(part, style) for part, style in zip(parts, (rule, text, rule), strict=True)], cells)

    def _render_item(self, place: int, cells: int) -> Strip:
        line = self.lines[place]
        if not line.key:
            return self._render_section(line.texts.get("section", ""), cells)
        text, state = self._clock(line)
        self._drawn[place] = f"{state}{text}"
        on_cursor = place == self.cursor and (self.has_focus or not self.can_focus or self.screen.focused is None)
        columns = self._columns(cells)
        texts = [pad(_text(line, c.name, size, chosen=on_cursor), size, align=c.align) for c, size in columns]
        rest = pad(" " + " ".join(texts), max(0, cells - self._declared.front), ellipsis="")
        if on_cursor and self.can_focus:
            clock_style = {State.OVERDUE: "lines--cursor-overdue", State.SOON: "lines--cursor-soon"}.get(
                state, "lines--cursor"
            )
            rest_style = "lines--cursor"
        else:
            clock_style = _STYLES.get(state, "lines--dim" if line.dim else "lines--plain")
            rest_style = "lines--dim" if line.dim else "lines--plain"
        clock = Segment(pad(text, min(self._declared.front, cells), ellipsis=""), self._style(clock_style))
        return Strip([clock, Segment(rest, self._style(rest_style))], cells)


def _text(line: Line, name: str, cells: int, *, chosen: bool) -> str:
    """What stands in a column of a line; of a selected one more, where it fits."""
    more = line.chosen.get(name, "") if chosen else ""
    return more if more and width(more) <= cells else line.texts.get(name, "")
