"""The screens of one console, from the queue at the bottom to what is on top: found, opened, left."""

from datetime import datetime
from typing import Any, TypeVar

from textual.app import App
from textual.screen import Screen

from deskconsole.desk.permissions import NotQualified
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import explain
from deskconsole.screens.frame.desk_screen import DeskModal, DeskScreen
from deskconsole.screens.frame.lock import LockScreen
from deskconsole.screens.frame.navigation import KeepsDrafts
from deskconsole.screens.frame.session import Session

S = TypeVar("S", bound=Screen[Any])
D = TypeVar("D", bound=DeskScreen)


class OpenScreens:
    """The stack of screens of an app, as the parts of the console use it."""

    def __init__(self, app: App[Any], session: Session) -> None:
        self.app = app
        self._session = session

    # --- finding -------------------------------------------------------------------------------------------

    @property
    def top(self) -> Screen[Any]:
        """What is on top."""
        return self.app.screen

    @property
    def full(self) -> DeskScreen | None:
        """The highest full screen: forms and menus lie over it. ``None`` while the console closes."""
        return next((screen for screen in reversed(self.app.screen_stack) if isinstance(screen, DeskScreen)), None)

    @property
    def locked(self) -> bool:
        """Whether the lock hides everything."""
        return any(isinstance(screen, LockScreen) for screen in self.app.screen_stack)

    def find(self, kind: type[S]) -> S | None:
        """The open screen of a kind, the lowest of several."""
        return next((screen for screen in self.app.screen_stack if isinstance(screen, kind)), None)

    def typed_in(self) -> frozenset[str]:
        """The draft of the form that is typed in; one that another screen covers waits."""
        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, KeepsDrafts):
                return frozenset({screen.drafts.id})
            if isinstance(screen, DeskScreen):
                break
        return frozenset()

    # --- saying --------------------------------------------------------------------------------------------

    def say(self, text: str, *, error: bool = False) -> None:
        """Says something on the highest full screen."""
        if (screen := self.full) is not None:
            screen.say(text, error=error)

    def complain(self, error: DeskError | str) -> None:
        """Says what was refused, also at the lock; who lacks the qualification is offered the test."""
        if (lock := self.find(LockScreen)) is not None:
            lock.say(error if isinstance(error, str) else explain(error))
        elif isinstance(error, NotQualified):
            self._session.navigation.offer_test()
        else:
            self.say(error if isinstance(error, str) else explain(error), error=True)

    # --- drawing -------------------------------------------------------------------------------------------

    def tick(self, now: datetime) -> None:
        """A second has passed: the screen on top draws what changed; nothing is read."""
        screen = self.top
        if isinstance(screen, DeskScreen | DeskModal | LockScreen):
            screen.tick(now)
        if isinstance(screen, DeskScreen):
            screen.status.tick()
            screen.refresh_frame()

    def refresh_top(self) -> None:
        """The screen on top draws its frame and reads again."""
        screen = self.top
        if isinstance(screen, DeskScreen):
            screen.refresh_frame()
            screen.start_reload()
            screen.work(screen.status.look_again())

    def read_home(self) -> None:
        """The lowest screen reads for the first time, whatever lies above it."""
        home = self.app.screen_stack[0]
        if isinstance(home, DeskScreen) and home is not self.top:
            home.start_reload()

    # --- opening and leaving -------------------------------------------------------------------------------

    def mounted(self, kind: type[D], *about: Any) -> D:
        """The console's screen of this kind, begun anew for ``about`` (a ticket's number); to be pushed by the caller.

        It is made once and stays mounted when it is left: opening it again is one paint, not the making of fifty
        widgets. While it is open already another is made, which is not kept.
        """
        app, name = self.app, kind.__name__
        if not app.is_screen_installed(name):
            screen = kind(self._session, *about)
            app.install_screen(screen, name)
            return screen
        existing = app.get_screen(name)
        assert isinstance(existing, kind)
        if existing in app.screen_stack:
            return kind(self._session, *about)
        existing.begin(*about)
        return existing

    def show(self, kind: type[DeskScreen]) -> None:
        """A screen of which one is open at most: opens it, or leaves what lies above it."""
        if (screen := self.find(kind)) is None:
            self.app.push_screen(self.mounted(kind))
        else:
            self.start_leaving_above(screen)

    def start_leaving_above(self, screen: Screen[Any]) -> None:
        """Leaves the screens above one without waiting for it."""
        self.app.run_worker(self.leave_above(screen))

    async def leave_above(self, screen: Screen[Any]) -> None:
        """Leaves the screens above one; what is half typed there is kept as a draft, and what cannot be kept stays."""
        stack = self.app.screen_stack
        above = stack[stack.index(screen) + 1 :] if screen in stack else []  # not what is opened meanwhile
        while (top := self.top) in above:
            if isinstance(top, KeepsDrafts) and not await top.keep_typed():
                return
            if self.top is top:  # another key may have left it
                await self.app.pop_screen()

    async def keep_drafts(self) -> bool:
        """Keeps what is half typed on any screen; whether all of it is kept."""
        results = [await screen.keep_typed() for screen in self.app.screen_stack if isinstance(screen, KeepsDrafts)]
        return all(results)
