"""E27 on the form: what legal has not passed is named while it is typed."""

from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_e27_what_legal_has_not_passed_is_named_while_typing(bench: Bench) -> None:
    number = bench.take("phone", "potential", category="presales")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.filling(value="减少返工", scenario="点焊", risk="需配套治具", text="本方案三个月收回投资")
        await c.until(lambda: "法务" in c.note("text"))
        await c.press("ctrl+s")
        await c.until(lambda: "say here why" in c.note("wording_reason"))
        await c.typing("合同第三条原文")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.show(number).events[-1].fields["wording"] == ["本方案三个月收回投资"]
