"""What is done on the shift's screen: a shift begun, accepted, handed over; its news, its roster, its sheet."""

from pathlib import Path
from typing import Any

from deskconsole.desk.duty import Duty
from deskconsole.desk.shifts import roster, shifts
from deskconsole.desk.shifts.records import Shift, ShiftsNow
from deskconsole.documents.hand_over import print_hand_over
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.papers.written_files import written_text
from deskconsole.screens.shifts.forms import DutyForm, HandOverForm, NewsForm, SheetForm
from deskconsole.screens.shifts.lines import DUTY, ITEM
from deskconsole.widgets.lists.line_list import LineList


class ShiftSteps:
    """A part of the screen; :attr:`now` and :attr:`duties` are as the screen has read them."""

    def __init__(self, screen: DeskScreen, lines: LineList) -> None:
        self._screen = screen
        self._session = screen.session
        self._list = lines
        self.now: ShiftsNow | None = None
        self.duties: list[Duty] = []

    def write(self, change: Any, *arguments: Any, message: str = "") -> None:
        """Records a change of the shift, and says so."""
        self._screen.work(self._write(change, *arguments, message=message))

    async def _write(self, change: Any, *arguments: Any, message: str) -> None:
        await self._screen.record(change, self._session.desk, *arguments)
        self._screen.say(message)

    def _changed(self, message: str) -> None:
        self._screen.say(message)
        self._screen.post_message(StoreChanged())

    # --- the shift -----------------------------------------------------------------------------------------

    def action_open_shift(self) -> None:
        """Begins one's own shift."""
        self.write(shifts.open_shift, message=_("Your shift has begun"))

    def action_accept_shift(self) -> None:
        """Takes over what was handed over; it has been read on this screen."""
        self.write(shifts.accept, message=_("Accepted: the shift is yours"))

    def action_hand_over(self) -> None:
        """Asks for one's own words and ends the shift."""

        def handed_over(shift: Shift | None) -> None:
            if shift is not None:
                self._changed(_("Handed over; somebody accepts it with their name"))

        self._screen.app.push_screen(HandOverForm(self._session), handed_over)

    # --- news and roster -----------------------------------------------------------------------------------

    def action_news(self) -> None:
        """Adds a piece of news."""

        def added(now: ShiftsNow | None) -> None:
            if now is not None:
                self._changed(_("The news is added"))

        self._screen.app.push_screen(NewsForm(self._session), added)

    def action_drop_news(self) -> None:
        """Takes the selected piece of news away."""
        name = self._list.selected.removeprefix(ITEM)
        if self.now is not None and name in {item.name for item in self.now.news}:
            self.write(shifts.drop_news, name)
        else:
            self._screen.say(_("Select a piece of news first"), error=True)

    def action_roster(self) -> None:
        """Enters who has which duty."""

        def entered(duties: list[Duty] | None) -> None:
            if duties is not None:
                self._changed(_("Entered for {n} days").format(n=len(duties)))

        self._screen.app.push_screen(DutyForm(self._session), entered)

    def action_stand_in(self) -> None:
        """Who has the selected duty cannot come, or is there after all."""
        duty = next((d for d in self.duties if self._list.selected == f"{DUTY}{d.day} {d.part.value}"), None)
        if duty is None:
            self._screen.say(_("Select a duty first"), error=True)
        else:
            self._screen.work(self._stand_in(duty))

    async def _stand_in(self, duty: Duty) -> None:
        desk, day, part = self._session.desk, duty.day, duty.part.value
        await self._screen.record(roster.stand_in, desk, day, part, absent=not duty.absent)

    # --- the sheet -----------------------------------------------------------------------------------------

    def action_save_sheet(self) -> None:
        """Saves the newest hand-over as a file."""
        self._screen.work(self._save_sheet())

    async def _save_sheet(self) -> None:
        def saved(out: Path | None) -> None:
            if out is not None:
                self._screen.say(written_text(self._session, out, self._screen.size.width - 3))

        if (shift := await self._newest()) is not None:
            self._screen.app.push_screen(SheetForm(self._session, shift), saved)

    def action_print_sheet(self) -> None:
        """Prints the newest hand-over."""
        self._screen.work(self._print_sheet())

    async def _print_sheet(self) -> None:
        if (shift := await self._newest()) is not None:
            await self._session.ask(print_hand_over, self._session.desk, shift)
            self._screen.say(_("Sent to the printer"))

    async def _newest(self) -> Shift | None:
        """The newest shift that was handed over; without one that is said."""
        result = await self._session.ask(shifts.last_shifts, self._session.desk)
        handed = next((shift for shift in result if shift.sheet is not None), None)
        if handed is None:
            self._screen.say(_("No shift has been handed over yet"), error=True)
        return handed
