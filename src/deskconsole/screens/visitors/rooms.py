"""The meeting rooms of the day: what is prepared for each meeting, ticked off by name and time (F06)."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from deskconsole.actions import Scope
from deskconsole.desk.visitors import rooms
from deskconsole.desk.visitors.records import RoomUse
from deskconsole.keys import bound_keys
from deskconsole.present.catalogue import _, language
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.visitors.lines import ROOMS, room_lines
from deskconsole.screens.visitors.room_form import RoomForm
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView


class RoomsScreen(DeskScreen):
    """Today's meetings by their time; the digits tick the preparations of the selected one."""

    scope = Scope.ROOMS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Scope.ROOMS),
        *(Binding(",".join(bound_keys((str(n),))), f"tick({n})", show=False) for n in range(1, 10)),
    ]
    AUTO_FOCUS = "#rooms"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.uses: tuple[RoomUse, ...] = ()
        self.items = rooms.preparations(session.desk)
        self.list = LineList(ROOMS, session.zone, session.now(), id="rooms")
        self.details = TextView(id="words")
        self.details.can_focus = False

    def body(self) -> ComposeResult:
        """The meetings, below them who prepared what for the selected one."""
        yield self.list
        yield self.details

    async def reload(self) -> None:
        """Reads the meetings of today."""
        self.uses = tuple(await self.session.ask(rooms.rooms_of_day, self.session.desk))
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now = self.session.now()
        self.list.show(room_lines(self.uses, self.items, now, self.session.zone), now)
        self._show_words()

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
        use = self.use
        if use is None:
            self.details.show([])
            return
        pieces = [(f"{use.room}  {use.title}", "bold"), (f"  {_('a digit ticks')}\n", "$foreground-muted")]
        for number, item in enumerate(self.items, start=1):
            done = use.prepared.get(item.name)
            message = _("not yet")
            if done is not None:
                when = clock_or_day(done[1], self.session.now(), self.session.zone)
                message = f"{self._who(done[0])} {when}"
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

        self.app.push_screen(RoomForm(self.session), saved)

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
