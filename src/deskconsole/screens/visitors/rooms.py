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
from deskconsole.present.catalogue import _
from deskconsole.present.dates import weekday
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.visitors.lines import ROOMS, room_lines
from deskconsole.screens.visitors.room_plan import RoomPlan, RoomSteps, use_pieces
from deskconsole.text.dates import short_date
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line
from deskconsole.widgets.text_view import TextView
from deskconsole.widgets.time_grid import TimeGrid

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
        self.plan = RoomPlan(session)
        self.grid = self.plan.grid
        self.list = LineList(ROOMS, session.zone, session.now(), id="rooms")
        self.details = TextView(id="words")
        self.details.can_focus = False
        self._begun = False
        self.steps = RoomSteps(self, self.items, lambda: self.use, self.plan.cell)
        adopt_actions(self, self.steps)

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
        self.grid.display = self._has_grid()
        self.plan.show(self.rooms, self.uses, self._day())
        day = f"{weekday(self._day())} {short_date(self._day(), self.session.today())}" if self.ahead else _("Today")
        self.list.nothing = _("{day}: no meeting · {key} plans one").format(day=day, key=key_of("plan_meeting"))
        lines = room_lines(self.uses, self.items, self.session.titles, now, zone)
        if self.ahead and lines:
            lines.insert(0, Line("", {"section": day}))
        self.list.show(lines, now)
        self._show_words()

    def on_resize(self) -> None:
        """Another width may have room for the grid, or none."""
        if self._begun:
            self.redraw()

    def action_day(self, by: int) -> None:
        """The meetings of the next day, or back towards today."""
        self.ahead = max(0, self.ahead + by)
        self.start_reload()

    # --- the grid ------------------------------------------------------------------------------------------

    @on(TimeGrid.Moved)
    def _cell_marked(self) -> None:
        """The meeting in the marked cell is selected in the list too."""
        if self.grid.has_focus and (span := self.plan.span()) is not None:
            self.list.select(span.key)
        self._show_words()

    @on(TimeGrid.Chosen)
    def _cell_chosen(self) -> None:
        """A free cell plans a meeting there; what is taken goes to the meeting in the list."""
        if self.plan.span() is not None:
            self.list.focus()
        else:
            self.steps.action_plan_meeting()

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
                self.steps.action_tick(missing[0])

    def _show_words(self) -> None:
        free, use = self.plan.words(), self.use
        if free:
            self.details.show([(free, "bold")])
        else:
            self.details.show(use_pieces(use, self.items, self.session) if use is not None else [])
