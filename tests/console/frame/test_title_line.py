"""The title line of every screen: where one is, and what is beside, at every size."""

import pytest

from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.knowledge.knowledge import KnowledgeScreen
from deskconsole.screens.shifts.shift import ShiftScreen
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench

SIZES = [(48, 20), (80, 24), (120, 40)]


def title(c: Seat) -> str:
    """The title line, with one blank behind it."""
    return c.lines()[1].rstrip() + " "


@pytest.mark.parametrize("size", SIZES)
async def test_every_screen_says_where_one_is(bench: Bench, size: tuple[int, int]) -> None:
    number = bench.take("online")
    bench.act(number, "answered")
    async with console(bench.desk, size=size) as c:
        for key, screen, name in (
            ("f4", FollowUpScreen, "Queue › Follow-ups"),
            ("f6", KnowledgeScreen, "Queue › Knowledge"),
            ("f7", ShiftScreen, "Queue › Shift"),
            ("q", CustomerScreen, "Queue › Customer file"),
        ):
            await c.press(key)
            await c.on(screen)
            await c.sees(f" {name} ")
            assert title(c).startswith(f" {name} ")
            await c.press("escape", "f3")
        await c.opens(number)
        assert title(c).startswith(f" Queue › Ticket {number[-4:]} ")
        await c.press("q")
        await c.on(CustomerScreen)
        deep = f"Queue › Ticket {number[-4:]} › Customer file"
        await c.until(lambda: title(c).startswith(f" {deep} "), deep)


async def test_beside_stand_the_screens_of_this_site_with_their_keys_and_counts(bench: Bench) -> None:
    number = bench.take("phone", "core")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="solved")
    bench.act(number, "filed")
    bench.later(days=1)  # the call-back is due today
    bench.take("online")
    async with console(bench.desk, size=(120, 40)) as c:
        await c.until(lambda: "F2 New intake  F4 Follow-ups 1  F7 Shift" in title(c))
        assert "F5" not in title(c), "the rules of this site know no visitors"
        await c.press("f7")
        await c.on(ShiftScreen)
        await c.until(lambda: "F3 Queue 2" in title(c))
        assert "F7" not in title(c)


async def test_a_click_goes_there(bench: Bench) -> None:
    bench.take("online")
    async with console(bench.desk, size=(120, 40)) as c:
        await c.pilot.click(offset=(title(c).index("F4") + 1, 1))
        await c.on(FollowUpScreen)
        await c.pilot.click(offset=(title(c).index("F3") + 1, 1))
        await c.until(lambda: title(c).startswith("[1 All 1]"))
        await c.pilot.click(offset=(title(c).index("2 Mine"), 1))
        await c.sees("[2 Mine 1]")


@pytest.mark.parametrize("size", SIZES)
async def test_in_chinese_it_fits(bench: Bench, size: tuple[int, int]) -> None:
    number = bench.take("online")
    async with console(bench.desk, size=size, lang="zh") as c:
        assert title(c).startswith("[1 全部 1]")
        screen = await c.opens(number)
        assert isinstance(screen, TicketScreen)
        assert title(c).startswith(f" 待办 › 工单 {number[-4:]} ")
        assert "F2 新受理" in title(c)
