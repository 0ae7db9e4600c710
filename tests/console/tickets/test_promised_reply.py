"""An answer on a ticket whose customer was promised one: the promise does not run on unseen (R11)."""

from datetime import timedelta

import pytest

from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.fixture
def promised(bench: Bench) -> str:
    """A ticket whose reply is promised for 11:26 and nearly due."""
    number = bench.take()
    bench.act(number, "promised", due=bench.now + timedelta(hours=2, minutes=26), text="书面答复")
    bench.later(hours=2, minutes=20)
    return number


@pytest.mark.parametrize(
    ("key", "kind", "open_"), [("1", "replied", False), ("2", "answered", True), ("２", "answered", True)]
)
async def test_r11_an_answer_asks_whether_it_is_the_promised_one(
    bench: Bench, promised: str, key: str, kind: str, open_: bool
) -> None:
    async with console(bench.desk) as c:
        await c.opens(promised)
        await c.press("a")
        await c.on(PickOne)
        await c.sees("Is this the reply promised for today 11:26?")
        await c.press(key)
        assert (await c.form()).event == kind
        await c.typing("负载二十公斤，臂展一千八")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    view = bench.show(promised)
    assert view.events[-1].kind == kind
    assert bool(view.ticket.open_promises()) is open_


async def test_esc_on_the_question_records_nothing(bench: Bench, promised: str) -> None:
    async with console(bench.desk) as c:
        await c.opens(promised)
        await c.press("3")
        await c.on(PickOne)
        await c.press("escape")
        await c.on(TicketScreen)
    assert bench.show(promised).events[-1].kind == "promised"


async def test_r11_of_several_promises_the_one_that_is_kept_is_chosen(bench: Bench, promised: str) -> None:
    bench.act(promised, "promised", due=bench.now + timedelta(days=1), text="报价单")
    async with console(bench.desk) as c:
        await c.opens(promised)
        await c.press("a")
        await c.on(PickOne)
        await c.sees("1 yes, that of today 11:26 · 书面答复", "2 yes, that of tomorrow 11:20 · 报价单", "3 no")
        await c.press("2")
        assert (await c.form()).event == "replied"
        await c.filling(text="报价单已发到邮箱")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    first, second = bench.show(promised).ticket.promises.values()
    assert (first.replied, second.replied) == (False, True)


async def test_without_a_promise_nothing_is_asked(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        assert (await c.form()).event == "answered"


async def test_what_was_typed_into_the_promised_reply_comes_back(bench: Bench, promised: str) -> None:
    async with console(bench.desk) as c:
        await c.opens(promised)
        for _turn in range(2):
            await c.press("a")
            await c.on(PickOne)
            await c.press("1")
            await c.form()
            if not c.value("text"):
                await c.typing("负载二十公斤")
                await c.press("escape")
                await c.on(TicketScreen)
        await c.until(lambda: c.value("text") == "负载二十公斤", "the draft")
