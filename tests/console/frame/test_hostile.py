"""Whatever a customer wrote is shown as written, and does nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.tickets.intake import intake
from deskconsole.desk.tickets.intake_forms import read_form
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.text.cells import width
from deskconsole.text.clean import is_clean
from tests.console.driver import Seat, console
from tests.desk.support import Bench

LINES: list[dict[str, Any]] = [
    json.loads(line) for line in Path("tests/data/intake_hostile.jsonl").read_text("utf-8").splitlines()
]
SIZES = ((48, 20), (80, 24), (160, 45))


def _harmless(c: Seat, size: tuple[int, int]) -> None:
    for line in c.lines():
        assert is_clean(line), repr(line)
        assert width(line) == size[0]


def _enter_all(bench: Bench) -> list[tuple[str, dict[str, Any]]]:
    """Every hostile line as a ticket with its text in every kind of event that shows one, ready to be called back."""
    entered = []
    for form in LINES:
        form = {**form, "received": None}
        number = intake(bench.desk, read_form(bench.desk, form, now=bench.now)).number
        bench.act(number, "answered", text=form["content"])
        bench.act(number, "promised", text=form["content"], due=bench.now.replace(year=2027).isoformat())
        bench.act(number, "replied", text=form["content"])
        bench.act(number, "confirmed")
        bench.act(number, "finished", outcome=form["customer"][:200])
        entered.append((number, form))
    return entered


@pytest.mark.parametrize("size", SIZES)
async def test_hostile_tickets_are_harmless_on_every_screen(bench: Bench, size: tuple[int, int]) -> None:
    entered = _enter_all(bench)
    async with console(bench.desk, size=size) as c:
        await c.press("v")
        for number, _form in entered:
            await c.opens(number)
            _harmless(c, size)
            await c.press("escape")
            await c.on(QueueScreen)
            _harmless(c, size)
        await c.press("f4")
        await c.on(FollowUpScreen)
        await c.until(lambda: c.follow_ups.numbers)
        for _ in entered:
            _harmless(c, size)
            await c.press("down")


async def test_hostile_text_in_forms_is_harmless_and_kept(bench: Bench) -> None:
    bench.take()
    async with console(bench.desk) as c:
        for form in LINES:
            await c.press("n")
            await c.form()
            await c.filling(text=form["content"])
            _harmless(c, (80, 24))
            await c.press("escape", "f2")
            screen = await c.intake()
            screen.rows["customer"].focus_entry()
            await c.filling(customer=form["customer"], content=form["content"], request=form["request"])
            _harmless(c, (80, 24))
            await c.press("f3")
            await c.on(QueueScreen)
            _harmless(c, (80, 24))


@pytest.mark.parametrize("field", ["text", "due"])
@pytest.mark.parametrize("text", ["👨‍👩‍👧 end", "🇨🇳 end", "👍🏽 end", "⚠️ end"])
async def test_joined_and_flagged_emoji_break_no_line_of_a_form(bench: Bench, field: str, text: str) -> None:
    bench.take()
    async with console(bench.desk) as c:
        await c.press("p")
        await c.form()
        await c.filling(**{field: text})
        _harmless(c, (80, 24))
        for key in ("home", "right", "right", "right"):
            await c.press(key)
            _harmless(c, (80, 24))


async def test_markup_in_a_search_and_a_login_is_only_text(bench: Bench) -> None:
    bench.take(customer="[red]x[/] [/] [@click=app.quit]点我[/]")
    async with console(bench.desk) as c:
        await c.sees("[red]x[/]")
        await c.press("9")
        await c.typing("[/red] [@click")
        await c.sees("[/red] [@click")
