"""A list that is empty says why, and which key fills it; on a phone too."""

from pathlib import Path

import pytest

from deskconsole.widgets.lists.line_list import LineList
from tests.console.driver import console
from tests.desk.support import Bench

SAID = {
    ("f4",): ("No follow-up is planned", "by P on a ticket"),
    ("f5",): ("Nobody is here or expected", "2 signs a walk-in in", "+ expects somebody"),
    ("f5", ">"): ("Nobody is expected Tue 09-15", "+ expects somebody", "Esc is back today"),
    ("f5", "9", "q"): ("Nobody fits “q”", "Esc shows everybody"),
    ("f5", "#"): ("Today: no meeting", "+ plans one"),
    ("&",): ("The rules of this desk know no queue numbers",),
    ("f6", "q", "q", "q"): ("Nothing fits “qqq”", "Enter and + write an article"),
}


@pytest.mark.parametrize("size", [(80, 24), (48, 20)])
async def test_every_empty_list_says_why_and_what_to_press(tmp_path: Path, size: tuple[int, int]) -> None:
    bench = Bench(tmp_path, packs=("robot-integrator", "front-desk"))
    async with console(bench.desk, size=size) as c:
        for keys, texts in SAID.items():
            await c.press(*keys)
            await c.until(lambda: all(not line.key for line in c.app.screen.query_one(LineList).lines), "nothing there")
            await c.until(
                lambda texts=texts: all(text in " ".join(c.text().split()) for text in texts),  # type: ignore[misc]
                f"{keys}: {texts}",
            )
            while len(c.app.screen_stack) > 1:
                await c.press("escape")
    bench.desk.store.close()
