"""What is recorded at the console says that it came from there."""

from deskconsole.desk.customers.changes import add_customer
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.store.tickets import all_ticket_ids, site_events, ticket_events
from tests.console.driver import console
from tests.desk.support import Bench


async def test_what_is_taken_in_and_done_at_the_console_says_so(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.on(IntakeScreen)
        await c.filling(
            customer="王明", contact="13900001111", content="x", request="y", category="product", tier="core"
        )
        await c.press("ctrl+s")
        await c.until(lambda: c.queue.numbers, "the ticket")
        add_customer(c.app.session.desk, {"name": "陈立"}, [])
    with bench.desk.store.reading() as tx:
        recorded = [event for ticket in all_ticket_ids(tx) for event in ticket_events(tx, ticket)]
        found = {event.kind: event.source for event in (*recorded, *(event for _seq, event in site_events(tx)))}
    assert found["received"] == found["customer_added"] == "console"
