"""Two languages, switched live, and nothing of a third in between."""

import pytest

from deskconsole.screens.frame.help import Help
from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_everything_changes_at_once(bench: Bench) -> None:
    bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.sees("未办结", "全部", "首次响应")
        await c.press("L")
        await c.sees("1 open", "All 1", "First response", "Online")
        await c.misses("未办结", "全部")
        await c.press("f12")
        await c.sees("未办结")


async def test_a_form_keeps_what_is_typed(bench: Bench) -> None:
    bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.press("p")
        await c.form()
        await c.filling(due="+2h", text="尽快核实")
        await c.press("f12")
        await c.sees("Promise a time", "Until")
        assert (c.value("due"), c.value("text")) == ("+2h", "尽快核实")
        assert isinstance(c.app.screen, ActionForm)


async def test_the_intake_form_too(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.press("f2")
        await c.sees("客户等级", "核心客户")
        await c.press("f12")
        await c.sees("Tier", "Core", "Request")
        await c.misses("客户等级", "核心客户")


async def test_help_is_made_from_the_registry(bench: Bench) -> None:
    async with console(bench.desk, size=(120, 40)) as c:
        await c.press("?")
        await c.on(Help)
        await c.sees("New intake", "Answer", "All actions")
        await c.press("end")
        await c.sees("Everywhere", "F2 ^N")
        await c.press("escape")
        await c.on(QueueScreen)
        await c.press("fullwidth_question_mark")
        await c.on(Help)


async def test_the_palette_finds_by_either_language(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.press("ctrl+p")
        await c.on(Menu)
        await c.typing("follow-ups")
        await c.press("enter")
        await c.on(FollowUpScreen)


@pytest.mark.parametrize(("lang", "told"), [("zh", "^Q 退出控制台"), ("en", "^Q leaves the console")])
async def test_textuals_own_words_about_leaving_are_ours(bench: Bench, lang: str, told: str) -> None:
    async with console(bench.desk, lang=lang) as c:
        await c.press("ctrl+c")
        assert c.said == told
        await c.misses("quit the app")
