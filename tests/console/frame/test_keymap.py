"""The site's own keys, theme and bell."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.actions import use_keys
from deskconsole.app import Console, run_console
from deskconsole.errors import DeskError
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.tickets.action_form import ActionForm
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.fixture(autouse=True)
def _usual_keys() -> Iterator[None]:
    yield
    use_keys({})


def _site(bench: Bench, text: str) -> None:
    Path(bench.folder / "site.toml").write_text(text, encoding="utf-8")


async def test_own_keys_work_and_are_shown(bench: Bench) -> None:
    _site(bench, '[keys]\nnew_intake = ["ctrl+v", "f16"]\nanswered = "#"\nback = "f15"\n')
    number = bench.take("online", "core")
    async with console(bench.desk, size=(120, 40)) as c:
        await c.until(lambda: c.queue.selected == number[-4:])
        await c.sees("# Answer")
        await c.press("#")
        await c.on(ActionForm)
        await c.press("f15")
        await c.press("f16")
        await c.on(IntakeScreen)
        await c.press("f15")
        await c.press("a")
        assert not isinstance(c.app.screen, ActionForm), "the key it had before does nothing any more"


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ('answered = "p"', "'p' would do two things on one screen: answered and promised"),
        ('answered = "1"', "'1' would do two things on one screen"),
        ('lock = "f2"', "'f2' would do two things on one screen: new_intake and lock"),
        ('lock = "x"', "typed into fields"),
        ('xyzzy = "x"', "no such action; `deskconsole keys` lists them"),
        ('pickup = "f9"', "no such action; did you mean 'pick_up'?"),
        ('answerd = "X"', "no such action; did you mean 'answered'?"),
        ('answered = "no key"', "is not a key"),
    ],
)
async def test_keys_that_cannot_be_are_refused(bench: Bench, keys: str, told: str) -> None:
    _site(bench, f"[keys]\n{keys}\n")
    with pytest.raises(DeskError, match=r"site\.toml") as refusal:
        Console(bench.desk)
    assert told in str(refusal.value)


async def test_theme_and_bell_of_the_site(bench: Bench) -> None:
    _site(bench, '[console]\ntheme = "light"\nbell = false\n')
    async with console(bench.desk) as c:
        assert c.app.theme == "desk-light"
        assert c.app.session.bell.muted
    _site(bench, '[console]\ntheme = "pink"\n')
    bench.desk._settings = None
    with pytest.raises(DeskError, match="dark, light, 16"):
        Console(bench.desk)


async def test_a_site_may_leave_the_mouse_to_the_terminal(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def run(self: Console, *, mouse: bool) -> int:
        asked.append(mouse)
        return 0

    monkeypatch.setattr(Console, "run_guarded", run)
    run_console(bench.desk)
    bench.desk._settings = None
    _site(bench, "[console]\nmouse = false\n")
    run_console(bench.desk)
    assert asked == [True, False]
    bench.desk._settings = None
    _site(bench, '[console]\nmouse = "no"\n')
    with pytest.raises(DeskError, match=r"console\.mouse: must be true or false"):
        run_console(bench.desk)
