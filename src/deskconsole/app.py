"""The console: one app over one desk. It opens on the queue; its parts come when that has been painted."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.binding import Binding
from textual.dom import DOMNode
from textual.events import Event, InputEvent
from textual.screen import Screen

from deskconsole.actions import Scope
from deskconsole.actions.keymap import use_site_keys
from deskconsole.desk.admin.closing import refusal_while_closed
from deskconsole.desk.desk import Desk
from deskconsole.desk.settings import ASCII
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import StoreChanged
from deskconsole.screens.frame.lock import LockScreen
from deskconsole.screens.frame.navigation import Navigation
from deskconsole.screens.frame.session import Session
from deskconsole.screens.frame.themes import THEMES, VARIABLES
from deskconsole.screens.tickets.queue import QueueScreen, first_page
from deskconsole.terminal.app import GuardedApp
from deskconsole.terminal.ascii_signs import lacks_signs
from deskconsole.terminal.environment import suits_mouse
from deskconsole.widgets.bars.alarm_banner import AlarmBanner
from deskconsole.widgets.bars.call_banner import CallBanner

if TYPE_CHECKING:
    from deskconsole.screens.assembly import Assembly
    from deskconsole.screens.practice.coach import Coach

#: Seconds between looks at the store.
POLL: Final = 0.25
#: The styles of everything but the queue.
_ROOMS: Final = Path(__file__).with_name("rooms.tcss")
#: What works while the console is locked.
_LOCKED: Final = frozenset({"redraw", "switch_language", "switch_theme", "emergency"})
_LOCKED_BY_PIN: Final = _LOCKED | {"pick_up"}


class Console(GuardedApp):
    """One person's console. What works everywhere is done by its parts, which lend it their actions."""

    CSS_PATH = "console.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (36, "-narrow"), (72, "-normal"), (110, "-wide")]  # noqa: RUF012 - as the base class has it
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (9, "-low"), (22, "-high"), (36, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar = [
        *bindings(Scope.EVERYWHERE),
        Binding("ctrl+underscore,ctrl+slash", "practise", show=False, priority=True),
    ]

    def __init__(
        self,
        desk: Desk,
        *,
        poll: float = POLL,
        coach: "Coach | None" = None,
        offers_practice: bool = False,
        wallboard: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        for theme in THEMES:
            self.register_theme(theme)
        self.session = Session(desk, self._navigation)
        self._coach = coach
        if coach is not None:
            coach.attach(self, self.session)
        self._offers_practice = offers_practice
        #: it is opened for its wallboard, and ends with it
        self._wallboard = wallboard
        #: the console was left for the practice, and is to come back afterwards
        self.leaves_to_practise = False
        self.begin_with(self.session.take_preferences())
        characters = desk.settings.characters
        self.ascii_signs = characters == ASCII or (characters is None and lacks_signs(os.environ.get("TERM", "")))
        self.set_keymap(use_site_keys(desk.settings.keys))
        self._first = first_page(self.session)
        self._poll = poll
        self._parts: Assembly | None = None

    def get_default_screen(self) -> Screen[Any]:
        """The queue is home, laid out for the size there is from the start."""
        screen = QueueScreen(self.session, self._first)
        for size, points in zip(self.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True):
            screen.add_class(next(name for least, name in reversed(points) if size >= least))
        return screen

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of our own that Textual's themes lack."""
        return VARIABLES

    # --- its parts -----------------------------------------------------------------------------------------

    @property
    def parts(self) -> "Assembly":
        """All parts of the console; made when first asked for."""
        if self._parts is None:
            self.stylesheet.add_source(_ROOMS.read_text("utf-8"), (str(_ROOMS), ""))
            self._parts = _assembly()(self, self.session, self.copy_out, self._coach, self._practise)
            adopt_actions(self, *self._parts.lenders)
        return self._parts

    def _navigation(self) -> Navigation:
        return self.parts.navigator

    def on_mount(self) -> None:
        """On a shared console nothing is painted but who signs on."""
        if self.session.desk.waits:
            self.parts.people.ask_who()

    async def on_event(self, event: Event) -> None:
        """Every key tells that somebody is here."""
        if isinstance(event, InputEvent):
            self.session.touched = self.session.now()
        await super().on_event(event)

    def on_ready(self) -> None:
        """The screen is laid out: once it is painted, the rest follows."""
        self.screen.call_after_refresh(lambda: self.run_worker(self._start()))

    async def _start(self) -> None:
        await self.session.ask(_assembly)  # in a thread: keys are answered meanwhile
        self.parts.start(self._poll, offers_practice=self._offers_practice)
        if self._wallboard:
            self.parts.everywhere.show_wallboard(lambda _left: self.exit())

    async def run_action(
        self, action: Any, default_namespace: DOMNode | None = None, namespaces: Mapping[str, DOMNode] | None = None
    ) -> bool:
        """Does what a key or a choice asks for; what works everywhere is there from the first key on."""
        if default_namespace in (None, self) or str(action).startswith("app."):
            self.parts  # noqa: B018 - makes them
        return await super().run_action(action, default_namespace, namespaces)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Behind the lock nothing works but what shows nothing; where it asks a PIN, a call can be picked up before."""
        lock = next((screen for screen in self.screen_stack if isinstance(screen, LockScreen)), None)
        if lock is not None and action not in (_LOCKED_BY_PIN if lock.asks_pin else _LOCKED):
            return False
        return super().check_action(action, parameters)

    @property
    def wants_mouse(self) -> bool:
        """Whether the person has the mouse report: as they chose, else where the site lets it and the terminal can."""
        chosen = self.session.chosen.get("mouse")
        return bool(chosen) if chosen is not None else self.session.desk.settings.mouse and suits_mouse()

    def action_switch_mouse(self) -> None:
        """The mouse for the console, or for the terminal's own selection of text; each person's own."""
        self.use_mouse(not self.mouse_on)
        self.session.remember(mouse=self.mouse_on)
        self.parts.screens.say(_("Mouse on") if self.mouse_on else _("Mouse off: the terminal selects text"))

    def _practise(self) -> None:
        self.leaves_to_practise = True
        self.exit()

    # --- what comes from elsewhere -------------------------------------------------------------------------

    async def on_store_changed(self, event: StoreChanged) -> None:
        """This console has written."""
        self.parts.store_poll.start_refreshing()
        if self._coach is not None:
            self._coach.start_following()

    @on(CallBanner.PickUp)
    def _picked_up(self) -> None:
        self.parts.calls.action_pick_up()

    @on(AlarmBanner.TakeOver)
    def _taken_over(self) -> None:
        self.parts.alarming.action_take_over_call()

    def _leave(self, status: int) -> None:
        """A signal or a lost line: half-filled forms are kept before the console ends."""
        if self._parts is None:
            super()._leave(status)
        else:
            self.call_later(self._parts.keep_and_leave, status)

    def on_unmount(self) -> None:
        """Lets the threads come to their end."""
        self.session.close()


def _assembly() -> "type[Assembly]":
    """What makes the parts; the first paint does not wait for its import."""
    from deskconsole.screens.assembly import Assembly  # after the first paint

    return Assembly


def run_console(desk: Desk) -> int:
    """Opens the console on a desk; the exit status of the program.

    When it was left in peace everything stands in the store's one file: a copy of that file is a copy of the store.

    Raises :class:`DeskError` where there is no terminal to run on, the store cannot be read, or the desk is closed.
    """
    try:
        if (closed := refusal_while_closed(desk)) is not None:
            raise closed
        while True:
            console = Console(desk, offers_practice=True)
            status = console.run_guarded(mouse=console.wants_mouse)
            console.session.close(wait=True)
            if status or not console.leaves_to_practise:
                return status
            status = run_practice(console.session.desk)  # on record is who sat there
            if status:
                return status
    finally:
        desk.store.close()


def run_wallboard(desk: Desk) -> int:
    """Opens the console on its wallboard, and ends with it; the exit status of the program."""
    try:
        if (closed := refusal_while_closed(desk)) is not None:
            raise closed
        console = Console(desk, wallboard=True)
        status = console.run_guarded(mouse=False)
        console.session.close(wait=True)
        return status
    finally:
        desk.store.close()


def run_practice(desk: Desk | None) -> int:
    """The practice for the person at a desk, at a console on a store of its own; the exit status. ``None``: nobody's
    desk is there yet, so nothing is put on record."""
    from deskconsole.screens.practice.practising import practising  # only who practises needs it

    with practising(desk) as coach:
        console = Console(coach.practice.desk, coach=coach)
        try:
            return console.run_guarded(mouse=suits_mouse() and (desk is None or desk.settings.mouse))
        finally:
            console.session.close(wait=True)  # before the store that its threads read goes away
