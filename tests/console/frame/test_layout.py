"""Every screen at 80×24 and on a phone; too small, and back."""

import pytest

from deskconsole.screens.knowledge.knowledge import KnowledgeScreen
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", [(48, 20), (80, 24), (120, 40), (200, 60)])
async def test_every_screen_has_its_frame_and_fits(bench: Bench, size: tuple[int, int], lang: str) -> None:
    number = bench.take()
    async with console(bench.desk, size=size, lang=lang) as c:
        for screen in ("queue", "ticket", "follow-ups", "knowledge", "intake"):
            if screen == "ticket":
                await c.opens(number)
            elif screen == "follow-ups":
                await c.press("f3", "f4")
                await c.on(FollowUpScreen)
            elif screen == "knowledge":
                await c.press("f6")
                await c.on(KnowledgeScreen)
            elif screen == "intake":
                await c.press("f2")
                await c.intake()
            lines = c.lines()
            assert len(lines) == size[1]
            assert "09:00" in lines[0], screen
            assert ("Esc" in lines[-1]) or ("Enter" in lines[-1]) or ("r " in lines[-1]), screen


async def test_the_whole_intake_form_stands_at_80_by_24(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.sees("Customer", "Contact", "Channel", "Tier", "Category", "Content", "Request", "^S Save")
        await c.press("ctrl+s")
        await c.sees("please fill in: a name", "5 still missing", "^S Save")


async def test_a_phone_shows_countdown_number_and_customer(bench: Bench) -> None:
    bench.take(customer="仇英")
    async with console(bench.desk, size=(48, 20)) as c:
        line = next(line for line in c.lines() if "仇英" in line)
        assert line.startswith("      5m00")
        assert "0001" in line


async def test_too_small_says_so_and_recovers(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.pilot.resize_terminal(20, 5)
        await c.sees("Needs more room")
        assert number[-4:] not in c.text()
        await c.pilot.resize_terminal(80, 24)
        await c.sees(number[-4:])
        await c.misses("Needs more room")
        await c.press("p")
        await c.form()
        await c.typing("+2h")
        await c.pilot.resize_terminal(20, 5)
        await c.sees("Needs more room")
        await c.pilot.resize_terminal(80, 24)
        await c.sees("= 09-14 Mon 11:00")


async def test_details_stand_beside_when_wide(bench: Bench) -> None:
    bench.take(content="视觉定位偏差0.3mm")
    async with console(bench.desk, size=(160, 45)) as c:
        await c.sees("视觉定位偏差0.3mm")
    async with console(bench.desk) as c:
        await c.sees("Asked  视觉定位偏差0.3mm")
        await c.misses("Content")
        await c.press("v")
        await c.sees("Content  视觉定位偏差0.3mm")
