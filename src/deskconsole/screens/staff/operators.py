"""Who sits at the console: another operator, the lock."""

import contextlib

from deskconsole.desk.staff import staff as people
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.lock import LockScreen
from deskconsole.screens.frame.navigation import KeepsDrafts
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.frame.store_poll import read_shared


class Operators:
    """The people at one console; its actions are the console's."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._app = screens.app
        self._session = session

    # --- another operator ----------------------------------------------------------------------------------

    def action_operator(self) -> None:
        """A menu of the staff; the key of one of them goes on with what is on the screen, also during a call."""
        if isinstance(self._screens.top, PickOne):
            return
        staff = [person for person in self._session.staff if person.enabled]
        me = self._session.desk.actor.login
        here = _("at the desk now")
        entries: list[tuple[str, str]] = []
        for person in staff:
            marks = [here] if person.login == me else []
            marks += [] if person.qualified_at is not None else [_("not qualified")]
            entries.append((person.login, "  · ".join((f"{person.name}  {person.login}", *marks))))
        self._app.push_screen(PickOne(self._session, _("Who is at the desk?"), entries), self._change_operator)

    def _change_operator(self, login: str | None) -> None:
        if login is not None and login != self._session.desk.actor.login:
            self._app.run_worker(self._sign_on(login))

    async def _sign_on(self, login: str) -> None:
        session = self._session
        try:
            session.desk = await session.ask(people.change_operator, session.desk, login)
            await session.ask(read_shared, session)
        except DeskError as error:
            self._screens.complain(error)
            return
        session.done = None
        self._app.theme = await session.ask(session.take_preferences)
        screen = self._screens.top
        if isinstance(screen, DeskScreen):
            screen.say(_("At the desk now: {name}").format(name=session.who))
            screen.refresh_frame()
            screen.post_message(StoreChanged())

    # --- the lock ------------------------------------------------------------------------------------------

    def action_lock(self) -> None:
        """Hides everything; what is typed is kept as drafts first."""
        if not self._screens.locked:
            self._app.run_worker(self._lock())

    async def _lock(self) -> None:
        stored = [screen for screen in self._app.screen_stack if isinstance(screen, KeepsDrafts)]
        await self._app.push_screen(LockScreen(self._session))
        for screen in stored:
            with contextlib.suppress(DeskError):
                await screen.drafts.keep()
