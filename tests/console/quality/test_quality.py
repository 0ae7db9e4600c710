"""Quality checks at the console, in Chinese at 80×24: drawn, scored by digits beside the ticket, seen, objected to,
decided, looked at once more (R33, E22)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.quality.checks import show_checks
from deskconsole.desk.quality.drawing import draw_checks
from deskconsole.desk.quality.reviewing import review_check
from deskconsole.desk.tickets import drafts
from deskconsole.errors import NotFound
from deskconsole.screens.quality.calibration import CalibrationResult
from deskconsole.screens.quality.forms import CoachForm, DecideForm, DrawForm, ObjectForm, ScoreForm
from deskconsole.screens.quality.quality import CheckResult, QualityScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    number = made.take("online", "ordinary")
    made.act(number, "answered", text="推荐 IRB 2600")
    made.act(number, "finished", outcome="resolved")
    made.act(number, "filed")
    yield made
    assert made.verified() == []
    made.desk.store.close()


async def test_e22_a_check_is_drawn_scored_objected_to_and_put_right(house: Bench) -> None:
    async with console(house.by("he"), lang="zh", size=(80, 24)) as c:
        await c.press("f9")
        await c.on(QualityScreen)
        await c.sees("没有要检查的 · + 抽取")
        await c.press("+")
        await c.on(DrawForm)
        await c.sees("抽取要检查的单", "自查", "组长抽查", "2026-09-14")
        await c.press("2")
        await c.sees("2026-W38")
        await c.press("ctrl+s")
        await c.on(QualityScreen)
        await c.sees("抽出 1 单", "等您打分 (1)", "组长抽查", "Zhou", "待打分")
        await c.press("enter")
        await c.on(ScoreForm)
        await c.sees("0001 · 组长抽查 · 接待质量评分", "焊接工位换型频繁", "推荐 IRB 2600", "!解答正确、有依据")
        await c.misses("整改期限")
        await c.press("4", "4", "1", "1", "5", "5", "6")  # not applicable: the last
        await c.sees("眼下得分：0%", "业务不熟", "整改期限")
        await c.filling(cause="knowledge", finding="型号说错了", right_by="+2d")
        await c.press("ctrl+s")
        await c.on(QualityScreen)
        await c.sees("0001：已打分", "等您复核的整改 (1)", "0%", "不合格")
    async with console(house.desk, lang="zh", size=(80, 24)) as c:
        await c.press("f9")
        await c.on(QualityScreen)
        await c.sees("等您签收的结果 (1)")
        await c.press("enter")
        await c.on(CheckResult)
        await c.sees("业务不熟", "1/5  解答正确、有依据", "不适用  结束前复述要点", "整改：型号说错了")
        await c.press("escape", "2")
        await c.sees("0001：已签收")
        await c.press("3")
        await c.on(ObjectForm)
        await c.filling(text="录音里说对了")
        await c.press("ctrl+s")
        await c.on(QualityScreen)
        await c.sees("0001：由第三人裁定", "申诉中")
        await c.press("v")
        await c.on(TicketScreen)
        await c.sees("申诉", "录音里说对了")
    async with console(house.by("song"), lang="zh", size=(80, 24)) as c:
        await c.press("f9", "4")
        await c.on(DecideForm)
        await c.filling(changed="no", text="录音里也错")
        await c.press("ctrl+s")
        await c.on(QualityScreen)
        await c.sees("0001：已裁定", "不合格，维持原判")
    async with console(house.by("he"), lang="zh", size=(80, 24)) as c:
        await c.press("f9", "5")
        await c.on(CoachForm)
        await c.misses("整改期限")
        await c.press("ctrl+s")
        await c.on(QualityScreen)
        await c.sees("不合格，维持原判，已整改")
    (view,) = show_checks(house.desk, "0001")
    assert (view.row.outcome, view.row.coached, view.row.decision) == ("failed", "put_right", "upheld")


async def test_what_is_half_scored_waits_and_nobody_else_sees_it(house: Bench) -> None:
    draw_checks(house.by("he"), "leader", "2026-W38", seed="s")
    async with console(house.by("he"), lang="zh", size=(80, 24)) as c:
        await c.press("f9")
        await c.on(QualityScreen)
        await c.sees("等您打分 (1)")
        await c.press("enter")
        await c.on(ScoreForm)
        await c.press("4", "4", "1", "1", "5", "5", "6")
        await c.filling(cause="knowledge", finding="型号说错了")
        await c.press("escape")
        await c.on(QualityScreen)
        await c.press("f3", "ctrl+o")
        await c.on(ScoreForm)
        await c.until(lambda: c.value("finding") == "型号说错了" and c.value("correct") == "1", "what was scored")
    (mine,) = drafts.drafts(house.by("he"))
    assert drafts.drafts(house.desk, everybody=True) == []
    with pytest.raises(NotFound):
        drafts.take_over_draft(house.desk, mine.id)


@pytest.mark.parametrize("size", [(80, 24), (48, 20)])
async def test_all_score_the_same_record_and_see_afterwards_how_far_apart_they_are(
    house: Bench, size: tuple[int, int]
) -> None:
    async with console(house.by("he"), lang="zh", size=size) as c:
        await c.press("f9")
        await c.on(QualityScreen)
        await c.press("+")
        await c.on(DrawForm)
        await c.press("4")
        await c.sees("2026-09 ")
        await c.press("ctrl+s")
        await c.on(QualityScreen)
        await c.sees("抽出 1 单", "等您打分 (1)")
        await c.press("6")
        await c.on(CalibrationResult)
        await c.sees("评分校准 · 2026-09 · 1 单", "全部评完后显示", "He: 1", "Song: 1")
        await c.press("escape")
        await c.on(QualityScreen)
        await c.press("1")
        await c.on(ScoreForm)
        await c.press(*"4411555")
        await c.misses("为什么", "整改期限")
        await c.press("ctrl+s")
        await c.on(QualityScreen)
        await c.misses("不合格")
    review_check(house.by("song"), "0001", {"attitude": 4, "accuracy": 4, "procedure": 5}, level="calibration")
    async with console(house.by("he"), lang="zh", size=size) as c:
        await c.press("f9")
        await c.on(QualityScreen)
        await c.press("6")
        await c.on(CalibrationResult)
        await c.sees("评分标准", "服务态度  0% · 0%", "解答准确性  75% · 75% (0001)", "所给均分")
