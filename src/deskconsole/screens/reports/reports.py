"""The reports of the house: those that one owes, those to be read, those handed in, and all that can be made."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.reports.handing_in import Owed, list_owed
from deskconsole.desk.reports.rules import last_period, reports
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.rules.house.reports import ReportRule
from deskconsole.present.catalogue import N_, _, language
from deskconsole.screens.figures.figures import PeriodForm
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.reports.report import ReportScreen
from deskconsole.screens.reports.steps import Chosen, ReportSteps
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line, in_sections

#: Which report of which period, whose, how it stands; on a phone the first two.
REPORTS: Final = Layout(
    {
        0: (rest("what", N_("Report")), Column("period", N_("Period"), 7, 12)),
        64: (
            rest("what", N_("Report")),
            Column("period", N_("Period"), 7, 12),
            Column("who", N_("Who"), 4, 12),
            Column("stands", N_("How it stands"), 6, 24),
        ),
        100: (
            rest("what", N_("Report")),
            Column("period", N_("Period"), 7, 12),
            Column("who", N_("Who"), 4, 14),
            Column("stands", N_("How it stands"), 6, 24),
            Column("read", N_("Read by"), 6, 30),
        ),
    },
    clock=N_("Left"),
)
#: What stands before the name of a report that is only made when somebody asks.
_ANY: Final = "any "


class ReportsScreen(DeskScreen):
    """By what there is to do: to hand in, to read, others; below them every report that can be made."""

    scope = Scope.REPORTS
    BINDINGS: ClassVar = bindings(Scope.REPORTS)
    AUTO_FOCUS = "#reports"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.owed: Sequence[Owed] = ()
        self.list = LineList(REPORTS, session.zone, session.now(), id="reports")
        adopt_actions(self, ReportSteps(self, session, self.chosen))

    def body(self) -> ComposeResult:
        """The list alone."""
        yield self.list

    async def reload(self) -> None:
        """Reads what is owed."""
        self.owed = await self.session.ask(list_owed, self.session.desk)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now = self.session.now()
        mine = [each for each in self.owed if each.mine and each.state.handed_in_at is None]
        to_read = [each for each in self.owed if each.for_me and each not in mine]
        others = [each for each in self.owed if each not in mine and each not in to_read]
        groups = [
            (_("To be handed in by you"), [self._owed_line(each, now) for each in mine]),
            (_("To be read by you"), [self._owed_line(each, now) for each in to_read]),
            (_("Others"), [self._owed_line(each, now) for each in others]),
            (_("Every report"), [self._line(rule) for rule in reports(self.session.desk).values()]),
        ]
        self.list.show(in_sections(groups), now)

    def _owed_line(self, each: Owed, now: datetime) -> Line:
        titles, zone, state = self.session.titles, self.session.zone, each.state
        at = state.handed_in_at
        stands = _("not handed in") if at is None else _("handed in {when}").format(when=clock_or_day(at, now, zone))
        texts = {
            "what": one_line(each.rule.title.get(language())),
            "period": each.period.name,
            "who": titles.person(state.owner),
            "stands": stands,
            "read": _(", ").join(titles.person(login) for login, _at in state.read),
        }
        return Line(state.number, texts, due=state.due if at is None else None, dim=at is not None and not each.for_me)

    def _line(self, rule: ReportRule) -> Line:
        titles = self.session.titles
        title = rule.title
        texts = {
            "what": _(title.en) if title.zh == title.en else title.get(language()),
            "period": last_period(self.session.desk, rule).name,
            "who": _(", ").join(titles.title("role", role) for role in rule.by),
            "stands": _("handed in by its clock") if rule.kind else _("whenever somebody asks"),
        }
        return Line(f"{_ANY}{rule.name}", texts)

    def chosen(self) -> Chosen | None:
        """The selected report of its period."""
        key = self.list.selected
        if key.startswith(_ANY):
            rule = reports(self.session.desk)[key.removeprefix(_ANY)]
            return Chosen(rule, last_period(self.session.desk, rule), None)
        owed = next((each for each in self.owed if each.state.number == key), None)
        if owed is None:
            return None
        return Chosen(owed.rule, owed.period, owed.state.owner if owed.rule.own else None, owed.state.number)

    @on(LineList.Chosen)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The report on the screen."""
        if (chosen := self.chosen()) is not None:
            self.app.push_screen(ReportScreen(self.session, chosen))

    def action_any_period(self) -> None:
        """The selected report, of a period as it is typed."""
        if (chosen := self.chosen()) is None:
            return

        def typed(period: Period | None) -> None:
            if period is not None:
                self.app.push_screen(ReportScreen(self.session, Chosen(chosen.rule, period, chosen.person)))

        self.app.push_screen(PeriodForm(self.session, chosen.period), typed)
