"""The visitors' screen: who waits (the longest first), is expected, is inside, has left; each step by one key."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from deskconsole.actions import Scope
from deskconsole.desk.tickets import unmasking
from deskconsole.desk.visitors import checking_in, checking_out, expecting, visitors
from deskconsole.desk.visitors.records import LEFT, WAITING, Expected, VisitorLine, VisitorsDay
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.present.dates import weekday
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.session import Session
from deskconsole.screens.visitors.form import EXPECT, SIGN_IN, WALK_IN, VisitorForm
from deskconsole.screens.visitors.lines import LATE, expected_pieces, visitor_lines, visitor_pieces
from deskconsole.screens.visitors.steps import VisitorSteps
from deskconsole.text.clean import one_line
from deskconsole.text.dates import short_date
from deskconsole.widgets.forms.line_input import LineInput
from deskconsole.widgets.lists.line_list import Line, LineList
from deskconsole.widgets.lists.visitor_list import VisitorList
from deskconsole.widgets.text_view import TextView


class VisitorsScreen(VisitorSteps):
    """The day's visitors. What the counter must not show stays masked until somebody asks for one of them."""

    scope = Scope.VISITORS
    BINDINGS: ClassVar = bindings(Scope.VISITORS)
    AUTO_FOCUS = "VisitorList"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.day = VisitorsDay((), (), (), ())
        self._read_before: visitors.Known = {}
        self._shown_private = ""
        self._date: date | None = None
        self._missing = 0
        self._ahead = 0
        self.list = VisitorList(session.zone, session.now(), id="visitors")
        self.details = TextView(id="words")
        self.details.can_focus = False
        self.typed = LineInput(id="typed", compact=True)
        self.typed.cursor_blink = False

    def body(self) -> ComposeResult:
        """The board, below it the selected visitor whole, and a typed filter."""
        self.typed.display = False
        yield self.list
        yield self.details
        yield self.typed

    # --- reading -------------------------------------------------------------------------------------------

    async def reload(self) -> None:
        """Reads the day; visits that have not changed are not read again."""
        session = self.session
        if self._date != self._today():
            self._read_before = {}
        if self._ahead:
            there = self._today() + timedelta(days=self._ahead)
            self.day = VisitorsDay(await session.ask(expecting.expected_of_day, session.desk, there), (), (), ())
        else:
            self.day = await session.ask(visitors.visitors_of_day, session.desk, existing=self._read_before)
        self._date = self._today()
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now, zone = self.session.now(), self.session.zone
        typed = self.typed.value.strip() if self.typed.display else ""
        lines = visitor_lines(self.day, typed, self.session.titles, now, zone)
        if self._ahead:
            there = self._today() + timedelta(days=self._ahead)
            message = _("Expected {day}").format(day=f"{weekday(there)} {short_date(there, self._today())}")
            lines = [Line("", {"section": f"{message} ({len(self.day.expected)})"}), *lines[1:]]
        self.list.show(lines, now)
        if self.go_to and self.list.select(self.go_to):
            self.go_to = ""
        self._show_words()

    def _today(self) -> date:
        return self.session.now().astimezone(self.session.zone).date()

    def tick(self, now: datetime) -> None:
        """Countdowns whose text changed; a host who lets the time pass, and a new day, change what is shown."""
        missing = sum(line.host_missing(now) for line in self.day.waiting)
        missing += sum(now > each.form.at + LATE for each in self.day.expected)
        if self._date is not None and self._date != self._today():
            self.start_reload()
        elif missing != self._missing:
            self.redraw()
        self._missing = missing
        self.list.tick(now)

    @property
    def visitor(self) -> VisitorLine | None:
        """The selected visitor, if they have come."""
        lines = (*self.day.waiting, *self.day.with_host, *self.day.left)
        return next((line for line in lines if line.number == self.list.selected), None)

    @property
    def expected(self) -> Expected | None:
        """The selected appointment, if it is one."""
        return next((each for each in self.day.expected if each.id == self.list.selected), None)

    @on(LineList.Moved)
    def _moved(self) -> None:
        self._shown_private = ""  # asked for one, hidden again with the next
        self._show_words()

    def _show_words(self) -> None:
        private = self._shown_private == self.list.selected != ""
        if (visitor := self.visitor) is not None:
            now, zone, titles = self.session.now(), self.session.zone, self.session.titles
            self.details.show(visitor_pieces(visitor, titles, now, zone, private=private))
        elif (expected := self.expected) is not None:
            pack = self.session.desk.pack_for(kind=expected.form.kind)
            self.details.show(expected_pieces(expected, pack, self.session.zone, private=private))
        else:
            self.details.show([])

    def action_day(self, by: int) -> None:
        """Who is expected on the next day, or back towards today."""
        self._ahead = max(0, self._ahead + by)
        self.start_reload()

    # --- keys: coming --------------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        if self.expected is not None:
            self._open_form(SIGN_IN, self.expected)
        elif self.number:
            self.open_ticket(self.number)

    def action_open(self) -> None:
        """Signs an expected visitor in with the form open; opens the ticket of one who has come."""
        self.list.action_choose()

    def action_sign_in(self) -> None:
        """Signs an expected visitor in at once; one who had left is back."""
        if (expected := self.expected) is not None:
            self.work(self._sign_in(expected))
        elif (visitor := self.visitor) is not None and visitor.place == LEFT:
            self.work(self._come_back(visitor))
        else:
            self.status.say(_("Select who is expected, or who comes back; w signs a walk-in in"), error=True)

    async def _sign_in(self, expected: Expected) -> None:
        session = self.session
        try:
            view = await session.ask(
                checking_in.check_in, session.desk, checking_in.from_expected(expected), source="console"
            )
        except DeskError as error:
            if not hasattr(error, "errors"):
                raise
            self._open_form(SIGN_IN, expected)  # the form asks for what is missing
            return
        self._signed_in(view.number)

    async def _come_back(self, visitor: VisitorLine) -> None:
        session = self.session
        await session.ask(checking_out.come_back, session.desk, visitor.number, source="console")
        self.done(_("{name} is back").format(name=one_line(visitor.name or visitor.number)), visitor.number)

    def action_walk_in(self) -> None:
        """The form of somebody who comes without an appointment."""
        self._open_form(WALK_IN)

    def action_expect(self) -> None:
        """The form of somebody who will come."""
        self._open_form(EXPECT)

    def action_import_list(self) -> None:
        """Appointments from a file, as an office sends them."""
        from deskconsole.screens.visitors.list_form import ListForm

        def read(count: int | None) -> None:
            if count is not None:
                self.done(_("{n} appointments taken over").format(n=count), "")

        self.app.push_screen(ListForm(self.session), read)

    def _open_form(self, purpose: str, expected: Expected | None = None) -> None:
        if not expecting.visitor_kinds(self.session.desk):
            self.status.say(_("The rules of this desk know no visitors"), error=True)
            return

        form = VisitorForm(self.session, purpose, expected)

        def saved(answer: str | None) -> None:
            if answer is None:
                return
            if purpose == EXPECT:
                self.done(_("Expected"), answer)
            elif form.kind.visitor:
                self._signed_in(answer)
            else:
                self.done(_("Taken as {number}").format(number=answer[-4:]), answer)

        self.app.push_screen(form, saved)

    def _signed_in(self, number: str) -> None:
        self.done(_("Signed in as {number} · t tells the host · d takes it back").format(number=number[-4:]), number)

    def action_take_back(self) -> None:
        """An appointment that will not be kept, or a visitor signed in by mistake; asked once."""
        from deskconsole.screens.frame.pick_one import PickOne

        expected, visitor = self.expected, self.visitor
        if expected is not None:
            entries = [("cancel", _("Cancel the appointment of {name}").format(name=expected.form.name))]
        elif visitor is not None and visitor.place == WAITING:
            message = _("{name} was signed in by mistake").format(name=visitor.name or visitor.number)
            entries = [("undo", message)]
        else:
            self.status.say(_("Select who is expected, or who has just been signed in"), error=True)
            return

        def chosen(name: str | None) -> None:
            if name == "cancel" and expected is not None:
                self.work(self.record(expecting.cancel_expected, self.session.desk, expected.id))
            elif name == "undo" and visitor is not None:
                self.work(self.record(checking_in.cancel_check_in, self.session.desk, visitor.number, source="console"))

        self.app.push_screen(PickOne(self.session, _("Cancel"), entries), chosen)

    def action_unmask(self) -> None:
        """Shows what is hidden of the selected visitor, until another is selected; who asked is on record (F08)."""
        if self.list.selected:
            self.work(self._unmask(self.list.selected))

    async def _unmask(self, key: str) -> None:
        session = self.session
        if self.expected is not None:
            await session.ask(unmasking.unmask_expected, session.desk, key)
        else:
            await session.ask(unmasking.unmask, session.desk, key)
        if key == self.list.selected:
            self._shown_private = key
            self._show_words()
            self.status.say(_("Shown until another line is selected; it is on record"))

    def action_evacuation(self) -> None:
        """Who is in the house, to be read out, printed or written to a file (F09)."""
        from deskconsole.screens.visitors.evacuation import EvacuationList

        self.app.push_screen(EvacuationList(self.session))

    def action_rooms(self) -> None:
        """The meeting rooms of the day (F06)."""
        from deskconsole.screens.visitors.rooms import RoomsScreen

        self.app.push_screen(RoomsScreen(self.session))

    def action_narrow(self) -> None:
        """A typed filter at the bottom; Enter goes back to the list, Esc takes the filter away."""
        self.typed.display = True
        self.typed.placeholder = _("Name, organisation, host, number plate …")
        self.typed.focus()

    @on(Input.Changed, "#typed")
    def _typing(self) -> None:
        self.redraw()

    @on(Input.Submitted, "#typed")
    def _searched(self) -> None:
        self._end_typing(clear=not self.typed.value.strip())

    def _end_typing(self, *, clear: bool) -> None:
        if clear:
            self.typed.clear()
            self.typed.display = False
            self.redraw()
        self.list.focus()

    async def action_back(self) -> None:
        """Takes the filter away, else back to the screen below."""
        if self.typed.display:
            self._end_typing(clear=True)
        elif self._ahead:
            self.action_day(-self._ahead)
        else:
            await super().action_back()

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        super().relabel()
        self.redraw()
