"""The manual at the console: F1 twice, the next page, another page by typing; what lies below stays as it is."""

import pytest

from deskconsole.actions import use_keys
from deskconsole.screens.frame.help import Help
from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.manual.manual import ManualScreen
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.mark.parametrize("size", [(80, 24), (48, 20), (120, 40)], ids=str)
async def test_f1_twice_opens_the_page_of_the_screen(bench: Bench, size: tuple[int, int]) -> None:
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        await c.filling(content="半句话")
        await c.press("f1")
        await c.on(Help)
        await c.press("f1")
        screen = await c.on(ManualScreen)
        assert screen.topic.name == "intake"
        await c.sees("受理登记")
        await c.until(
            lambda: "受理登记" in screen.reading.plain and "打错电话" in screen.reading.plain, "the whole page"
        )
        picture = "80 列宽" in screen.reading.plain
        assert picture is (size[0] < 80)
        await c.press("pagedown")
        await c.until(lambda: screen.reading.scroll_y > 0, "it scrolls")
        await c.press("escape")
        await c.on(IntakeScreen)
        assert c.value("content") == "半句话"


async def test_other_pages_by_turning_and_by_typing_in_both_languages(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.press("f1", "f1")
        screen = await c.on(ManualScreen)
        assert screen.topic.name == "queue"
        await c.press("n")
        assert screen.topic.name == "call"
        await c.press("p", "p")
        assert screen.topic.name == "day"
        await c.press("slash")
        await c.on(Menu)
        await c.typing("visitor")
        await c.press("enter")
        await c.on(ManualScreen)
        await c.until(lambda: screen.topic.name == "visitors", "found")
        await c.sees("访客")
        await c.press("f12")
        await c.sees("Visitors")
        assert screen.reading.scroll_y == 0
        await c.press("f1")
        await c.until(lambda: not isinstance(c.app.screen, ManualScreen), "left")


async def test_the_palette_leads_to_the_manual_too(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f4", "ctrl+p")
        await c.on(Menu)
        await c.typing("manual")
        await c.press("enter")
        assert (await c.on(ManualScreen)).topic.name == "follow-ups"


async def test_f1_twice_over_a_form_opens_the_page_of_forms(bench: Bench) -> None:
    bench.take()
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers, "the ticket")
        await c.press("a")
        await c.form()
        await c.filling(text="半句话")
        await c.press("f1", "f1")
        assert (await c.on(ManualScreen)).topic.name == "answer"
        await c.press("escape")
        await c.form()
        assert c.value("text") == "半句话"
        await c.press("escape")


async def test_a_key_that_the_site_has_changed_stands_on_the_page(bench: Bench) -> None:
    (bench.folder / "site.toml").write_text('[keys]\nnew_intake = "f13"\n', "utf-8")
    try:
        async with console(Bench.reopened(bench).desk) as c:
            await c.press("f1", "f1")
            await c.on(ManualScreen)
            await c.press("n", "n")
            await c.sees("F13 opens it from anywhere")
    finally:
        use_keys({})
