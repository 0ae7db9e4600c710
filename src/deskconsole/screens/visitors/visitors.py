"""The visitors' screen: who waits (the longest first), is expected, is inside, has left; each step by one key."""

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from deskconsole.actions import Scope
from deskconsole.desk.tickets.opened import SHOWN_FOR
from deskconsole.desk.visitors.expecting import reveal_expected
from deskconsole.desk.visitors.records import Expected, VisitorLine
from deskconsole.desk.visitors.visitors import reveal_visitor
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.screens.visitors.arrivals import Arrivals
from deskconsole.screens.visitors.board import VisitorBoard
from deskconsole.screens.visitors.evacuation import EvacuationList
from deskconsole.screens.visitors.form import SIGN_IN
from deskconsole.screens.visitors.lines import expected_pieces, visitor_pieces
from deskconsole.screens.visitors.rooms import RoomsScreen
from deskconsole.screens.visitors.steps import VisitorSteps
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView
from deskconsole.widgets.typed_filter import TypedFilter


class VisitorsScreen(DeskScreen):
    """The day's visitors. What the counter must not show stays masked until somebody asks for one of them."""

    scope = Scope.VISITORS
    BINDINGS: ClassVar = bindings(Scope.VISITORS)
    AUTO_FOCUS = "#visitors"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.board = VisitorBoard(self)
        self.list = self.board.list
        self.details = TextView(id="words")
        self.details.can_focus = False
        self.typed = TypedFilter(self.list)
        self._arrivals = Arrivals(self, self.board)
        self._revealed: VisitorLine | Expected | None = None
        actions = TicketActions(self, lambda: self.number)
        adopt_actions(self, actions, self._arrivals, VisitorSteps(self, self.board, actions))

    def body(self) -> ComposeResult:
        """The board, below it the selected visitor whole, and a typed filter."""
        yield self.list
        yield self.details
        yield self.typed

    # --- reading -------------------------------------------------------------------------------------------

    async def reload(self) -> None:
        """Reads the day."""
        await self.board.read()
        self.redraw()

    @on(Input.Changed, "#typed")
    def redraw(self) -> None:
        """Shows what was read."""
        self.board.show(self.typed.text)
        self._show_words()

    def tick(self, now: datetime) -> None:
        """Countdowns whose text changed; a host who lets the time pass, and a new day, change what is shown."""
        changed = self.board.tick(now)
        if self.board.outdated:
            self.start_reload()
        elif changed:
            self.redraw()

    @property
    def number(self) -> str:
        """The ticket of the selected visitor, which letters act on."""
        return self.board.number

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._revealed = None  # asked for one, hidden again with the next
        self._show_words()

    def _show_words(self) -> None:
        session = self.session
        titles = session.titles if self._revealed is None else session.titles.opened
        shown = self._revealed or self.board.visitor or self.board.expected
        if isinstance(shown, VisitorLine):
            self.details.show(visitor_pieces(shown, titles, session.now(), session.zone))
        elif shown is not None:
            pack = session.desk.pack_for(kind=shown.form.kind)
            self.details.show(expected_pieces(shown, pack, titles, session.now(), session.zone))
        else:
            self.details.show([])

    # --- keys ----------------------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        if self.board.expected is not None:
            self._arrivals.open_form(SIGN_IN, self.board.expected)
        elif self.number:
            self.session.navigation.open_ticket(self.number)

    def action_open(self) -> None:
        """Signs an expected visitor in with the form open; opens the ticket of one who has come."""
        self.list.action_choose()

    def action_day(self, by: int) -> None:
        """Who is expected on the next day, or back towards today."""
        self.board.ahead = max(0, self.board.ahead + by)
        self.start_reload()

    def action_unmask(self) -> None:
        """Shows what is hidden of the selected visitor for half a minute; who asked is on record (F08)."""
        if self.list.selected:
            self.work(self._reveal(self.list.selected))

    async def _reveal(self, key: str) -> None:
        reveal = reveal_expected if self.board.expected is not None else reveal_visitor
        shown = await self.session.ask(reveal, self.session.desk, key)
        if key == self.list.selected:
            self._revealed = shown
            self.set_timer(SHOWN_FOR.total_seconds(), self._moved)
            self._show_words()
            self.say(_("Shown for 30 seconds; it is on record"))

    def action_evacuation(self) -> None:
        """Who is in the house, to be read out, printed or written to a file (F09)."""
        self.app.push_screen(EvacuationList(self.session))

    def action_rooms(self) -> None:
        """The meeting rooms of the day (F06)."""
        self.app.push_screen(RoomsScreen(self.session))

    def action_narrow(self) -> None:
        """A typed filter at the bottom; Enter goes back to the list, Esc takes the filter away."""
        self.typed.open(_("Name, organisation, host, number plate …"))

    async def action_back(self) -> None:
        """Takes the filter away, else back to the screen below."""
        if self.typed.display:
            self.typed.take_away()
        elif self.board.ahead:
            self.action_day(-self.board.ahead)
        else:
            await super().action_back()
