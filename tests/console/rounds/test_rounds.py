"""Rounds at the console: on the top line, ticked by one key, not in order in two (S14)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.rounds.rounds import rounds_of_day
from deskconsole.desk.shifts import shifts
from deskconsole.screens.rounds.rounds import NotInOrderForm, RoundsScreen
from deskconsole.screens.shifts.shift import ShiftScreen
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import console
from tests.desk.support import Bench, t


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, packs=("front-desk",))
    yield made
    assert made.verified() == []
    made.desk.store.close()


async def test_s14_a_round_is_gone_on_and_a_ticket_opened(house: Bench) -> None:
    house.now = t("09-14 09:35")
    async with console(house.desk, lang="zh") as c:
        await c.sees("该巡查了 · %")
        await c.press("%")
        await c.on(RoundsScreen)
        await c.sees("09:30 接待区巡查 · 10:30 前", "0/5", "台面、地面、沙发整洁", "13:30 接待区巡查 · 还没到")
        await c.press("enter")
        await c.sees("[✓] 台面、地面、沙发整洁", "Zhou 09:35", "1/5")
        await c.press("2")
        await c.on(NotInOrderForm)
        await c.filling(text="大厅灯坏了", department="administration")
        await c.press("ctrl+s")
        await c.on(RoundsScreen)
        await c.sees("[✗] 灯光、显示屏正常: 大厅灯坏了", "→ 0001", "2/5")
        await c.press("down", "1", "1", "1")
        await c.until(lambda: not rounds_of_day(house.desk)[0].open, "all looked at")
        await c.sees("5/5", "完成")
        await c.press("escape")
        await c.on(QueueScreen)
        await c.misses("该巡查了")
        assert c.queue.numbers == ["0001"]


async def test_s14_a_missed_round_stands_on_the_sheet_that_is_accepted(house: Bench) -> None:
    shifts.open_shift(house.desk)
    house.now = t("09-14 12:00")
    shifts.hand_over(house.desk)
    async with console(house.by("lin"), lang="zh", size=(80, 36)) as c:
        await c.press("f7")
        await c.on(ShiftScreen)
        await c.sees("漏查", "09:30 接待区巡查 · 5 项没查")


async def test_what_is_not_in_order_is_kept_when_the_form_is_left(house: Bench) -> None:
    house.now = t("09-14 09:35")
    async with console(house.desk, lang="zh") as c:
        await c.press("%")
        await c.on(RoundsScreen)
        await c.press("down", "down", "2")
        await c.on(NotInOrderForm)
        await c.filling(text="地毯翘起来了")
        await c.press("escape")
        await c.on(RoundsScreen)
        await c.press("f3", "ctrl+o")
        await c.on(NotInOrderForm)
        await c.until(lambda: c.value("text") == "地毯翘起来了", "what was typed")
        await c.press("ctrl+s")
        await c.on(RoundsScreen)
        await c.sees("地毯翘起来了")
