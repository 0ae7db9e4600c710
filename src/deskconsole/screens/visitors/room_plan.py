"""Parts of the rooms' screen: the grid that shows what is free, and what is done with a meeting."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from deskconsole.desk.visitors import rooms
from deskconsole.desk.visitors.records import RoomUse
from deskconsole.domain.rules.kinds import Preparation
from deskconsole.present.catalogue import _, language
from deskconsole.record import dataclass
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.visitors.room_form import RoomForm
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.text_view import Piece
from deskconsole.widgets.time_grid import GridRow, Span, TimeGrid

#: The hours that the grid shows at least; a meeting beyond them widens it.
_FIRST: Final = 8
_LAST: Final = 18
#: So much of the day is shown however late it is.
_LEAST: Final = timedelta(hours=6)
HALF: Final = timedelta(minutes=30)
#: How long a meeting takes when nobody says.
USUAL: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class RoomGrid:
    """The grid of one day: when its first column begins, its rows and labels, how many columns are over."""

    begins: datetime
    rows: tuple[GridRow, ...]
    labels: tuple[str, ...]
    past: int

    def time_of(self, column: int) -> datetime:
        """When a column begins."""
        return self.begins + column * HALF

    def free_until(self, row: GridRow, column: int) -> datetime:
        """Until when a meeting that begins there may last: the usual time, or the next meeting."""
        ahead = [span.first for span in row.spans if span.first > column]
        return min([self.time_of(column) + USUAL, *(self.time_of(first) for first in ahead[:1])])


def room_grid(names: Sequence[str], uses: Iterable[RoomUse], day: date, now: datetime, zone: tzinfo) -> RoomGrid:
    """The grid of a day; each half hour that a meeting touches is taken."""
    meetings = sorted(uses, key=lambda use: use.starts)
    midnight = datetime.combine(day, time(), zone)
    opens = min([midnight + timedelta(hours=_FIRST), *(_floor(use.starts, midnight) for use in meetings)])
    closes = max([midnight + timedelta(hours=_LAST), *(use.ends for use in meetings)])
    closes = min(closes, midnight + timedelta(days=1))
    # what is long over needs no columns
    opens = max(opens, min(_floor(now, midnight) - timedelta(hours=1), closes - _LEAST))
    columns = -(-(closes - opens) // HALF)
    spans: dict[str, list[Span]] = {name: [] for name in names}
    for use in meetings:
        if use.room in spans and use.ends > opens:
            spans[use.room].append(_span(use, opens, columns))
    labels = [f"{(opens + place * HALF).astimezone(zone):%H}" if place % 2 == 0 else "" for place in range(columns)]
    past = min(max(0, (now - opens) // HALF), columns)
    rows = tuple(GridRow(one_line(name), tuple(spans[name])) for name in names)
    return RoomGrid(opens, rows, tuple(labels), past)


def _floor(instant: datetime, midnight: datetime) -> datetime:
    """The whole hour before, so that labels stand at hours."""
    hours = max(timedelta(), instant - midnight) // timedelta(hours=1)
    return midnight + timedelta(hours=hours)


def _span(use: RoomUse, opens: datetime, columns: int) -> Span:
    first = max(0, (use.starts - opens) // HALF)
    last = min(columns, -(-(use.ends - opens) // HALF))
    return Span(use.id, first, last, one_line(use.title))


class RoomPlan:
    """The grid, and which room and time the marked cell stands for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.grid = TimeGrid(id="grid")
        self._rooms: Sequence[str] = ()
        self._shown: RoomGrid | None = None

    def show(self, existing: Sequence[str], uses: Sequence[RoomUse], day: date) -> None:
        """Shows the rooms of a day."""
        self._rooms = existing
        self._shown = shown = room_grid(existing, uses, day, self._session.now(), self._session.zone)
        self.grid.show(shown.rows, shown.labels, shown.past)

    def span(self) -> Span | None:
        """The meeting in the marked cell."""
        marked = self.grid.marked
        return marked[0].at(marked[1]) if marked is not None else None

    def cell(self) -> tuple[str, str, str]:
        """Room, begin and end of the marked free cell; empty texts elsewhere."""
        marked = self.grid.marked
        if self._shown is None or marked is None or not self.grid.has_focus or self.span() is not None:
            return "", "", ""
        row, column = marked
        times = self._shown.time_of(column), self._shown.free_until(row, column)
        starts, ends = (f"{at.astimezone(self._session.zone):%Y-%m-%d %H:%M}" for at in times)
        return self._rooms[self.grid.row], starts, ends

    def words(self) -> str:
        """What the marked free cell stands for, and what can be done there; empty elsewhere."""
        room, starts, ends = self.cell()
        message = _("{room}: free {since}–{until} · Enter plans a meeting · Tab: the list")
        return message.format(room=one_line(room), since=starts[-5:], until=ends[-5:]) if room else ""


def use_pieces(use: RoomUse, items: Sequence[Preparation], session: Session) -> Iterator[Piece]:
    """A meeting, and who prepared what for it."""
    yield (f"{use.room}  {use.title}", "bold")
    yield (f"  {_('a digit ticks')}\n", "$foreground-muted")
    for number, item in enumerate(items, start=1):
        done = use.prepared.get(item.name)
        message = _("not prepared yet")
        if done is not None:
            message = f"{session.titles.person(done[0])} {clock_or_day(done[1], session.now(), session.zone)}"
        yield (f"{number} {'✓' if done else '·'} {item.title.get(language())}  {message}\n", "")


class RoomSteps:
    """Planning, preparing and cancelling a meeting: ``use`` is the selected one, ``cell`` the marked free place.

    Its actions are the screen's.
    """

    def __init__(
        self,
        screen: DeskScreen,
        items: Sequence[Preparation],
        use: Callable[[], RoomUse | None],
        cell: Callable[[], tuple[str, str, str]],
    ) -> None:
        self._screen = screen
        self._session = screen.session
        self._items = items
        self._use = use
        self._cell = cell

    def action_tick(self, number: int) -> None:
        """Ticks a preparation off, or takes the tick away."""
        use, screen = self._use(), self._screen
        if use is not None and number <= len(self._items):
            item = self._items[number - 1].name
            screen.work(screen.record(rooms.prepare_room, self._session.desk, use.id, item))

    def action_plan_meeting(self) -> None:
        """The form of a meeting, for the marked free place where there is one."""

        def saved(use_id: str | None) -> None:
            if use_id is not None:
                self._screen.post_message(StoreChanged())

        self._screen.app.push_screen(RoomForm(self._session, *self._cell()), saved)

    def action_take_back(self) -> None:
        """The selected meeting does not take place; asked once."""
        use, screen = self._use(), self._screen
        if use is None:
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                screen.work(screen.record(rooms.cancel_room, self._session.desk, use.id))

        entries = [("cancel", _("Cancel the meeting {title}").format(title=use.title))]
        screen.app.push_screen(PickOne(self._session, _("Cancel this meeting?"), entries), chosen)
