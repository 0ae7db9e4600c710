"""What cannot be done in time by who is here, each with when it could be done and what would help."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.forecast.forecast import AT_RISK, MISSED, NOBODY, Forecast, ForecastLine, forecast
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.supervision import forecast_texts
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line, in_sections
from deskconsole.widgets.text_view import TextView

#: Which ticket, which step; where there is room whose, when it could be done, what helps.
LINES: Final = Layout(
    {
        0: (Column("number", N_("Ticket"), 4, 6), rest("step", N_("Step"))),
        64: (
            Column("number", N_("Ticket"), 4, 6),
            Column("step", N_("Step"), 8, 24, part=0.35),
            Column("who", N_("Who"), 4, 10),
            Column("possible", N_("Possible"), 5, 11),
            rest("helps", N_("What helps")),
        ),
    },
    clock=N_("Left"),
)
#: In this order.
_STATES: Final = (MISSED, AT_RISK, NOBODY)


class ForecastScreen(DeskScreen):
    """What will be late as things stand; Enter opens the ticket."""

    scope = Scope.FORECAST
    BINDINGS: ClassVar = bindings(Scope.FORECAST)
    AUTO_FOCUS = "#forecast"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.seen: Forecast | None = None
        self.list = LineList(LINES, session.zone, session.now(), id="forecast")
        self.about = TextView(id="forecast-about")

    def body(self) -> ComposeResult:
        """The list, and what there is to say of the selected line."""
        yield self.list
        yield self.about

    async def reload(self) -> None:
        """Makes the forecast, with what helps."""
        self.seen = await self.session.ask(forecast, self.session.desk)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now, lines = self.session.now(), self._lines
        self.list.nothing = _("Everything can be met by who is here")
        groups = (
            (
                _(forecast_texts.STATES[state]),
                [self._line(str(n), line, now) for n, line in enumerate(lines) if line.state == state],
            )
            for state in _STATES
        )
        self.list.show(in_sections(groups), now)
        self._show_about()

    @property
    def _lines(self) -> Sequence[ForecastLine]:
        return self.seen.lines if self.seen is not None else ()

    def _line(self, key: str, line: ForecastLine, now: datetime) -> Line:
        titles = self.session.titles
        texts = {
            "number": line.number[-4:],
            "step": one_line(line.title.get(language())),
            "who": titles.assignee(line.assignee, line.role),
            "possible": forecast_texts.possible_words(line.possible, now, self.session.zone),
            "helps": forecast_texts.help_words(line.helps, titles),
        }
        return Line(key, texts, due=line.due, dim=line.state == AT_RISK)

    def _show_about(self) -> None:
        """Who is here and until when it is looked ahead; of the selected line everything."""
        if self.seen is None:
            return
        now, zone, titles = self.session.now(), self.session.zone, self.session.titles
        people = _(", ").join(map(titles.person, self.seen.people)) or _("nobody")
        until = forecast_texts.time_or_day(self.seen.until, now, zone)
        words = [_("Looked ahead until {time} with who is here: {people}").format(time=until, people=people)]
        if (line := self._selected) is not None:
            due = forecast_texts.time_or_day(line.due, now, zone)
            possible = forecast_texts.possible_words(line.possible, now, zone)
            helps = forecast_texts.help_words(line.helps, titles)
            about = _("{number}: due {due}, possible {possible}; what helps: {helps}")
            words.insert(0, about.format(number=line.number[-4:], due=due, possible=possible, helps=helps))
        self.about.show([("\n".join(words), "")])

    @property
    def _selected(self) -> ForecastLine | None:
        key, lines = self.list.selected, self._lines
        return lines[int(key)] if key and int(key) < len(lines) else None

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._show_about()

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """The ticket of the selected line."""
        if (line := self._selected) is not None:
            self.session.navigation.open_ticket(line.number)
