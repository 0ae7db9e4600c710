"""One reading at a time; the first paint has its lines without waiting for what comes after them."""

import asyncio

import pytest

from deskconsole.app import Console
from deskconsole.desk.tickets.open_lines import OpenLines
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_a_reading_asked_for_while_one_is_under_way_is_one_more(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console(bench.desk) as c:
        home = c.app.screen
        assert isinstance(home, QueueScreen)
        await c.until(lambda: not home.reloads.running, "the first readings")
        going_on, begun = asyncio.Event(), 0

        async def read() -> None:
            nonlocal begun
            begun += 1
            await going_on.wait()

        monkeypatch.setattr(home.reloads, "_job", read)
        for _wish in range(3):
            home.start_reload()
        await c.until(lambda: begun, "the reading")
        await c.pilot.pause()
        assert begun == 1
        going_on.set()
        await c.until(lambda: not home.reloads.running, "the end")
        assert begun == 2


async def test_the_first_paint_has_its_lines_before_all_others_are_read(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bench.take(customer="Zhou Lan", request="first of all")
    monkeypatch.setattr(OpenLines, "read", lambda *_desk: pytest.fail("read before the first paint"))
    monkeypatch.setattr(Console, "on_ready", lambda _app: None)  # what follows the first paint does not begin
    app = Console(bench.desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        home = app.screen
        assert isinstance(home, QueueScreen)
        assert (home.number, home.whole, home.has_class("-wide")) == (number, False, True)
        painted = "\n".join(strip.text for strip in home._compositor.render_strips())
        assert "first of all" in painted
    app.session.close(wait=True)
