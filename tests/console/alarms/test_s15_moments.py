"""S15 at the console: what to say in a hard moment, on queue, ticket, call and forms; a line goes into the text."""

from pathlib import Path

from deskconsole.screens.forms.moments import MomentLines
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.tickets.action_form import ActionForm
from tests.console.driver import console
from tests.desk.support import Bench


async def test_s15_on_queue_and_ticket_by_one_key_and_the_line_begins_the_answer(house: Bench) -> None:
    number = house.take("online")
    async with console(house.desk, lang="zh") as c:
        await c.until(lambda: c.queue.selected == number[-4:], "the ticket")
        await c.press("'")
        await c.on(PickOne)
        await c.sees("现在是哪种情形？", "客户生气", "客户久等")
        await c.press("1")
        await c.on(MomentLines)
        await c.sees("让您遇到这样的事，换了谁都会着急，我理解您的心情。")
        await c.press("2")
        form = await c.on(ActionForm)
        assert form.event == "answered"
        assert form.rows["text"].value == "您慢慢说，我在听，说的每一点我都记下来。"


async def test_s15_behind_the_standard_phrases_of_a_form(house: Bench) -> None:
    number = house.take("online")
    async with console(house.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("n")
        form = await c.form()
        await c.typing("客户等了一小时")
        await c.press("ctrl+t")
        await c.on(PickOne)
        await c.press("6")
        await c.on(MomentLines)
        await c.press("1")
        await c.until(lambda: form.rows["text"].value.endswith("耽误了您的时间，对不起。"), "the line")
        assert form.rows["text"].value.startswith("客户等了一小时")
        await c.press("escape")
        await c.press("a")
        form = await c.form()
        words = []
        for _n in range(9):
            await c.press("ctrl+t")
            if c.app.screen is not form:
                break
            words.append(form.rows["text"].value)
        assert words, "the standard phrases come first"
        await c.on(PickOne)
        await c.press("escape")
        await c.press("ctrl+t")
        assert form.rows["text"].value == words[0], "then they begin again"


async def test_s15_on_the_form_of_a_call_to_be_read_aloud(house: Bench) -> None:
    house.ring()
    async with console(house.desk, lang="zh") as c:
        await c.until(lambda: c.app.session.calls, "the ring")
        await c.press("ctrl+g")
        screen = await c.on(IntakeScreen)
        await c.press("ctrl+t", "1")
        await c.on(MomentLines)
        await c.sees("照着说")
        await c.press("1")
        await c.until(lambda: c.app.screen is screen, "the form")
        assert screen.form.rows["content"].value == ""


async def test_s15_a_pack_without_lines_says_so(tmp_path: Path) -> None:
    own = tmp_path / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "pack.toml").write_text("site_rules = []\n", "utf-8")
    bare = Bench(tmp_path)
    bare.take("online")
    async with console(bare.desk, lang="zh") as c:
        await c.press("'")
        await c.sees("没有难处的话术")
        await c.press("k")
        await c.sees("不问超时原因")
    bare.desk.store.close()
