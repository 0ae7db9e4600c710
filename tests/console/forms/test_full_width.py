"""Digits as an input method sends them: in numbers, dates, times, telephone numbers and amounts they are kept plain."""

from pathlib import Path

from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.text.private import revealed
from tests.console.driver import console
from tests.desk.support import Bench, t

#: What is brought back, as an input method writes it.
RETURN = {
    "goods": "电饭煲",
    "bought": "２０２６－０９－１０",
    "price": "１２８０．５",
    "serial": "ＲＸ２０",
    "proof": "invoice",
    "fault": "yes",
}


async def test_the_contact_of_an_inquiry(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.filling(
            customer="吴桂兰",
            contact="１３８－１１１１－２２２２",
            channel="online",
            category="technical",
            tier="intent",
        )
        await c.filling(content="２０公斤够不够", request="选型")
        await c.press("ctrl+s")
        await c.until(lambda: c.queue.numbers, "the ticket")
    ticket = bench.show("0001").ticket
    assert (revealed(ticket.contact), ticket.content) == ("138-1111-2222", "２０公斤够不够")


async def test_the_contact_and_the_time_of_a_specialist(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "specialist_needed", to="luo", text="负载多少")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("A")
        await c.form()
        await c.filling(due="１５：３０", contact="罗工 ０７５５－８６００１２３４")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    accepted = bench.show(number).events[-1]
    assert (accepted.due, revealed(accepted.fields["contact"])) == (t("09-14 15:30"), "罗工 0755-86001234")


async def test_the_fields_of_a_pack(tmp_path: Path) -> None:
    bench = Bench(tmp_path, packs=("mall-desk",))
    number = bench.take("phone", "important", category="goods", kind="return", fields=RETURN)
    fields = bench.show(number).ticket.fields
    assert (fields["bought"], fields["price"], fields["serial"]) == ("2026-09-10", "1280.50", "RX20")
