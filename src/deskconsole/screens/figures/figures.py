"""The figures of a period: each with the one before, a bar, a line of the last twelve, and whether it is a change."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.figures import figures
from deskconsole.desk.figures.figures import FigureLine
from deskconsole.domain.figures.figure import CUTS
from deskconsole.domain.figures.periods import KINDS, Period, period_at, read_period
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.screens.figures.behind import BehindFigure
from deskconsole.screens.figures.lines import FIGURES, FigureLines
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.text.dates import short_date
from deskconsole.widgets.forms.form_row import FormRow
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line
from deskconsole.widgets.text_view import TextView


class FiguresScreen(DeskScreen):
    """Figures of a period, as a whole or cut by one thing; Enter opens the tickets behind."""

    scope = Scope.FIGURES
    BINDINGS: ClassVar = bindings(Scope.FIGURES)
    AUTO_FOCUS = "#figures"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.figures: Sequence[FigureLine] = ()
        self.period = period_at("month", session.desk.calendar.day(session.now()))
        self.cut = ""
        self.changes: Sequence[str] = ()
        self._lines = FigureLines(session.titles)
        self.list = LineList(FIGURES, session.zone, session.now(), id="figures")
        self.about = TextView(id="figure-about")

    def body(self) -> ComposeResult:
        """The list, and what the selected figure is."""
        yield self.list
        yield self.about

    # --- reading -------------------------------------------------------------------------------------------

    async def reload(self) -> None:
        """Reads the figures; what is usual follows, one figure after the other."""
        desk, period, cut = self.session.desk, self.period, self._by
        reading = partial(figures.show_figures, desk, period=period, by=cut, usual=False)
        self.figures = await self.session.ask(reading)
        self.changes = _texts_of(self.session, await self.session.ask(figures.rule_changes, desk, period))
        self.redraw()
        if not all(map(self._lines.knows, self.figures)):
            self.run_worker(self._read_usual(period, cut), exclusive=True, group="usual")

    async def _read_usual(self, period: Period, cut: tuple[str, ...]) -> None:
        for name in dict.fromkeys(line.figure.name for line in self.figures):
            reading = partial(figures.show_figures, self.session.desk, [name], period=period, by=cut)
            try:
                lines = await self.session.ask(reading)
            except DeskError:
                return
            if (period, cut) != (self.period, self._by):
                return
            self._lines.learn(lines)
            self.redraw()

    @property
    def _by(self) -> tuple[str, ...]:
        return (self.cut,) if self.cut else ()

    # --- drawing -------------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Shows what was read."""
        self.title_bar.about = " · ".join(filter(None, (self.period.name, _(CUTS[self.cut]) if self.cut else "")))
        self.title_bar.show(self.app.screen_stack)
        lines: list[Line] = []
        before = ""
        for place, line in enumerate(self.figures):
            if self.cut and line.figure.name != before:
                lines.append(Line("", {"section": _(line.figure.title)}))
                before = line.figure.name
            lines.append(self._lines.line(str(place), line))
        self.list.show(lines, self.session.now())
        self._show_about()

    def _show_about(self) -> None:
        """What the selected figure is: its formula, of which tickets, whose; what is usual."""
        about = self._lines.about(self._selected) if self._selected is not None else []
        self.about.show([("\n".join((*about, *self.changes)), "")])

    @property
    def _selected(self) -> FigureLine | None:
        key = self.list.selected
        return self.figures[int(key)] if key and int(key) < len(self.figures) else None

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._show_about()

    # --- what is done --------------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The tickets behind the selected figure."""
        if (line := self._selected) is not None:
            part = (next(iter(line.by.values())), None) if line.by else None
            self.app.push_screen(BehindFigure(self.session, line.figure, self.period, self._by, part))

    def action_period(self, step: int) -> None:
        """The period before, or the next one."""
        self._go(self.period.before if step < 0 else self.period.next)

    def action_longer(self) -> None:
        """Day, week, month, quarter, year, and from the beginning; of now where the period holds it."""
        place = KINDS.index(self.period.kind) if self.period.kind in KINDS else -1
        kind = KINDS[(place + 1) % len(KINDS)]
        today = self.session.desk.calendar.day(self.session.now())
        self._go(period_at(kind, today if self.period.first <= today < self.period.after else self.period.first))

    def action_any_period(self) -> None:
        """A period as it is typed."""
        self.app.push_screen(PeriodForm(self.session, self.period), self._go)

    def action_cut(self) -> None:
        """By what the figures are cut."""
        entries = [("none", _("as a whole")), *((name, _(title)) for name, title in CUTS.items())]

        def chosen(name: str | None) -> None:
            if name is not None:
                self.cut = "" if name == "none" else name
                self._again()

        self.app.push_screen(PickOne(self.session, _("Cut by"), entries), chosen)

    def _go(self, period: Period | None) -> None:
        if period is not None:
            self.period = period
            self._again()

    def _again(self) -> None:
        self.figures = ()
        self._lines.forget()
        self.start_reload()


def _texts_of(session: Session, changes: Sequence[tuple[str, datetime]]) -> list[str]:
    """Which rules changed within the period, and when."""
    calendar = session.desk.calendar
    text, today = _("From {day} on tickets ran under another edition of {pack}."), calendar.day(session.now())
    return [text.format(day=short_date(calendar.day(came), today), pack=name) for name, came in changes]


class PeriodForm(Form[Period]):
    """A period, as it is typed."""

    def __init__(self, session: Session, period: Period) -> None:
        super().__init__(session, [FormRow("period", N_("Period"), required=True, value=period.name)])

    def heading(self) -> str:
        """How it is written."""
        return _("Period: 2026, 2026-Q4, 2026-10, 2026-W40, 2026-10-03, 2026-10-01..2026-10-15")

    def submit(self) -> Callable[[], Period]:
        """Reads it."""
        return partial(read_period, self.entered("period"))
