"""The pane beside or below the queue: the selected ticket, read when the selection rests."""

from textual.timer import Timer

from deskconsole.desk.tickets import views
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView

#: How long the selection rests before its details are read, in seconds.
_REST = 0.12
#: With so many lines the pane has room for the question and the last answer only.
_CARD = 4


class TicketDetails:
    """The details of what is selected in a list; :attr:`pane` shows them."""

    def __init__(self, screen: DeskScreen, lines: LineList) -> None:
        self._screen = screen
        self._list = lines
        self._rest: Timer | None = None
        self.pane = TextView(id="details")
        self.pane.can_focus = False

    def moved(self) -> None:
        """Another ticket is selected, and perhaps the next one in a moment."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self._screen.set_timer(_REST, self.start_reading)

    def start_reading(self) -> None:
        """Reads without waiting for it."""
        self.show_position()
        self._screen.work(self.read())

    def show_position(self) -> None:
        """Which one of how many is selected, at the end of the line for messages; a key does not wait for it."""
        self._screen.status.line.show_tail(self._list.position)

    async def read(self) -> None:
        """Reads the selected ticket, where the pane is shown."""
        pane, session, number = self.pane, self._screen.session, self._list.selected
        if not pane.region.area and not pane.display:
            return
        if not number:
            pane.show([])
            return
        from deskconsole.screens.tickets.facts import card_pieces, whole_card_pieces  # after the first paint

        view = await session.ask(views.show, session.desk, number)
        if number == self._list.selected:
            cells = pane.body.size.width
            if pane.size.height <= _CARD:
                pane.show(card_pieces(view, session.titles, cells))
            else:
                pane.show(whole_card_pieces(view, session.titles, session.now(), session.zone, cells))
            pane.scroll_home(animate=False)
