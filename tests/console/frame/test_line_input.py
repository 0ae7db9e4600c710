"""The field without layout shows what Textual's own shows, whatever is typed, however long."""

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input

from deskconsole.desk.tickets.drafts import save_draft
from deskconsole.widgets.forms.line_input import LineInput
from tests.console.driver import console
from tests.desk.support import Bench

TEXTS: Sequence[Sequence[str]] = (
    ["a"] * 3,
    list("客户想了解六轴机器人的负载和交货期请尽快回电说明"),
    [*"0123456789" * 4, "home", "x", "end", "y", *["backspace"] * 5],
    [*"0123456789" * 3, *["left"] * 25, *["delete"] * 4, "ctrl+k", "z"],
    [*"abc" * 12, "ctrl+u", "d"],
)


class Fields(App[None]):
    CSS = "Input { width: 20; }"

    def __init__(self, field: Input) -> None:
        super().__init__()
        self.field = field
        self.field.cursor_blink = False

    def compose(self) -> ComposeResult:
        yield self.field


async def _shown(field: Input, keys: Sequence[str]) -> tuple[str, float, int, str]:
    app = Fields(field)
    async with app.run_test(size=(40, 3)) as pilot:
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        return field.value, field.scroll_x, field.cursor_position, "\n".join(strip.text for strip in strips)


@pytest.mark.parametrize("keys", TEXTS, ids=range(len(TEXTS)))
async def test_shows_what_textuals_own_field_shows(keys: Sequence[str]) -> None:
    assert await _shown(LineInput(compact=True), keys) == await _shown(Input(compact=True), keys)


async def test_a_text_longer_than_its_field_is_seen(bench: Bench) -> None:
    save_draft(bench.desk, "d-1", "intake", {"customer": "重庆永川机电 " * 12, "content": "x"})
    async with console(bench.desk) as c:
        await c.sees("^O")
        await c.press("f2")
        await c.intake()
        await c.press("ctrl+o")
        await c.sees("重庆永川机电 重庆永川机电")
