"""M13 at the console: a number is taken, called, called again, sent on by keys alone."""

from pathlib import Path

from deskconsole.desk.queue_numbers import queue_numbers
from deskconsole.screens.queue_numbers.queue_numbers import CountersScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_m13_numbers_by_keys_alone(tmp_path: Path) -> None:
    bench = Bench(tmp_path, packs=("mall-desk",))
    async with console(bench.desk) as c:
        await c.press("&")
        await c.on(CountersScreen)
        await c.sees("Nobody waits")
        await c.press("+", "1")
        await c.sees("Questions and complaints (1)", "A001", "next")
        await c.press("+", "2")
        await c.sees("Returns and exchanges (1)", "B001")
        await c.press("1")
        await c.small_form()
        await c.typing("3")
        await c.press("ctrl+s")
        await c.sees("Window 3")
        await c.press("1")
        await c.sees("called: A001", "called to window 3")
        await c.press("home", "enter")
        await c.sees("call no. 2")
        await c.press("4", "3")
        await c.sees("Repairs (1)")
        await c.press("1")
        await c.sees("called: A001")
        await c.until(
            lambda: {line.code: line.counter for line in queue_numbers.queue_tickets(bench.desk)}["A001"] == "repairs"
        )
        await c.press("2")
        await c.until(lambda: [line.code for line in queue_numbers.queue_tickets(bench.desk)] == ["B001"])
    assert bench.verified() == []


async def test_a_desk_without_queue_numbers_says_so(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("&")
        await c.on(CountersScreen)
        await c.press("+")
        await c.sees("know no queue numbers")
