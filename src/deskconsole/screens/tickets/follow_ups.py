"""The follow-up board: overdue, today, this week, later; a result by one key."""

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.tickets import act, views
from deskconsole.desk.tickets.records import FollowUpLine, TicketView
from deskconsole.domain.tickets.plans import next_try, open_try
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import short
from deskconsole.screens.forms.phrases import follow_up_script
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.facts import labelled
from deskconsole.screens.tickets.lines import follow_up_key, follow_up_lines
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.widgets.lists.follow_up_list import FollowUpList
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView


class FollowUpScreen(TicketActions, DeskScreen):
    """Whom to call back, why, on which number, and what was said last."""

    scope = Scope.FOLLOW_UPS
    BINDINGS: ClassVar = bindings(Scope.FOLLOW_UPS)
    AUTO_FOCUS = "FollowUpList"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.lines: dict[str, FollowUpLine] = {}
        self.list = FollowUpList(session.zone, session.now(), id="follow-ups")
        self.details = TextView(id="words")
        self.details.can_focus = False
        self._mine = False

    def begin(self, *about: str) -> None:
        """Everybody's follow-ups, from the first one."""
        super().begin()
        self._mine = False
        self.lines = {}
        self.list.clear()

    def body(self) -> ComposeResult:
        """The board, and below it the selected follow-up whole."""
        yield self.list
        yield self.details

    async def reload(self) -> None:
        """Reads the running follow-ups."""
        result = await self.session.ask(views.follow_ups, self.session.desk, mine=self._mine)
        self.lines = {follow_up_key(line): line for line in result}
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now = self.session.now()
        lines = follow_up_lines(list(self.lines.values()), self.session.titles, now, self.session.zone)
        self.list.show(lines, now)
        self._show_words()

    def tick(self, now: datetime) -> None:
        """Countdowns whose text changed."""
        self.list.tick(now)

    @property
    def line(self) -> FollowUpLine | None:
        """The selected follow-up."""
        return self.lines.get(self.list.selected)

    @property
    def number(self) -> str:
        """Its ticket, which letters act on."""
        return self.line.number if self.line is not None else ""

    @on(LineList.Moved)
    def _show_words(self) -> None:
        line = self.line
        if line is None:
            self.details.show([])
            return
        titles = self.session.titles
        self.details.show(
            [
                (f"{titles.customer(line.customer, line.tier)}  {line.phone or '-'}\n", "bold"),
                (f"{line.title.get(language())} · {line.rule} · {titles.assignee(line.assignee, line.role)}", ""),
                (f" · {line.number}\n", ""),
                *labelled(_("Last words"), line.last_words or "-"),
                *follow_up_script(line, self.session),
            ]
        )

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        if self.number:
            self.open_ticket(self.number)

    def action_open(self) -> None:
        """Opens the ticket of the selected follow-up."""
        self.list.action_choose()

    def action_details(self) -> None:
        """Shows or hides the lines below the board."""
        self.toggle_class("-no-details")

    def action_filter(self, name: str) -> None:
        """All follow-ups, or mine."""
        self._mine = name == "mine"
        self.start_reload()

    def action_result(self, outcome: str) -> None:
        """Opens the form with the result filled in; "no answer" is recorded at once, with a next time."""
        line = self.line
        if line is None:
            self.status.say(_("No follow-up is selected"), error=True)
            return
        self.work(self._result(line, outcome))

    async def _result(self, line: FollowUpLine, outcome: str) -> None:
        view = await self.session.ask(views.show, self.session.desk, line.number)
        if outcome == "no_answer":
            await self._no_answer(line, view)
        else:
            self.offer(view, "followed_up", outcome=outcome, of=str(line.of))

    async def _no_answer(self, line: FollowUpLine, view: TicketView) -> None:
        """Nobody answered: the next try takes the place of an earlier one without a question; it can be taken back."""
        session = self.session
        now = session.now()
        again = next_try(now, session.desk.calendar)
        after = await session.ask(
            act.act,
            session.desk,
            line.number,
            "followed_up",
            of=open_try(view.ticket, view.events, line.of),
            fields={"outcome": "no_answer", "due": again},
            expect=view.events[-1].seq,
            source="console",
        )
        session.recorded(after, "followed_up")
        message = _("No answer at {number}: again {when} · ^Z or z takes it back")
        self.status.say(message.format(number=line.number[-4:], when=short(again, now, session.zone)))
        self.post_message(StoreChanged())

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        super().relabel()
        self.redraw()
