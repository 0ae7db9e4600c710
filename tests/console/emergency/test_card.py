"""The emergency card at the console: one key everywhere, also at the lock and without the store (S13)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.emergency import files
from deskconsole.desk.emergency.emergencies import past_entries, take_in
from deskconsole.desk.visitors.checking_in import check_in
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.documents import emergency as papers
from deskconsole.domain.emergency.log import CLOSED, MISSING, OPENED, PRESENT, SAID
from deskconsole.errors import StoreUnusable
from deskconsole.screens.emergency.card import EmergencyCard
from deskconsole.screens.frame.lock import LockScreen
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.staff.sign_on_screen import SignOnScreen
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import Seat, console, signing_on
from tests.desk.support import Bench

KEY = "ctrl+right_square_bracket"
#: Eleven persons by eight visits.
GUESTS = {"韩成": 3, "苏芳": 1, "纪元": 1, "卫平": 2, "鲁山": 1, "陶然": 1, "葛兰": 1, "易木": 1}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, packs=("front-desk", "robot-integrator"))
    for name, people in GUESTS.items():
        check_in(made.desk, CheckIn("visit", name, fields={"host": "王强", "people": people}))
    yield made
    assert made.verified() == []
    made.desk.store.close()


def entries(bench: Bench) -> list[str]:
    return [entry.what for entry in past_entries(bench.desk)]


async def opened(c: Seat, *keys: str) -> EmergencyCard:
    await c.press(*keys)
    return await c.on(EmergencyCard)


async def test_s13_fire_alarm_with_eleven_people_inside(house: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Any] = []
    monkeypatch.setattr(papers, "print_file", lambda path, printer, title: made.append(path.read_bytes()[:4]))
    async with console(house.desk, lang="zh") as c:
        card = await opened(c, "~")
        await c.sees("火警 119", "急救 120", "报警 110", "集合：", "对外：", "1 火灾", "8 演习", "楼内 11")
        await c.press("1")
        await c.sees("不坐电梯", "集合地点点名")
        assert past_entries(house.desk) == [], "looking records nothing"
        await c.press("enter")
        await c.sees("点名 0/11", "韩成 的同行 2")
        await c.press("enter", "enter", "enter", "-")
        await c.sees("点名 3/11", "缺 1", "[✗]")
        await c.until(lambda: entries(house) == [OPENED, *[PRESENT] * 3, MISSING], "on record")
        await c.press("n")
        await c.typing("119 已报 消防车十分钟到\n")
        await c.sees("09:00 开始：火灾，楼内 11 人", "09:00 119 已报 消防车十分钟到", "Zhou")
        await c.press("+")
        await c.typing("保洁吴姐\n")
        await c.sees("点名 3/12", "保洁吴姐")
        await c.press("!")
        await c.until(lambda: made == [b"%PDF"], "the list is printed")
        await c.press("escape")
        await c.on(QueueScreen)
        await c.sees("紧急情况进行中 · ^]")
        assert card.watcher.waiting == 0
        await opened(c, KEY)
        await c.press("e")
        await c.typing("是误报 都回来了\n")
        await c.sees("结束：是误报 都回来了")
        await c.until(lambda: entries(house)[-1] == CLOSED, "over, on record")
        await c.press("escape")
        await c.on(QueueScreen)
        await c.misses("紧急情况进行中")


async def test_s13_while_the_store_cannot_be_reached(house: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console(house.desk, lang="zh", size=(48, 20)) as c:
        await c.until(lambda: (house.folder / "emergency" / "inside.json").is_file(), "who is inside lies beside")

        def refuse(*_: Any) -> Any:
            raise StoreUnusable("the store cannot be reached")

        with monkeypatch.context() as patch:
            for name in ("reading", "writing", "changed"):
                patch.setattr(type(house.desk.store), name, refuse)
            house.later(minutes=5)
            card = await opened(c, KEY)
            await c.press("2")
            await c.sees("急救 120", "AED", "楼内 11", "存档连不上", "5分00前")
            await c.press("enter", "-", "n")
            await c.typing("一人晕倒\n")
            await c.sees("一人晕倒", "3 条等着")
            assert len(list((house.folder / files.FOLDER).glob("*.entry.json"))) == 3
            assert card.watcher.waiting == 3
        await card.reload()
        await c.until(lambda: entries(house) == [OPENED, MISSING, SAID], "taken in")
        await c.misses("条等着", "存档连不上")
        assert not list((house.folder / files.FOLDER).glob("*.entry.json"))


async def test_s13_from_a_form_what_is_half_typed_stays(house: Bench) -> None:
    async with console(house.desk, lang="zh") as c:
        await c.press("f2")
        await c.on(IntakeScreen)
        await c.filling(content="半句话")
        await opened(c, KEY)
        await c.press(KEY)
        await c.on(IntakeScreen)
        assert c.value("content") == "半句话"


async def test_s13_over_the_lock_and_nothing_else_opens(house: Bench) -> None:
    async with console(house.desk, lang="zh") as c:
        await c.press("ctrl+l")
        await c.on(LockScreen)
        await opened(c, KEY)
        await c.sees("楼内 11")
        await c.press("f3", "f2", "ctrl+p", "ctrl+f")
        assert isinstance(c.app.screen, EmergencyCard)
        await c.press("1", "enter", "enter")
        await c.sees("点名 1/11")
        await c.press("escape")
        await c.on(LockScreen)


async def test_s13_the_idle_lock_comes_below_the_card(house: Bench) -> None:
    async with console(house.desk, lang="zh") as c:
        await opened(c, KEY)
        c.app.parts.people.action_lock()
        await c.until(lambda: any(isinstance(each, LockScreen) for each in c.app.screen_stack), "locked")
        await c.on(EmergencyCard)
        await c.sees("楼内 11")
        await c.press("escape")
        await c.on(LockScreen)


async def test_s13_nobody_is_signed_on(house: Bench) -> None:
    (house.folder / "site.toml").write_text("[sign_on]\nshared = true\n", "utf-8")
    shared = Bench.reopened(house)
    async with signing_on(shared.desk, lang="zh") as c:
        card = await opened(c, KEY)
        await c.until(lambda: card.watcher.as_of is not None, "who is inside")
        await c.sees("楼内 11", "火警 119")
        await c.press("1", "enter", "enter")
        await c.sees("点名 1/11", "未登录", "等着写入存档")
        await c.press("escape")
        await c.on(SignOnScreen)
    shared.desk.store.close()
    assert take_in(house.desk) == 2, "as the next who signs on does"
    assert [entry.login for entry in past_entries(house.desk)] == [None, None]


async def test_s13_a_mistake_in_the_houses_own_card_is_said_and_the_programs_stands(house: Bench) -> None:
    (house.folder / "emergency.toml").write_text("[[kind]]\nname = 3\n", "utf-8")
    async with console(house.desk, lang="zh") as c:
        await opened(c, "～")
        await c.sees("emergency.toml 有错", "火警 119", "1 火灾")
