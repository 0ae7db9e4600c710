"""The follow-up board: overdue, today, this week, later; a result by one key."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.records import FollowUpLine
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.opened import SHOWN_FOR
from deskconsole.desk.tickets.revealing import reveal
from deskconsole.present.catalogue import _, language
from deskconsole.screens.forms.phrases import follow_up_script
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.facts import labelled
from deskconsole.screens.tickets.follow_up_results import FollowUpResults
from deskconsole.screens.tickets.lines import FOLLOW_UPS, follow_up_key, follow_up_lines
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.text.clean import one_line
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
        #: the follow-up whose number was asked for, and the number; another line or half a minute hides it again
        self._revealed: tuple[str, str | Private | None] = ("", None)
        actions = TicketActions(self, lambda: self.number)
        adopt_actions(self, actions, FollowUpResults(self, lambda: self.line, actions))

    def begin(self, *about: str) -> None:
        """Everybody's follow-ups, from the first one."""
        super().begin()
        self._mine, self.lines, self._revealed = False, {}, ("", None)
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
        session, now = self.session, self.session.now()
        self.list.show(follow_up_lines(list(self.lines.values()), session.titles, now, session.zone), now)
        self._show_words()

    @property
    def line(self) -> FollowUpLine | None:
        """The selected follow-up."""
        return self.lines.get(self.list.selected)

    @property
    def _contact(self) -> str | Private | None:
        """Its number: whole for who may call it, or has asked to see it."""
        of, revealed = self._revealed
        return revealed if of and of == self.list.selected else self.line.contact if self.line is not None else None

    @property
    def _hides(self) -> bool:
        """Whether something of it is shown masked: its number, where visitors see the screen the name too."""
        return isinstance(self._contact, Private) or (self.session.titles.hides_names and not self._revealed[0])

    @property
    def number(self) -> str:
        """Its ticket, which letters act on."""
        return self.line.number if self.line is not None else ""

    @on(LineList.Moved)
    def _mask(self) -> None:
        self._revealed = ("", None)
        self._show_words()

    def _show_words(self) -> None:
        self.key_line.show(self.shown())
        if (line := self.line) is None:
            self.details.show([])
            return
        titles, contact = self.session.titles, self._contact
        if self._revealed[0]:
            titles = titles.opened
        self.details.show(
            [
                (f"{titles.customer(line.customer, line.tier)}  {one_line(str(contact or '-'))}\n", "bold"),
                (f"{line.title.get(language())} · {line.rule} · {titles.assignee(line.assignee, line.role)}", ""),
                (f" · {line.number}\n", ""),
                *([(f"⊘ {_('does not wish to be contacted unasked')}\n", "bold $warning")] if line.no_contact else []),
                *labelled(_("Last words"), line.last_words or "-"),
                *follow_up_script(line, self.session, titles),
            ]
        )

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.session.navigation.open_ticket(self.number)

    def action_unmask(self) -> None:
        """Shows the number to call, also where its line has no room; who asked for a hidden one is on record."""
        hidden = not self.details.display
        if hidden:
            self.action_details()
        if self.line is not None and self._hides:
            self.work(self._reveal(self.line))
        elif not hidden:
            self.say(_("Nothing is hidden here"))

    async def _reveal(self, line: FollowUpLine) -> None:
        view = await self.session.ask(reveal, self.session.desk, line.number)
        key = follow_up_key(line)
        if key == self.list.selected:
            self._revealed = (key, view.contact)
            self.set_timer(SHOWN_FOR.total_seconds(), self._mask)
            self._show_words()
            self.say(_("Shown for 30 seconds; it is on record"))

    def shown(self) -> list[tuple[str, str, str]]:
        """Showing the number is offered where it is hidden, or what it stands in is."""
        hidden = self._hides or not self.details.display
        return super().shown() if hidden else [key for key in super().shown() if key[0] != "unmask"]

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
