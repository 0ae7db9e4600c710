"""How a screen reads again: one reading at a time, and what is seen first painted together with the frame."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from textual.screen import Screen

#: Seconds that a paint waits for the store, so that frame and content are painted once.
READING: Final = 0.2


class OneAtATime:
    """A job of which one runs at a time; asked for meanwhile it runs once more, however often it was asked for."""

    def __init__(self, job: Callable[[], Awaitable[None]]) -> None:
        self._job = job
        self._again = False
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def running(self) -> bool:
        """Whether it runs now."""
        return not self._idle.is_set()

    async def run(self) -> None:
        """Runs the job until nobody has asked for it since it began; at once over while another call does that."""
        self._again = True
        if self.running:
            return
        self._idle.clear()
        try:
            while self._again:
                self._again = False
                await self._job()
        finally:
            self._idle.set()

    async def complete(self) -> None:
        """The same, over only when it has run since, whoever runs it."""
        await self.run()
        await self._idle.wait()


class Reloads(OneAtATime):
    """The readings of one screen."""

    def __init__(self, screen: Screen[None], read: Callable[[], Awaitable[None]]) -> None:
        super().__init__(read)
        self._screen = screen

    async def run_before_paint(self) -> None:
        """Reads while the paint waits, but not for a store that is slow."""
        reading = asyncio.ensure_future(self.run())
        with self._screen.app.batch_update():
            await asyncio.wait({reading}, timeout=READING)
        await reading
