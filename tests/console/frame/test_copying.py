"""Copying to the person's own clipboard (OSC 52): by its key, and never otherwise."""

import base64

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the terminal was told to put into the clipboard."""
    orders: list[str] = []

    def write(self: HeadlessDriver, data: str) -> None:
        if data.startswith("\x1b]52;c;"):
            orders.append(base64.b64decode(data.removeprefix("\x1b]52;c;").removesuffix("\a")).decode())

    monkeypatch.setattr(HeadlessDriver, "write", write)
    return orders


@pytest.mark.parametrize("key", ["asterisk", "alt+c", "fullwidth_asterisk"])
async def test_the_number_of_the_ticket_is_copied_by_one_key(bench: Bench, sent: list[str], key: str) -> None:
    number = bench.take("online", "core")
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.selected == number[-4:])
        await c.press(key)
        assert c.said == f"Copied: {number}"
        assert sent == [number]
        await c.opens(number)
        await c.press(key)
        await c.until(lambda: sent == [number, number])


async def test_a_field_or_what_is_selected_in_it_is_copied_in_a_form(bench: Bench, sent: list[str]) -> None:
    number = bench.take("online", "core")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        form = await c.form()
        await c.press("alt+c")
        assert sent == [number], "nothing is typed yet: the ticket's number"
        await c.filling(text="第一行\nsecond")
        await c.press("alt+c")
        assert sent[1:] == ["第一行\nsecond"]
        await c.sees("Copied: 第一行")
        await c.press("shift+left", "shift+left", "alt+c")
        assert sent[2:] == ["nd"]
        assert c.value("text") == "第一行\nsecond"
        assert c.app.screen is form


async def test_nothing_is_copied_unasked(bench: Bench, sent: list[str]) -> None:
    number = bench.take("online", "core")
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.selected == number[-4:])
        await c.press("ctrl+c", "f2")
        await c.intake()
        await c.typing("13812345678")
        await c.press("ctrl+a", "ctrl+c", "shift+home", "ctrl+c", "ctrl+x", "ctrl+v", "escape")
        await c.opens(number)
        await c.on(TicketScreen)
        await c.press("n")
        await c.form()
        await c.filling(text="words")
        await c.press("shift+home", "ctrl+x", "ctrl+c", "ctrl+v")
        await c.pilot.click("ActionForm TextArea", times=2)
        await c.press("escape")
        assert sent == []


async def test_behind_the_lock_nothing_is_copied(bench: Bench, sent: list[str]) -> None:
    number = bench.take("online", "core")
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.selected == number[-4:])
        await c.press("ctrl+l", "alt+c", "asterisk")
        assert sent == []
