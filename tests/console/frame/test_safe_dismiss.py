"""A screen takes only itself away, and only once."""

import asyncio
import gc

import pytest

from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.help import Help
from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_leaving_twice_leaves_once(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("f1")
        helped = await c.on(Help)
        helped.dismiss(None)
        helped.dismiss(None)
        await c.on(TicketScreen)
        await c.pilot.pause()
        assert [type(screen) for screen in c.app.screen_stack] == [QueueScreen, TicketScreen]


async def test_what_lies_above_stays(bench: Bench) -> None:
    """A form that was saved while something was opened over it goes when that has gone, and takes its result along."""
    bench.take()
    async with console(bench.desk) as c:
        await c.press("n")
        form = await c.form()
        await c.typing("记一笔")
        await c.press("f1")
        await c.on(Help)
        form.action_save()
        await c.until(lambda: form._left_with is not None, "the form saved")
        assert isinstance(c.app.screen, Help)
        await c.press("escape")
        await c.on(QueueScreen)
        await c.sees("Note recorded for 0001")


async def test_two_quick_keys_on_a_menu(bench: Bench) -> None:
    bench.take()
    async with console(bench.desk) as c:
        await c.press("m")
        menu = await c.on(Menu)
        menu.action_leave()
        menu.action_leave()
        await c.on(QueueScreen)


async def test_work_that_ends_after_its_screen_shows_nothing(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        form = await c.on(IntakeScreen)
        gone = asyncio.Event()

        async def late() -> None:
            await gone.wait()
            form.query_one("#nothing-like-that")

        worker = form.run_worker(late())
        form.dismiss()
        gone.set()
        await c.on(QueueScreen)
        await c.until(lambda: worker.is_finished)


async def test_going_home_twice_at_once_goes_home_once(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        home = c.app.screen
        await c.opens(number)
        await c.press("f2")
        await c.intake()
        await c.typing("半句")
        await asyncio.gather(c.app.parts.screens.leave_above(home), c.app.parts.screens.leave_above(home))
        await c.on(QueueScreen)
        assert c.app.screen_stack == [home]


async def test_a_screen_left_before_it_stood(bench: Bench) -> None:
    async with console(bench.desk) as c:
        for _ in range(3):
            c.app.push_screen(IntakeScreen(c.app.session))
            c.app.pop_screen()
            await c.on(QueueScreen)
            await c.pilot.pause()
        await c.press("f2")
        await c.intake()


async def test_work_that_was_cancelled_before_it_began_leaves_no_complaint(
    bench: Bench, recwarn: pytest.WarningsRecorder
) -> None:
    """A key behind the one that leaves the console may start work in the moment in which everything is ended."""

    async def job() -> None:
        raise AssertionError("it never begins")

    async with console(bench.desk) as c:
        home = c.app.screen
        assert isinstance(home, DeskScreen)
        home.work(job())
        home.run_worker(job())
        c.app.workers.cancel_all()
        await c.pilot.pause()
        gc.collect()
    assert [str(each.message) for each in recwarn if "never awaited" in str(each.message)] == []
