"""The survey on the follow-up board, in Chinese at 80×24: not reached, answered by digits, kept half typed (E21)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.surveys.answering import show_survey
from deskconsole.screens.quality.forms import DrawForm
from deskconsole.screens.quality.quality import QualityScreen
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.survey_form import SurveyForm
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    number = made.take("online", "ordinary", contact="13800000001")
    made.act(number, "answered")
    made.act(number, "finished", outcome="resolved")
    made.act(number, "filed")
    yield made
    assert made.verified() == []
    made.desk.store.close()


async def test_e21_a_customer_is_drawn_called_again_and_asked(house: Bench) -> None:
    async with console(house.by("he"), lang="zh", size=(80, 24)) as c:
        await c.press("f9", "+")
        await c.on(DrawForm)
        await c.sees("满意度抽访")
        await c.press("5")
        await c.sees("2026-Q3")
        await c.press("ctrl+s")
        await c.on(QualityScreen)
        await c.sees("抽出 1 单")
        await c.press("f4")
        await c.on(FollowUpScreen)
        await c.sees("满意度抽访：打电话询问", "13800000001", "解决彻底", "您的问题解决得彻底吗？")
        await c.press("-")
        await c.sees("0001：没有接通，最晚 明天 18:00 再打")
        await c.press("ctrl+z")
        await c.sees("14天", "已撤回")
        await c.press("f")
        await c.on(SurveyForm)
        await c.sees("满意度抽访 · 0001", "接待您的同事态度怎么样？", "便利程度")
        await c.press("5", "2")
        await c.press("escape")
        await c.on(FollowUpScreen)
        await c.press("f")
        await c.on(SurveyForm)
        await c.press("ctrl+s")
        await c.sees("还缺 1 项：便利程度", "5 很满意")
        await c.press("4")
        await c.filling(text="等太久")
        await c.press("ctrl+s")
        await c.on(FollowUpScreen)
        await c.sees("0001：已记录", "主管二次回访（抽访低分）")
    view = show_survey(house.desk, house.show(next(iter(_numbers(house)))).number)
    assert (view.answers, view.text, view.outcome) == ({"thorough": 5, "attitude": 2, "ease": 4}, "等太久", "reached")


def _numbers(house: Bench) -> list[str]:
    with house.desk.store.reading() as tx:
        return [str(row[0]) for row in tx.all("SELECT number FROM ticket")]
