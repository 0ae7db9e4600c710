"""The shift: who is on duty, what is checked before it, the news, and what one shift leaves to the next (F01, R35)."""

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from deskconsole.actions import Scope
from deskconsole.desk.shifts import roster, shifts
from deskconsole.desk.shifts.records import Duty, Shift, ShiftsNow
from deskconsole.desk.shifts.sheet import Sheet, read_sheet
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.screens.shifts.forms import DutyForm, HandOverForm, NewsForm, SheetForm
from deskconsole.screens.shifts.lines import ITEM, TICKET, head_text, sheet_pieces, shift_lines
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.text.cells import clip
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.shift_list import ShiftList
from deskconsole.widgets.text_view import TextView


class ShiftScreen(TicketActions, DeskScreen):
    """How the shifts stand; Enter ticks an item off or opens a ticket of the hand-over."""

    scope = Scope.SHIFT
    BINDINGS: ClassVar = bindings(Scope.SHIFT)
    AUTO_FOCUS = "ShiftList"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.now: ShiftsNow | None = None
        self.sheet: Sheet | None = None
        self.duties: list[Duty] = []
        self.head = Static("", markup=False, id="head")
        self.list = ShiftList(session.zone, session.now(), id="shift-list")
        self.words = TextView(id="words")
        self.words.can_focus = False

    def begin(self, *about: str) -> None:
        """From the top."""
        super().begin()
        self.list.clear()

    def body(self) -> ComposeResult:
        """Who is on duty; the list; the words of the hand-over."""
        yield self.head
        yield self.list
        yield self.words

    async def reload(self) -> None:
        """Reads how the shifts stand."""
        self.now, self.sheet, self.duties = await self.session.ask(self._read)
        self.redraw()

    def _read(self) -> tuple[ShiftsNow, Sheet | None, list[Duty]]:
        desk = self.session.desk
        now = shifts.shifts_now(desk)
        sheet = read_sheet(desk, now.waiting[0]) if now.waiting else None
        return now, sheet, roster.roster(desk)

    def redraw(self) -> None:
        """Shows what was read."""
        if self.now is None:
            return
        titles, zone = self.session.titles, self.session.zone
        first, second = (clip(f" {text}", self.size.width) for text in head_text(self.now, titles, zone))
        self.head.update(Content.assemble((first, "bold"), ("\n", ""), (second, "$foreground-muted")))
        self.list.show(shift_lines(self.now, self.sheet, self.duties, titles, zone), self.session.now())
        waiting = self.now.waiting[0] if self.now.waiting else None
        self.words.display = waiting is not None
        if waiting is not None and self.sheet is not None:
            self.words.show(sheet_pieces(waiting, self.sheet, titles, zone))
        self.refresh_frame()

    def on_resize(self) -> None:
        """Other widths, other cuts."""
        self.call_after_refresh(self.redraw)

    def tick(self, now: datetime) -> None:
        """Countdowns whose text changed."""
        self.list.tick(now)

    @property
    def number(self) -> str:
        """The ticket of the selected line; empty on others."""
        key = self.list.selected
        return key.removeprefix(TICKET) if key.startswith(TICKET) else ""

    def shown(self) -> list[tuple[str, str, str]]:
        """What works now."""
        return [key for key in super().shown() if self._works(key[0])]

    def _works(self, name: str) -> bool:
        now = self.now
        if now is None:
            return True
        return {
            "open_shift": now.current is None,
            "hand_over": now.current is not None,
            "accept_shift": bool(now.waiting),
        }.get(name, True)

    # --- what is done --------------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        if self.number:
            self.open_ticket(self.number)
        elif event.key.startswith(ITEM):
            self.work(self._done(shifts.tick, event.key.removeprefix(ITEM)))

    def action_tick_or_open(self) -> None:
        """Ticks the selected item off, or opens the selected ticket."""
        self.list.action_choose()

    async def _done(self, change: Any, *arguments: Any, message: str = "") -> None:
        await self.record(change, self.session.desk, *arguments)
        self.status.say(message)

    def action_open_shift(self) -> None:
        """Begins one's own shift."""
        self.work(self._done(shifts.open_shift, message=_("Your shift has begun")))

    def action_accept_shift(self) -> None:
        """Takes over what was handed over; it has been read on this screen."""
        self.work(self._done(shifts.accept, message=_("Accepted: the shift is yours")))

    def action_hand_over(self) -> None:
        """Asks for one's own words and ends the shift."""
        self.app.push_screen(HandOverForm(self.session), self._handed_over)

    def _handed_over(self, shift: Shift | None) -> None:
        if shift is not None:
            self._changed(_("Handed over; somebody accepts it with their name"))

    def action_news(self) -> None:
        """Adds a piece of news."""
        self.app.push_screen(NewsForm(self.session), self._added)

    def _added(self, now: ShiftsNow | None) -> None:
        if now is not None:
            self._changed(_("The news is added"))

    def action_drop_news(self) -> None:
        """Takes the selected piece of news away."""
        name = self.list.selected.removeprefix(ITEM)
        if self.now is not None and name in {item.name for item in self.now.news}:
            self.work(self._done(shifts.drop_news, name))
        else:
            self.status.say(_("Select a piece of news first"), error=True)

    def action_roster(self) -> None:
        """Enters who has which duty."""
        self.app.push_screen(DutyForm(self.session), self._entered)

    def _entered(self, duties: list[Duty] | None) -> None:
        if duties is not None:
            self._changed(_("Entered for {n} days").format(n=len(duties)))

    def action_stand_in(self) -> None:
        """Who has the selected duty cannot come, or is there after all."""
        duty = next((d for d in self.duties if self.list.selected == f"duty {d.day} {d.part.value}"), None)
        if duty is None:
            self.status.say(_("Select a duty first"), error=True)
        else:
            self.work(self._stand_in(duty))

    async def _stand_in(self, duty: Duty) -> None:
        await self.session.ask(roster.stand_in, self.session.desk, duty.day, duty.part.value, absent=not duty.absent)
        self.post_message(StoreChanged())

    def _changed(self, message: str) -> None:
        self.status.say(message)
        self.post_message(StoreChanged())

    # --- the sheet -----------------------------------------------------------------------------------------

    def action_save_sheet(self) -> None:
        """Saves the newest hand-over as a file."""
        self.work(self._with_sheet(self._ask_where))

    def action_print_sheet(self) -> None:
        """Prints the newest hand-over."""
        self.work(self._with_sheet(self._print))

    async def _with_sheet(self, do: Any) -> None:
        result = await self.session.ask(shifts.last_shifts, self.session.desk)
        handed = next((shift for shift in result if shift.sheet is not None), None)
        if handed is None:
            self.status.say(_("No shift has been handed over yet"), error=True)
        else:
            await do(handed)

    async def _ask_where(self, shift: Shift) -> None:
        self.app.push_screen(SheetForm(self.session, shift), self._saved)

    def _saved(self, out: Path | None) -> None:
        if out is not None:
            self.status.say(_("Saved: {path}").format(path=str(out)))

    async def _print(self, shift: Shift) -> None:
        from deskconsole.documents.hand_over import print_hand_over

        await self.session.ask(print_hand_over, self.session.desk, shift)
        self.status.say(_("Sent to the printer"))

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        super().relabel()
        self.redraw()
