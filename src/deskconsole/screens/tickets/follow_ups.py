"""The follow-up board: overdue, today, this week, later; a result by one key."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.records import FollowUpLine
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.revealing import reveal
from deskconsole.present.catalogue import _, language
from deskconsole.screens.forms.phrases import follow_up_script
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.facts import labelled
from deskconsole.screens.tickets.lines import FOLLOW_UPS, follow_up_key, follow_up_lines
from deskconsole.screens.tickets.no_answer import record_no_answer
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.text.private import Private
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView


class FollowUpScreen(DeskScreen):
    """Whom to call back, why, on which number, and what was said last."""

    scope = Scope.FOLLOW_UPS
    BINDINGS: ClassVar = bindings(Scope.FOLLOW_UPS)
    AUTO_FOCUS = "#follow-ups"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.lines: dict[str, FollowUpLine] = {}
        self.list = LineList(FOLLOW_UPS, session.zone, session.now(), id="follow-ups")
        self.details = TextView(id="words")
        self.details.can_focus = False
        self._mine = False
        #: whose number is shown, and the number; another line hides it again
        self._revealed: tuple[str, str | Private | None] = ("", None)
        self.actions = TicketActions(self, lambda: self.number)
        adopt_actions(self, self.actions)

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

    @property
    def line(self) -> FollowUpLine | None:
        """The selected follow-up."""
        return self.lines.get(self.list.selected)

    @property
    def number(self) -> str:
        """Its ticket, which letters act on."""
        return self.line.number if self.line is not None else ""

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._revealed = ("", None)
        self._show_words()

    def _show_words(self) -> None:
        line = self.line
        if line is None:
            self.details.show([])
            return
        titles, (number, contact) = self.session.titles, self._revealed
        phone = contact if number == line.number else line.phone
        self.details.show(
            [
                (f"{titles.customer(line.customer, line.tier)}  {phone or '-'}\n", "bold"),
                (f"{line.title.get(language())} · {line.rule} · {titles.assignee(line.assignee, line.role)}", ""),
                (f" · {line.number}\n", ""),
                *labelled(_("Last words"), line.last_words or "-"),
                *follow_up_script(line, self.session),
            ]
        )

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        if self.number:
            self.session.navigation.open_ticket(self.number)

    def action_unmask(self) -> None:
        """Shows the number to call, until another line is selected; who asked is on record."""
        if self.number:
            self.work(self._reveal(self.number))

    async def _reveal(self, number: str) -> None:
        view = await self.session.ask(reveal, self.session.desk, number)
        if number == self.number:
            self._revealed = (number, view.contact)
            self._show_words()
            self.say(_("Shown until another line is selected; it is on record"))

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
            self.status.say(await record_no_answer(self.session, line, view))
            self.post_message(StoreChanged())
        else:
            self.actions.offer(view, "followed_up", outcome=outcome, of=str(line.of))
