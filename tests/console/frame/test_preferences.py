"""A desk remembers: theme and sound are each person's own, across restarts and changes of operator."""

from deskconsole.desk.staff import preferences
from tests.console.driver import console
from tests.desk.sign_on.support import PIN, with_pin
from tests.desk.support import Bench


async def test_theme_and_sound_are_as_they_were_left(bench: Bench) -> None:
    async with console(bench.desk) as c:
        assert (c.app.theme, c.app.session.bell.muted) == ("desk-dark", False)
        await c.app.run_action("app.switch_theme")
        await c.press("comma")
        await c.until(lambda: set(preferences.preferences(bench.desk)) == {"theme", "muted"}, "both are kept")
    async with console(bench.desk) as c:
        assert (c.app.theme, c.app.session.bell.muted) == ("desk-light", True)
        await c.press("comma")
        await c.until(lambda: preferences.preferences(bench.desk)["muted"] is False, "sound again")
    async with console(bench.by("lin")) as c:
        assert c.app.theme == "desk-dark", "another person's own"


async def test_another_operator_brings_their_own(bench: Bench) -> None:
    preferences.remember(bench.by("lin"), {"theme": "desk-light", "muted": True})
    with_pin(bench, "lin")
    async with console(bench.desk) as c:
        await c.change_operator("lin", PIN)
        await c.until(lambda: c.app.theme == "desk-light", "their theme")
        assert c.app.session.bell.muted


async def test_the_site_says_what_nobody_has_chosen_and_nonsense_is_passed_over(bench: Bench) -> None:
    preferences.remember(bench.desk, {"theme": "pink"})
    (bench.folder / "site.toml").write_text('[console]\ntheme = "light"\nbell = false\n', "utf-8")
    async with console(bench.desk) as c:
        assert (c.app.theme, c.app.session.bell.muted) == ("desk-light", True)


async def test_what_is_remembered_is_no_parked_form(bench: Bench) -> None:
    preferences.remember(bench.desk, {"theme": "desk-light"})
    async with console(bench.desk) as c:
        await c.until(lambda: c.app.session.counts, "the figures")
        assert len(c.app.session.parked) == 0
    assert bench.verified() == []


async def test_commas_and_full_stops_of_an_input_method_act_nowhere(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("，", "。", "fullwidth_comma", "ideographic_full_stop", "fullwidth_full_stop")
        bell = c.app.session.bell
        assert (bell.muted, bell.snoozed_until) == (False, None)
