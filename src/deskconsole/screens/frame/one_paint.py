"""The first paint of a screen: what follows from its first layout is painted together with it."""

import asyncio
from contextlib import ExitStack
from typing import Any

from textual.screen import Screen

#: Rounds through the messages of a screen until the sizes of its parts are known to all of them.
_ROUNDS = 3


def one_paint(screen: Screen[Any]) -> None:
    """Hold what the screen would paint until its parts have settled."""
    held = ExitStack()
    held.enter_context(screen.app.batch_update())
    screen.run_worker(_release(screen, held))


async def _release(screen: Screen[Any], held: ExitStack) -> None:
    with held:
        for _round in range(_ROUNDS):
            handled = asyncio.Event()
            screen.call_later(handled.set)
            await handled.wait()
