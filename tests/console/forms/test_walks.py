"""Random walks of sensible mistakes: nothing typed is lost without a word, nothing is chosen that was not marked."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from deskconsole.screens.forms.content import FormContent
from deskconsole.screens.forms.form import Form
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.visitors.form import WALK_IN, VisitorForm
from tests.console.driver import Seat, console
from tests.console.forms.walks import walk
from tests.desk.support import Bench

#: Walks a form in each run, and in the long one: 2,000 together.
SHORT = 3
LONG = 334
FORMS = ("intake", "answered", "promised", "specialist_needed", "walk-in", "called_back")


def _opens(c: Seat, bench: Bench, name: str, number: str) -> Callable[[], Awaitable[FormContent]]:
    async def intake() -> FormContent:
        await c.app.run_action("new_intake")
        screen = await c.on(IntakeScreen)
        await c.pilot.pause()
        return screen.form.content

    async def small() -> FormContent:
        session = c.app.session
        form: Form[str] | ActionForm
        form = VisitorForm(session, WALK_IN) if name == "walk-in" else ActionForm(session, bench.show(number), name)
        await c.app.push_screen(form)
        await c.until(lambda: form.is_mounted and c.app.focused is not None, "the form")
        await c.pilot.pause()
        return form.content

    return intake if name == "intake" else small


async def _walks(tmp_path: Path, name: str, count: int) -> None:
    packs = ("front-desk", "robot-integrator") if name == "walk-in" else ("robot-integrator",)
    bench = Bench(tmp_path, packs=packs)
    bench.take("phone", customer="王芳芳", contact="13811110001")
    number = bench.take("phone", customer="张伟", contact="13811110002")
    async with console(bench.desk, lang="zh") as c:
        for seed in range(count):
            await walk(c, seed, _opens(c, bench, name, number))
            while len(c.app.screen_stack) > 1:
                await c.app.pop_screen()


@pytest.mark.parametrize("name", FORMS)
async def test_a_few_walks_lose_and_choose_nothing(tmp_path: Path, name: str) -> None:
    await _walks(tmp_path, name, SHORT)


@pytest.mark.chaos
@pytest.mark.parametrize("name", FORMS)
async def test_two_thousand_walks_lose_and_choose_nothing(tmp_path: Path, name: str) -> None:
    await _walks(tmp_path, name, LONG)
