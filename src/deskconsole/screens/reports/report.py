"""One report on the screen: its figures and tables line by line with bars, sentences below; Enter shows the tickets."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.figures.registry import FIGURES
from deskconsole.domain.reports import contents
from deskconsole.domain.reports.report import Report
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.present.reports.page import Behind, Page, joined
from deskconsole.screens.figures.behind import BehindFigure
from deskconsole.screens.figures.figures import PeriodForm
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.reports.lines import REPORT, ReportLine, lines_of
from deskconsole.screens.reports.steps import Chosen, ReportSteps, read_page
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView

#: So many tickets of a group are offered by a key each.
_OFFERED = 30


class ReportScreen(DeskScreen):
    """A report of a period. What is drafted of the section of the selected line stands below the list."""

    scope = Scope.REPORT
    BINDINGS: ClassVar = bindings(Scope.REPORT)
    AUTO_FOCUS = "#report"

    def __init__(self, session: Session, chosen: Chosen) -> None:
        super().__init__(session)
        self.at_hand = chosen
        self.report: Report | None = None
        self.page: Page | None = None
        self._lines: dict[str, ReportLine] = {}
        self.list = LineList(REPORT, session.zone, session.now(), id="report")
        self.about = TextView(id="report-about")
        adopt_actions(self, ReportSteps(self, session, self.chosen))

    def body(self) -> ComposeResult:
        """The lines, and the sentences of a section."""
        yield self.list
        yield self.about

    # --- reading -------------------------------------------------------------------------------------------

    async def reload(self) -> None:
        """Counts it."""
        self.report, self.page = await read_page(self.session, self.at_hand)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was counted."""
        if self.page is None:
            return
        self.title_bar.about = f"{self.page.title} · {self.at_hand.period.name}"
        self.title_bar.show(self.app.screen_stack)
        lines = lines_of(self.page)
        self._lines = {each.line.key: each for each in lines if each.line.key}
        self.list.show([each.line for each in lines], self.session.now())
        self._show_about()

    def _show_about(self) -> None:
        """The sentences of the section of the selected line; of what stands above them all those of the first."""
        selected = self._lines.get(self.list.selected)
        section = selected.section if selected is not None else None
        if section is None and self.page is not None:
            section = next(iter(self.page.sections), None)
        if section is None:
            self.about.show([])
            return
        note = [(f"\n{section.note}", "dim")] if section.note else []
        self.about.show([(joined(section.sentences), ""), *note])

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._show_about()

    def chosen(self) -> Chosen | None:
        """This report, with the ticket by which it is handed in."""
        states = self.report.handed_in if self.report is not None else ()
        number = self.at_hand.number or (states[0].number if states else "")
        return self.at_hand._replace(number=number)

    # --- what is done --------------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The tickets behind the selected line."""
        behind = self._behind()
        if behind.figure:
            period, person = self.at_hand.period, self.report.person if self.report is not None else None
            modal = BehindFigure(self.session, FIGURES[behind.figure], period, behind.by, behind.part, person)
            self.app.push_screen(modal)
        elif len(behind.numbers) == 1:
            self.session.navigation.open_ticket(behind.numbers[0])
        elif behind.numbers:
            entries = [(number, number) for number in behind.numbers[:_OFFERED]]
            self.app.push_screen(PickOne(self.session, _("Which ticket?"), entries), self._open_ticket)
        else:
            self.say(_("There are no tickets behind this line"), error=True)

    def _open_ticket(self, number: str | None) -> None:
        if number is not None:
            self.session.navigation.open_ticket(number)

    def _behind(self) -> Behind:
        selected = self._lines.get(self.list.selected)
        return selected.behind if selected is not None else Behind()

    def action_article_of_question(self) -> None:
        """Begins an article of the knowledge base from the selected question, by the first of its tickets that has an
        answer."""
        selected = self._lines.get(self.list.selected)
        section = selected.section if selected is not None else None
        if selected is None or section is None or section.shows != contents.QUESTIONS or not selected.behind.numbers:
            self.say(_("Select one of the frequent questions first"), error=True)
            return
        self.work(self._article(selected.behind.numbers[:_OFFERED]))

    async def _article(self, numbers: tuple[str, ...]) -> None:
        for number in numbers:
            try:
                await self.session.navigation.open_article_of(number)
            except DeskError:
                continue
            return
        self.say(_("None of these tickets has an answer yet that an article could be made of"), error=True)

    def action_period(self, step: int) -> None:
        """The report of the period before, or of the next one."""
        period = self.at_hand.period
        self._go(period.before if step < 0 else period.next)

    def action_any_period(self) -> None:
        """A period as it is typed."""
        self.app.push_screen(PeriodForm(self.session, self.at_hand.period), self._go)

    def _go(self, period: Period | None) -> None:
        if period is not None:
            self.at_hand = self.at_hand._replace(period=period, number="")
            self.start_reload()
