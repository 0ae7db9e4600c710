"""A leader is asked at their own console: the receiver's form waits, the leader's first line says so."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from deskconsole.app import Console
from deskconsole.desk.sign_on import asking
from deskconsole.desk.tickets import drafts
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.staff.answering import AnswerForm
from deskconsole.screens.staff.sign_on_screen import SignOnScreen
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.sign_on.support import PIN, with_pin
from tests.desk.support import Bench


@pytest.fixture
def leaders(bench: Bench) -> Iterator[Bench]:
    """The same store, opened by another program, at which He sits."""
    again = Bench.reopened(bench)
    again.desk = again.by("he")
    yield again
    again.desk.store.close()


@asynccontextmanager
async def waiting(bench: Bench, number: str, *, lang: str = "en") -> AsyncIterator[Seat]:
    """A receiver who has asked to withdraw a colleague's ticket; the form stands and waits."""
    async with console(bench.desk, size=(100, 30), lang=lang) as c:
        await c.opens(number)
        await c.press("x")
        await c.on(PickOne)
        await c.sees("Ask at their own console: He, Lin, root, Song" if lang == "en" else "到他们自己的屏幕上问")
        await c.press("1")
        await c.form()
        await c.filling(reason="spam", text="打错了")
        await c.press("ctrl+s")
        await c.sees("Asked, waits for an answer until 09:05" if lang == "en" else "已提出，等到 09:05")
        assert "withdrawn" not in bench.kinds(number)
        yield c


async def answer(c: Seat, digit: str, word: str = "") -> None:
    """Whoever leads looks at what waits, and answers."""
    await c.sees("Zhou asks: Withdraw of 0001")
    await c.press("^")
    await c.on(AnswerForm)
    await c.press(digit)
    await c.typing(word)
    await c.press("ctrl+s")


async def test_a_leader_allows_it_at_their_console_and_it_is_recorded_once(
    bench: Bench, leaders: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bench.take(by="lin")
    bells: list[str] = []
    async with waiting(bench, number) as c:
        monkeypatch.setattr(Console, "bell", lambda _self: bells.append("bell"))
        async with console(leaders.desk, size=(120, 30)) as leader:
            await leader.sees("Zhou asks: Withdraw of 0001 · ^")
            await leader.tick()
            assert bells == ["bell"]
            await leader.press("^")
            await leader.on(AnswerForm)
            await leader.sees("Zhou asks: Withdraw of 0001", "spam", "打错了", "Owner Lin", "华南精密")
            await leader.press("1", "ctrl+s")
            await leader.sees("Allowed: Withdraw of 0001")
            await leader.misses("Zhou asks")
        await c.until(lambda: c.app.session.requests and c.app.session.requests[0].state == "allowed", "the answer")
        await c.tick()
        await c.until(lambda: "withdrawn" in bench.kinds(number), "recorded")
        await c.on(TicketScreen)
        await c.tick()
    assert bench.kinds(number).count("withdrawn") == 1
    event = next(each for each in bench.show(number).events if each.kind == "withdrawn")
    assert (event.by, event.fields["allowed_by"], event.fields["reason"], event.text) == (
        "zhou",
        "he",
        "spam",
        "打错了",
    )
    assert drafts.drafts(bench.desk) == []
    assert asking.my_requests(bench.desk) == []


async def test_a_refusal_is_told_with_its_word_and_what_was_typed_stays(bench: Bench, leaders: Bench) -> None:
    number = bench.take(by="lin")
    async with waiting(bench, number) as c:
        async with console(leaders.desk, size=(100, 30)) as leader:
            await answer(leader, "2", "先问林晓")
            await leader.sees("Refused: Withdraw of 0001")
        await c.until(lambda: c.app.session.requests[0].state == "refused")
        await c.tick()
        await c.sees("先问林晓 · He refuses it")
        assert (c.value("reason"), c.value("text")) == ("spam", "打错了")
        await c.press("ctrl+s")
        await c.sees("Asked, waits for an answer")
    assert "withdrawn" not in bench.kinds(number)


async def test_nobody_answers_and_time_passes(bench: Bench) -> None:
    number = bench.take(by="lin")
    async with waiting(bench, number) as c:
        bench.later(minutes=5, seconds=1)
        await c.tick()
        await c.sees("Nobody has answered until 09:05 · ^S asks once more")
        await c.press("ctrl+s")
        await c.sees("Asked, waits for an answer until 09:10")


async def test_the_form_is_parked_meanwhile_and_the_first_line_says_what_came_of_it(bench: Bench) -> None:
    number = bench.take(by="lin")
    async with waiting(bench, number) as c:
        await c.press("escape", "escape")
        await c.on(QueueScreen)
        asking.answer_request(bench.by("he"), number, True)
        await c.sees("He allows Withdraw of 0001 until 09:05: ^O")
        await c.press("ctrl+o")
        await c.form()
        await c.until(lambda: c.value("text") == "打错了")
        await c.tick()
        await c.sees("He allows it until 09:05 · ^S records it")
        assert "withdrawn" not in bench.kinds(number), "nobody looks at it: whoever opens it saves it"
        await c.press("ctrl+s")
        await c.until(lambda: "withdrawn" in bench.kinds(number))
        await c.misses("He allows")


async def test_the_console_is_killed_meanwhile_and_the_answer_is_there_when_they_are_back(bench: Bench) -> None:
    number = bench.take(by="lin")
    async with waiting(bench, number) as c:
        c.app.exit()
    asking.answer_request(bench.by("he"), number, True)
    async with console(bench.desk, size=(100, 30)) as c:
        await c.sees("He allows Withdraw of 0001")
        await c.press("ctrl+o")
        await c.form()
        assert c.value("text") == "打错了"
        await c.press("ctrl+s")
        await c.until(lambda: "withdrawn" in bench.kinds(number))
    assert bench.show(number).events[-1].fields["allowed_by"] == "he"


async def test_a_ticket_that_changes_is_looked_at_again_on_both_sides(bench: Bench, leaders: Bench) -> None:
    number = bench.take(by="lin")
    async with waiting(bench, number) as c:
        async with console(leaders.desk, size=(100, 30)) as leader:
            await leader.sees("Zhou asks")
            await leader.press("^")
            await leader.on(AnswerForm)
            bench.act(number, "noted", "lin", text="doch wichtig")
            await leader.press("1", "ctrl+s")
            await leader.sees("has changed since")
            assert asking.requests_to_answer(leaders.desk) != []
            await leader.press("escape", "^")
            await leader.on(AnswerForm)
            await leader.sees("the ticket has changed since they asked", "Lin Note")
            await leader.press("1", "ctrl+s")
            await leader.sees("Allowed")
        await c.until(lambda: c.app.session.requests[0].state == "allowed")
        await c.tick()
        await c.sees("Meanwhile: Lin Note")
        assert isinstance(c.app.screen, ActionForm)
        await c.press("ctrl+s")
        await c.until(lambda: "withdrawn" in bench.kinds(number))


async def test_two_leaders_the_second_is_told_who_was_first(bench: Bench, leaders: Bench) -> None:
    number = bench.take(by="lin")
    async with waiting(bench, number), console(leaders.desk, size=(100, 30)) as leader:
        await leader.sees("Zhou asks")
        await leader.press("^")
        await leader.on(AnswerForm)
        asking.answer_request(bench.by("song"), number, False)
        await leader.press("1", "ctrl+s")
        await leader.sees("Song has refused it already")
    assert "withdrawn" not in bench.kinds(number)


async def test_who_may_not_allow_it_sees_nothing_and_who_locks_shows_nothing(bench: Bench, leaders: Bench) -> None:
    number, other = bench.take(by="lin"), bench.take(by="lin")
    with_pin(bench, "he", "lin")
    asking.ask_approval(bench.desk, number, "withdrawn")
    leaders.desk = leaders.by("qian")
    async with console(leaders.desk, size=(100, 30)) as c:
        await c.press("^")
        await c.sees("Nobody waits for your permission")
        assert "asks:" not in c.text()
        await c.change_operator("he", PIN)
        await c.sees("Zhou asks: Withdraw of 0001")
        await c.press("ctrl+l")
        await c.on(SignOnScreen)
        assert "Zhou" not in c.text()
        await c.press("^")
        assert isinstance(c.app.screen, SignOnScreen)
        await c.press("backspace", *PIN, "enter")
        await c.on(QueueScreen)
        asking.ask_approval(bench.desk, other, "withdrawn")
        await c.sees("Zhou asks: Withdraw of 0001 +1")
        await c.press("^")
        await c.on(PickOne)
        await c.sees("Withdraw of 0001", "Withdraw of 0002")
        await c.press("2")
        await c.on(AnswerForm)
        await c.press("1", "ctrl+s")
        await c.sees("Allowed: Withdraw of 0002")
        leaders.later(minutes=6)
        await c.tick()
        await c.misses("Zhou asks")


@pytest.mark.parametrize("size", [(80, 24), (48, 20)])
async def test_it_fits_on_small_screens_in_chinese(bench: Bench, leaders: Bench, size: tuple[int, int]) -> None:
    number = bench.take(by="lin")
    asking.ask_approval(bench.desk, number, "withdrawn")
    async with console(leaders.desk, size=size, lang="zh") as leader:
        await leader.sees("Zhou", "^")
        await leader.press("^")
        await leader.on(AnswerForm)
        await leader.sees("Zhou 请求", "允许", "不允许")
        await leader.press("1", "ctrl+s")
        await leader.on(QueueScreen)
    assert asking.may_record(bench.desk, number, "withdrawn")


async def test_a_half_written_answer_is_kept_when_the_form_is_left(bench: Bench, leaders: Bench) -> None:
    number = bench.take(by="lin")
    asking.ask_approval(bench.desk, number, "withdrawn")
    async with console(leaders.desk, size=(100, 30)) as leader:
        await leader.sees("Zhou asks")
        await leader.press("^")
        await leader.on(AnswerForm)
        await leader.filling(word="Ask her first whether it was the wrong number")
        await leader.press("escape")
        await leader.on(QueueScreen)
        await leader.press("ctrl+o")
        await leader.on(AnswerForm)
        await leader.until(lambda: leader.value("word").startswith("Ask her first"), "what was typed")
        await leader.press("1", "ctrl+s")
        await leader.on(QueueScreen)
        assert drafts.drafts(leaders.desk) == []
    assert asking.may_record(bench.desk, number, "withdrawn")
