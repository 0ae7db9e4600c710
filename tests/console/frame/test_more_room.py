"""A terminal that was too small for a while: keys work again as soon as there is room."""

import pytest

from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.widgets.more_room import MoreRoom
from tests.console.driver import Seat, console
from tests.desk.support import Bench

TOO_SMALL = ((20, 5), (80, 3), (1, 1))


async def _squeezed(c: Seat, size: tuple[int, int]) -> None:
    """Too small, until the message alone stands there; then as before."""
    room = c.app.screen.query_one(MoreRoom)
    await c.pilot.resize_terminal(*size)
    await c.until(lambda: room.display and c.app.focused is None, "nothing but the message")
    await c.pilot.resize_terminal(80, 24)
    await c.until(lambda: not room.display and c.app.focused is not None, "the focus is back")


@pytest.mark.parametrize("size", TOO_SMALL)
async def test_arrows_move_in_the_list_again(bench: Bench, size: tuple[int, int]) -> None:
    numbers = [bench.take()[-4:] for _ in range(3)]
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers == numbers)
        await _squeezed(c, size)
        await c.press("down")
        await c.until(lambda: c.queue.selected == numbers[1], "the arrow moves")


async def test_what_is_typed_goes_on_in_its_field(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.on(IntakeScreen)
        await c.typing("王")
        await _squeezed(c, (20, 5))
        await c.typing("明")
        await c.until(lambda: c.value("customer") == "王明", "one name")


async def test_a_form_over_a_list_has_its_field_again(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        form = await c.form()
        await c.typing("ab")
        await _squeezed(c, (20, 5))
        await c.typing("cd")
        await c.until(lambda: form.rows.value("text") == "abcd", "one text")
