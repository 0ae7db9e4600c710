"""The queue, home of the console: every open ticket, the nearest due first."""

from collections.abc import Callable
from datetime import date, datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from deskconsole.actions import Scope
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.open_lines import OpenLines
from deskconsole.desk.tickets.records import QueueLine
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.facts import detail_pieces
from deskconsole.screens.tickets.lines import QueueLines, is_later, matches
from deskconsole.screens.tickets.private import at_the_counter
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.widgets.forms.line_input import LineInput
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.queue_list import QueueList
from deskconsole.widgets.text_view import TextView

#: How long the selection rests before its details are read, in seconds.
_REST = 0.12
#: How many lines are read before all others: more than a screen has.
_FIRST = 100


class QueueScreen(TicketActions, DeskScreen):
    """Open tickets with filters of one key, a typed filter, and details of the selected one."""

    scope = Scope.QUEUE
    BINDINGS: ClassVar = bindings(Scope.QUEUE)
    AUTO_FOCUS = "QueueList"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.lines: list[QueueLine] = []
        self._open = OpenLines()
        self._lines = QueueLines()
        self.list = QueueList(session.zone, session.now(), id="queue")
        self.details = TextView(id="details")
        self.details.can_focus = False
        self.filter_line = Static("", markup=False, id="filter-line")
        self.typed = LineInput(id="typed", compact=True)
        self.typed.cursor_blink = False
        self._filter = "all"
        self._value: str | None = None
        self._with_later = False
        self._day = self._today()
        self._rest: Timer | None = None
        self.read = False
        self._go_to = ""

    def body(self) -> ComposeResult:
        """The filter that is on, the list, the details beside or below it."""
        self.typed.display = False
        yield self.filter_line
        with Container(id="queue-body"):
            yield self.list
            yield self.details
        yield self.typed

    # --- reading -------------------------------------------------------------------------------------------

    async def reload(self) -> None:
        """Reads the open tickets."""
        if not self.read:  # what is seen first does not wait for the rest
            self.lines = await self.session.ask(views.queue, self.session.desk, limit=_FIRST)
            self.read = True
            self.redraw()
        self.lines = await self.session.ask(self._open.read, self.session.desk)
        self.read = True
        self.redraw()
        await self.reload_details()

    def redraw(self) -> None:
        """Shows what was read through the filters that are on."""
        now, titles = self.session.now(), self.session.titles
        keep = self._passes(now)
        typed = self.typed.value.strip() if self.typed.display else ""
        results = [line for line in self.lines if keep(line) and (not typed or matches(line, typed, titles))]
        later = [line for line in results if is_later(line, now, self.session.zone)]
        if later and not self._with_later and not typed:
            hidden = {line.number for line in later}
            results = [line for line in results if line.number not in hidden]
        self._day = self._today()
        lines = self._lines.of(results, titles, now, self.session.zone)
        self.list.nothing = "" if not self.read else self._nothing()
        self.list.show(lines, now)
        if self._go_to and self.list.select(self._go_to):
            self._go_to = ""
        self._show_filter(len(lines), 0 if typed else len(later))

    def _today(self) -> date:
        return self.session.now().astimezone(self.session.zone).date()

    def _passes(self, now: datetime) -> Callable[[QueueLine], bool]:
        desk = self.session.desk
        return {
            "mine": lambda line: (
                self.session.actor is not None and views.is_mine(desk, line, on_duty=self.session.on_duty)
            ),
            "unowned": lambda line: line.owner is None,
            "overdue": lambda line: now > line.due,
            "soon": lambda line: line.warn_at <= now <= line.due,
            "channel": lambda line: line.channel == self._value,
            "category": lambda line: line.category == self._value,
        }.get(self._filter, lambda line: True)

    def _nothing(self) -> str:
        return _("Nothing waits. A new inquiry: F2") if not self.lines else _("Nothing passes this filter. 1 shows all")

    def _show_filter(self, count: int, later: int) -> None:
        """The filter that is on, and how many finished tickets wait for a later day."""
        names = {
            "mine": _("Mine"),
            "unowned": _("Nobody's"),
            "overdue": _("Overdue"),
            "soon": _("Due soon"),
            "channel": self.session.titles.title("channel", self._value),
            "category": self.session.titles.title("category", self._value),
        }
        on_ = self._filter != "all" or self.typed.display
        text = _("Only: {filter} ({n} of {all}) · 1 shows all")
        name = " · ".join(part for part in (names.get(self._filter, ""), self.typed.value.strip()) if part)
        message = [text.format(filter=name or "…", n=count, all=len(self.lines))] if on_ else []
        if later:
            shown = _("{n} finished, due later · 8 hides") if self._with_later else _("{n} finished, due later: 8")
            message.append(shown.format(n=later))
        self.filter_line.display = bool(message)
        self.filter_line.update(Content(" " + " · ".join(message)))

    async def reload_details(self) -> None:
        """Reads the selected ticket for the pane beside the list, where that is shown."""
        number = self.list.selected
        if not self.details.region.area and not self.details.display:
            return
        if not number:
            self.details.show([])
            return
        view = await self.session.ask(views.show, self.session.desk, number)
        if number == self.list.selected:
            now, zone, cells = self.session.now(), self.session.zone, self.details.body.size.width
            self.details.show(detail_pieces(at_the_counter(view), self.session.titles, now, zone, cells))
            self.details.scroll_home(animate=False)

    def saved(self, number: str) -> None:
        """The selection goes to the ticket that was just taken."""
        self._go_to = number

    def tick(self, now: datetime) -> None:
        """Countdowns whose text changed; a new day brings what is due today."""
        if now.astimezone(self.session.zone).date() != self._day:
            self.redraw()
        self.list.tick(now)

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
        self.open_ticket(event.key)

    @on(LineList.Moved)
    def _moved(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, lambda: self.work(self.reload_details()))

    def action_details(self) -> None:
        """Shows or hides the details, beside or below."""
        self.toggle_class("-details")
        self.call_after_refresh(lambda: self.work(self.reload_details()))

    def action_filter(self, name: str) -> None:
        """Puts a filter on; channel and category go on to the next value each time."""
        if name in ("channel", "category"):
            values = list(dict.fromkeys(value for line in self.lines if (value := getattr(line, name)) is not None))
            after = values.index(self._value) + 1 if self._filter == name and self._value in values else 0
            self._value = values[after] if after < len(values) else None
            name = name if self._value is not None else "all"
        if name == "all":
            self._end_typing(clear=True)
        self._filter = name
        self.redraw()

    def action_later(self) -> None:
        """Shows finished tickets that are due on a later day too, or hides them again."""
        self._with_later = not self._with_later
        self.redraw()

    def action_narrow(self) -> None:
        """A typed filter at the bottom; Enter goes back to the list, Esc takes the filter away."""
        self.typed.display = True
        self.typed.placeholder = _("Number, customer, request, owner …")
        self.typed.focus()

    @on(Input.Changed, "#typed")
    def _typing(self) -> None:
        self.redraw()

    @on(Input.Submitted, "#typed")
    def _typed(self) -> None:
        self._end_typing(clear=not self.typed.value.strip())

    def _end_typing(self, *, clear: bool) -> None:
        if clear:
            self.typed.clear()
            self.typed.display = False
        self.list.focus()

    async def action_back(self) -> None:
        """Takes the filters away; this is the lowest screen."""
        self.action_filter("all")

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        super().relabel()
        self.redraw()
