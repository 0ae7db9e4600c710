"""Who sits at the console: signing on, another operator, the lock."""

import contextlib
from datetime import datetime, timedelta

from deskconsole.desk.desk import Desk
from deskconsole.desk.sign_on import pins
from deskconsole.desk.tickets import drafts
from deskconsole.errors import DeskError, NotFound
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import StoreChanged
from deskconsole.screens.frame.lock import LockScreen
from deskconsole.screens.frame.navigation import KeepsDrafts, OverLock
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.frame.store_poll import read_shared
from deskconsole.screens.staff.pin_dialog import PinDialog
from deskconsole.screens.staff.pin_steps import PinSteps
from deskconsole.screens.staff.sign_on_screen import SignOnScreen


class Operators:
    """The people at one console; its actions are the console's."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._app = screens.app
        self._session = session

    # --- another operator ----------------------------------------------------------------------------------

    def action_operator(self) -> None:
        """A menu of the staff; the key of one of them asks their PIN and goes on with what is on the screen, also
        during a call."""
        top = self._screens.top
        if isinstance(top, PickOne | PinDialog):
            return
        staff = [person for person in self._session.staff if person.enabled]
        if not staff:
            self._screens.complain(_("This account belongs to nobody at the desk: ask the administrator (staff add)"))
            return
        me = self._session.desk.known_actor
        here = _("at the desk now")
        entries: list[tuple[str, str]] = []
        for person in staff:
            marks = [here] if me is not None and person.login == me.login else []
            marks += [] if person.qualified_at is not None else [_("not qualified")]
            entries.append((person.login, "  · ".join((f"{person.name}  {person.login}", *marks))))
        self._app.push_screen(PickOne(self._session, _("Who is at the desk?"), entries), self._change_operator)

    def _change_operator(self, login: str | None) -> None:
        me = self._session.desk.known_actor
        if login is not None and (me is None or login != me.login):
            self._app.run_worker(self._ask_pin(login))

    async def _ask_pin(self, login: str) -> None:
        session = self._session
        try:
            existing = await session.ask(pins.who_has_pins, session.desk)
        except DeskError as error:
            self._screens.complain(error)
            return
        if login not in existing:
            message = _("{name} has no PIN yet: the administrator gives a code (staff pin {login})")
            self._screens.complain(message.format(name=session.titles.person(login), login=login))
            return
        dialog = PinDialog(session, _("Change operator"), PinSteps(session, login))
        self._app.push_screen(dialog, self._has_typed_pin)

    def _has_typed_pin(self, desk: Desk | None) -> None:
        if desk is not None:
            self._app.run_worker(self._goes_on(desk))

    async def _goes_on(self, desk: Desk) -> None:
        """Somebody else goes on with what is on the screen; what is half typed there they take over, on record."""
        open_ = [screen.drafts for screen in self._app.screen_stack if isinstance(screen, KeepsDrafts)]
        for each in open_:
            with contextlib.suppress(DeskError):  # what is kept later is theirs
                await each.keep()
        for each in open_:
            with contextlib.suppress(NotFound, DeskError):
                await self._session.ask(drafts.take_over_draft, desk, each.id)
        await self._take_seat(desk)

    async def _take_seat(self, desk: Desk) -> None:
        """From now on the console is theirs."""
        session = self._session
        if session.desk.waits:
            session.bell.begin()
        session.desk, session.allowed = desk, None
        try:
            await session.ask(read_shared, session)
        except DeskError as error:
            self._screens.complain(error)
            return
        session.done = None
        self._app.theme = await session.ask(session.take_preferences)
        screen = self._screens.full
        if screen is not None:
            screen.say(_("At the desk now: {name}").format(name=session.who))
            screen.refresh_frame()
            screen.post_message(StoreChanged())

    # --- signing on and the lock ---------------------------------------------------------------------------

    def ask_who(self) -> None:
        """Nobody is signed on at a shared console: nothing is seen until somebody is."""
        self._app.push_screen(SignOnScreen(self._session, self._unlock))

    def action_lock(self) -> None:
        """Hides everything; what is typed is kept as drafts first."""
        if not self._screens.locked:
            self._app.run_worker(self._lock())

    def lock_when_idle(self, now: datetime) -> None:
        """Locks a shared console at which nobody has pressed a key for a while."""
        session = self._session
        after = timedelta(minutes=session.desk.settings.sign_on.lock_after)
        if session.shared and after and now - session.touched >= after:
            self.action_lock()

    async def _lock(self) -> None:
        session = self._session
        stored = [screen for screen in self._app.screen_stack if isinstance(screen, KeepsDrafts)]
        lock = SignOnScreen(session, self._unlock) if session.asks_pin else LockScreen(session)
        over = self._app.screen if isinstance(self._app.screen, OverLock) else None
        if over is not None:  # it goes on over the lock
            await self._app.pop_screen()
        await self._app.push_screen(lock)
        if over is not None:
            await self._app.push_screen(over.again())
        for screen in stored:
            with contextlib.suppress(DeskError):
                await screen.drafts.keep()

    async def _unlock(self, desk: Desk) -> str:
        """Somebody has typed their PIN at the lock. Whoever had locked it goes on where they were; for anybody else
        what was half filled is kept first, and stays whose it is. Gives a message where that cannot be."""
        session, before = self._session, self._session.desk
        same = not before.waits and desk.login == (session.actor.login if session.actor is not None else None)
        if not same and not await self._screens.keep_drafts():
            message = _("What is half filled could not be kept: {name} must unlock")
            return message.format(name=session.who)
        with self._app.batch_update():
            await self._screens.top.dismiss()
            if not same:
                await self._screens.leave_above(self._app.screen_stack[0])
            await self._take_seat(desk)
        if session.picked is not None:
            (view, call), session.picked = session.picked, None
            await session.navigation.take_call(view, call)
        return ""
