"""Papers: what is handed in and not taken in, what came back, what is to be handed in, whose documents are missing."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.archive.papers import LISTED, PaperLine, papers
from deskconsole.desk.tickets.views import show
from deskconsole.present.catalogue import N_, _
from deskconsole.present.papers.states import FILE_STATES, document_title
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line, in_sections

#: Whose, and what is missing or was said of it; on a phone the first two.
PAPERS: Final = Layout(
    {
        0: (Column("number", N_("Ticket"), 4, 6), rest("what", N_("Papers"))),
        64: (
            Column("number", N_("Ticket"), 4, 6),
            Column("customer", N_("Customer"), 6, 16),
            rest("what", N_("Papers")),
            Column("who", N_("By"), 4, 10),
            Column("since", N_("Moved"), 5, 11),
        ),
    },
    clock=N_("Left"),
    empty=N_("No papers are on their way, no documents are missing."),
)


class ArchiveScreen(DeskScreen):
    """A section for each state; each line by its ticket."""

    scope = Scope.ARCHIVE
    BINDINGS: ClassVar = bindings(Scope.ARCHIVE)
    AUTO_FOCUS = "#papers"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.papers: Sequence[PaperLine] = ()
        self.list = LineList(PAPERS, session.zone, session.now(), id="papers")
        self._actions = TicketActions(self, lambda: self.list.selected)

    def body(self) -> ComposeResult:
        """The list alone."""
        yield self.list

    async def reload(self) -> None:
        """Reads where the papers are."""
        self.papers = await self.session.ask(papers, self.session.desk)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now = self.session.now()
        groups = (
            (_(FILE_STATES[state]), [self._line(each, now) for each in self.papers if each.state == state])
            for state in LISTED
        )
        self.list.show(in_sections(groups), now)

    def _line(self, each: PaperLine, now: datetime) -> Line:
        titles, zone = self.session.titles, self.session.zone
        pack = self.session.desk.pack_for(kind=each.kind)
        missing = _("; ").join(document_title(pack, name) for name in each.missing)
        to = _("to {who}").format(who=titles.who(each.to)) if each.to else ""
        what = missing or " · ".join(filter(None, (one_line(each.reason or ""), to, one_line(each.place or ""))))
        texts = {
            "number": each.number[-4:],
            "customer": titles.name(each.customer) or "—",
            "what": what or titles.title("kind", each.kind),
            "who": titles.person(each.by or each.owner),
            "since": clock_or_day(each.at, now, zone) if each.at is not None else "",
        }
        return Line(each.number, texts, due=each.due, started=each.started, warn_from=each.warn_at)

    @property
    def number(self) -> str:
        """The ticket of the selected line."""
        return self.list.selected

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.session.navigation.open_ticket(event.key)

    def action_open(self) -> None:
        """The ticket of the selected line."""
        self.list.action_choose()

    # --- what is done --------------------------------------------------------------------------------------

    def action_hand_in_papers(self) -> None:
        """The papers of the selected ticket go to the archive."""
        self._actions.action_record("handed_in")

    def action_take_in_papers(self) -> None:
        """The archive has them: where they lie."""
        self._actions.action_record("taken_in")

    def action_send_back_papers(self) -> None:
        """They go back: why."""
        self._actions.action_record("sent_back")

    def action_documents_of_line(self) -> None:
        """What of its documents is here, and what was asked for."""
        self._actions.action_record("documents_recorded")

    def action_paper_of_line(self) -> None:
        """The ticket's papers, to be made."""
        if number := self.list.selected:
            self.work(self._paper(number))

    async def _paper(self, number: str) -> None:
        self.session.navigation.offer_paper(await self.session.ask(show, self.session.desk, number))
