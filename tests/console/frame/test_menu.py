"""The command palette and menus: found as written in either language, and as the Chinese titles are said."""

import pytest

from deskconsole.screens.frame.menu import Menu
from tests.console.driver import Seat, console
from tests.desk.support import Bench


def _found(menu: Menu) -> list[str]:
    return [str(menu.options.get_option_at_index(n).id) for n in range(menu.options.option_count)]


async def _menu(c: Seat, key: str) -> Menu:
    await c.press(key)
    menu = await c.on(Menu)
    await c.until(lambda: menu.sounds, "the readings")
    return menu


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_palette_finds_by_initials_in_either_language(bench: Bench, lang: str) -> None:
    async with console(bench.desk, lang=lang) as c:
        for typed, name in (("xsl", "app.new_intake"), ("gj", "app.show_follow_ups"), ("cnhf", "record('promised')")):
            menu = await _menu(c, "ctrl+p")
            await c.typing(typed)
            assert name in _found(menu), typed
            assert len(_found(menu)) < 6, typed
            await c.press("escape")


async def test_the_menu_of_a_ticket_is_found_by_initials_too(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk, lang="en") as c:
        await c.opens(number)
        menu = await _menu(c, "m")
        await c.typing("zzy")
        assert _found(menu)[0] == "specialist_needed"
        await c.press("enter")
        assert (await c.form()).event == "specialist_needed"


async def test_what_is_written_so_stands_before_what_is_said_so(bench: Bench) -> None:
    async with console(bench.desk, lang="en") as c:
        menu = await _menu(c, "ctrl+p")
        await c.typing("note")
        assert _found(menu)[0] == "record('noted')"
        assert not {"app.quit", "app.help"} & set(_found(menu))
