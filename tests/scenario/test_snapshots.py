"""What each screen shows at each size in both languages, character by character, at a time that stands still.

`UPDATE_SNAPSHOTS=1 make test ARGS=tests/scenario` writes them anew; the difference is for people to look at.
"""

import difflib
import os
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from deskconsole.desk.records import IntakeForm
from deskconsole.desk.tickets import drafts
from deskconsole.desk.tickets.intake import intake
from deskconsole.present.catalogue import use
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.frame.help import Help
from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.knowledge.knowledge import KnowledgeScreen
from deskconsole.screens.search.find import Find
from deskconsole.screens.shifts.shift import ShiftScreen
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.text.cells import width
from tests.console.driver import Seat, console
from tests.desk.support import Bench, t
from tests.terminal.console_desk import day_forms

SNAPSHOTS: Final = Path(__file__).parent / "snapshots"
SIZES: Final = ((48, 20), (80, 24), (120, 40), (200, 60))
UPDATE: Final = os.environ.get("UPDATE_SNAPSHOTS") == "1"


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Friday 2026-11-20 just after two: the day's inquiries so far, three of them worked on."""
    bench = Bench(tmp_path_factory.mktemp("day"), now=t("11-20 08:00"))
    numbers = [taken(bench, form) for form in day_forms(before=t("11-20 14:01"))]
    bench.now = t("11-20 14:01")
    bench.act(numbers[2], "responded", text="您好，已收到")
    bench.act(numbers[2], "specialist_needed", fields={"to": "dept:technical"}, text="视觉标定后仍偏差0.3mm")
    for number, text in ((numbers[4], "Lead time is two weeks."), (numbers[3], "节拍18秒可以做到")):
        bench.act(number, "need_recorded", text="200 pcs")
        bench.act(number, "answered", text=text)
        bench.act(number, "confirmed")
        bench.act(number, "finished", outcome="quoted")
        bench.act(number, "filed")
    bench.act(numbers[0], "promised", fields={"due": t("11-20 16:30").isoformat()}, text="两款选型对比表")
    bench.now = t("11-20 14:02")
    bench.settle()
    return bench


def taken(bench: Bench, form: dict[str, Any]) -> str:
    bench.now = datetime.fromisoformat(form["received"]) + timedelta(seconds=30)
    fields = {**form, "received": datetime.fromisoformat(form["received"])}
    return intake(bench.desk, IntakeForm(**fields)).number


async def queue(c: Seat) -> None:
    await c.until(lambda: c.queue.numbers)


async def ticket(c: Seat) -> None:
    await c.opens("SZ-20261120-0003")


async def follow_ups(c: Seat) -> None:
    await c.press("f4")
    await c.on(FollowUpScreen)
    await c.until(lambda: c.follow_ups.numbers)


async def intake_form(c: Seat) -> None:
    await c.press("f2")
    await c.intake()
    await c.press("9")
    await c.press("backspace")


async def helped(c: Seat) -> None:
    await c.press("f1")
    await c.on(Help)


async def palette(c: Seat) -> None:
    await c.press("ctrl+p")
    await c.on(Menu)


async def customer(c: Seat) -> None:
    await c.press("q")
    screen = await c.on(CustomerScreen)
    await c.until(lambda: screen.file is not None and screen.list.lines)


async def answer_form(c: Seat) -> None:
    await c.press("a")
    await c.form()
    await c.filling(text="这个我不 知 道。")
    await c.until(lambda: "不 知 道" in c.text() and "^E" in c.text())


async def find(c: Seat) -> None:
    await c.press("/")
    box = await c.on(Find)
    await c.typing("机")
    await c.until(lambda: box.answered == "机" and box.shown)


async def knowledge(c: Seat) -> None:
    await c.press("f6")
    await c.on(KnowledgeScreen)
    await c.until(lambda: "K1" in c.text())


async def shift(c: Seat) -> None:
    await c.press("f7")
    screen = await c.on(ShiftScreen)
    await c.until(lambda: screen.list.lines)


SCREENS: Final[dict[str, Callable[[Seat], Awaitable[None]]]] = {
    "queue": queue,
    "ticket": ticket,
    "follow-ups": follow_ups,
    "intake": intake_form,
    "help": helped,
    "palette": palette,
    "customer": customer,
    "answer": answer_form,
    "find": find,
    "knowledge": knowledge,
    "shift": shift,
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen(day: Bench, size: tuple[int, int], lang: str) -> None:
    differing = []
    try:
        async with console(day.desk, size=size, lang=lang) as c:
            for name, opened in SCREENS.items():
                for draft in drafts.drafts(day.desk):  # what the screen before left half typed
                    drafts.drop_draft(day.desk, draft.id)
                await opened(c)
                await c.pilot.pause()
                kept = f"{name}-{size[0]}x{size[1]}-{lang}.txt"
                if not UPDATE:
                    await _drawn_as(c, (SNAPSHOTS / kept).read_text("utf-8"))
                if not same(kept, c.lines(), size):
                    differing.append(name)
                await c.press("escape", "f3")
                await c.on(QueueScreen)
                if name == "answer":  # else its draft may come to lie there after it was looked for
                    await c.until(lambda: drafts.drafts(day.desk), "the draft of what was half typed")
    finally:
        use("en")
    assert not differing, "UPDATE_SNAPSHOTS=1 takes the new ones"


async def _drawn_as(c: Seat, kept: str) -> None:
    """What is read in threads comes when it comes; what never does is told by who compares."""
    with suppress(AssertionError):
        await c.until(lambda: drawn(c.lines()) == kept)


def drawn(lines: list[str]) -> str:
    """A screen as it is kept."""
    return "".join(line.rstrip() + "\n" for line in lines)


def same(name: str, lines: list[str], size: tuple[int, int]) -> bool:
    """Whether a screen is what was kept; each of its lines has exactly the width of the terminal."""
    assert {width(line) for line in lines} == {size[0]}
    seen = drawn(lines)
    if UPDATE:
        (SNAPSHOTS / name).write_text(seen, "utf-8")
    kept = (SNAPSHOTS / name).read_text("utf-8")
    if seen != kept:
        print(name, *difflib.unified_diff(kept.splitlines(), seen.splitlines(), lineterm=""), sep="\n")
    return seen == kept


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_too_small_and_back(day: Bench, lang: str) -> None:
    try:
        async with console(day.desk, lang=lang) as c:
            await c.sees("还没有答复" if lang == "zh" else "nothing yet", "1/18")
            before = c.text()
            await c.pilot.resize_terminal(20, 5)
            await c.sees("窗口太小" if lang == "zh" else "more room")
            await c.pilot.resize_terminal(80, 24)
            await c.until(lambda: c.text() == before, "the same screen again")
    finally:
        use("en")
