"""How many people a week needs, half hour by half hour, and where fewer are there."""

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.forecast.staffing import PART, HalfHour, StaffedDay, StaffedWeek, staffing_week
from deskconsole.domain.figures.periods import Period, period_at
from deskconsole.present.catalogue import _
from deskconsole.present.supervision import forecast_texts
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.text.dates import clock_time
from deskconsole.widgets.ribbon import Mark, Ribbon, RibbonRow
from deskconsole.widgets.text_view import TextView


class StaffingScreen(DeskScreen):
    """A week as a ribbon; below it what the marked half hour needs, and every gap."""

    scope = Scope.STAFFING
    BINDINGS: ClassVar = bindings(Scope.STAFFING)
    AUTO_FOCUS = "#ribbon"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.period = period_at("week", session.today())
        self.week: StaffedWeek | None = None
        self.ribbon = Ribbon(id="ribbon")
        self.about = TextView(id="staffing-about")

    def body(self) -> ComposeResult:
        """The ribbon, and what there is to say."""
        yield self.ribbon
        yield self.about

    async def reload(self) -> None:
        """Reads what the week needs and has."""
        period = self.period
        week = await self.session.ask(partial(staffing_week, self.session.desk, period))
        if period == self.period:
            self.week = week
            self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        self.title_bar.about = self.period.name
        self.title_bar.show(self.app.screen_stack)
        if self.week is None:
            return
        today = self.session.today()
        self.ribbon.show(
            [
                RibbonRow(forecast_texts.day_words(day.day, today), tuple(Mark(p.needed, p.lacking) for p in day.parts))
                for day in self.week.days
            ]
        )
        self._show_about()

    @on(Ribbon.Moved)
    def _show_about(self) -> None:
        week = self.week
        if week is None:
            return
        day = week.days[self.ribbon.row]
        halves = [day.parts[part] for part in self.ribbon.marked]
        shown = [half for half in halves if half.calls] or halves[:1]
        lines = [
            *(line for half in shown for line in self._half(week, day, half)),
            "",
            *(self._gaps(week) or [_("Nobody is lacking.")]),
            "",
            *forecast_texts.week_words(week),
            _("A digit: so many are lacking; a block: how many are needed; ·: no call is expected."),
        ]
        self.about.show([("\n".join(lines), "")])

    def _half(self, week: StaffedWeek, day: StaffedDay, half: HalfHour) -> Iterator[str]:
        zone = self.session.zone
        name = forecast_texts.day_words(day.day, self.session.today())
        when = f"{name} {clock_time(half.at, zone)}–{clock_time(half.at + PART, zone)}"
        like = forecast_texts.like_words(day.kind, day.like)
        if not half.calls:
            yield _("{when}: no call expected ({like})").format(when=when, like=like)
            return
        expected = _("{when}: {calls} calls expected ({like}), load {load} erlangs")
        yield expected.format(when=when, calls=f"{half.calls:g}", like=like, load=f"{half.load:.2f}")
        yield forecast_texts.needed_words(half)
        if half.alone:
            yield forecast_texts.alone_words(week.level, week.target, half.needed)

    def _gaps(self, week: StaffedWeek) -> list[str]:
        """The gaps, half hours that follow each other and lack as many in one line."""
        spans: list[tuple[StaffedDay, HalfHour, HalfHour]] = []
        for day, half in week.gaps:
            last = spans[-1] if spans else None
            if last is not None and (last[0], last[2].part + 1, last[2].lacking) == (day, half.part, half.lacking):
                spans[-1] = (day, last[1], half)
            else:
                spans.append((day, half, half))
        zone, today = self.session.zone, self.session.today()
        text = _("{day} {since}–{until}: {n} lacking")
        return [
            text.format(
                day=forecast_texts.day_words(day.day, today),
                since=clock_time(first.at, zone),
                until=clock_time(last.at + PART, zone),
                n=first.lacking,
            )
            for day, first, last in spans
        ]

    def action_period(self, step: int) -> None:
        """The week before, or the next one."""
        self._go(self.period.before if step < 0 else self.period.next)

    def _go(self, period: Period) -> None:
        self.period = period
        self.start_reload()
