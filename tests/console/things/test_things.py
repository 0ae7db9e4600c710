"""Things at the console: taken in by digits, listed, handed out with the paper to be signed (S17)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.things.things import things
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.things.forms import HandOutForm, ToldForm
from deskconsole.screens.things.things import ThingsScreen
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, packs=("front-desk",))
    yield made
    assert made.verified() == []
    made.desk.store.close()


async def test_s17_taken_in_told_and_handed_out(house: Bench) -> None:
    async with console(house.desk, lang="zh") as c:
        await c.press("$")
        await c.on(ThingsScreen)
        await c.sees("没有保管的物品")
        await c.press("+")
        await c.on(PickOne)
        await c.sees("1 拾到物品", "3 快递", "4 借出钥匙")
        await c.press("2")
        await c.on(IntakeScreen)
        await c.filling(content="蓝色文件袋", for_whom="王强", lies="柜 3")
        await c.press("ctrl+s")
        await c.on(ThingsScreen)
        await c.sees("在前台 (1)", "寄存转交 蓝色文件袋", "王*", "柜 3", "09:00")
        await c.press("2")
        await c.on(ToldForm)
        await c.press("ctrl+s")
        await c.on(ThingsScreen)
        await c.until(lambda: things(house.desk)[0].informed, "told")
        await c.press("1")
        await c.on(HandOutForm)
        assert c.value("taken_by") == "王强"
        await c.filling(proof="工牌")
        await c.press("ctrl+s")
        await c.on(ThingsScreen)
        await c.sees("没有保管的物品", "J 出签字单")
        await c.press("J")
        await c.on(PickOne)
        await c.sees("物品领取单")


async def test_who_takes_it_is_kept_when_the_form_is_left(house: Bench) -> None:
    more: Any = {"customer": None, "contact": None, "request": "", "category": ""}
    house.take("onsite", "potential", kind="left_thing", content="文件袋", fields={"for_whom": "王强"}, **more)
    async with console(house.desk, lang="zh") as c:
        await c.press("$")
        await c.on(ThingsScreen)
        await c.sees("文件袋")
        await c.press("1")
        await c.on(HandOutForm)
        await c.filling(proof="工牌 3071")
        await c.press("escape")
        await c.on(ThingsScreen)
        await c.press("f3", "ctrl+o")
        await c.on(HandOutForm)
        await c.until(lambda: c.value("proof") == "工牌 3071", "what was typed")


async def test_s17_at_the_size_of_a_phone(house: Bench) -> None:
    fields = {"for_whom": "王强"}
    more: Any = {"customer": None, "contact": None, "request": "", "category": ""}
    house.take("onsite", "potential", kind="key_lent", content="301 会议室", fields=fields, **more)
    async with console(house.desk, lang="zh", size=(48, 20)) as c:
        await c.press("￥")
        await c.on(ThingsScreen)
        await c.sees("借出 (1)", "借出钥匙 301 会议室", "王*")
