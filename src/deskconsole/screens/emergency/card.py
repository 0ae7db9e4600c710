"""The emergency card on the screen: whom to call, what to do first, who is inside, what has happened.

One key opens it over whatever is open, also over the lock and where nobody is signed on; nothing on it waits for the
store. Lines are typed and names ticked on the card itself: nothing else is opened over it.
"""

import unicodedata
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Static

from deskconsole.actions import keys_of
from deskconsole.desk.emergency.watch import EmergencyWatch, writer_at
from deskconsole.domain.emergency.log import ADDED, CLOSED, MISSING, OPENED, PRESENT, SAID, UNTICKED
from deskconsole.domain.emergency.plan import EmergencyKind
from deskconsole.errors import DeskError
from deskconsole.keys import bound_keys
from deskconsole.present.catalogue import _, language
from deskconsole.screens.emergency.lines import (
    LOG,
    ROLL,
    ROLL_CALL,
    STEPS,
    heading,
    keys_text,
    kinds_text,
    log_pieces,
    numbers_text,
    roll_line,
    state_text,
    steps_pieces,
    tabs,
)
from deskconsole.screens.emergency.papers import file_text, print_text
from deskconsole.screens.frame.desk_screen import DeskModal, StoreChanged
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import shown
from deskconsole.widgets.forms.line_input import LineInput
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView

_VIEWS: Final = (STEPS, ROLL_CALL, LOG)


def _bound(action: str) -> str:
    return ",".join(bound_keys(keys_of(action)))


class EmergencyCard(DeskModal[None]):
    """The card; it lies over the lock, which everything else leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab,right", "view(1)", show=False),
        Binding("shift+tab,left", "view(-1)", show=False),
        Binding(_bound("record('noted')"), "type('said')", show=False),
        Binding(_bound("expect"), "type('added')", show=False),
        Binding(_bound("record('finished')"), "type('closed')", show=False),
        Binding(_bound("result('no_answer')"), "tick('missing')", show=False),
        Binding(_bound("print_sheet"), "print", show=False),
        Binding(_bound("paper"), "file", show=False),
    ]

    def __init__(self, session: Session, watch: EmergencyWatch, *, kind: str | None = None, view: str = STEPS) -> None:
        super().__init__(session)
        self.watcher, self.chosen, self.view = watch, kind, view
        #: what is being typed: a line, a name, how it ended
        self._types: str | None = None
        self._message = ""
        self.card, self.views, self.message, self.hint = (Static("", markup=False) for _n in range(4))
        self.reading = TextView()
        self.list = LineList(ROLL, session.zone, session.now(), id="roll-call")
        self.entry = LineInput(compact=True, id="emergency-line")

    def compose(self) -> ComposeResult:
        """The card on top, one of the three views, what is said, the line that is typed, the keys."""
        self.entry.display = False
        with Vertical(classes="emergency"):
            yield from (self.card, self.views, self.reading, self.list, self.message, self.entry, self.hint)

    def on_mount(self) -> None:
        """Shows what is known at once; what the store and the files say follows."""
        super().on_mount()
        current = self.watcher.current
        self.chosen = self.chosen or (current.kind if current is not None else None)
        self.relabel()
        self._focus()
        self.run_worker(self._read())

    async def _read(self) -> None:
        """The card anew from its files, then the entries; where the store is out of reach, what lies beside it."""
        await self.session.ask(self.watcher.read_plan)
        await self.session.ask(self.watcher.read_files)
        self.relabel()
        await self.reload()

    async def reload(self) -> None:
        """Gives the store what waits and reads what it knows."""
        desk = self.session.desk
        try:
            if self.watcher.waiting and not desk.waits:
                await self.session.ask(self.watcher.hand_in, desk)
                self.post_message(StoreChanged())
            else:
                await self.session.ask(self.watcher.read, desk)
        except DeskError:  # it stays beside the store; the card says so
            await self.session.ask(self.watcher.read_files)
        if self.is_attached:
            self.relabel()

    def tick(self, now: datetime) -> None:
        """A second has passed: the time, and what others have written."""
        self.relabel()

    # --- what is shown -------------------------------------------------------------------------------------

    @property
    def kind(self) -> EmergencyKind | None:
        """What it is, as far as somebody has said."""
        current = self.watcher.current
        return self.watcher.plan.kind(self.chosen or (current.kind if current is not None else None))

    def relabel(self) -> None:
        """Everything as it is known now, in the language in use."""
        session, watch, plan = self.session, self.watcher, self.watcher.plan
        now, zone = session.now(), session.zone
        shown_now = watch.current if watch.current is not None or self._types else watch.newest
        self.card.update(
            Content.assemble(
                (heading(watch, session.desk.site_code, now, zone), "bold"),
                ("\n", ""),
                (numbers_text(plan, self.kind), "bold"),
                ("\n", ""),
                (_("Meet at: {place}").format(place=shown(plan.assembly.place.get(language()))), ""),
                ("\n", ""),
                (_("To the press: {who}").format(who=shown(plan.press.who.get(language()))), ""),
                ("\n", ""),
                *kinds_text(plan, self.kind),
            )
        )
        people = watch.people(watch.current)
        self.views.update(Content.assemble(*tabs(watch, self.view, now, zone)))
        titles = session.titles.opened if watch.current is not None else session.titles
        self.list.show([roll_line(person, titles, now, zone) for person in people], now)
        self.reading.display, self.list.display = self.view != ROLL_CALL, self.view == ROLL_CALL
        pieces = (
            steps_pieces(plan, self.kind)
            if self.view == STEPS
            else log_pieces(shown_now, plan, session.titles, now, zone)
        )
        if self.view != ROLL_CALL:
            self.reading.show(pieces)
        message = self._message or state_text(watch)
        self.message.display = bool(message)
        self.message.update(Content(message))
        self.hint.update(Content(keys_text(watch, self.view, types=self._types is not None)))

    def again(self) -> "EmergencyCard":
        """The same card over the lock."""
        return EmergencyCard(self.session, self.watcher, kind=self.chosen, view=self.view)

    # --- what is done --------------------------------------------------------------------------------------

    def _focus(self) -> None:
        (self.entry if self._types else self.list if self.view == ROLL_CALL else self.reading).focus()

    def action_view(self, step: int) -> None:
        """The next view, or the one before."""
        if self._types is None:
            self._show(_VIEWS[(_VIEWS.index(self.view) + step) % len(_VIEWS)])

    def _show(self, view: str) -> None:
        self.view = view
        self.relabel()
        self._focus()

    def on_key(self, event: Key) -> None:
        """A digit says what it is; Enter on the card begins the roll-call."""
        if self._types is not None:
            return
        digit = unicodedata.normalize("NFKC", event.character or "")
        kinds = self.watcher.plan.kinds
        if len(digit) == 1 and digit in "123456789" and int(digit) <= len(kinds):
            event.stop()
            self._choose(kinds[int(digit) - 1].name)
        elif event.key == "enter" and self.view == STEPS:
            event.stop()
            if self.watcher.current is None:
                self._write(OPENED, kind=self.chosen)
            self._show(ROLL_CALL)

    def _choose(self, kind: str) -> None:
        current = self.watcher.current
        self.chosen = kind
        if current is not None and current.kind != kind:
            self._write(SAID, kind=kind)
        self._show(STEPS)

    @on(LineList.Chosen)
    def _ticked(self, event: LineList.Chosen) -> None:
        event.stop()
        self._tick(event.key, PRESENT)

    def action_tick(self, what: str) -> None:
        """The selected person is missing."""
        if self.view == ROLL_CALL and self._types is None and self.list.selected:
            self._tick(self.list.selected, MISSING if what == "missing" else PRESENT)

    def _tick(self, key: str, what: str) -> None:
        """Ticks somebody, goes on to the next; the same again takes the tick away."""
        people = self.watcher.people(self.watcher.current)
        state = next((person.state for person in people if person.key == key), UNTICKED)
        self._write(UNTICKED if state == what else what, person=key, kind=self.chosen)
        if state != what:
            self.list.action_move(1)

    def action_type(self, what: str) -> None:
        """A line for the log, a name to be counted, or how it ended."""
        if self._types is not None or (what == CLOSED and self.watcher.current is None):
            return
        self._types = what
        self.entry.value = ""
        self.entry.placeholder = {
            SAID: _("What has happened"),
            ADDED: _("Who is to be counted too"),
            CLOSED: _("It is over: how it ended (may be empty)"),
        }[what]
        self.entry.display = True
        self.relabel()
        self._focus()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        what, text = self._types, self.entry.value
        if what is None or (what != CLOSED and not text.strip()):
            return
        if self._write(what, text=text, kind=self.chosen if self.watcher.current is None else None):
            self._stop_typing()
            self._show({ADDED: ROLL_CALL}.get(what, LOG))

    def _stop_typing(self) -> None:
        self._types = None
        self.entry.display = False

    def _write(self, what: str, *, text: str | None = None, person: str | None = None, kind: str | None = None) -> bool:
        """Writes it down at once; the store follows. Whether it was taken."""
        self._message = ""
        try:
            desk = self.session.desk
            self.watcher.write(self.session.now(), writer_at(desk), what, text=text, person=person, kind=kind)
        except DeskError as error:
            self._message = message_of(error)
            self.relabel()
            return False
        self.relabel()
        self.run_worker(self.reload())
        return True

    def action_leave(self) -> None:
        """What is being typed is left; else the card, while the emergency goes on."""
        if self._types is not None:
            self._stop_typing()
            self._show(self.view)
        else:
            self.dismiss(None)

    # --- on paper ------------------------------------------------------------------------------------------

    def action_print(self) -> None:
        """Prints the roll-call and the log."""
        self.run_worker(self._on_paper(print_text))

    def action_file(self) -> None:
        """Writes them into the folder of the site's files."""
        self.run_worker(self._on_paper(file_text))

    async def _on_paper(self, make: Callable[[Session, EmergencyWatch, int], Awaitable[str]]) -> None:
        self._message = await make(self.session, self.watcher, self.message.size.width or 76)
        self.relabel()
