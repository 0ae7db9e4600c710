"""The queue, home of the console: every open ticket, the nearest due first."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input

from deskconsole.actions import Scope
from deskconsole.desk.records import QueueLine
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.open_lines import OpenLines
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.details import TicketDetails
from deskconsole.screens.tickets.queue_parts.day_ribbon import DayRibbon
from deskconsole.screens.tickets.queue_parts.filter import QueueFilter
from deskconsole.screens.tickets.queue_parts.filter_keys import FilterKeys
from deskconsole.screens.tickets.queue_parts.groups import next_change
from deskconsole.screens.tickets.queue_parts.lines import QUEUE, QueueLines
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.typed_filter import TypedFilter

#: How many lines are read before the console opens: more than a screen has.
_FIRST = 100


class QueueScreen(DeskScreen):
    """Open tickets with filters of one key, a typed filter, and details of the selected one."""

    scope = Scope.QUEUE
    BINDINGS: ClassVar = bindings(Scope.QUEUE)
    AUTO_FOCUS = "#queue"

    def __init__(self, session: Session, first: Sequence[QueueLine]) -> None:
        super().__init__(session)
        #: those that were read before the console opened, until all are
        self.lines = list(first)
        self.whole = False
        self.list = LineList(QUEUE, session.zone, session.now(), id="queue")
        self.details = TicketDetails(self, self.list)
        self.typed = TypedFilter(self.list)
        self.ribbon = DayRibbon(session)
        self._filter = QueueFilter(session)
        self.title_bar.parts = self._filter.parts
        self._open = OpenLines()
        self._lines = QueueLines(session)
        self._day = session.today()
        #: when a line goes to another group or becomes due soon
        self._changes: datetime | None = None
        self._go_to = ""
        self._filters = FilterKeys(self._filter, self.typed, lambda: self.lines, self.redraw)
        adopt_actions(self, TicketActions(self, lambda: self.number), self._filters)

    def body(self) -> ComposeResult:
        """The hours of the day, the list, the details beside or below it."""
        yield self.ribbon.line
        with Container(id="queue-body"):
            yield self.list
            yield self.details.pane
        yield self.typed

    def on_mount(self) -> None:
        """What was read already stands in the first paint."""
        self.redraw()

    # --- reading -------------------------------------------------------------------------------------------

    def read_and_paint(self) -> None:
        """Reads what changed while another screen lay above; at the start what was read stands already."""
        if self.whole:
            super().read_and_paint()

    async def reload(self) -> None:
        """Reads the open tickets."""
        self.lines = await self.session.ask(self._open.read, self.session.desk) if self.session.sees else []
        self.whole = True
        await self.ribbon.read(self.app.size)
        self.redraw()
        await self.details.read()

    def redraw(self) -> None:
        """Shows what was read through the filters that are on."""
        session, now, typed = self.session, self.session.now(), self.typed.text
        results = self._filter.apply(self.lines, typed, whole=self.whole)
        lines = self._lines.of(results, now, folded=self._filter.folded)
        self._day, self._changes = session.today(), next_change(self.lines, now)
        self.list.nothing = _("Nothing passes this filter. 1 shows all") if self.lines else None
        self.list.show(lines, now)
        if self._go_to and self.list.select(self._go_to):
            self._go_to = ""
        self.ribbon.show(self.lines, self.app.size)
        self.details.show_position()
        self.refresh_frame()

    def saved(self, number: str) -> None:
        """The selection goes to the ticket that was just taken."""
        self._go_to = number

    def tick(self, now: datetime) -> None:
        """Countdowns whose text changed; a line that goes to another group, and a new day, bring all lines anew."""
        if self.session.today() != self._day or (self._changes is not None and now >= self._changes):
            self.redraw()
        self.list.tick(now)
        self.ribbon.tick(now, self.lines, self.app.size)

    def on_resize(self) -> None:
        """The ribbon stands where there is room for it, the position where not all lines have room."""
        self.ribbon.show(self.lines, self.app.size)
        self.call_after_refresh(self.details.show_position)

    # --- keys ----------------------------------------------------------------------------------------------

    @property
    def number(self) -> str:
        """The selected ticket, which letters act on."""
        return self.list.selected

    def action_open(self) -> None:
        """Opens the selected ticket."""
        self.list.action_choose()

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.session.navigation.open_ticket(event.key)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self.details.moved()

    def action_details(self) -> None:
        """Shows or hides the details, beside or below."""
        self.toggle_class("-details")
        self.call_after_refresh(self.details.start_reading)

    @on(Input.Changed, "#typed")
    def _typing(self) -> None:
        self.redraw()

    async def action_back(self) -> None:
        """Takes the filters away; this is the lowest screen."""
        self._filters.action_filter("all")


def first_page(session: Session) -> list[QueueLine]:
    """Whoever sits here, and the open tickets that are seen first; read before the app runs. Nothing for nobody."""
    if session.desk.waits:
        return []
    session.read_people()
    return views.queue(session.desk, limit=_FIRST) if session.sees else []
