"""Half-filled forms: each leaves a trace, all stand in one list, one key goes back, one throws away."""

from pathlib import Path

import pytest

from deskconsole.desk.tickets.drafts import drafts
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.parked_forms import ParkedMenu
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.visitors.form import VisitorForm
from deskconsole.screens.visitors.visitors import VisitorsScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench


async def _answer_begun(c: Seat, number: str, text: str) -> None:
    await c.opens(number)
    await c.press("n")
    await c.form()
    await c.typing(text)


@pytest.mark.parametrize("size", [(80, 24), (48, 20), (120, 40)])
async def test_esc_says_that_it_parked_and_how_to_come_back(bench: Bench, size: tuple[int, int]) -> None:
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        await c.typing("吴桂兰")
        await c.press("escape")
        await c.on(QueueScreen)
        await c.until(lambda: "已暂存" in c.said and "^O" in c.said, "that it is parked")
        await c.sees("已暂存")
        await c.press("down")
        await c.sees("^O")
        await c.press("ctrl+o")
        await c.until(lambda: c.value("customer") == "吴桂兰")


async def test_an_empty_form_is_left_without_a_word(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        await c.press("escape")
        await c.on(QueueScreen)
        assert c.said == ""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_top_line_counts_what_waits(bench: Bench, size: tuple[int, int]) -> None:
    number = bench.take()
    async with console(bench.desk, size=size, lang="zh") as c:
        await _answer_begun(c, number, "回头再说")
        await c.press("escape", "escape")
        await c.on(QueueScreen)
        await c.tick()
        await c.until(lambda: "暂存" in c.lines()[0] and "^O" in c.lines()[0], "the form in the top line")
        assert "Zhou" in c.lines()[0]


@pytest.mark.parametrize("size", [(48, 20), (80, 24), (120, 40)])
async def test_a_ticket_with_a_half_filled_answer_is_marked_in_the_queue(bench: Bench, size: tuple[int, int]) -> None:
    other, number = bench.take(), bench.take()
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.until(lambda: len(c.queue.numbers) == 2)
        assert not any("✎" in line for line in c.lines())
        await _answer_begun(c, number, "回头再说")
        await c.press("escape", "escape")
        await c.on(QueueScreen)
        await c.sees("✎")
        assert [line for line in c.lines() if "✎" in line and number[-4:] in line]
        assert not [line for line in c.lines() if "✎" in line and other[-4:] in line]
        await c.press("ctrl+o")
        await c.form()
        await c.press("ctrl+s")
        await c.sees("备注已记下")
        await c.misses("✎")


async def test_the_form_that_is_being_typed_in_does_not_count(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskconsole.screens.forms.drafting.REST", 0.0)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.typing("First")
        await c.until(lambda: drafts(bench.desk), "the draft")
        assert len(c.app.session.parked) == 0
        await c.press("f2")
        await c.filling(customer="Second", contact="13700002222", category="service", content="a", request="b")
        await c.until(lambda: len(drafts(bench.desk)) == 2, "both drafts")
        await c.tick()
        assert len(c.app.session.parked) == 1
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        assert "1 parked" in c.said


async def test_one_key_swaps_between_forms_of_every_kind(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await _answer_begun(c, number, "half a note")
        await c.press("f2")
        await c.intake()
        await c.typing("吴桂兰")
        await c.press("ctrl+o")
        await c.until(lambda: isinstance(c.app.screen, ActionForm) and c.value("text") == "half a note", "the note")
        await c.press("ctrl+o")
        await c.until(lambda: isinstance(c.app.screen, IntakeScreen) and c.value("customer") == "吴桂兰", "the inquiry")
        await c.press("ctrl+o")
        await c.until(lambda: isinstance(c.app.screen, ActionForm) and c.value("text") == "half a note", "the note")


async def test_what_was_interrupted_stands_in_one_list(tmp_path: Path) -> None:
    bench = Bench(tmp_path, packs=("robot-integrator", "front-desk"))
    number = bench.take()
    async with console(bench.desk, lang="zh") as c:
        await _answer_begun(c, number, "回头再说")
        await c.press("f5")
        await c.on(VisitorsScreen)
        await c.press("2")
        await c.on(VisitorForm)
        await c.filling(name="张伟")
        await c.press("f2")
        await c.intake()
        await c.typing("吴桂兰")
        await c.press("escape", "ctrl+d")
        await c.on(ParkedMenu)
        await c.sees("备注 0001", "回头再说", "张*", "吴**")
        place = next(at for at, (_id, text) in enumerate(c.app.screen.entries) if "张*" in text)  # type: ignore[attr-defined]
        await c.press(str(place + 1))
        await c.on(VisitorForm)
        await c.until(lambda: c.value("name") == "张伟", "the walk-in")


async def test_one_key_throws_a_form_away_and_another_puts_it_back(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        await c.typing("吴桂兰")
        await c.press("ctrl+w")
        await c.on(QueueScreen)
        await c.until(lambda: "^Z" in c.said, "how to put it back")
        assert drafts(bench.desk) == []
        await c.press("z")
        await c.until(lambda: [draft.body["customer"] for draft in drafts(bench.desk)] == ["吴桂兰"], "the form")
        await _answer_begun(c, number, "回头再说")
        await c.press("escape")
        await c.press("n")
        await c.until(lambda: isinstance(c.app.screen, ActionForm) and c.value("text") == "回头再说", "the draft")
        await c.press("ctrl+w")
        await c.until(lambda: len(drafts(bench.desk)) == 1, "the note gone")
        await c.press("n")
        await c.form()
        assert c.value("text") == ""


async def test_one_is_thrown_away_from_the_list(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        for name in ("First", "Second"):
            await c.press("f2")
            await c.intake()
            await c.typing(name)
            await c.press("escape")
            await c.on(QueueScreen)
        await c.press("ctrl+d")
        menu = await c.on(ParkedMenu)
        thrown = menu.entries[0][0]
        await c.press("minus")
        await c.on(QueueScreen)
        await c.until(lambda: thrown not in {draft.id for draft in drafts(bench.desk)}, "one gone")
        assert len(drafts(bench.desk)) == 1
        await c.until(lambda: "^Z" in c.said, "how to put it back")
        await c.press("z")
        await c.until(lambda: len(drafts(bench.desk)) == 2, "it is back")
