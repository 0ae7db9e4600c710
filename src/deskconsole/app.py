"""The console: one app over one desk. It ticks, asks whether the store has changed, and opens screens."""

import asyncio
from contextlib import suppress
from importlib import import_module
from typing import Any, ClassVar, Final

from textual.binding import Binding
from textual.screen import Screen

from deskconsole.actions import Scope, keys_of
from deskconsole.desk.desk import Desk
from deskconsole.desk.staff.staff import NotQualified
from deskconsole.desk.tickets import settling, views
from deskconsole.desk.tickets.due_times import due_times
from deskconsole.errors import DeskError
from deskconsole.keys import key_label
from deskconsole.present.catalogue import LANGUAGES, _, explain, language, use
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskModal, DeskScreen, StoreChanged
from deskconsole.screens.frame.keymap import use_site_keys
from deskconsole.screens.frame.lock import LockScreen
from deskconsole.screens.frame.mounted_screens import mounted
from deskconsole.screens.frame.session import Session
from deskconsole.screens.frame.themes import THEMES, VARIABLES, theme_named
from deskconsole.screens.papers.exporting import Exporting
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.terminal.app import GuardedApp

#: Seconds between looks at the clock, at the store, and at what time alone has brought about.
TICK: Final = 1.0
POLL: Final = 0.25
SETTLE: Final = 3.0
#: Screens that the first paint does not need.
_SCREENS: Final = (
    *("tickets.ticket", "tickets.action_form", "tickets.filing_form", "tickets.follow_ups", "intake.intake"),
    *("customers.customer", "frame.menu", "frame.pick_one", "forms.parking", "knowledge.knowledge", "search.find"),
    *("visitors.visitors", "papers.attach_form", "papers.export_form"),
)
#: What works while the console is locked.
_LOCKED: Final = frozenset({"redraw", "switch_language", "switch_theme"})
#: How long keeping drafts may hold up a console that must leave; the guard ends it after two seconds.
KEEPING: Final = 1.0


class Console(Exporting, GuardedApp):
    """One person's console. Screens are opened here, so that every key for one works from everywhere."""

    CSS_PATH = "console.tcss"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (36, "-narrow"), (72, "-normal"), (120, "-wide")]  # noqa: RUF012 - as the base class has it
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (9, "-low"), (22, "-high"), (36, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar = [*bindings(Scope.EVERYWHERE), Binding("ctrl+p", "palette", show=False)]

    def __init__(self, desk: Desk, *, poll: float = POLL, **options: Any) -> None:
        super().__init__(**options)
        for theme in THEMES:
            self.register_theme(theme)
        self.begin_with(theme_named(desk.settings.theme))
        self.set_keymap(use_site_keys(desk.settings.keys))
        self.session = Session(desk)
        self._poll_every = poll
        self._polling = False
        self._offered = False

    def get_default_screen(self) -> Screen[Any]:
        """The queue is home."""
        return QueueScreen(self.session)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of our own that Textual's themes lack."""
        return VARIABLES

    def on_mount(self) -> None:
        """Timers; what is read comes after the first paint."""
        self.run_worker(self._refresh())
        self.set_interval(TICK, self.tick)
        self.set_interval(self._poll_every, self._poll)
        self.set_interval(SETTLE, self._start_settling)

    # --- time and the store --------------------------------------------------------------------------------

    def tick(self) -> None:
        """A second has passed: the screen on top draws what changed; nothing is read."""
        if not self.screen_stack:
            return  # the console is closing
        screen, now = self.screen, self.session.now()
        if isinstance(screen, DeskScreen | DeskModal | LockScreen):
            screen.tick(now)
        if isinstance(screen, DeskScreen):
            screen.refresh_frame()
        self.show_calls(now)
        self.start_following_calls()

    def _poll(self) -> None:
        """Reads again only when another process or thread has committed; to ask takes microseconds, no thread."""
        if self._polling:
            return
        try:
            self._polling = self.session.desk.store.changed()
        except DeskError as error:
            self.complain(error)
        if self._polling:
            self.run_worker(self._follow())

    async def _follow(self) -> None:
        try:
            await self._refresh()
        finally:
            self._polling = False

    async def _refresh(self) -> None:
        try:
            await self.session.ask(self.session.refresh)
        except DeskError as error:
            self.complain(error)
            return
        if not self.screen_stack:
            return  # the console was left meanwhile
        self.show_calls(self.session.now())
        screen = self.screen
        if isinstance(screen, DeskScreen):
            screen.refresh_frame()
            screen.start_reload()
        if not self._offered:
            self._offered = True
            self._offer_parked(screen)
            await self.session.ask(import_screens)

    def _offer_parked(self, screen: Screen[Any]) -> None:
        """After a crash, a dropped line, a kill: what was half filled in is offered when the console opens."""
        if self.session.parked and isinstance(screen, DeskScreen):
            message = _("{n} half-filled forms are kept · ^O goes on with the newest")
            screen.status.say(message.format(n=self.session.parked))

    def _start_settling(self) -> None:
        self.run_worker(self._settle())

    async def _settle(self) -> None:
        """Missed calls and escalations; once each, whoever looks first. Time alone also changes the figures."""
        try:
            await self.session.ask(settling.settle, self.session.desk)
            self.session.counts = await self.session.ask(views.counts, self.session.desk)
            self.session.due_times = await self.session.ask(due_times, self.session.desk)
        except DeskError as error:
            self.complain(error)

    def complain(self, error: DeskError | str) -> None:
        """Says on the screen on top what was refused; who lacks the qualification is offered the test."""
        if isinstance(error, NotQualified):
            self.action_offer_test()
            return
        screen = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, DeskScreen)), None)
        if screen is not None:
            screen.status.say(error if isinstance(error, str) else explain(error), error=True)

    async def action_confirm_time(self) -> None:
        """Somebody has looked at the system clock and it is right (T12)."""
        try:
            await self.session.ask(settling.confirm_time, self.session.desk)
        except DeskError as error:
            self.complain(error)
            return
        self.run_worker(self._refresh())

    async def on_store_changed(self, event: StoreChanged) -> None:
        """This console has written."""
        self.run_worker(self._refresh())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Behind the lock nothing works but what shows nothing."""
        if self.locked and action not in _LOCKED:
            return False
        return super().check_action(action, parameters)

    # --- what works everywhere -----------------------------------------------------------------------------

    def action_help(self) -> None:
        """The keys of the screen on top."""
        from deskconsole.screens.frame.help import Help

        scope = getattr(self.screen, "scope", None)
        if scope is not None:
            self.push_screen(Help(self.session, scope))

    def action_new_intake(self) -> None:
        """An empty intake form, over whatever is open."""
        from deskconsole.screens.intake.intake import IntakeScreen

        open_ = next((screen for screen in self.screen_stack if isinstance(screen, IntakeScreen)), None)
        if not self.may_take():
            return
        if open_ is None:
            self.push_screen(mounted(self, self.session, IntakeScreen))
        elif open_ is self.screen:
            open_.action_fresh()
        else:
            self._down_to(open_)

    def action_show_queue(self) -> None:
        """Back home."""
        self._down_to(self.screen_stack[0])

    def action_show_follow_ups(self) -> None:
        """The follow-up board."""
        from deskconsole.screens.tickets.follow_ups import FollowUpScreen

        self._show(FollowUpScreen)

    def action_show_visitors(self) -> None:
        """Who is expected, waits, is inside, has left."""
        from deskconsole.screens.visitors.visitors import VisitorsScreen

        self._show(VisitorsScreen)

    def action_show_shift(self) -> None:
        """Who is on duty, and the hand-over."""
        from deskconsole.screens.shifts.shift import ShiftScreen

        self._show(ShiftScreen)

    def action_show_counters(self) -> None:
        """Who waits with a number, for which business."""
        from deskconsole.screens.queue_numbers.queue_numbers import CountersScreen

        self._show(CountersScreen)

    def _show(self, kind: type[DeskScreen]) -> None:
        """A screen of which one is open at most: opens it, or leaves what lies above it."""
        open_ = next((screen for screen in self.screen_stack if isinstance(screen, kind)), None)
        if open_ is None:
            self.push_screen(mounted(self, self.session, kind))
        else:
            self._down_to(open_)

    def _down_to(self, screen: Screen[Any]) -> None:
        """Leaves the screens above one; what is half typed there is kept as a draft."""
        self.run_worker(self.leave_above(screen))

    async def leave_above(self, screen: Screen[Any]) -> None:
        """Leaves the screens above one; what is half typed there is kept as a draft."""
        stack = self.screen_stack
        above = stack[stack.index(screen) + 1 :] if screen in stack else []  # not what is opened meanwhile
        while (top := self.screen) in above:
            drafts = getattr(top, "drafts", None)
            if drafts is not None:
                await drafts.keep()
            if self.screen is top:  # another key may have left it
                await self.pop_screen()

    def action_palette(self) -> None:
        """Everything that can be done here, found by typing in either language."""
        from deskconsole.screens.frame.palette import palette_of

        screen = self.screen
        scope = getattr(screen, "scope", None)
        if scope is not None:
            self.push_screen(palette_of(self.session, scope), self._run_chosen)

    def _run_chosen(self, name: str | None) -> None:
        if name is not None:
            self.call_later(self.screen.run_action, name)

    def action_switch_language(self) -> None:
        """Chinese and English in turn, at once, on every screen that is open."""
        names = list(LANGUAGES)
        use(names[(names.index(language()) + 1) % len(names)])
        for screen in self.screen_stack:
            if isinstance(screen, DeskScreen | DeskModal | LockScreen):
                screen.relabel()

    def action_switch_theme(self) -> None:
        """Dark, light and 16 colours in turn."""
        names = [theme.name for theme in THEMES]
        place = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(place + 1) % len(names)]

    def action_copy(self) -> None:
        """The selected text, the field or the number of the ticket, to the person's own clipboard."""
        from deskconsole.screens.frame.copying import copy_from

        copy_from(self.screen, self.copy_out)

    def action_redraw(self) -> None:
        """Paints the whole screen again, after a terminal was disturbed."""
        self.screen.refresh(layout=True)
        self.refresh(layout=True)

    def action_help_quit(self) -> None:
        """^C leaves nothing, it copies within fields; who means to leave is told how, in their language."""
        self.complain(_("{key} leaves the console").format(key=key_label(keys_of("quit")[0])))

    async def action_quit(self) -> None:
        """Leaves; half-filled forms are kept as drafts."""
        await self._keep_drafts()
        self.exit()

    async def _keep_drafts(self) -> None:
        for screen in self.screen_stack:
            drafts = getattr(screen, "drafts", None)
            if drafts is not None:
                await drafts.keep()

    def _leave(self, status: int) -> None:
        """A signal or a lost line: half-filled forms are kept before the console ends."""
        self.call_later(self._keep_and_leave, status)

    async def _keep_and_leave(self, status: int) -> None:
        with suppress(DeskError, TimeoutError):  # a store that cannot be written now must not keep the console
            await asyncio.wait_for(self._keep_drafts(), KEEPING)
        self.exit(None, status)

    def on_unmount(self) -> None:
        """Lets the threads come to their end."""
        self.session.close()


def import_screens() -> None:
    """Imports what the first paint did not wait for, so that no key waits for it later. Called in a thread."""
    for name in _SCREENS:
        import_module(f"deskconsole.screens.{name}")


def run_console(desk: Desk) -> int:
    """Opens the console on a desk; the exit status of the program.

    Raises :class:`DeskError` where there is no terminal to run on.
    """
    return Console(desk).run_guarded(mouse=desk.settings.mouse)
