"""What must be filled in is marked before; what is missing is told at once, at its row and in one line."""

import pytest

from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.widgets.forms.form_row import FormRow
from tests.console.driver import Seat, console
from tests.desk.support import Bench

SIZES = [(80, 24), (48, 20), (120, 40)]


async def _promise(c: Seat, bench: Bench) -> ActionForm:
    await c.opens(bench.take())
    await c.press("p")
    return await c.form()


@pytest.mark.parametrize("size", SIZES)
async def test_required_rows_are_marked_and_all_gaps_are_told_at_once(bench: Bench, size: tuple[int, int]) -> None:
    async with console(bench.desk, size=size, lang="zh") as c:
        await _promise(c, bench)
        await c.sees("截止*", "内容*", "* 必填")
        await c.press("ctrl+s")
        await c.sees("还缺 2 项：截止、内容", "请填写")
        assert c.note("due") == c.note("text") == "✗ 请填写"
        await c.filling(due="+2h")
        await c.sees("还缺 1 项：内容")
        assert not c.note("due").startswith("✗")
        await c.filling(text="书面答复")
        await c.misses("还缺")
        assert not c.note("text")


async def test_gaps_and_mistakes_are_told_together(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await _promise(c, bench)
        await c.filling(due="不知道")
        await c.press("ctrl+s")
        await c.sees("还缺 1 项：内容")
        await c.sees("截止")
        assert c.note("due").startswith("✗")
        assert "due" not in c.note("due")


@pytest.mark.parametrize("size", SIZES)
async def test_the_intake_form_marks_and_tells_too(bench: Bench, size: tuple[int, int]) -> None:
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        await c.sees("客户*", "联系方式*", "* 必填")
        await c.press("ctrl+s")
        await c.sees("还缺 5 项")
        assert c.note("contact") == "✗ 请填电话或微信；客户不愿留就填 -"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_label_of_six_characters_stands_beside_its_entry(bench: Bench, size: tuple[int, int]) -> None:
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.press("f2")
        form = await c.intake()
        row = form.rows["request"]
        row._label = lambda: "安排上门时间窗"
        row.relabel()
        form.content.show_rows()
        await c.pilot.pause()
        line = next(line for line in c.lines() if "安排上门时间窗" in line)
        assert row.input.region.y == c.lines().index(line)
        columns = {each.input.region.x for each in form.query(FormRow) if each.display}
        assert len(columns) == 1


async def test_a_long_message_begins_beside_its_sign(bench: Bench) -> None:
    async with console(bench.desk, size=(48, 20), lang="zh") as c:
        form = await _promise(c, bench)
        text = "这一条消息很长很长，一行放不下，但是第一行要从叉号后面开始，不能空着一行再写"
        form.rows["due"].say(text, error=True)
        await c.pilot.pause()
        first = next(line for line in c.lines() if "✗" in line)
        assert "✗ 这一条消息" in first
        await c.press("escape")


async def test_enter_goes_on_from_choices_and_a_digit_chooses_and_goes_on(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.press("f2")
        form = await c.intake()
        form.rows["channel"].focus_entry()
        await c.press("enter")
        assert form.content.focused_row is form.rows["tier"]
        assert c.value("channel") == "phone"
        await c.press("2")
        assert (c.value("tier"), form.content.focused_row) == ("important", form.rows["category"])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("半小时", "= 09-14 周一 09:30（30 分钟后）"),
        ("3点", "= 09-14 周一 15:00（6 小时后）"),
        ("1500", "= 09-14 周一 15:00（6 小时后）"),
        ("明天上午", "= 09-15 周二 12:00（1 天后）"),
        ("周五下班前", "= 09-18 周五 18:00（4 天后）"),
        ("随便", "还看不懂"),
    ],
)
async def test_a_time_answers_while_it_is_typed(bench: Bench, size: tuple[int, int], typed: str, answer: str) -> None:
    if size != (80, 24) and typed != "半小时":
        pytest.skip("one of them at the other sizes is enough")
    async with console(bench.desk, size=size, lang="zh") as c:
        await _promise(c, bench)
        await c.sees("半小时 · 3点")
        await c.filling(due=typed)
        await c.sees(answer)
