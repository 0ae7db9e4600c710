"""A reason says something: one letter, a number or a row of dots is none."""

import pytest

from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.mark.parametrize("nothing", ["x", "等", "……", "11", "？？？", "x1", "no"])
async def test_a_reason_that_says_nothing_is_refused_at_its_row(bench: Bench, nothing: str) -> None:
    number = bench.take()
    bench.act(number, "specialist_needed", to="dept:technical", text="负载多少")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("D")
        form = await c.form()
        await c.filling(reason=nothing)
        await c.press("ctrl+s")
        await c.until(lambda: c.note("reason").startswith("✗"))
        assert not form.content.saving
        assert c.note("reason") == f"✗ 专员退回：原因：“{nothing}”不成理由，请用几个字写明原因"
        await c.filling(reason="休假")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.show(number).events[-1].fields["reason"] == "休假"


@pytest.mark.parametrize("reason", ["没空", "sold", "A 级客户", "改期 3 天"])
def test_two_characters_or_four_letters_are_enough(bench: Bench, reason: str) -> None:
    number = bench.take()
    bench.act(number, "specialist_needed", to="dept:technical", text="负载多少")
    bench.act(number, "declined", reason=reason)


def test_why_something_is_sent_all_the_same_says_something_too(bench: Bench) -> None:
    number = bench.take()
    assert "is no reason" in bench.refused(number, "answered", text="没办法", wording_reason="。")
