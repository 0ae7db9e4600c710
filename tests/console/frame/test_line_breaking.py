"""Lines break by Chinese rules in every text and field, whatever the width (console.md: articles, forms, cards)."""

import pytest

from deskconsole.text.cells import width
from tests.console.driver import Seat, console
from tests.desk.support import Bench

#: Words of two languages, figures and every mark that may not begin a line.
TEXT = (
    "Nordfjord Smelt AS的六轴机器人（SR-20iA）报警E-17，已停线2小时；请问：“值班工程师能来吗？”备件、工时、差旅怎么算？"
    "客户说“上次也是这样”，很着急！联系人：郝建平，电话13800010002。如果今天到不了，请先告诉我们。"
)
MAY_NOT_BEGIN = "，。、；：？！）”’》】…,.;:?!)"


def _lines_of_the_text(seat: Seat) -> list[str]:
    """What stands on the screen of the text, line by line, without what stands beside it."""
    found = []
    for line in seat.lines():
        words = line.split("│")[0].strip().removeprefix("咨询内容").lstrip("*").strip(" ▁▂▃▄▅▆▇█")
        if len(words) > 2 and words[:4] in TEXT and words in TEXT.replace("\n", ""):
            found.append(words)
    return found


@pytest.mark.parametrize("columns", range(70, 80))
async def test_in_a_field_no_line_begins_with_a_mark(bench: Bench, columns: int) -> None:
    async with console(bench.desk, lang="zh", size=(columns, 30)) as c:
        await c.press("f2")
        await c.intake()
        await c.filling(content=TEXT)
        await c.until(lambda: len(_lines_of_the_text(c)) >= 3, "the text")
        lines = _lines_of_the_text(c)
        assert TEXT.replace(" ", "").endswith("".join(lines).replace(" ", ""))  # the field shows its end
        assert not [line for line in lines if line[0] in MAY_NOT_BEGIN]
        # a Chinese sentence goes on where there is room: it is no word that moves to the next line whole
        assert max(map(width, lines)) - min(map(width, lines[:-1])) <= 12


@pytest.mark.parametrize("columns", [80, 110, 48])
async def test_a_text_to_read_breaks_as_a_field_does(bench: Bench, columns: int) -> None:
    bench.take(content=TEXT)
    async with console(bench.desk, lang="zh", size=(columns, 30)) as c:
        await c.opens("0001")
        await c.until(lambda: len(_lines_of_the_text(c)) >= 2, "the text")
        assert not [line for line in _lines_of_the_text(c) if line[0] in MAY_NOT_BEGIN]
