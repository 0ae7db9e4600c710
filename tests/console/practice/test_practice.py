"""The practice as somebody plays it: by keys, at three sizes; the real desk learns only who did it."""

import pytest

from deskconsole.actions import first_key
from deskconsole.desk.practice.completed import practices, record_practice
from deskconsole.desk.staff import preferences
from deskconsole.desk.tickets.drafts import drafts
from deskconsole.desk.tickets.settling import settle
from deskconsole.desk.tickets.views import show
from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.knowledge.article_pages import Page
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.visitors.form import VisitorForm
from deskconsole.screens.visitors.visitors import VisitorsScreen
from tests.console.driver import console
from tests.console.practice.conftest import Practising, Trainee, offering
from tests.desk.support import Bench

STEPS = ("call", "intake", "hand_off", "promise", "reply", "confirm", "visitor", "finish")


async def _saved(c: Trainee, **values: str) -> None:
    await c.filling(**values)
    await c.press("ctrl+s")


async def call(c: Trainee) -> None:
    await c.ticking(lambda: c.app.session.calls, "the call")
    await c.press("ctrl+g")
    await c.on(IntakeScreen)


async def intake(c: Trainee) -> None:
    await c.intake()
    await _saved(c, content="码垛机器人能用在冷库吗", request="型号", category="technical")
    await c.on(QueueScreen)


async def hand_off(c: Trainee) -> None:
    await c.until(lambda: c.queue.selected, "the ticket")
    await c.press(first_key("specialist_needed"))
    await c.form()
    await _saved(c, to="luojun", text="零下25度能用吗")


async def promise(c: Trainee) -> None:
    await c.press(first_key("promised"))
    await c.form()
    await _saved(c, due="+1h", text="回电告知型号")


async def reply(c: Trainee) -> None:
    await c.press(first_key("answered"))
    await c.on(PickOne)
    await c.press("1")
    await c.form()
    await _saved(c, text="低温型可以用。")


async def confirm(c: Trainee) -> None:
    await c.press(first_key("confirmed"))
    await c.form()
    await c.press("ctrl+s")


async def visitor(c: Trainee) -> None:
    await c.press("f5")
    screen = await c.on(VisitorsScreen)
    await c.until(lambda: screen.board.expected is not None, "the visitor")
    await c.press("enter")
    await c.on(VisitorForm)
    await c.press("ctrl+s")
    await c.on(VisitorsScreen)


async def finish(c: Trainee) -> None:
    await c.press("f3")
    await c.on(QueueScreen)
    home = c.app.screen
    assert isinstance(home, QueueScreen)
    assert c.coach.practice.call is not None
    home.list.select(c.coach.practice.call)
    await c.press(first_key("finished"))
    await c.form()
    await _saved(c, outcome="已告知型号")


WAYS = (call, intake, hand_off, promise, reply, confirm, visitor, finish)


@pytest.mark.parametrize(
    ("lang", "size"), [("zh", (80, 24)), ("zh", (48, 20)), ("zh", (120, 40)), ("en", (48, 20))], ids=str
)
async def test_the_whole_practice_by_keys(
    practised: Practising, bench: Bench, size: tuple[int, int], lang: str
) -> None:
    before = bench.record()
    async with practised(size=size, lang=lang) as c:
        for step, way, following in zip(STEPS, WAYS, (*STEPS[1:], ""), strict=True):
            await c.comes_to(step)
            assert f" {STEPS.index(step) + 1}/{len(STEPS)} " in c.told
            await way(c)
            await c.comes_to(following)
            await c.is_told("✓")
            await c.sees("✓")
        await c.sees("练习做完" if lang == "zh" else "practice is done")
    assert bench.record() == before + 1, "who has practised, and nothing else"
    done = next(each for each in practices(bench.desk) if each.login == "zhou")
    assert (done.at, done.steps, done.skipped) == (bench.now, len(STEPS), 0)


async def test_s07_a_leader_sees_who_has_practised_and_when(bench: Bench) -> None:
    record_practice(bench.by("lin"), len(STEPS), 1)
    bench.later(days=1)
    for lang, texts in (("en", ("yesterday 09:00", "7 of 8 steps", "has not practised")), ("zh", ("昨天 09:00",))):
        async with console(bench.by("he"), lang=lang) as c:
            await c.press("ctrl+p")
            await c.typing("who has practised\n" if lang == "en" else "谁练过\n")
            await c.on(Page)
            await c.sees(*texts)
            rows = [line for line in c.lines() if "Lin" in line or "Zhou" in line]
            assert ["Zhou" in row for row in rows] == [True, False], "first who has still to do it"
            await c.press("escape")
            await c.on(QueueScreen)


async def test_another_step_than_the_one_asked_for_brings_a_hint_and_can_be_taken_back(
    practised: Practising, bench: Bench
) -> None:
    async with practised() as c:
        await call(c)
        await c.comes_to("intake")
        await c.press("escape")
        await c.is_told("parked, nothing is lost: ^O")
        await c.press("ctrl+o")
        await intake(c)
        await c.comes_to("hand_off")
        await c.press(first_key("answered"))
        await c.form()
        await _saved(c, text="可以用。")
        await c.is_told("That was an answer. z takes it back")
        assert c.step == "hand_off"
        await c.press(first_key("undone"))
        await c.is_told("Taken back")
        await hand_off(c)
        await c.comes_to("promise")
        await c.press(first_key("noted"))
        await c.form()
        await _saved(c, text="问过技术部")
        await c.is_told("A note tells the customer nothing")
        await promise(c)
        await c.comes_to("reply")


async def test_a_call_that_is_missed_or_withdrawn_rings_again(practised: Practising, bench: Bench) -> None:
    async with practised() as c:
        await c.ticking(lambda: c.app.session.calls, "the call")
        bench.later(seconds=31)
        settle(c.coach.practice.desk)
        await c.is_told("Missed: six rings are over")
        await call(c)
        await c.comes_to("intake")
        await c.press("ctrl+x")
        await c.is_told("the key for wrong numbers")
        await call(c)
        await intake(c)
        await c.comes_to("hand_off")


async def test_what_is_skipped_is_done_and_what_is_left_goes_on_there(practised: Practising, bench: Bench) -> None:
    before = bench.record()
    async with practised() as c:
        await call(c)
        await c.comes_to("intake")
        await c.filling(content="半句话")
        await c.press("ctrl+underscore")
        await c.on(PickOne)
        await c.press("1")
        await c.comes_to("hand_off")
        await c.on(QueueScreen)
        assert not c.coach.practice.half_typed(), "the form of the step is gone with it"
        assert show(c.coach.practice.desk, c.coach.practice.call or "").ticket.received
        await c.press("ctrl+underscore")
        await c.on(PickOne)
        await c.press("2")
        await c.until(lambda: not c.app.is_running, "the practice is left")
    assert preferences.preferences(bench.desk)["practice"] == {"place": 2, "skipped": 1}
    async with practised() as c:
        await c.comes_to("hand_off")
        for way, following in zip(WAYS[2:], (*STEPS[3:], ""), strict=True):
            await way(c)
            await c.comes_to(following)
    assert preferences.preferences(bench.desk)["practice"] == "done"
    assert bench.record() == before + 1
    done = next(each for each in practices(bench.desk) if each.login == "zhou")
    assert (done.steps, done.skipped) == (8, 1)


async def test_who_only_skips_has_not_practised(practised: Practising, bench: Bench) -> None:
    before = bench.record()
    async with practised() as c:
        for following in (*STEPS[1:], ""):
            await c.press("ctrl+underscore")
            await c.on(PickOne)
            await c.press("1")
            await c.comes_to(following)
        await c.sees("The practice is done")
    assert bench.record() == before


async def test_the_practice_is_offered_once_until_it_is_declined_for_ever(bench: Bench) -> None:
    for choice, offered in (("2", True), ("3", True), (None, False)):
        async with offering(bench.desk) as c:
            if not offered:
                await c.tick()
                assert "practice" not in c.said
                continue
            await c.until(lambda c=c: "New here? ^/" in c.said, "the offer")  # type: ignore[misc]
            await c.press("ctrl+underscore")
            await c.on(PickOne)
            await c.press(choice or "")
            await c.on(QueueScreen)
            if choice == "3":
                await c.until(lambda: preferences.preferences(bench.desk).get("practice") == "never", "it is kept")
            assert not c.app.leaves_to_practise


async def test_the_palette_leads_to_the_practice_and_keeps_what_is_half_typed(bench: Bench) -> None:
    async with offering(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.filling(content="半句话")
        await c.press("ctrl+p")
        await c.on(Menu)
        await c.typing("lianxi")
        await c.until(lambda: isinstance(c.app.screen, Menu) and c.app.screen.sounds, "how it is said")
        await c.until(lambda: isinstance(c.app.screen, Menu) and c.app.screen.marked is not None, "the practice")
        await c.press("enter")
        await c.on(PickOne)
        await c.press("1")
        await c.until(lambda: not c.app.is_running, "the console makes room")
        assert c.app.leaves_to_practise
    assert [draft.body["content"] for draft in drafts(bench.desk) if draft.form == "intake"] == ["半句话"]
