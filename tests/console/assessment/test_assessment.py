"""The assessment at the console, in Chinese at 80×24: an objection, its answer, closed, a title, a violation."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.assessment.judging import show_assessment
from deskconsole.screens.assessment.assessment import AssessmentScreen
from deskconsole.screens.assessment.forms import AnswerForm, ObjectToForm, TitleForm, ViolationForm
from deskconsole.screens.figures.behind import BehindFigure
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench, t


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    for n in range(6):
        number = made.take("online", "ordinary", contact=f"1380000000{n}")
        made.act(number, "answered")
        made.act(number, "finished", outcome="resolved")
        made.act(number, "rated", score=4)
        made.act(number, "filed")
    made.take("online", "ordinary", by="lin")
    made.now = t("10-08 10:00")
    yield made
    assert made.verified() == []
    made.desk.store.close()


async def test_r34_seen_objected_to_answered_closed(house: Bench) -> None:
    async with console(house.desk, lang="zh", size=(80, 24)) as c:
        await c.press("f9", "7")
        await c.on(AssessmentScreen)
        await c.sees("2026-09", "个人 (1)", "Zhou", "部门 (1)", "区间", "按时响应")
        await c.misses("Lin")
        await c.press("enter")
        await c.on(PickOne)
        await c.sees("解决率")
        await c.press("1")
        await c.on(BehindFigure)
        await c.sees("首次响应及时率")
        await c.press("escape", "3")
        await c.on(ObjectToForm)
        await c.filling(text="那天系统坏了")
        await c.press("ctrl+s")
        await c.on(AssessmentScreen)
        await c.sees("已登记，定稿前会答复", "异议：那天系统坏了", "尚未答复")
    async with console(house.by("song"), lang="zh", size=(80, 24)) as c:
        await c.press("f9", "7")
        await c.on(AssessmentScreen)
        await c.sees("Lin", "不评")
        await c.press("7", "2")
        await c.sees("还有异议没有答复")
        await c.press("4")
        await c.on(AnswerForm)
        await c.filling(text="已核实")
        await c.press("ctrl+s")
        await c.sees("答复：已核实")
        await c.press("5")
        await c.on(TitleForm)
        await c.press("2")
        await c.sees("促成项目奖")
        await c.press("ctrl+s")
        await c.on(AssessmentScreen)
        await c.press("6")
        await c.on(ViolationForm)
        await c.filling(text="推诿")
        await c.press("ctrl+s")
        await c.sees("口头警告")
        await c.press("7", "2")
        await c.sees("2026-09 已定稿", "已定稿，区间")
        await c.press("enter", "1")
        await c.sees("定稿时的工单")
        await c.press("1")
        await c.on(TicketScreen)
        await c.press("escape", "2")
        await c.on(AssessmentScreen)
        await c.sees("考核 2026 ─")
    assert all(each.closed for each in show_assessment(house.by("song"), "2026-09"))
