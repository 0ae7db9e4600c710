"""People and departments of a month or year: points, places, what stands beside them; indicators open tickets."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.assessment.judging import PERSON, Assessed, last_month, show_assessment, title_of
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.site.assessments import AssessmentEntry
from deskconsole.present.catalogue import _, language
from deskconsole.present.supervision import assessment_texts
from deskconsole.screens.assessment.closing import ask_to_close, other_length
from deskconsole.screens.assessment.forms import (
    AnswerForm,
    AssessmentForm,
    ObjectToForm,
    TitleForm,
    ViolationForm,
    key_of,
)
from deskconsole.screens.assessment.indicators import open_indicator
from deskconsole.screens.assessment.lines import ASSESSED, about, assessed_line, who
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import in_sections
from deskconsole.widgets.text_view import TextView


class AssessmentScreen(DeskScreen):
    """A month or year: people, then departments, below them the selected one by indicator."""

    scope = Scope.ASSESSMENT
    BINDINGS: ClassVar = bindings(Scope.ASSESSMENT)
    AUTO_FOCUS = "#assessed"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.assessed: Sequence[Assessed] = ()
        self.period: Period | None = None
        self.list = LineList(ASSESSED, session.zone, session.now(), id="assessed")
        self.about = TextView(id="assessment-about")

    def body(self) -> ComposeResult:
        """The list, and the selected one by indicator."""
        yield self.list
        yield self.about

    async def reload(self) -> None:
        """Reads the period."""
        desk = self.session.desk
        if self.period is None:
            self.period = await self.session.ask(last_month, desk)
        self.assessed = await self.session.ask(show_assessment, desk, self.period.name)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        closed = any(each.closed for each in self.assessed)
        name = self.period.name if self.period is not None else ""
        self.title_bar.about = " · ".join(filter(None, (name, _("figures frozen") if closed else "")))
        self.title_bar.show(self.app.screen_stack)
        self.list.nothing = _("Nobody to assess in {period}").format(period=name)
        titles = self.session.titles
        groups = (
            (_(title), [assessed_line(each, self.assessed, titles) for each in self.assessed if each.of == of])
            for of, title in assessment_texts.SECTIONS.items()
        )
        self.list.show(in_sections(groups), self.session.now())
        self._show_about()

    @property
    def selected(self) -> Assessed | None:
        """Whom keys act on."""
        return next((each for each in self.assessed if key_of(each) == self.list.selected), None)

    @on(LineList.Moved)
    def _show_about(self) -> None:
        self.about.show(about(self.selected, self.session) if self.selected is not None else [])

    # --- what is done --------------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_indicators()

    def action_indicators(self) -> None:
        """The indicators of the selected one; each opens its tickets."""
        each = self._one()
        if each is None:
            return
        entries = [
            (one.indicator.name, f"{one.indicator.title.get(language())}  {assessment_texts.value(one)}")
            for one in each.judged
        ]

        def chosen(name: str | None) -> None:
            if name is not None:
                open_indicator(self, self.period, each, name)

        self.app.push_screen(
            PickOne(self.session, f"{who(each, self.session.titles)} · {each.period}", entries), chosen
        )

    def action_object_to(self) -> None:
        """Says why one does not agree with one's own."""
        login = self.session.desk.actor.login
        own = next((each for each in self.assessed if (each.of, each.subject) == (PERSON, login)), None)
        if own is None:
            self.say(_("There is no assessment of yours in this period"), error=True)
        else:
            self._open(ObjectToForm, _("on record; it is answered before the period is closed"), own)

    def action_answer_objection(self) -> None:
        """Answers what the selected one has objected."""
        self._open(AnswerForm, _("answered"))

    def action_give_title(self) -> None:
        """Gives the selected one a title or an award."""
        self._open(TitleForm, _("on record"))

    def action_violation(self) -> None:
        """Puts a violation of the selected one on record."""
        self._open(ViolationForm, _("on record"))

    def _open(
        self, form: Callable[[Session, Assessed], AssessmentForm], message: str, each: Assessed | None = None
    ) -> None:
        chosen = each or self._one()
        if chosen is None:
            return

        def written(entry: AssessmentEntry | None) -> None:
            if entry is not None:
                title = title_of(self.session.desk, entry)
                words = title.get(language()) if title is not None else message
                self.say(f"{who(chosen, self.session.titles)}: {words}")
                self.post_message(StoreChanged())

        self.app.push_screen(form(self.session, chosen), written)

    def action_close_period(self) -> None:
        """Closes the period, once somebody has said yes."""
        if self.period is not None:
            ask_to_close(self, self.period)

    def action_period(self, step: int) -> None:
        """The period before, or the next one."""
        if self.period is not None:
            self._go(self.period.before if step < 0 else self.period.next)

    def action_longer(self) -> None:
        """The year of the month, or the last month of the year."""
        if self.period is not None:
            self._go(other_length(self.period, self.session.desk.calendar.day(self.session.now())))

    def _go(self, period: Period) -> None:
        if period.instants(self.session.zone)[0] > self.session.now():
            self.say(_("{period} has not begun yet").format(period=period.name), error=True)
            return
        self.period = period
        self.start_reload()

    def _one(self) -> Assessed | None:
        if self.selected is None:
            self.say(_("Nothing is selected"), error=True)
        return self.selected
