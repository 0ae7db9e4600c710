"""A letter pressed by mistake does not end the console."""

import asyncio

import pytest

from deskconsole.desk.staff.preferences import preferences
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_the_letter_asks_before_it_leaves(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("Q")
        await c.on(PickOne)
        await c.sees("Leave the console?")
        await c.press("Q", "escape")
        await c.on(QueueScreen)
        assert c.app.is_running
        await c.press("Q")
        await c.on(PickOne)
        await c.press("1")
        await c.until(lambda: c.app.return_code == 0, "it is left")


async def test_control_and_the_letter_leave_at_once(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("ctrl+q")
        await c.until(lambda: c.app.return_code == 0, "it is left")


async def test_a_console_that_closes_begins_nothing_new(bench: Bench) -> None:
    """What asks while it closes is cancelled like whatever waits there; no error reaches anybody."""
    async with console(bench.desk) as c:
        await c.on(QueueScreen)
        session = c.app.session
    with pytest.raises(asyncio.CancelledError):
        await session.ask(lambda: None)
    session.remember(muted=True)
    assert not preferences(bench.desk)
