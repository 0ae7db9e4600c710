"""A screen that is opened again, or gone back to, is painted whole once; what follows are single lines."""

from typing import Any

import pytest
from textual._compositor import ChopsUpdate, LayoutUpdate

from deskconsole.app import Console
from tests.console.driver import Seat, console
from tests.desk.support import Bench

_SIZE = (100, 40)
#: So many lines may be painted beside the whole screen: a clock that ran on, where the cursor went.
_MORE = 6


@pytest.fixture
def paints(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many lines each paint had."""
    lines: list[int] = []
    display = Console._display

    def count(app: Console, screen: Any, update: Any) -> None:
        if not app._batch_count and isinstance(update, LayoutUpdate):
            lines.append(_SIZE[1])
        elif not app._batch_count and isinstance(update, ChopsUpdate):
            lines.append(len({y for y, _from, _to in update.spans}))
        display(app, screen, update)

    monkeypatch.setattr(Console, "_display", count)
    return lines


async def stands(c: Seat) -> None:
    """Waits until the screen on top has read and been painted."""
    screen = c.app.screen
    await c.until(lambda: not screen.reloads.running, "the reading")  # type: ignore[attr-defined]
    for _round in range(5):
        await c.pilot.pause(0.03)


@pytest.mark.parametrize("key", ["f2", "f4", "f6", "f7", "enter"])
async def test_opening_and_going_back_paint_the_screen_once(bench: Bench, paints: list[int], key: str) -> None:
    bench.take(request="first of all")
    async with console(bench.desk, size=_SIZE) as c:
        await c.until(lambda: c.queue.selected, "a ticket")
        await c.press(key)
        await stands(c)
        await c.press("escape")
        await stands(c)
        for pressed in (key, "escape"):
            paints.clear()
            await c.press(pressed)
            await stands(c)
            assert paints.count(_SIZE[1]) == 1, (pressed, paints)
            assert sum(paints) <= _SIZE[1] + _MORE, (pressed, paints)
