"""The help of a screen: the ten of the day first, then what the screen can do, then what works everywhere."""

import pytest

from deskconsole.actions import REGISTRY, Scope, in_scope, use_keys
from deskconsole.actions.groups import ALIASES, CONSOLE_GROUPS, DAY, TICKET_GROUPS
from deskconsole.keys import key_label
from deskconsole.present.catalogue import language, use
from deskconsole.screens.frame.help import Help, help_pieces
from tests.console.driver import console
from tests.desk.support import Bench

NAMES = {action.name for action in REGISTRY}


def test_every_event_with_a_key_and_everything_of_everywhere_is_in_one_group() -> None:
    grouped = [event for events in TICKET_GROUPS.values() for event in events]
    assert sorted(grouped) == sorted(action.event for action in REGISTRY if action.event and action.keys)
    console_names = [name for names in CONSOLE_GROUPS.values() for name in names]
    assert sorted(console_names) == sorted(action.name for action in in_scope(Scope.EVERYWHERE))
    assert len(DAY) == 10
    assert {*DAY, *ALIASES} <= NAMES


@pytest.mark.parametrize("scope", [scope for scope in Scope if scope is not Scope.EVERYWHERE])
def test_the_help_names_every_key_of_a_screen(scope: Scope) -> None:
    before = language()
    use("en")
    text = "".join(piece[0] for piece in help_pieces(scope, 2))
    use(before)
    shown = text.split()
    actions = (*in_scope(scope), *in_scope(Scope.EVERYWHERE))
    assert [a.name for a in actions if not {key_label(key) for key in a.keys} <= set(shown)] == []
    order = [text.index(title) for title in ("The ten of the day", "On this screen", "Everywhere: Screens")]
    assert order == sorted(order)


async def test_the_ten_stand_on_the_first_page_and_the_rest_is_scrolled_to_on_a_phone_too(bench: Bench) -> None:
    for size in ((80, 24), (48, 20)):
        async with console(bench.desk, size=size) as c:
            await c.press("?")
            screen = await c.on(Help)
            await c.sees("The ten of the day", "Answer", "Promise a time", "^P", "Everything, by typing", "^S Save"[:2])
            assert screen.reading.max_scroll_y > 0
            assert screen.reading.max_scroll_x == 0
            await c.press("end")
            await c.sees("Quit")


async def test_the_help_shows_the_keys_of_the_site(bench: Bench) -> None:
    (bench.folder / "site.toml").write_text('[keys]\nanswered = "("\n')
    try:
        async with console(bench.desk) as c:
            await c.press("f1")
            await c.on(Help)
            await c.sees(" (       Answer")
    finally:
        use_keys({})


async def test_an_old_letter_says_what_took_its_place(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f4", "r")
        await c.until(lambda: c.said == "“r” is “f” now: Reached")
        await c.press("escape", "f7", "o")
        await c.until(lambda: c.said == "“o” is “O” now: Open the shift")
