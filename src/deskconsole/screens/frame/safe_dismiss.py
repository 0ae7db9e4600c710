"""Leaving a screen: itself and once, whatever lies above it by then; work that comes back too late shows nothing."""

from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from textual import on
from textual.await_complete import AwaitComplete
from textual.css.query import NoMatches
from textual.events import ScreenResume
from textual.message import Message
from textual.screen import Screen
from textual.worker import Worker, WorkType

T = TypeVar("T")
#: What of the app the styles of each screen hang on, as it was when they were made last.
_styled: "WeakKeyDictionary[Screen[Any], object]" = WeakKeyDictionary()


def closing(worker: Worker[Any], *works: object) -> Worker[Any]:
    """Closes what a worker never began, as it was cancelled before: Python would complain of it on the terminal."""
    if worker._task is not None:
        worker._task.add_done_callback(lambda _task: [each.close() for each in works if isinstance(each, Coroutine)])
    return worker


class SafeDismiss(Screen[T]):
    """A screen that takes only itself away.

    Textual's own `dismiss` takes whatever is on top: a second key on a menu that is closing would close the screen
    below, and a form whose save takes long would open the lock that was put over it meanwhile.
    """

    _left_with: tuple[T | None] | None = None

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Leaves with a result: now, or as soon as what lies above has gone; a second time nothing happens."""
        if self.app.screen is self:
            return super().dismiss(result)
        if self in self.app.screen_stack and self._left_with is None:
            self._left_with = (result,)
        return AwaitComplete()

    def run_worker(self, work: WorkType[Any], *arguments: Any, **options: Any) -> Worker[Any]:
        """Starts work of this screen; it goes on to its end though the screen is left, and then shows nothing."""
        here = self._while_here(work) if isinstance(work, Awaitable) else work
        return closing(super().run_worker(here, *arguments, **options), here, work)

    async def _on_message(self, message: Message) -> None:
        """Handles a message; a screen that is left before it stood (a key typed ahead) has no widgets to show in."""
        await self._while_here(super()._on_message(message))

    async def _while_here(self, work: Awaitable[Any]) -> Any:
        try:
            return await work
        except NoMatches:  # a screen that is being taken down has lost its widgets
            if self in self.app.screen_stack:
                raise
            return None

    @on(ScreenResume)
    def _leave_at_last(self, event: ScreenResume) -> None:
        _keep_styles(self, event)
        if self._left_with is not None:
            (result,), self._left_with = self._left_with, None
            self.dismiss(result)


def _keep_styles(screen: Screen[Any], event: ScreenResume) -> None:
    """Textual finds the styles of every widget anew when a screen is seen again; where theme and colours are the same
    they are the same."""
    app = screen.app
    of_app = (app.theme, app.ansi_color, app.size, frozenset(app.classes))
    event.refresh_styles = _styled.get(screen) != of_app
    _styled[screen] = of_app
