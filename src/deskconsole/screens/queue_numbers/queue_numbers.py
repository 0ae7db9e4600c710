"""Queue numbers by kind of business: take, call the next, call again, skip, send on (M13)."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope, key_of
from deskconsole.desk.queue_numbers import queue_numbers
from deskconsole.desk.queue_numbers.queue_numbers import CALLED, QueueTicket
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.queue_number_texts import describe_state
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.bars.head import Head
from deskconsole.widgets.forms.form_row import FormRow
from deskconsole.widgets.lists.layout import Layout, fixed, rest
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line, in_sections

#: The number, since when it waits, how it stands.
COUNTERS: Final = Layout(
    {0: (fixed("code", "", 8), fixed("since", "", 6), rest("state", ""))},
    headed=False,
)


class WindowForm(Form[str]):
    """Which window this is; asked once a session."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, [FormRow("window", N_("Window"))])

    def heading(self) -> str:
        """What is asked."""
        return _("Which window is this?")

    def submit(self) -> Callable[[], str]:
        """Nothing is written."""
        window = self.entered("window") or "1"
        return lambda: window


class CountersScreen(DeskScreen):
    """Who waits for what; the number that this window has called stands on top."""

    scope = Scope.COUNTERS
    BINDINGS: ClassVar = bindings(Scope.COUNTERS)
    AUTO_FOCUS = "#counter-list"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.window = ""
        self.lines: list[QueueTicket] = []
        self.head = Head()
        self.list = LineList(COUNTERS, session.zone, session.now(), id="counter-list")

    def body(self) -> ComposeResult:
        """Who is called here; who waits."""
        yield self.head
        yield self.list

    async def reload(self) -> None:
        """Reads the numbers of today."""
        self.lines = await self.session.ask(queue_numbers.queue_tickets, self.session.desk)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        here = next((line for line in self.lines if line.state == CALLED and line.window == self.window), None)
        window = _("Window {window}").format(window=self.window) if self.window else _("No window chosen yet")
        called = here.code if here is not None else _("none")
        waiting = sum(line.state != CALLED for line in self.lines)
        second = _("{n} wait").format(n=waiting)
        self.head.show(f"{window} · {_('called: {code}').format(code=called)}", second)
        self.list.nothing = _nothing(self.session)
        self.list.show(self._lines(), self.session.now())

    def _lines(self) -> list[Line]:
        return in_sections(
            (counter.title.get(language()), [self._line(line) for line in self.lines if line.counter == counter.name])
            for counter in queue_numbers.counters(self.session.desk)
        )

    def _line(self, line: QueueTicket) -> Line:
        message = describe_state(line.state, line.ahead, line.wait, line.window, line.calls)
        since = clock_or_day(line.taken_at, self.session.now(), self.session.zone)
        return Line(line.code, {"code": line.code, "since": since, "state": message}, dim=line.state == CALLED)

    # --- what is done --------------------------------------------------------------------------------------

    def action_take_number(self) -> None:
        """Chooses the business and takes a number."""
        self._choose(_("Which business?"), lambda name: self._do(queue_numbers.take_number, name))

    def _choose(self, title: str, then: Any) -> None:
        existing = queue_numbers.counters(self.session.desk)
        if not existing:
            self.status.say(_("The rules of this desk know no queue numbers"), error=True)
            return
        entries = [(counter.name, f"{counter.letter}  {counter.title.get(language())}") for counter in existing]

        def chosen(name: str | None) -> None:
            if name is not None:
                self.work(then(name))

        self.app.push_screen(PickOne(self.session, title, entries), chosen)

    def action_call_next(self) -> None:
        """Calls who has waited longest; the first time it asks which window this is."""
        if self.window:
            self.work(self._do(queue_numbers.call_next, self.window))
        else:
            self.action_window()

    def action_window(self) -> None:
        """Asks which window this is."""
        self.app.push_screen(WindowForm(self.session), self._sit)

    def _sit(self, window: str | None) -> None:
        if window is not None:
            self.window = window
            self.redraw()
            self.status.say(_("Window {window}").format(window=window))

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.action_recall()

    def action_recall(self) -> None:
        """Calls the selected number once more."""
        self._on_selected(queue_numbers.recall)

    def action_skip(self) -> None:
        """Who was called does not come."""
        self._on_selected(queue_numbers.skip)

    def action_serve(self) -> None:
        """Whoever was called has been served."""
        self._on_selected(queue_numbers.serve)

    def action_send_on(self) -> None:
        """They wait for another business, with the time they have."""
        code = self.list.selected
        if code:
            self._choose(_("Where to?"), lambda name: self._do(queue_numbers.send_on, code, name))

    def _on_selected(self, do: Any) -> None:
        if self.list.selected:
            self.work(self._do(do, self.list.selected))
        else:
            self.status.say(_("No number is selected"), error=True)

    async def _do(self, do: Any, *arguments: str) -> None:
        line = await self.session.ask(do, self.session.desk, *arguments)
        self.status.say(f"{line.code}  {describe_state(line.state, line.ahead, line.wait, line.window, line.calls)}")
        self.post_message(StoreChanged())


def _nothing(session: Session) -> str:
    """Why there is no number, and what to press."""
    if not queue_numbers.counters(session.desk):
        return _("The rules of this desk know no queue numbers")
    return _("Nobody waits · {key} takes a number").format(key=key_of("take_number"))
