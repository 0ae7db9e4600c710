"""People and departments of a month or year: points, places, what stands beside them; indicators open tickets."""

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.assessment.judging import Assessed, last_month, show_assessment, title_of
from deskconsole.domain.figures.periods import Period, period_at
from deskconsole.domain.site.assessments import AssessmentEntry
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.supervision import assessment_texts
from deskconsole.screens.assessment.forms import (
    key_of,
)
from deskconsole.screens.assessment.steps import AssessmentSteps, Shown, who_of
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.text import cells
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line, in_sections
from deskconsole.widgets.text_view import Piece, TextView

#: Which place, who, how many points, how it stands; on a phone without how it stands.
ASSESSED: Final = Layout(
    {
        0: (Column("place", N_("Place"), 4, 7), rest("who", N_("Assessed")), Column("points", N_("Points"), 5, 6)),
        64: (
            Column("place", N_("Place"), 4, 7),
            Column("who", N_("Assessed"), 8, 18),
            Column("points", N_("Points"), 5, 6),
            rest("stands", N_("How it stands")),
        ),
    },
    clock="",
    clock_cells=0,
)


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
        self.steps = AssessmentSteps(self, lambda: Shown(self.period, self.assessed, self.selected))
        adopt_actions(self, self.steps)

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
        groups = (
            (_(title), [self._line(each) for each in self.assessed if each.of == of])
            for of, title in assessment_texts.SECTIONS.items()
        )
        self.list.show(in_sections(groups), self.session.now())
        self._show_about()

    def _line(self, each: Assessed) -> Line:
        shared = sum(each.of == other.of and each.place == other.place for other in self.assessed) > 1
        texts = {
            "place": assessment_texts.place(each.place, shared),
            "who": ("★ " if each.named else "") + who_of(self.session, each),
            "points": assessment_texts.points(each.total.points),
            "stands": assessment_texts.standing(each.total, len(each.missing), closed=each.closed),
        }
        return Line(key_of(each), texts, dim=each.place is None)

    @property
    def selected(self) -> Assessed | None:
        """Whom keys act on."""
        return next((each for each in self.assessed if key_of(each) == self.list.selected), None)

    @on(LineList.Moved)
    def _show_about(self) -> None:
        self.about.show(self._about(self.selected) if self.selected is not None else [])

    def _about(self, each: Assessed) -> list[Piece]:
        pieces: list[Piece] = []
        width = max((cells.width(one.indicator.title.get(language())) for one in each.judged), default=0)
        for one in each.judged:
            missing = one.points is None
            result = assessment_texts.why_missing(one) if missing else assessment_texts.points(one.points)
            weight = f"×{one.indicator.weight:g}"
            pieces.append((f"{cells.pad(one.indicator.title.get(language()), width)}  ", "$foreground-muted"))
            words = (result, assessment_texts.value(one)) if not missing else (result,)
            pieces.append((" · ".join((*words, weight)) + "\n", ""))
        for entry in each.entries:
            pieces += [(f"{line}\n", "bold") for line in self._entry(entry)]
        return pieces

    def _entry(self, entry: AssessmentEntry) -> list[str]:
        title = title_of(self.session.desk, entry)
        words = title.get(language()) if title is not None else entry.name or ""
        return assessment_texts.entry_lines(entry, words, self.session.titles.person)

    # --- what is done --------------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.steps.action_indicators()

    def action_period(self, step: int) -> None:
        """The period before, or the next one."""
        if self.period is not None:
            self._go(self.period.before if step < 0 else self.period.next)

    def action_month_or_year(self) -> None:
        """The year of the month, or the last month of the year."""
        if self.period is not None and self.period.kind == "month":
            self._go(period_at("year", self.period.first))
        elif self.period is not None:
            today = self.session.desk.calendar.day(self.session.now())
            now = self.period.first <= today < self.period.after
            self._go(period_at("month", today) if now else period_at("month", self.period.after).before)

    def _go(self, period: Period) -> None:
        if period.instants(self.session.zone)[0] > self.session.now():
            self.say(_("{period} has not begun yet").format(period=period.name), error=True)
            return
        self.period = period
        self.start_reload()
