"""The question stands above the answer; what a specialist answered is offered, and the price they gave may be told."""

import pytest

from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench

SIZES = [(80, 24), (48, 20), (120, 40)]
PRICE = "一套含夹具报价12万元，两周内可安排现场勘查"


def _answered_by_specialist(bench: Bench) -> str:
    number = bench.take(content="焊接工位换型频繁，想知道一套多少钱", request="报价")
    of = bench.act(number, "specialist_needed", to="qian", text="报价多少").events[-1].seq
    bench.act(number, "accepted", "qian", of=of, due=bench.later(minutes=1).replace(hour=8))
    bench.act(number, "specialist_answered", "qian", of=of, text=PRICE)
    return number


@pytest.mark.parametrize("size", SIZES)
async def test_the_question_stands_above_the_answer(bench: Bench, size: tuple[int, int]) -> None:
    number = bench.take(content="焊接工位换型频繁，想知道一套多少钱", request="报价")
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.opens(number)
        for key in ("a", "p"):
            await c.press(key)
            await c.form()
            await c.sees("客户问：报价 · 焊接工位换型频繁")
            lines = c.lines()
            asked = next(place for place, line in enumerate(lines) if "客户问" in line)
            words = next(place for place, line in enumerate(lines) if "内容*" in line)
            assert asked < words < size[1] - 3
            await c.press("escape")
            await c.on(TicketScreen)


async def test_what_the_specialist_answered_is_offered_and_may_be_told_with_its_price(bench: Bench) -> None:
    number = _answered_by_specialist(bench)
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.sees("专员答：一套含夹具报价12万元", "专员的答复")
        await c.press("ctrl+a")
        await c.until(lambda: c.value("text") == PRICE, "the specialist's words")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    event = bench.show(number).events[-1]
    assert (event.kind, event.text, event.fields.get("wording_reason")) == ("answered", PRICE, None)


def test_another_price_is_still_stopped(bench: Bench) -> None:
    number = _answered_by_specialist(bench)
    assert "price policy" in bench.refused(number, "answered", text="大约15万元")


async def test_the_hand_off_does_not_ask_whom_again(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("h", "1", "enter")
        await c.typing("负载多少")
        await c.press("ctrl+s")
        await c.until(lambda: bench.kinds(number)[-1] == "specialist_needed", "the question")
        await c.on(TicketScreen)
        await c.press("H")
        await c.form()
        to = c.value("to")
        assert to
        await c.press("ctrl+s")
        await c.until(lambda: bench.kinds(number)[-1] == "handed_off", "told")


def test_r12_ends_with_the_specialists_answer(bench: Bench) -> None:
    number = _answered_by_specialist(bench)
    assert "R12" not in bench.rules(number)
