"""The queue in few colours, in none, and in plain characters: what a colour says a sign says too."""

import pytest
from rich.segment import Segment

from deskconsole.desk.opening import open_desk
from deskconsole.screens.frame.themes import THEMES
from deskconsole.text.cells import width
from tests.console.driver import Seat, console
from tests.desk.support import Bench


def segments(c: Seat) -> list[Segment]:
    return [segment for strip in c.app.screen._compositor.render_strips() for segment in strip]


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_theme_shows_the_same_signs(bench: Bench, theme: str) -> None:
    bench.take("online", "core")
    bench.take("online", "intent")
    async with console(bench.desk) as c:
        c.app.theme = theme
        bench.later(minutes=6)
        await c.tick()
        await c.sees("── Overdue 1 ", "‼    -1m00 █", "[1 All 2]")
        late = next(s.style for s in segments(c) if "‼    -1m00" in s.text)
        normal = next(s.style for s in segments(c) if "First response" in s.text)
        assert late is not None
        assert normal is not None
        assert late.color != normal.color, "and by a colour"


async def test_without_colours_the_signs_say_it(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    bench.take("online", "core")
    async with console(bench.desk) as c:
        bench.later(minutes=6)
        await c.tick()
        await c.sees("── Overdue 1 ", "‼    -1m00 █", "[1 All 1]")
        for segment in segments(c):
            color = segment.style.color if segment.style is not None else None
            if color is not None and color.triplet is not None:
                assert len(set(color.triplet)) == 1, f"{segment.text!r} is grey"


@pytest.mark.parametrize("size", [(48, 20), (80, 24), (120, 40)])
async def test_a_screen_in_ascii_has_no_sign_but_plain_characters(bench: Bench, size: tuple[int, int]) -> None:
    number = bench.take("online", "core", customer="Chen")
    bench.act(number, "responded", text="We look it up")
    (bench.folder / "site.toml").write_text('[console]\ncharacters = "ascii"\n', "utf-8")
    desk = open_desk(str(bench.folder / "desk.db"), as_="zhou", now=lambda: bench.now)
    async with console(desk, size=size) as c:
        for _screen in ("the queue", "a ticket"):
            signs = {s for s in c.text() if not s.isascii() and not "\u4e00" <= s <= "\u9fff"}
            assert not signs
            await c.opens(number)
        assert {width(line) for line in c.lines()} == {size[0]}
    desk.store.close()
