"""The command palette and menus: found as written in either language, and as the Chinese titles are said."""

import pytest

from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.tickets.ticket import TicketScreen
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
            assert len(_found(menu)) < 8, typed
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


async def test_the_palette_says_what_it_is_for_and_shows_the_day_first_then_what_was_chosen(bench: Bench) -> None:
    async with console(bench.desk) as c:
        menu = await _menu(c, "ctrl+p")
        await c.sees("Words, initials, English; a ticket's number, a customer", "^G")
        assert _found(menu)[:2] == ["app.pick_up", "app.new_intake"]
        await c.typing("dark")
        assert _found(menu) == ["app.switch_theme"]
        await c.press("enter")
        menu = await _menu(c, "ctrl+p")
        assert _found(menu)[:2] == ["app.switch_theme", "app.pick_up"]
        await c.press("escape")
    async with console(bench.desk) as c:  # kept for the next start
        menu = await _menu(c, ":")
        assert _found(menu)[0] == "app.switch_theme"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("typed", ["主题", "zhuti", "zt", "theme"])
async def test_other_words_find_too_in_whatever_language(bench: Bench, lang: str, typed: str) -> None:
    async with console(bench.desk, lang=lang) as c:
        menu = await _menu(c, "ctrl+p")
        await c.typing(typed)
        assert "app.switch_theme" in _found(menu)


async def test_the_palette_opens_a_ticket_by_its_number_and_a_customer_by_name(bench: Bench) -> None:
    number = bench.take(customer="陈立", contact="13812345678", request="报价")
    async with console(bench.desk) as c:
        menu = await _menu(c, "ctrl+p")
        await c.typing(number[-4:])
        await c.until(lambda: any(name.startswith("found ticket") for name in _found(menu)), "the ticket")
        await c.press("enter")
        screen = await c.on(TicketScreen)
        assert screen.number == number
        menu = await _menu(c, "ctrl+p")
        await c.typing("陈立")
        await c.until(lambda: any(name.startswith("found customer") for name in _found(menu)), "the customer")
        await c.press("end", "up" if _found(menu)[0].startswith("found customer") else "down")
        while not str(menu.marked and menu.marked.name).startswith("found customer"):
            await c.press("down")
        await c.press("enter")
        await c.on(CustomerScreen)


async def test_the_palette_says_that_nothing_fits(bench: Bench) -> None:
    async with console(bench.desk) as c:
        menu = await _menu(c, "ctrl+p")
        await c.typing("qqqq")
        await c.sees("Nothing is called “qqqq” · other words, or Esc and / look in everything")
        await c.press("enter")
        assert c.app.screen is menu
