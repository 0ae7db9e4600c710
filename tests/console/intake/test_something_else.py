"""What is taken beside the usual inquiry: `;` and a digit or initials, the palette, on a form that is open already."""

import pytest

from deskconsole.desk.tickets import views
from deskconsole.screens.frame.palette import Palette
from deskconsole.screens.intake.form import InquiryForm
from deskconsole.screens.intake.something_else import AsideMenu, kinds_aside
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench


def place(bench: Bench, name: str) -> str:
    """The digit of a kind in the menu."""
    return str(1 + [kind.name for kind in kinds_aside(bench.desk)].index(name))


async def _opened(c: Seat, name: str) -> InquiryForm:
    form = await c.intake()
    assert form.rows.kind == name
    return form


async def test_s05_a_suggestion_is_taken_in_three_keys(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press(";")
        await c.on(AsideMenu)
        await c.press(place(bench, "suggestion"))
        await _opened(c, "suggestion")
        await c.typing("等候区请加几把椅子")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        await c.until(lambda: c.queue.numbers == ["0001"])
    ticket = views.show(bench.desk, "0001").ticket
    assert (ticket.kind, ticket.content, ticket.customer) == ("suggestion", "等候区请加几把椅子", None)


@pytest.mark.parametrize("typed", ["yj", "意见", "sugg", "；"])
async def test_it_is_found_by_initials_by_words_and_by_the_key_of_an_input_method(bench: Bench, typed: str) -> None:
    async with console(bench.desk) as c:
        if typed == "；":
            await c.press("fullwidth_semicolon")
            menu = await c.on(AsideMenu)
            assert "suggestion" in [choice.name for choice in menu.fit()]
            return
        await c.press(";")
        menu = await c.on(AsideMenu)
        await c.until(lambda: bool(menu.sounds))
        await c.typing(typed)
        await c.until(lambda: menu.marked is not None and menu.marked.name == "suggestion")
        await c.press("enter")
        await _opened(c, "suggestion")


async def test_the_usual_form_does_not_offer_it(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        form = await c.intake()
        assert not form.rows["kind"].display, "one usual kind leaves nothing to choose"
        await c.press("escape")
        await c.on(QueueScreen)


async def test_a_form_that_is_open_becomes_one_of_it_and_keeps_what_is_typed(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.typing("黄敏")
        await c.app.screen.run_action("app.take_aside('suggestion')")
        form = await _opened(c, "suggestion")
        assert (c.value("customer"), form.rows["kind"].display) == ("黄敏", True)
        await c.press("f2")
        assert c.value("customer") == ""
        assert form.rows.kind == "inquiry"


async def test_the_palette_has_each_of_them(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("ctrl+p")
        await c.typing("Suggestion")
        palette = await c.on(Palette)
        await c.until(lambda: palette.marked is not None and palette.marked.name == "app.take_aside('suggestion')")
        await c.press("enter")
        await _opened(c, "suggestion")
