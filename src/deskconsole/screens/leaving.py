"""Leaving a screen: itself and once, whatever lies above it by then."""

from typing import TypeVar

from textual import on
from textual.await_complete import AwaitComplete
from textual.events import ScreenResume
from textual.screen import Screen

T = TypeVar("T")


class Leaving(Screen[T]):
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

    @on(ScreenResume)
    def _leave_at_last(self) -> None:
        if self._left_with is not None:
            (result,), self._left_with = self._left_with, None
            self.dismiss(result)
