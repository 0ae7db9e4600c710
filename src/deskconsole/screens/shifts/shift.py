"""The shift: who is on duty, what is checked before it, the news, and what one shift leaves to the next (F01, R35)."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope, key_of
from deskconsole.desk.duty import Duty
from deskconsole.desk.shifts import roster, shifts
from deskconsole.desk.shifts.records import ShiftsNow
from deskconsole.desk.shifts.sheet import Sheet, read_sheet
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.shifts.lines import ITEM, SHIFT, TICKET, head_text, sheet_pieces, shift_lines
from deskconsole.screens.shifts.steps import ShiftSteps
from deskconsole.widgets.bars.head import Head
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView


class ShiftScreen(DeskScreen):
    """How the shifts stand; Enter ticks an item off or opens a ticket of the hand-over."""

    scope = Scope.SHIFT
    BINDINGS: ClassVar = bindings(Scope.SHIFT)
    AUTO_FOCUS = "#shift-list"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.sheet: Sheet | None = None
        self.head = Head()
        self.list = LineList(SHIFT, session.zone, session.now(), id="shift-list")
        self.words = TextView(id="words")
        self.words.can_focus = False
        self.steps = ShiftSteps(self, self.list)
        adopt_actions(self, self.steps)

    def begin(self, *about: str) -> None:
        """From the top."""
        super().begin()
        self.list.clear()

    def body(self) -> ComposeResult:
        """Who is on duty; the list; the words of the hand-over."""
        yield self.head
        yield self.list
        yield self.words

    @property
    def now(self) -> ShiftsNow | None:
        """How the shifts stand; ``None`` before the first reading."""
        return self.steps.now

    async def reload(self) -> None:
        """Reads how the shifts stand."""
        self.steps.now, self.sheet, self.steps.duties = await self.session.ask(self._read)
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
        self.head.show(*head_text(self.now, titles, zone))
        keys = {"open": key_of("open_shift"), "news": key_of("news"), "roster": key_of("roster")}
        nothing = _("No checklist, news or roster · {open} opens the shift · {news} adds news · {roster} the roster")
        self.list.nothing = nothing.format(**keys)
        self.list.show(shift_lines(self.now, self.sheet, self.steps.duties, titles, zone), self.session.now())
        waiting = self.now.waiting[0] if self.now.waiting else None
        self.words.display = waiting is not None
        if waiting is not None and self.sheet is not None:
            self.words.show(sheet_pieces(waiting, self.sheet, titles, zone))
        self.refresh_frame()

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

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        if self.number:
            self.session.navigation.open_ticket(self.number)
        elif event.key.startswith(ITEM):
            self.steps.write(shifts.tick, event.key.removeprefix(ITEM))

    def action_tick_or_open(self) -> None:
        """Ticks the selected item off, or opens the selected ticket."""
        self.list.action_choose()
