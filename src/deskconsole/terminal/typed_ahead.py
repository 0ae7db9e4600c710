"""Keys that come in faster than screens change: each waits until the one before has done its work.

Textual hands a key to whatever has the focus when the key arrives. Several keys that arrive together, as over a slow
line, would all go to the field in which the first was typed, although that was the Enter which moves on; what is typed
while a form opens would act on the list below it. A key pressed by itself waits for nothing.
"""

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any, Final

from textual import events
from textual.app import App, ScreenStackError
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widgets import Input

#: How long a key waits for the work of the one before; then it is handed on all the same.
PATIENCE: Final = 2.0
#: After waiting in vain nothing is waited for so long: the desk is busy, and more keys must not pile up.
_RESIGNED: Final = 2.0
#: How long one look at a widget lasts; that it has gone is noticed that late at most.
_LOOK: Final = 0.02
#: Rounds through the widgets: the key itself, what a widget says about it, what a screen does then.
_ROUNDS: Final = 3


class TypedAhead:
    """What comes from the terminal, in order. `put` is called in the app's loop."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: deque[Message] = deque()
        self._task: asyncio.Task[None] | None = None
        #: the wait for the work of the last key
        self._settling: asyncio.Task[None] | None = None
        self._resigned_until = 0.0

    def put(self, message: Message) -> None:
        """Takes a message of the terminal; it is handed on at once unless a key before it is still at work."""
        self._waiting.append(message)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._hand_on())

    async def _hand_on(self) -> None:
        try:
            while self._waiting and self._app.screen_stack:  # without a screen the console has been left
                if self._settling is not None and isinstance(self._waiting[0], events.Key | events.Paste):
                    await self._settling
                    self._settling = None
                    if not self._app.screen_stack:
                        return
                message = self._waiting.popleft()
                works = isinstance(message, events.Key) and not self._is_text(message)
                await self._app._post_message(message)
                if works:  # looked after at once: a key that comes later finds it done and waits for nothing
                    self._settling = asyncio.get_running_loop().create_task(self._settle())
        finally:
            self._task = None

    def _is_text(self, key: events.Key) -> bool:
        """Whether a key is typed into a field and moves nothing."""
        from textual.widgets import TextArea  # nobody types into one before the first paint

        return key.is_printable and isinstance(self._app.focused, Input | TextArea)

    async def _settle(self) -> None:
        """Waits until the last key has done its work, up to the patience."""
        loop = asyncio.get_running_loop()
        if loop.time() < self._resigned_until:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                for _ in range(_ROUNDS):
                    await self._round()
                await self._workers()
                await self._round()
        except ScreenStackError:
            return
        except TimeoutError:
            self._resigned_until = loop.time() + _RESIGNED

    async def _round(self) -> None:
        """Waits until the app, what has the focus and all around it have handled what is in their queues."""
        app = self._app
        await _handled(app)
        if app.is_running and app.screen_stack:
            around = app.focused.ancestors_with_self if app.focused is not None else [app.screen]
            for widget in around:
                await _handled(widget)

    async def _workers(self) -> None:
        """Waits for work that was started, such as reading a ticket for its form."""
        tasks = [worker._task for worker in self._app.workers if not worker.is_finished and worker._task is not None]
        if tasks:
            with suppress(asyncio.CancelledError):
                await asyncio.wait(tasks)


async def _handled(pump: MessagePump) -> None:
    """Waits until a widget has handled what is in its queue now; one that is closing has nothing more to handle."""
    done = asyncio.Event()
    if pump.call_later(done.set):
        while pump.is_running and not done.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), _LOOK)
