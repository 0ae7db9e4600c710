"""Improvements and trainings at the console, in Chinese at 80×24 (S02, S07)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.learning.improvements import list_improvements
from deskconsole.desk.learning.training import person_trained, show_training
from deskconsole.desk.matters.recurring import open_recurring
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.learning.attendance import AttendanceForm
from deskconsole.screens.learning.forms import AcceptForm, DoneForm, EffectForm, ProposeForm
from deskconsole.screens.learning.improvements import ImprovementsScreen
from deskconsole.screens.learning.person import PersonShown
from deskconsole.screens.learning.training import TrainingScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []
    made.desk.store.close()


async def test_s02_an_improvement_from_the_ticket_to_its_effect(house: Bench) -> None:
    number = house.take()
    async with console(house.desk, lang="zh", size=(80, 24)) as c:
        await c.until(lambda: c.queue.numbers, "the ticket")
        await c.press("enter")
        await c.on(TicketScreen)
        await c.press("alt+i")
        await c.on(ProposeForm)
        await c.sees("提出改进", "来自工单")
        await c.filling(proposal="把换型步骤做成一页图")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees("0002：已提出")
    (made,) = list_improvements(house.desk)
    assert (made.about, made.source) == (number, "colleague")
    async with console(house.by("he"), lang="zh", size=(80, 24)) as c:
        await c.press("f9", "8")
        await c.on(ImprovementsScreen)
        await c.sees("待决定 (1)", "把换型步骤做成一页图", "同事提出", "Zhou")
        await c.press("3")
        await c.sees("0002：现在不能，当前为待决定")
        await c.press("1")
        await c.on(AcceptForm)
        await c.filling(owner="Luo", due="+2d")
        await c.press("escape")  # what is half typed waits
        await c.on(ImprovementsScreen)
        await c.press("1")
        await c.on(AcceptForm)
        await c.until(lambda: c.value("owner") == "Luo", "what was typed")
        await c.press("ctrl+s")
        await c.on(ImprovementsScreen)
        await c.sees("0002：已采纳", "进行中 (1)", "Luo")
        await c.press("3")
        await c.on(DoneForm)
        await c.filling(text="图已贴出")
        await c.press("ctrl+s")
        await c.on(ImprovementsScreen)
        await c.sees("待看效果 (1)")
        await c.press("4")
        await c.on(EffectForm)
        await c.filling(outcome="effective", text="换型时间少一半")
        await c.press("ctrl+s")
        await c.on(ImprovementsScreen)
        await c.sees("已结束 (1)", "有效 · 把换型步骤做成一页图")


async def test_s07_a_training_is_recorded_by_digits(house: Bench) -> None:
    open_recurring(house.desk)
    async with console(house.by("he"), lang="zh", size=(80, 24)) as c:
        await c.press("f9", "9")
        screen = await c.on(TrainingScreen)
        await c.sees("到期待办 (4)", "年度上岗考核", "0/2", "Lin，Zhou", "即将开展 (4)")
        number = str(screen.plan[0].number)
        await c.press("1")
        await c.on(AttendanceForm)
        await c.sees("年度上岗考核 · 2026", "1 合格", "讲师")
        await c.press("1", "2", "ctrl+s")
        await c.on(TrainingScreen)
        await c.sees("2 人中到 2 人", "个人补学 (1)", "Zhou 重学未通过的科目", "已开展 (1)")
        await c.press("2")
        await c.on(PickOne)
        await c.press("8")
        await c.on(PersonShown)
        await c.sees("进行中 · 考核不合格")
    rows = {row.login: row.outcome for row in show_training(house.desk, number).results}
    assert rows == {"lin": "passed", "zhou": "failed"}
    async with console(house.desk, lang="zh", size=(48, 20)) as c:  # on a phone, with one's own alone
        await c.press("f9", "9")
        await c.on(TrainingScreen)
        await c.sees("个人补学 (1)")
        await c.press("2")
        await c.on(PersonShown)
        await c.sees("2026-09-14  不合格  年度上岗考核")
    assert [each.measure.state for each in person_trained(house.desk).measures] == ["under_way"]
