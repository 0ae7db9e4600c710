"""The visitors of a day as their screen lists them: read, filtered, and which one is selected."""

from datetime import date, datetime, timedelta

from deskconsole.actions import key_of
from deskconsole.desk.visitors import expecting, visitors
from deskconsole.desk.visitors.records import Expected, VisitorLine, VisitorsDay
from deskconsole.present.catalogue import _
from deskconsole.present.dates import weekday
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.visitors.lines import LATE, VISITORS, visitor_lines
from deskconsole.text.clean import one_line
from deskconsole.text.dates import short_date
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line


class VisitorBoard:
    """The list of a screen and what was read for it."""

    def __init__(self, screen: DeskScreen) -> None:
        self._screen = screen
        self._session = session = screen.session
        self.list = LineList(VISITORS, session.zone, session.now(), id="visitors")
        #: those who were read
        self.day = VisitorsDay((), (), (), ())
        self._read_before: visitors.Known = {}
        self._date: date | None = None
        self._missing = 0
        #: how many days ahead of today it looks
        self.ahead = 0
        self._go_to = ""

    # --- reading -------------------------------------------------------------------------------------------

    async def read(self) -> None:
        """Reads the day; visits that have not changed are not read again."""
        session = self._session
        if self._date != self._today():
            self._read_before = {}
        if self.ahead:
            there = await session.ask(expecting.expected_of_day, session.desk, self._shown_day())
            self.day = VisitorsDay(there, (), (), ())
        else:
            self.day = await session.ask(visitors.visitors_of_day, session.desk, existing=self._read_before)
        self._date = self._today()

    def show(self, typed: str) -> None:
        """Shows those whom a typed filter finds."""
        now, zone = self._session.now(), self._session.zone
        lines = visitor_lines(self.day, typed, self._session.titles, now, zone)
        if self.ahead and lines:
            there = self._shown_day()
            message = _("Expected {day}").format(day=f"{weekday(there)} {short_date(there, self._today())}")
            lines = [Line("", {"section": f"{message} ({len(self.day.expected)})"}), *lines[1:]]
        self.list.nothing = self._nothing(typed)
        self.list.show(lines, now)
        if self._go_to and self.list.select(self._go_to):
            self._go_to = ""

    def _nothing(self, typed: str) -> str:
        """Why the board is empty, and what to press."""
        if typed.strip():
            return _("Nobody fits “{text}” · Esc shows everybody").format(text=one_line(typed.strip()))
        if self.ahead:
            message = _("Nobody is expected {day} · {expect} expects somebody · Esc is back today")
            there = self._shown_day()
            day = f"{weekday(there)} {short_date(there, self._today())}"
            return message.format(day=day, expect=key_of("expect"))
        message = _("Nobody is here or expected · {walk_in} signs a walk-in in · {expect} expects somebody")
        return message.format(walk_in=key_of("walk_in"), expect=key_of("expect"))

    def tick(self, now: datetime) -> bool:
        """Draws the countdowns; whether a host who lets the time pass has changed what is to be shown."""
        missing = sum(line.host_missing(now) for line in self.day.waiting)
        missing += sum(now > each.form.at + LATE for each in self.day.expected)
        before, self._missing = self._missing, missing
        self.list.tick(now)
        return missing != before

    @property
    def outdated(self) -> bool:
        """Whether what was read is another day's."""
        return self._date is not None and self._date != self._today()

    def _today(self) -> date:
        return self._session.today()

    def _shown_day(self) -> date:
        return self._today() + timedelta(days=self.ahead)

    # --- the selected one ----------------------------------------------------------------------------------

    @property
    def visitor(self) -> VisitorLine | None:
        """The selected visitor, if they have come."""
        lines = (*self.day.waiting, *self.day.with_host, *self.day.left)
        return next((line for line in lines if line.number == self.list.selected), None)

    @property
    def expected(self) -> Expected | None:
        """The selected appointment, if it is one."""
        return next((each for each in self.day.expected if each.id == self.list.selected), None)

    @property
    def number(self) -> str:
        """The ticket of the selected visitor, which letters act on; empty where there is none."""
        return self.visitor.number if self.visitor is not None else ""

    def done(self, text: str, key: str) -> None:
        """Says what was done; the selection goes along with the visitor or appointment ``key``."""
        self._go_to = key
        self._screen.say(text, about=key)
        self._screen.post_message(StoreChanged())
