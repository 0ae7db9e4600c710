"""The meeting rooms of the day: what is prepared for each meeting, ticked off by name and time (F06)."""

from datetime import date, timedelta
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskconsole.actions import Scope, key_of
from deskconsole.desk.visitors import rooms
from deskconsole.desk.visitors.records import RoomUse
from deskconsole.keys import bound_keys
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import weekday
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.visitors.lines import ROOMS, room_lines
from deskconsole.screens.visitors.room_form import RoomForm
from deskconsole.screens.visitors.room_grid import RoomGrid, room_grid
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_time, short_date
from deskconsole.widgets.lists.line_list import Line, LineList
from deskconsole.widgets.text_view import TextView
from deskconsole.widgets.time_grid import Span, TimeGrid

#: Narrower than this there is no room for the grid.
_GRID: Final = 72


class RoomsScreen(DeskScreen):
    """What is free, as a grid of rooms and half hours; the meetings of the day by their time, and what is prepared.

    The arrows move in the grid, Enter plans a meeting in the marked cell; the digits tick what is prepared for the
    selected meeting. On a phone the list stands alone.
    """

    scope = Scope.ROOMS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.ROOMS),
        *(Binding(",".join(bound_keys((str(n),))), f"tick({n})", show=False) for n in range(1, 10)),
    ]
    AUTO_FOCUS = "#rooms"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.uses: tuple[RoomUse, ...] = ()
        self.rooms: tuple[str, ...] = ()
        #: how many days ahead of today it looks
        self.ahead = 0
        self.items = rooms.preparations(session.desk)
        self.grid = TimeGrid(id="grid")
        self.list = LineList(ROOMS, session.zone, session.now(), id="rooms")
        self.details = TextView(id="words")
        self.details.can_focus = False
        self._free: RoomGrid | None = None
        self._begun = False

    def body(self) -> ComposeResult:
        """What is free; the meetings, below them who prepared what for the selected one."""
        yield self.grid
        yield self.list
        yield self.details

    async def reload(self) -> None:
        """Reads the meetings of the day."""
        day = self._day()
        self.uses = tuple(await self.session.ask(rooms.rooms_of_day, self.session.desk, day))
        self.rooms = tuple(await self.session.ask(rooms.rooms_of_site, self.session.desk))
        self.redraw()
        if not self._begun:
            self._begun = True
            if self._has_grid():
                self.grid.focus()

    def _day(self) -> date:
        return self.session.today() + timedelta(days=self.ahead)

    def _has_grid(self) -> bool:
        """Whether there is anything to show in columns, and room for them."""
        return bool(self.rooms) and self.size.width >= _GRID

    def redraw(self) -> None:
        """Shows what was read."""
        now, zone = self.session.now(), self.session.zone
        self._free = room_grid(self.rooms, self.uses, self._day(), now, zone)
        self.grid.display = self._has_grid()
        self.grid.show(self._free.rows, self._free.labels, self._free.past)
        day = f"{weekday(self._day())} {short_date(self._day(), self.session.today())}" if self.ahead else _("Today")
        self.list.nothing = _("{day}: no meeting · {key} plans one").format(day=day, key=key_of("plan_meeting"))
        lines = room_lines(self.uses, self.items, now, zone)
        if self.ahead and lines:
            lines.insert(0, Line("", {"section": day}))
        self.list.show(lines, now)
        self._show_words()

    def on_resize(self) -> None:
        """Another width may have room for the grid, or none."""
        self.redraw()

    def action_day(self, by: int) -> None:
        """The meetings of the next day, or back towards today."""
        self.ahead = max(0, self.ahead + by)
        self.start_reload()

    # --- the grid ------------------------------------------------------------------------------------------

    @on(TimeGrid.Moved)
    def _cell_marked(self) -> None:
        """The meeting in the marked cell is selected in the list too."""
        if self.grid.has_focus and (span := self._span()) is not None:
            self.list.select(span.key)
        self._show_words()

    def _span(self) -> Span | None:
        marked = self.grid.marked
        return marked[0].at(marked[1]) if marked is not None else None

    @on(TimeGrid.Chosen)
    def _cell_chosen(self) -> None:
        """A free cell plans a meeting there; what is taken goes to the meeting in the list."""
        if self._span() is not None:
            self.list.focus()
        else:
            self.action_plan_meeting()

    def _cell(self) -> tuple[str, str, str]:
        """Room, begin and end of the marked free cell; empty texts elsewhere."""
        marked = self.grid.marked
        if self._free is None or marked is None or not self.grid.has_focus or self._span() is not None:
            return "", "", ""
        row, column = marked
        zone = self.session.zone
        times = self._free.time_of(column), self._free.free_until(row, column)
        starts, ends = (f"{at.astimezone(zone):%Y-%m-%d %H:%M}" for at in times)
        return self.rooms[self.grid.row], starts, ends

    # --- the list ------------------------------------------------------------------------------------------

    @property
    def use(self) -> RoomUse | None:
        """The selected meeting."""
        return next((use for use in self.uses if use.id == self.list.selected), None)

    def on_line_list_moved(self, event: LineList.Moved) -> None:
        """Another meeting is selected."""
        self._show_words()

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Enter ticks the first that is missing."""
        use = self.use
        if use is not None:
            missing = [n for n, item in enumerate(self.items, start=1) if item.name not in use.prepared]
            if missing:
                self.action_tick(missing[0])

    def _show_words(self) -> None:
        room, starts, ends = self._cell()
        if room:
            message = _("{room}: free {since}–{until} · Enter plans a meeting · Tab: the list")
            self.details.show([(message.format(room=one_line(room), since=starts[-5:], until=ends[-5:]), "bold")])
            return
        use = self.use
        if use is None:
            self.details.show([])
            return
        pieces = [(f"{use.room}  {use.title}", "bold"), (f"  {_('a digit ticks')}\n", "$foreground-muted")]
        for number, item in enumerate(self.items, start=1):
            done = use.prepared.get(item.name)
            message = _("not yet") if done is None else f"{self._who(done[0])} {clock_time(done[1], self.session.zone)}"
            pieces.append((f"{number} {'✓' if done else '·'} {item.title.get(language())}  {message}\n", ""))
        self.details.show(pieces)

    def _who(self, login: str) -> str:
        return self.session.titles.person(login)

    def action_tick(self, number: int) -> None:
        """Ticks a preparation off, or takes the tick away."""
        use = self.use
        if use is not None and number <= len(self.items):
            item = self.items[number - 1].name
            self.work(self.record(rooms.prepare_room, self.session.desk, use.id, item))

    def action_plan_meeting(self) -> None:
        """The form of a meeting."""

        def saved(use_id: str | None) -> None:
            if use_id is not None:
                self.post_message(StoreChanged())

        self.app.push_screen(RoomForm(self.session, *self._cell()), saved)

    def action_take_back(self) -> None:
        """The selected meeting does not take place; asked once."""
        use = self.use
        if use is None:
            return

        def chosen(name: str | None) -> None:
            if name is not None:
                self.work(self.record(rooms.cancel_room, self.session.desk, use.id))

        entries = [("cancel", _("Cancel the meeting {title}").format(title=use.title))]
        self.app.push_screen(PickOne(self.session, _("Cancel"), entries), chosen)
